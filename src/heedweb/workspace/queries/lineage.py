"""The lineage of a matter as a picture that the server draws: who asked it when, and what repeats.

Columns are reviews in the order of time, boxes their items, lines the links between them. Of the
links of a box only those to the nearest review before it are drawn; its table has all of them.
Pure: from items and links to places, in the units of the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMN, GAP, BOX, ROW, TOP, EDGE = 168, 92, 30, 38, 52, 8
# Of one box; more are a thicket that nobody follows.
_MOST_LINES = 3
_STRONGEST = ("same", "narrower_or_broader", "related")
# Letters beside the shapes of positions.
_LETTERS = {
    "supported": "S", "partially_supported": "P", "noted": "N", "pending": "E", "unclear": "?",
}  # fmt: skip

Pair = tuple[int, int]
"""Keys of the later and the earlier item."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a lineage: its key, the column it stands in, what it is called, its position."""

    key: int
    column: int
    number: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link: which relation, and whether a person decided it."""

    relation: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An item in the picture; `x` and `y` are its upper left corner."""

    item: Item
    x: float
    y: float
    width: int = COLUMN
    height: int = BOX

    @property
    def letter(self) -> str:
        """The letter of its position, `""` where there is none."""
        return _LETTERS.get(self.item.position, "")

    @property
    def middle(self) -> float:
        """Half of its height."""
        return self.y + self.height / 2

    @property
    def sign(self) -> tuple[float, float]:
        """Where the shape of its position has its centre."""
        return (self.x + 16, self.middle)

    @property
    def mark(self) -> float:
        """Where the letter of its position begins."""
        return self.x + 27

    @property
    def label(self) -> float:
        """Where its number begins."""
        return self.x + 44


@dataclass(frozen=True, slots=True)
class Line:
    """A link in the picture, as the `d` of an SVG path."""

    relation: str
    sure: bool
    path: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A review above its column."""

    name: str
    x: float
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A lineage drawn; `left_out` links are in the table alone."""

    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    left_out: int

    @property
    def base(self) -> int:
        """Where the names of reviews stand."""
        return TOP - 26

    @property
    def decided(self) -> bool:
        """Whether a person decided on a link that is drawn."""
        return any(line.sure for line in self.lines)

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations that are drawn, the strongest first."""
        held = {line.relation for line in self.lines}
        return tuple(name for name in _STRONGEST if name in held)

    @property
    def positions(self) -> tuple[tuple[str, str], ...]:
        """The positions that are drawn, each with its letter."""
        held = {box.item.position for box in self.boxes}
        return tuple((name, letter) for name, letter in _LETTERS.items() if name in held)


def picture(names: Sequence[str], items: Sequence[Item], ties: Mapping[Pair, Tie]) -> Picture:
    """Return the picture of a lineage; `names` are the columns from left to right."""
    known = {item.key: item for item in items}
    held = {
        pair: tie for pair, tie in ties.items()
        if pair[0] in known and pair[1] in known and tie.relation in _STRONGEST
    }  # fmt: skip
    across = {p: t for p, t in held.items() if known[p[0]].column != known[p[1]].column}
    drawn = _nearest(known, across)
    boxes = _boxes(len(names), items, drawn)
    places = {box.item.key: box for box in boxes}
    lines = tuple(_line(places, pair, tie) for pair, tie in drawn.items())
    counts = [sum(item.column == n for item in items) for n in range(len(names))]
    headings = tuple(Heading(name, _left(n), counts[n]) for n, name in enumerate(names))
    height = TOP + max(counts, default=0) * ROW + EDGE
    width = _left(max(len(names) - 1, 0)) + COLUMN + EDGE
    return Picture(headings, boxes, lines, width, height, len(held) - len(drawn))


def _left(column: int) -> int:
    return EDGE + column * (COLUMN + GAP)


def _nearest(known: Mapping[int, Item], ties: Mapping[Pair, Tie]) -> dict[Pair, Tie]:
    """Return the links to draw: of each box the strongest to the nearest column before it."""
    by_later: dict[int, list[tuple[int, int, Pair]]] = {}
    for pair, tie in ties.items():
        rank = _STRONGEST.index(tie.relation)
        nearness = -known[pair[1]].column
        by_later.setdefault(pair[0], []).append((nearness, rank, pair))
    found: dict[Pair, Tie] = {}
    for key in known:
        mine = sorted(by_later.get(key, []))
        best = [one for one in mine if one[:2] == mine[0][:2]] if mine else []
        found.update({pair: ties[pair] for _, _, pair in best[:_MOST_LINES]})
    return found


def _boxes(columns: int, items: Sequence[Item], drawn: Mapping[Pair, Tie]) -> tuple[Box, ...]:
    """Return the boxes; each column is sorted so that lines cross little (by barycentres)."""
    places: dict[int, float] = {}
    found: list[Box] = []
    for column in range(columns):
        mine = [item for item in items if item.column == column]
        wanted: dict[int, float] = {}
        for n, item in enumerate(mine):
            met = [places[pair[1]] for pair in drawn if pair[0] == item.key and pair[1] in places]
            wanted[item.key] = sum(met) / len(met) if met else float(n + len(mine))
        for n, item in enumerate(sorted(mine, key=lambda one: wanted[one.key])):
            places[item.key] = float(n)
            found.append(Box(item, _left(column), TOP + n * ROW))
    return tuple(found)


def _line(places: Mapping[int, Box], pair: Pair, tie: Tie) -> Line:
    later, earlier = places[pair[0]], places[pair[1]]
    if later.x < earlier.x:
        later, earlier = earlier, later
    start, end = earlier.x + earlier.width, later.x
    bend = (start + end) / 2
    path = (
        f"M{start:g} {earlier.middle:g}C{bend:g} {earlier.middle:g} {bend:g} {later.middle:g} "
        f"{end:g} {later.middle:g}"
    )
    return Line(tie.relation, tie.sure, path)
