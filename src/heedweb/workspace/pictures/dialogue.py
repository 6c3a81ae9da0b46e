"""The dialogue over time as a picture: a lane for each counterpart, a mark for each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from heedweb.workspace.pictures.scales import Days
from heedweb.workspace.pictures.shapes import MARKS

WIDTH, TOP, LEVEL = 1_180, 34, 28
_LABELS, _MARGIN, _NAME = 274, 20, 30
# Marks are told apart by their form; a target is as wide as a finger needs it.
FORMS = {
    "event": "circle", "visit": "bar", "asked": "plus", "made": "diamond", "due": "triangle",
    "fulfilled": "square",
}  # fmt: skip
TARGET = 24
_TICKS = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """What is drawn of a day: of which kind (`FORMS`), with whom, where it leads."""

    kind: str
    lane: str
    on: date
    until: date | None
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day in the picture: its middle, and where its target begins and how wide that is."""

    dot: Dot
    x: float
    y: float
    left: float
    wide: float

    @property
    def form(self) -> str:
        """Its outline."""
        return MARKS[FORMS[self.dot.kind]]

    @property
    def top(self) -> float:
        """Where its target begins."""
        return self.y - TARGET / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """What there was with one counterpart; as high as no two marks of it lie on each other."""

    name: str
    top: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def short(self) -> str:
        """The name, cut where it is too long for the picture."""
        cut = f"{self.name[: _NAME - 1].rstrip()}…"
        return self.name if len(self.name) <= _NAME else cut

    @property
    def middle(self) -> float:
        """The middle of the first level, at which the name stands."""
        return self.top + LEVEL / 2

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture; `label` is where names begin, `ticks` are the years or months."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, float], ...]
    today: float
    height: float
    label: float
    width: int = WIDTH
    top: int = TOP
    target: int = TARGET
    edge: int = _MARGIN // 2
    across: int = WIDTH - _MARGIN // 2


def picture(dots: Sequence[Dot], today: date, *, mirrored: bool = False) -> Picture:
    """Return the picture of days by counterpart; `mirrored` from right to left."""
    days = [today, *(day for one in dots for day in (one.on, one.until) if day)]
    first, last = date(min(days).year, 1, 1), date(min(max(days).year + 1, 9999), 1, 1)
    scale = Days(first, last, _LABELS, WIDTH - _MARGIN, _TICKS)

    def turned(x: float) -> float:
        return round(WIDTH - x if mirrored else x, 1)

    top, lanes = float(TOP), []
    for name in dict.fromkeys(one.lane for one in dots):
        lane = _lane(name, [one for one in dots if one.lane == name], scale, top, mirrored=mirrored)
        lanes.append(lane)
        top = lane.end
    ticks = tuple((tick.text, turned(tick.at)) for tick in scale.ticks)
    return Picture(tuple(lanes), ticks, turned(scale.at(today)), top + 8, turned(_MARGIN))


def _lane(name: str, dots: Iterable[Dot], scale: Days, top: float, *, mirrored: bool) -> Lane:
    ends: list[float] = []
    marks = []
    for one in sorted(dots, key=lambda dot: (dot.on, dot.kind)):
        begin, end = scale.at(one.on), scale.at(one.until or one.on)
        wide = max(float(TARGET), end - begin)
        left = (begin + end - wide) / 2
        level = next((n for n, last in enumerate(ends) if last <= left), len(ends))
        ends[level : level + 1] = [left + wide]
        x, start = (begin + end) / 2, left
        if mirrored:
            x, start = WIDTH - x, WIDTH - left - wide
        y = top + LEVEL * level + LEVEL / 2
        marks.append(Mark(one, round(x, 1), y, round(start, 1), round(wide, 1)))
    return Lane(name, top, LEVEL * max(1, len(ends)), tuple(marks))
