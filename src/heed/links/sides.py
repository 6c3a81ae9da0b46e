"""An ask made ready to be compared: what it contains, and what it lies within."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from heed.links.meaning import Ask, subjects_of
from heed.vocab.matters import concepts, wider

_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One ask as it is compared. Asks that say the same have the same side.

    `matters` are its subject, without what is too wide where it has others; `persons` those whom it
    names beyond what its matters are about by themselves, `all_persons` with those, `groups`
    those of them that make a subject. `large` says
    that it asks for the rights of its persons at large (R7), `catch_all` that it has no subject
    but one that contains nothing.
    """

    matters: frozenset[str]
    persons: frozenset[str]
    all_persons: frozenset[str]
    groups: frozenset[str]
    measures: frozenset[str]
    steps: frozenset[str]
    instruments: frozenset[str]
    stage: str
    large: bool
    catch_all: bool


def side(ask: Ask) -> Side:
    """Return an ask as it is compared."""
    return _side(ask.matters, ask.persons, ask.measures, ask.steps, ask.instruments, ask.stage)


@lru_cache(maxsize=32_768)
def _side(
    matters: frozenset[str],
    persons: frozenset[str],
    measures: frozenset[str],
    steps: frozenset[str],
    instruments: frozenset[str],
    stage: str,
) -> Side:
    known, groups = concepts("matters"), concepts("persons")
    about = subjects_of(instruments) if steps or not matters else _EMPTY
    said = matters | (about & known.keys())
    narrow = frozenset(code for code in said if not known[code].wide)
    own = _EMPTY.union(*(known[code].of for code in narrow))
    persons = persons | (about & groups.keys())
    specific = frozenset(code for code in persons if not groups[code].wide)
    large = bool(said and persons) and all(code in AT_LARGE for code in said) and not steps
    return Side(
        matters=narrow or said,
        persons=specific - own,
        all_persons=persons | own,
        groups=frozenset(code for code in persons | own if not groups[code].wide),
        measures=measures,
        steps=steps,
        instruments=instruments,
        stage=stage,
        large=large,
        catch_all=all(known[code].catch_all for code in said) and not persons and not steps,
    )


# Rights of one group at large: with no matter beside them an ask for all that the group is due.
AT_LARGE = frozenset({
    "womens-rights", "rights-of-child", "disability-rights", "indigenous-rights", "older-rights",
    "defenders-protection", "hr-framework", "equality", "inclusion",
})  # fmt: skip


@lru_cache(maxsize=1 << 18)  # lists of codes repeat far more than asks do
def within(sort: str, some: frozenset[str], others: frozenset[str]) -> float:
    """Return which share of `some` is, or lies within, one of `others`; 0 where either is empty."""
    if not some or not others:
        return 0.0
    above = wider(sort)
    return sum(not others.isdisjoint(above[code]) for code in some) / len(some)


@lru_cache(maxsize=1 << 16)
def shared(sort: str, some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return what of `some` is or lies within `others`, or contains one of them."""
    above = wider(sort)
    return frozenset(
        code
        for code in some
        if not others.isdisjoint(above[code]) or any(code in above[one] for one in others)
    )
