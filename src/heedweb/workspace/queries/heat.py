"""A heat map, theme by cycle: what is asked, and which measures answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.mechanism_words import takes_positions
from heedweb.workspace.models import Plan
from heedweb.workspace.numbers import number_of
from heedweb.workspace.pictures.scales import Bands
from heedweb.workspace.queries import address
from heedweb.workspace.queries.address import Params
from heedweb.workspace.queries.board import THEMES, known, ordered
from heedweb.workspace.queries.label_facts import ABOUT, NO_LABEL
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.reach import Reach, slots
from heedweb.workspace.queries.taxonomies import vocabulary

PER_PAGE = 25
COUNTS = ("asked", "without", "measures")
# How many shades there are beside none.
_SHADES = 5
WIDTH, TOP, ROW, LABELS = 1_180, 34, 30, 310
_MARGIN, _GAP, _LABEL = 8, 2, 42


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme in a cycle: what is asked, what of it no measure answers, how many measures do.

    `query` asks lists for its recommendations.
    """

    asked: int
    without: int
    measures: int
    query: str


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in the picture: its number, how dark it is, and where it stands."""

    column: str
    cell: Cell
    count: int
    shade: int
    x: float
    y: float
    text: float


@dataclass(frozen=True, slots=True)
class Line:
    """A theme: its name, short and whole, its cells, and where it stands in the picture."""

    name: str
    label: str
    cells: tuple[Cell, ...]
    boxes: tuple[Box, ...]
    y: float


@dataclass(frozen=True)
class Heat:
    """A page of the heat map. `shades` says which numbers each shade stands for."""

    lines: tuple[Line, ...]
    columns: tuple[tuple[str, float], ...]
    pages: Pages
    taxonomies: tuple[tuple[str, str], ...]
    taxonomy: str
    count: str
    plans: tuple[Plan, ...]
    plan: int
    shades: tuple[tuple[int, int, int], ...]
    label: float
    box: float
    width: int = WIDTH
    top: int = TOP

    @property
    def height(self) -> int:
        """How high the picture is."""
        return TOP + ROW * len(self.lines) + _MARGIN

    @property
    def counts(self) -> tuple[str, ...]:
        """What the picture can count."""
        return COUNTS

    @property
    def narrows(self) -> str:
        """What a list is asked for besides the cell's own choices."""
        return {"asked": "", "without": "measure=none&", "measures": "stage=standing&"}[self.count]

    @property
    def query(self) -> str:
        """What is asked for, for the pages beside."""
        return urlencode(
            {"themes": self.taxonomy, "count": self.count}
            | ({"plan": self.plan} if self.plan else {})
        )


class _Map:
    """Counts cells; which measures answer which row is turned round once."""

    def __init__(self, seat: Seat, taxonomy: str, plan: int) -> None:
        self.reach = Reach(seat, plan=plan)
        self.words = vocabulary(seat.workspace)
        self.codes = known(self.reach, self.words)
        self.taxonomy = next((c for c in (taxonomy, *THEMES, *self.codes) if c in self.codes), "")
        self.columns = _columns(self.reach)
        self.by_row = _by_row(self.reach)

    def themes(self) -> list[str]:
        facet = ABOUT + self.taxonomy
        return ordered(self.reach, self.words, facet) if self.taxonomy else []

    def name(self, code: str) -> str:
        return self.words.name(self.taxonomy, "" if code == NO_LABEL else code)

    def cells(self, code: str) -> tuple[Cell, ...]:
        facet = ABOUT + self.taxonomy
        mask = self.reach.index.mask(facet, code) & self.reach.listed
        # An address names its labels last, so that it is put together from two.
        theme = address.line(address.Asked({facet: (code,)}))
        return tuple(
            self._cell(mask & held, f"{column}&{theme}") for _name, column, held in self.columns
        )

    def _cell(self, mask: int, query: str) -> Cell:
        answering = reduce(or_, (self.by_row[slot] for slot in slots(mask)), 0)
        without = (mask & ~self.reach.answered).bit_count()
        query = f"plan={self.reach.plan}&{query}" if self.reach.plan else query
        return Cell(mask.bit_count(), without, answering.bit_count(), query)


def _by_row(reach: Reach) -> list[int]:
    """Return for each row of the list the measures that answer it, a bit for each."""
    found = [0] * len(reach.index.rows)
    for place, mask in enumerate(reach.standing.values()):
        for slot in slots(mask):
            found[slot] |= 1 << place
    return found


def _columns(reach: Reach) -> list[tuple[str, str, int]]:
    """Return the cycles of mechanisms that have them, then all other mechanisms together.

    Each is a name, the address of its list, and a bit for each of its rows.
    """
    bodies = reach.index.masks.get("body", {})
    cycled = tuple(sorted(code for code in bodies if takes_positions(code)))
    others = tuple(sorted(set(bodies) - set(cycled)))
    inside = _mask(reach, cycled)
    found: list[tuple[str, str, int]] = []
    cycles = reach.index.masks.get("cycle", {})
    for value in sorted(cycles, key=lambda value: (value == "none", value.zfill(4))):
        mask = cycles[value] & inside
        if mask:
            name = _("no cycle stated") if value == "none" else _("Cycle {n}").format(n=value)
            found.append((name, _address({"body": cycled, "cycle": (value,)}), mask))
    outside = _mask(reach, others)
    return [*found, (_("Other bodies"), _address({"body": others}), outside)] if outside else found


def _address(chosen: Mapping[str, tuple[str, ...]]) -> str:
    return address.line(address.Asked(chosen))


def _mask(reach: Reach, bodies: Sequence[str]) -> int:
    held = (reach.index.mask("body", code) for code in bodies)
    return reduce(or_, held, 0) & reach.listed


def heat(seat: Seat, asked: Params, page: int, *, mirrored: bool) -> Heat:
    """Return the page of the heat map that is asked for; `mirrored` from right to left."""
    held = _Map(seat, str(asked.get("themes") or ""), number_of(asked.get("plan")))
    count = str(asked.get("count") or "")
    count = count if count in COUNTS else COUNTS[0]
    every = [(code, held.cells(code)) for code in held.themes()]
    pages = Pages.of(page, len(every), PER_PAGE)
    most = max((getattr(cell, count) for _code, cells in every for cell in cells), default=0)
    bands = Bands([name for name, *_rest in held.columns], LABELS, WIDTH - _MARGIN, _GAP)
    places = [
        (name, _turned(bands.at(n), bands.width, mirrored=mirrored))
        for n, name in enumerate(bands.names)
    ]
    lines = tuple(
        _line(held.name(code), cells, n, places, bands.width, count, most)
        for n, (code, cells) in enumerate(every[pages.start : pages.last])
    )
    return Heat(
        lines,
        tuple((name, round(x + bands.width / 2, 1)) for name, x in places),
        pages, tuple((code, held.words.title(code)) for code in held.codes), held.taxonomy, count,
        tuple(plan_access.plans(seat)), held.reach.plan,
        tuple(_shades(most)), WIDTH - _MARGIN if mirrored else _MARGIN, round(bands.width, 1),
    )  # fmt: skip


def lines(seat: Seat, asked: Params) -> Iterator[list[str]]:
    """Yield the whole map as lines of a table, one for each theme and cycle; the titles first."""
    held = _Map(seat, str(asked.get("themes") or ""), number_of(asked.get("plan")))
    yield [_("Theme"), _("Cycle"), _("Recommendations"), _("Without a measure"), _("Measures")]
    for code in held.themes():
        for (name, *_rest), cell in zip(held.columns, held.cells(code), strict=True):
            yield [held.name(code), name, str(cell.asked), str(cell.without), str(cell.measures)]


def _line(
    name: str, cells: tuple[Cell, ...], place: int, places: Sequence[tuple[str, float]],
    width: float, count: str, most: int,
) -> Line:  # fmt: skip
    y = TOP + ROW * place
    boxes = tuple(
        Box(
            column,
            cell,
            getattr(cell, count),
            _shade(getattr(cell, count), most),
            round(x, 1),
            y,
            round(x + width / 2, 1),
        )
        for cell, (column, x) in zip(cells, places, strict=True)
    )
    label = name if len(name) <= _LABEL else f"{name[: _LABEL - 1].rstrip()}…"
    return Line(name, label, cells, boxes, y)


def _turned(x: float, width: float, *, mirrored: bool) -> float:
    return WIDTH - x - width if mirrored else x


def _shade(count: int, most: int) -> int:
    """Return 0 for none, else 1 to 5 by the share of the largest number of the map."""
    return -(-count * _SHADES // most) if most else 0


def _shades(most: int) -> Iterator[tuple[int, int, int]]:
    """Yield each shade that some number has, with the least and the largest such number."""
    for shade in range(1, _SHADES + 1):
        held = [n for n in range(1, most + 1) if _shade(n, most) == shade]
        if held:
            yield shade, held[0], held[-1]
