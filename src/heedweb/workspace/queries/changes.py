"""A matter from review to review: new, returned, repeated, stronger, weaker, dropped.

A matter is a cluster or, where an item is in none, the item alone. What changed is told by
`heed.links.changes`, body by body; here it is laid out over all reviews in the order of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from heed.links import changes as told
from heed.links.changes import CHANGES, Asked

REPEATED, STRONGER, WEAKER = "repeated", "stronger", "weaker"
WHATS = CHANGES
# How much an item asks where no label says it.
UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A review in the order of time; `line` names the body whose reviews are compared."""

    key: int
    line: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A matter at one review: its items, and what changed (`""` where nothing did)."""

    round: Round
    items: tuple[Asked, ...]
    what: str = ""

    @property
    def positions(self) -> tuple[tuple[str, int], ...]:
        """How many have which position, in the order they are met."""
        counts: dict[str, int] = {}
        for one in self.items:
            counts[one.position or ""] = counts.get(one.position or "", 0) + 1
        return tuple(counts.items())


@dataclass(frozen=True, slots=True)
class Story:
    """Of how many reviews by one body how many asked a matter, and supported it at least once.

    `answered` is whether the State took a position on any of it, `open` whether the last asked it.
    """

    rounds: int
    asked: int
    supported: int
    answered: bool
    open: bool


@dataclass(frozen=True)
class Matter:
    """A cluster, or an item alone (`cluster` is None), from review to review."""

    cluster: int | None
    cells: tuple[Cell, ...]
    labels: frozenset[str] = field(default_factory=frozenset)

    @property
    def items(self) -> tuple[Asked, ...]:
        """All that was asked of it, in the order of time."""
        return tuple(one for cell in self.cells for one in cell.items)

    @property
    def keys(self) -> list[int]:
        """The primary keys of all that was asked of it."""
        return [int(one.id) for one in self.items]

    def is_(self, what: str, review: int) -> bool:
        """Return whether that is what changed at a review; what is stronger is repeated, too."""
        return what in _words(self.whats.get(review, ""))

    @cached_property
    def whats(self) -> dict[int, str]:
        """What changed at which review."""
        return {cell.round.key: cell.what for cell in self.cells if cell.what}

    def story(self, line: str) -> Story:
        """Return in how many reviews by a body it was asked, and supported."""
        mine = [str(cell.round.key) for cell in self.cells if cell.round.line == line]
        facts = told.facts(self.items, mine)
        answered = any(one.position for one in self.items if one.review in mine)
        still = bool(mine) and mine[-1] in facts.asked
        return Story(len(mine), len(facts.asked), len(facts.supported), answered, still)


def matter(
    cluster: int | None,
    items: Sequence[Asked],
    rounds: Sequence[Round],
    labels: frozenset[str] = frozenset(),
) -> Matter:
    """Return a matter with what changed at each of `rounds`, which are in the order of time."""
    lines: dict[str, list[str]] = {}
    for round_ in rounds:
        lines.setdefault(round_.line, []).append(str(round_.key))
    whats: dict[str, str] = {}
    for reviews in lines.values():
        known = all(one.strength != UNKNOWN for one in items if one.review in reviews)
        for change in told.changes(items, reviews):
            compared = change.change in (STRONGER, WEAKER)
            whats[change.review] = change.change if known or not compared else REPEATED
    by_round: dict[str, list[Asked]] = {}
    for one in items:
        by_round.setdefault(one.review, []).append(one)
    cells = (
        Cell(one, tuple(by_round.get(str(one.key), ())), whats.get(str(one.key), ""))
        for one in rounds
    )
    return Matter(cluster, tuple(cells), labels)


def counts(matters: Sequence[Matter], review: int) -> Mapping[str, int]:
    """Return of how many matters what changed at a review."""
    found = Counter(word for one in matters for word in _words(one.whats.get(review, "")))
    return {what: found[what] for what in WHATS}


def _words(what: str) -> tuple[str, ...]:
    """Return the words that a change counts under: what is stronger or weaker is repeated, too."""
    return (what, REPEATED) if what in (STRONGER, WEAKER) else (what,)
