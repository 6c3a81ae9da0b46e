"""A timeline as a picture that the server draws: bars, milestones, years, and today's line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heedweb.workspace.pictures.scales import Days

WIDTH, ROW, TOP = 1_180, 30, 34
_LABELS, _MARGIN, _WORD = 300, 16, 150
_BAR = 14
# A bar without one of its days reaches so far; the open end is dashed.
_SHORT = 40.0
_TICKS = 9


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone on a bar: its day, and whether it is reached."""

    title: str
    due: date
    reached: bool


@dataclass(frozen=True, slots=True)
class Item:
    """What is drawn of a measure."""

    key: int
    label: str
    said: str
    state: str
    open: bool
    late: bool
    start: date | None
    due: date | None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone in the picture, as the points of its diamond."""

    step: Step
    points: str
    late: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure in the picture; `open` names the ends that have no day ("start", "due")."""

    item: Item
    top: float
    middle: float
    x: float
    width: float
    open: str
    word: float
    marks: tuple[Mark, ...]
    dated: bool

    @property
    def row(self) -> float:
        """Where its row begins."""
        return self.middle - ROW / 2 + 1

    @property
    def end(self) -> float:
        """Where its other end is."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture. `label` is where names of measures begin, `ticks` the years or months."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, float], ...]
    today: float
    height: int
    label: float
    left: float
    right: float
    width: int = WIDTH
    top: int = TOP
    edge: int = _MARGIN // 2
    across: int = WIDTH - _MARGIN


class _Scale:
    """From days to places; from right to left where that is how the reader reads."""

    def __init__(self, days: Sequence[date], *, mirrored: bool) -> None:
        first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
        self.days = Days(first, last, _LABELS, WIDTH - _MARGIN - _WORD, _TICKS)
        self.mirrored = mirrored

    def plain(self, day: date) -> float:
        return self.days.at(min(self.days.last, max(self.days.first, day)))

    def turned(self, x: float) -> float:
        return round(WIDTH - x if self.mirrored else x, 1)

    def at(self, day: date) -> float:
        return self.turned(self.plain(day))


def picture(
    items: Sequence[Item], days: Iterable[date], today: date, *, mirrored: bool = False
) -> Picture:
    """Return the picture of measures, over the years in which `days` lie."""
    scale = _Scale([*days, today], mirrored=mirrored)
    bars = tuple(_bar(one, n, scale, today) for n, one in enumerate(items))
    left, right = sorted((scale.turned(_LABELS), scale.turned(WIDTH - _MARGIN - _WORD)))
    return Picture(
        bars,
        tuple((tick.text, scale.turned(tick.at)) for tick in scale.days.ticks),
        scale.at(today), TOP + ROW * len(items) + 8,
        scale.turned(_MARGIN), left, right,
    )  # fmt: skip


def _bar(one: Item, place: int, scale: _Scale, today: date) -> Bar:
    start, due = one.start or one.due, one.due or one.start
    middle = TOP + ROW * place + ROW / 2
    begin, end = (scale.plain(day) if day else float(_LABELS) for day in (start, due))
    missing = "" if one.start and one.due else ("start" if one.due else "due")
    if start and missing == "start":
        begin = max(float(_LABELS), end - _SHORT)
    elif start and missing == "due":
        end = begin + _SHORT
    width = max(3.0, end - begin)
    left = begin + width if scale.mirrored else begin
    marks = tuple(_mark(step, scale, middle, today, open_=one.open) for step in one.steps)
    furthest = max([begin + width, *(scale.plain(step.due) for step in one.steps)])
    return Bar(
        one, middle - _BAR / 2, middle, scale.turned(left), round(width, 1), missing,
        scale.turned((furthest if start else _LABELS) + 10), marks, dated=start is not None,
    )  # fmt: skip


def _mark(step: Step, scale: _Scale, middle: float, today: date, *, open_: bool) -> Mark:
    x, size = scale.at(step.due), 6
    points = f"{x},{middle - size} {x + size},{middle} {x},{middle + size} {x - size},{middle}"
    return Mark(step, points, open_ and not step.reached and step.due < today)


def span(days: Iterable[date | None], today: date) -> list[date]:
    """Return the days that are stated, none of them further than thirty years from today."""
    far = timedelta(days=365 * 30)
    return [day for day in days if day is not None and abs(day - today) <= far]
