"""Numbers as addresses and forms have them: pages, primary keys, versions that were seen."""

from __future__ import annotations

# More are no primary key of a database.
_DIGITS = 18


def number_of(text: object) -> int:
    """Return a whole number that somebody's browser sent, 0 where it is none."""
    given = text if isinstance(text, str) else ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= _DIGITS else 0
