"""What a cluster is called until a person names it."""

from __future__ import annotations

from collections.abc import Sequence

_LONG = 90


def name_of(texts: Sequence[str]) -> str:
    """Return the shortest of the texts, cut between words; it says what all of them ask."""
    shortest = min(texts, key=lambda text: (len(text), text))
    if len(shortest) <= _LONG:
        return shortest.rstrip(" .;")
    return shortest[: _LONG - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
