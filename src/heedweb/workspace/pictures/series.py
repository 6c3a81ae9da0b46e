"""A picture of values by date: a line for each series, with baseline and target.

Where a series breaks its line has a gap and a mark. Lines are told apart by their mark and their
dashes as well as by colour, and by name in the legend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.safestring import SafeString

from heedweb.workspace.pictures import axes
from heedweb.workspace.pictures.scales import Days, Linear
from heedweb.workspace.pictures.shapes import MARKS, Line, Mark, Path, Picture, Shape, Text, sample

WIDTH, HEIGHT = 500.0, 320.0
_TOP, _BOTTOM, _SIDE = 22.0, 38.0, 18.0
_MOST_BESIDE = 150.0
_SHAPES = tuple(MARKS)
MOST = len(_SHAPES)
# A line of words takes so much height.
_WORDS = 20.0
# Where all values are of one day it stands in the middle of a year.
_AROUND = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a day; `about` says it in words. With `breaks` the series starts anew here."""

    on: date
    value: Decimal
    about: str
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of days, and what they are called."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Level:
    """A value to compare with, such as a target; `on` is the day it is of."""

    kind: str
    value: Decimal
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """The picture, the legend (a sample and a name), and whether any series breaks."""

    picture: Picture
    legend: list[tuple[SafeString, str]]
    broken: bool


def plot(
    name: str, title: str, about: str, held: Sequence[Series], levels: Sequence[Level] = ()
) -> Plot | None:
    """Return the picture of at most `MOST` series; None where there is no value at all."""
    shown = held[:MOST]
    points = [one for series in shown for one in series.points]
    if not points:
        return None
    values = [float(one.value) for one in points] + [float(one.value) for one in levels]
    upright = Linear.of(values, HEIGHT - _BOTTOM, _TOP, zero=False)
    left = axes.room_beside([one.text for one in upright.ticks], _MOST_BESIDE)
    frame = axes.Frame(left, WIDTH - _SIDE, _TOP, HEIGHT - _BOTTOM)
    level = _days([*points, *levels], frame)
    shapes = [*axes.upright(upright.ticks, frame), *axes.level(level.ticks, frame)]
    shapes += [Line(one.kind, frame.left, y, frame.right, y) for one, y in _places(levels, upright)]
    for number, series in enumerate(shown):
        shapes += _series(number, series, upright, level, frame)
    shapes += _levels(levels, upright, level, frame)
    legend = [
        (sample(f"s{number}", _SHAPES[number]), series.name) for number, series in enumerate(shown)
    ]
    broken = any(one.breaks for one in points)
    picture = Picture(name, title, about, WIDTH, HEIGHT, shapes)
    return Plot(picture, legend if len(shown) > 1 else [], broken)


def _days(held: Sequence[Point | Level], frame: axes.Frame) -> Days:
    days = [one.on for one in held if one.on is not None]
    first, last = min(days), max(days)
    if first == last:
        first, last = first - _AROUND, last + _AROUND
    return Days(first, last, frame.left + 10, frame.right - 10)


def _series(
    number: int, series: Series, upright: Linear, level: Days, frame: axes.Frame
) -> Iterator[Shape]:
    run: list[tuple[float, float]] = []
    marks: list[Shape] = []
    for point in series.points:
        at = (level.at(point.on), upright.at(point.value))
        if point.breaks and run:
            middle = (run[-1][0] + at[0]) / 2
            yield Line("break", middle, frame.top, middle, frame.bottom)
            yield from _run(number, run)
            run = []
        run.append(at)
        marks.append(Mark(f"s{number}", _SHAPES[number], *at, about=point.about))
    yield from _run(number, run)
    yield from marks


def _run(number: int, points: Sequence[tuple[float, float]]) -> Iterator[Shape]:
    if len(points) > 1:
        yield Path(f"run s{number}", tuple(points))


def _levels(
    levels: Sequence[Level], upright: Linear, days: Days, frame: axes.Frame
) -> Iterator[Shape]:
    """Yield the name of each level above its line, or below where another is just above."""
    above: list[float] = []
    for one, y in _places(levels, upright):
        if one.on is not None:
            yield Mark(one.kind, "bar", days.at(one.on), y, 6.0, one.text)
        close = any(abs(y - other) < _WORDS for other in above) or y - _WORDS < 0
        text = y + _WORDS - 3 if close else y - 5
        yield Text(frame.right, text, one.text, "end", "say")
        above.append(y)


def _places(levels: Sequence[Level], upright: Linear) -> list[tuple[Level, float]]:
    """Return the levels from the highest to the lowest, with where they lie."""
    found = sorted(levels, key=lambda one: -one.value)
    return [(one, upright.at(one.value)) for one in found]
