"""An ask made ready to be compared: what it contains, and what it lies within."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from heed.links.meaning import Ask, subjects_of
from heed.vocab.matters import concepts, wider

_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """One ask of a pair.

    `matters` are its subject, without what is too wide where it has others; `persons` those whom it
    names beyond what its matters are about by themselves; `within` maps are the codes with all that
    contains them. `large` says that it asks for the rights of its persons at large (R7).
    """

    ask: Ask
    matters: frozenset[str]
    persons: frozenset[str]
    all_persons: frozenset[str]
    measures: frozenset[str]
    large: bool


@lru_cache(maxsize=131_072)
def side(ask: Ask) -> Side:
    """Return an ask as it is compared."""
    known = concepts("matters")
    about = subjects_of(ask.instruments) if ask.steps or not ask.matters else _EMPTY
    said = ask.matters | (about & known.keys())
    narrow = frozenset(code for code in said if not known[code].wide)
    own = frozenset().union(*(known[code].of for code in narrow))
    persons = ask.persons | (about & concepts("persons").keys())
    specific = frozenset(code for code in persons if not concepts("persons")[code].wide)
    at_large = all(code in AT_LARGE for code in narrow)
    return Side(
        ask=ask,
        matters=narrow or said,
        persons=specific - own,
        all_persons=persons | own,
        measures=ask.measures,
        large=at_large and not ask.steps and bool(specific or narrow),
    )


# Rights of one group at large: with no matter beside them an ask for all that the group is due.
AT_LARGE = frozenset({
    "womens-rights", "rights-of-child", "disability-rights", "indigenous-rights", "older-rights",
    "defenders-protection", "hr-framework", "equality", "inclusion",
})  # fmt: skip


def within(sort: str, some: frozenset[str], others: frozenset[str]) -> float:
    """Return which share of `some` is, or lies within, one of `others`; 0 where either is empty."""
    if not some or not others:
        return 0.0
    above = wider(sort)
    return sum(not others.isdisjoint(above[code]) for code in some) / len(some)


def shared(sort: str, some: Iterable[str], others: frozenset[str]) -> frozenset[str]:
    """Return what of `some` is or lies within `others`, or contains one of them."""
    above = wider(sort)
    return frozenset(
        code
        for code in some
        if not others.isdisjoint(above[code]) or any(code in above[one] for one in others)
    )
