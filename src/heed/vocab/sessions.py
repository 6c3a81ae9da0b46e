"""Sessions of the UPR Working Group and the cycles they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from heed.vocab.packaged import load


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round of reviews: its number and its first and last session of the Working Group."""

    number: int
    first: int
    last: int | None


@cache
def cycles() -> tuple[Cycle, ...]:
    """Return the cycles of the UPR in order."""
    rows = load("data/cycles.yaml")["entries"]
    return tuple(Cycle(r["cycle"], r["first_session"], r.get("last_session")) for r in rows)


def cycle_of(session: int) -> int | None:
    """Return the cycle of a session of the Working Group, None if it is before the first."""
    for cycle in cycles():
        if cycle.first <= session <= (cycle.last or session):
            return cycle.number
    return None


_UNITS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_TEENS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}  # fmt: skip


@cache
def _ordinals() -> dict[str, int]:
    words = {word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split())}
    for ten, value in _TENS.items():
        words[ten[:-1] + "ieth"] = value
        words.update({f"{ten}-{w}": value + n for n, w in enumerate(_UNITS.split()[:10]) if n})
    return words


def ordinal(word: str) -> int | None:
    """Return the number of an English ordinal in words (`forty-eighth`) or figures (`48th`)."""
    bare = word.lower().replace(" ", "-")
    if bare[:-2].isdigit() and bare[-2:] in ("st", "nd", "rd", "th"):
        return int(bare[:-2])
    return _ordinals().get(bare)
