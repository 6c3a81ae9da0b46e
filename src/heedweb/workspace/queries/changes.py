"""What changed of a matter from review to review: new, repeated, stronger, weaker, dropped.

A matter is a cluster or, where an item is in none, the item alone. What is compared is how much was
asked at most: UPR Info's scale of kinds of action, 1 to 5. Pure, over reviews in the order of time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NEW, REPEATED, STRONGER, WEAKER, DROPPED = "new", "repeated", "stronger", "weaker", "dropped"
# A repeat that asks more or less is a repeat too: it counts under both words.
WHATS = (NEW, REPEATED, STRONGER, WEAKER, DROPPED)
SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Asked:
    """One item: its key, the review, the position taken, how much it asks (0 where not known)."""

    key: int
    review: int
    position: str = ""
    strength: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A review in the order of time; `line` are the reviews by the same body."""

    key: int
    line: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A matter at one review: its items, and what that is compared with before."""

    round: Round
    items: tuple[Asked, ...]
    what: str = ""

    @property
    def positions(self) -> tuple[tuple[str, int], ...]:
        """How many have which position, in the order they are met."""
        counts: dict[str, int] = {}
        for one in self.items:
            counts[one.position] = counts.get(one.position, 0) + 1
        return tuple(counts.items())

    @property
    def strength(self) -> int:
        """How much was asked at most, 0 where that is not known."""
        return max((one.strength for one in self.items), default=0)


@dataclass(frozen=True, slots=True)
class Story:
    """In how many of the reviews by one body a matter was asked, and supported at least once.

    `answered` is whether the State took a position on any of it, `open` whether the last asked it.
    """

    line: str
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

    def at(self, review: int) -> Cell | None:
        """Return the matter at a review."""
        return next((cell for cell in self.cells if cell.round.key == review), None)

    def is_(self, what: str, review: int) -> bool:
        """Return whether that is what changed at a review."""
        cell = self.at(review)
        held = cell.what if cell else ""
        return held == what or (what == REPEATED and held in (STRONGER, WEAKER))

    def story(self, line: str) -> Story:
        """Return in how many reviews by a body it was asked, and supported."""
        mine = [cell for cell in self.cells if cell.round.line == line]
        asked = [cell for cell in mine if cell.items]
        supported = [
            cell for cell in asked if any(one.position == SUPPORTED for one in cell.items)
        ]
        answered = any(one.position for cell in asked for one in cell.items)
        still = bool(mine) and bool(mine[-1].items)
        return Story(line, len(mine), len(asked), len(supported), answered, still)


def matter(
    cluster: int | None,
    items: Sequence[Asked],
    rounds: Sequence[Round],
    labels: frozenset[str] = frozenset(),
) -> Matter:
    """Return a matter with what changed at each of `rounds`, which are in the order of time."""
    by_round: dict[int, list[Asked]] = {}
    for one in items:
        by_round.setdefault(one.review, []).append(one)
    cells: list[Cell] = []
    for round_ in rounds:
        now = Cell(round_, tuple(by_round.get(round_.key, ())))
        cells.append(Cell(round_, now.items, _what(now, cells)))
    return Matter(cluster, tuple(cells), labels)


def _what(now: Cell, before: Sequence[Cell]) -> str:
    """Return what changed against the reviews before: against the last that asked it."""
    asked = [cell for cell in before if cell.items]
    if not now.items:
        line = [cell for cell in before if cell.round.line == now.round.line]
        return DROPPED if line and line[-1].items else ""
    if not asked:
        return NEW
    last = asked[-1].strength
    if not last or not now.strength or last == now.strength:
        return REPEATED
    return STRONGER if now.strength > last else WEAKER


def counts(matters: Sequence[Matter], review: int) -> Mapping[str, int]:
    """Return of how many matters what changed at a review."""
    return {what: sum(one.is_(what, review) for one in matters) for what in WHATS}
