"""What speaks for and against a pair of items asking the same: named numbers from 0 to 1.

The rules are those of the guideline in `docs/links.md`; their numbers stand beside each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from heed.links.sides import Side, within

# In the order in which the linker weighs them.
NAMES = (
    "same step", "other step", "other instrument", "subject contained", "subject equal",
    "no subject", "same persons", "other persons", "same measure", "other measure", "crossed",
    "more in both", "words", "labels",
)  # fmt: skip


# How much each ground says that two asks of two items are those that meet.
_NEARNESS = (3.0, 0.0, -1.0, 2.0, 1.0, -1.0, 0.5, -1.0, 0.5, -0.5, -0.25)
_INVITE = frozenset({"invite special-procedures"})
_ANY_MANDATE = frozenset({"special-procedures"})


@dataclass(frozen=True, slots=True)
class Met:
    """How two asks meet. `subject`, `persons`, `measures` say how the first lies to the second.

    `=` the same, `<` within it, `>` contains it, `x` neither. `values` are the grounds by
    their names' order, without those of the whole texts; `near` sums them up to find the asks of
    two items that meet.
    """

    subject: str
    persons: str
    measures: str
    values: tuple[float, ...]
    near: float = 0.0

    @property
    def whole(self) -> str:
        """Return how the one ask lies to the other as a whole, `x` if they cross (R5)."""
        said = {self.subject, self.persons, self.measures} - {"="}
        if "x" in said or len(said) > 1:
            return "x"
        return said.pop() if said else "="


@lru_cache(maxsize=1 << 17)
def meet(one: Side, other: Side) -> Met:
    """Return how two asks meet."""
    step, other_step, apart = _steps(one, other)
    down, up = _subject(one, other)
    persons = _way(*_persons(one, other), bool(one.persons), bool(other.persons))
    measures = _way(
        within("measures", one.measures, other.measures),
        within("measures", other.measures, one.measures),
        bool(one.measures),
        bool(other.measures),
    )
    subject = _subject_way(down, up)
    met = Met(subject, persons, measures, ())
    known = _of_groups(one, other)
    both_measures = bool(one.measures and other.measures)
    values = (
        step,
        other_step,
        apart,
        max(down, up) ** 0.5,
        min(down, up),
        float(not down and not up and not known),
        float(known),
        float(persons == "x"),
        float(both_measures and measures != "x"),
        float(measures == "x"),
        float(_crossed(one, other, met)),
    )
    near = sum(value * weight for value, weight in zip(values, _NEARNESS, strict=True))
    return Met(subject, persons, measures, values, near)


def _crossed(one: Side, other: Side, met: Met) -> bool:
    """Return whether each is the narrower in something (R5). Lists that share one are not."""
    ways = {
        met.subject,
        "=" if one.persons & other.persons else met.persons,
        met.measures,
    }
    return {"<", ">"} <= ways and "x" not in ways


def _of_groups(one: Side, other: Side) -> bool:
    """Return whether two asks are about the same group, which makes a subject by itself (R8)."""
    some, others = one.groups, other.groups
    return bool(within("persons", some, others) or within("persons", others, some))


def best(some: Sequence[Side], others: Sequence[Side]) -> tuple[Side, Side, Met]:
    """Return the two asks of two items that are nearest to each other, and how they meet."""
    if len(some) == len(others) == 1:
        return some[0], others[0], meet(some[0], others[0])
    pairs = ((one, other, meet(one, other)) for one in some for other in others)
    return max(pairs, key=lambda pair: pair[2].near)


def _steps(one: Side, other: Side) -> tuple[float, float, float]:
    """Return whether the same step is asked, another step of the same, another instrument (R6)."""
    some, others = _joining(one.steps), _joining(other.steps)
    if not some and not others:
        stages = {one.stage, other.stage} - {""}
        return 0.0, float(len(stages) > 1), 0.0
    if some & others:
        other_mandate = _mandates_differ(one, other) and some & others == _INVITE
        return float(not other_mandate), float(other_mandate), 0.0
    meets = bool(one.instruments & other.instruments)
    return 0.0, float(meets), float(not meets)


def _mandates_differ(one: Side, other: Side) -> bool:
    """Return whether two rapporteurs are to be invited whose mandates have nothing in common."""
    mine, theirs = one.matters - _ANY_MANDATE, other.matters - _ANY_MANDATE
    return bool(mine and theirs) and not within("matters", mine, theirs)


def _joining(steps: frozenset[str]) -> frozenset[str]:
    """Return steps with signing as a step to joining: a repeat, though a narrower one (R1)."""
    return frozenset(step.replace("sign ", "join ", 1) for step in steps)


def _subject(one: Side, other: Side) -> tuple[float, float]:
    """Return how far the first lies within the second by its subject, and the other way."""
    down = within("matters", one.matters, other.matters)
    up = within("matters", other.matters, one.matters)
    if other.large:
        down = max(down, _at_large(one, other))
    if one.large:
        up = max(up, _at_large(other, one))
    if one.catch_all or other.catch_all:
        return down / 4, up / 4
    return down, up


def _at_large(part: Side, large: Side) -> float:
    """Return how far `part` asks something for the persons whose rights `large` asks (R7)."""
    if part.steps:
        return 0.0
    return within("persons", part.all_persons, large.all_persons)


def _persons(one: Side, other: Side) -> tuple[float, float]:
    return (
        within("persons", one.persons, other.persons),
        within("persons", other.persons, one.persons),
    )


def _way(down: float, up: float, some: bool, others: bool) -> str:  # noqa: FBT001
    """Return how one list lies to another: who names nothing asks for all (R3, R4)."""
    if not some or not others:
        return "=" if some == others else "<" if some else ">"
    if down == 1 and up == 1:
        return "="
    if down == up == 0:
        return "x"
    return "<" if down >= up else ">"


def _subject_way(down: float, up: float) -> str:
    if not down and not up:
        return "x"
    return "=" if down == up else "<" if down > up else ">"
