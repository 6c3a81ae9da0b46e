"""Numbers and lines as addresses and forms have them: pages, primary keys, words to find."""

from __future__ import annotations

# More are no primary key of a database.
_DIGITS = 18


def number_of(text: object) -> int:
    """Return a whole number that somebody's browser sent, 0 where it is none."""
    given = text if isinstance(text, str) else ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= _DIGITS else 0


def one_line(text: object, most: int = 200) -> str:
    """Return words that somebody's browser sent as one line, cut where it is longer than `most`."""
    return " ".join(text.split())[:most] if isinstance(text, str) else ""
