"""The coverage matrix as pictures that the server draws: whole as a grid, folded as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, TOP, ROW = 1_180, 50, 28
_LABELS, _MARGIN, _BOX, _LABEL = 310, 10, 14, 42
_BARS = 640
_LEAST_HEAD, _LETTER = 40, 7.5


@dataclass(frozen=True, slots=True)
class Head:
    """A measure above its column."""

    key: int
    number: str
    name: str
    x: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A place where a measure answers a recommendation; `through` a cluster or by itself."""

    measure: str
    x: float
    y: float
    through: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A recommendation with what answers it; without `signs` nothing does."""

    key: int
    label: str
    y: float
    signs: tuple[Sign, ...]
    count: int

    @property
    def empty(self) -> bool:
        """Whether no measure answers it."""
        return not self.count

    @property
    def top(self) -> float:
        """Where its row begins."""
        return self.y - ROW / 2 + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix. `left_out` measures are in its table alone."""

    heads: tuple[Head, ...]
    plans: tuple[Head, ...]
    lines: tuple[Line, ...]
    left_out: int
    width: int
    height: int
    label: float
    first: float
    left: float
    right: float
    box: int = _BOX
    top: int = TOP

    @property
    def across(self) -> float:
        """How wide a row is."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Bar:
    """A group: a bar for what has a measure, an open one beside it for what has none."""

    name: str
    label: str
    query: str
    asked: int
    without: int
    y: float
    x: float
    answered: float
    rest: float
    open: float
    word: float

    @property
    def with_(self) -> int:
        """How many have a measure."""
        return self.asked - self.without


@dataclass(frozen=True, slots=True)
class Folded:
    """The groups as bars."""

    bars: tuple[Bar, ...]
    height: int
    label: float
    width: int = WIDTH


def grid(
    heads: Sequence[tuple[int, str, str]],
    plans: Sequence[tuple[str, int]],
    lines: Sequence[tuple[int, str, Mapping[int, bool]]],
    left_out: int,
    *,
    mirrored: bool,
) -> Grid:
    """Return the matrix of measures (key, number, name) and rows (key, text, what answers it).

    `plans` are names, each with how many of the measures are its.
    """
    width = max(WIDTH, _LABELS + _LEAST_HEAD * len(heads) + 2 * _MARGIN)
    each = min(80.0, (width - _LABELS - 2 * _MARGIN) / max(1, len(heads)))

    def turned(x: float) -> float:
        return round(width - x if mirrored else x, 1)

    places = {key: turned(_LABELS + each * (n + 0.5)) for n, (key, *_rest) in enumerate(heads)}
    names = {key: name for key, _number, name in heads}
    shown = []
    for n, (key, text, measures) in enumerate(lines):
        y = TOP + ROW * (n + 0.5)
        signs = tuple(
            Sign(names[m], round(places[m] - _BOX / 2, 1), y - _BOX / 2, through)
            for m, through in measures.items()
            if m in places
        )
        shown.append(Line(key, _short(text), y, signs, len(measures)))
    begun, above = 0, []
    for name, count in plans:
        room = int(each * count / _LETTER)
        short = name if len(name) <= room else f"{name[: max(1, room - 1)].rstrip()}…"
        above.append(Head(0, short, name, turned(_LABELS + each * begun)))
        begun += count
    left, right = sorted((turned(_MARGIN), turned(width - _MARGIN)))
    return Grid(
        tuple(Head(key, number, name, places[key]) for key, number, name in heads),
        tuple(above),
        tuple(shown), left_out, width, TOP + ROW * len(lines) + _MARGIN, turned(_MARGIN),
        turned(_LABELS), left, right,
    )  # fmt: skip


def folded(groups: Sequence[tuple[str, int, int, str]], *, mirrored: bool) -> Folded:
    """Return groups (name, asked, without a measure, address) as bars as long as they are many."""
    most = max(asked for _name, asked, *_rest in groups)

    def turned(x: float, width: float = 0) -> float:
        return round(WIDTH - x - width if mirrored else x, 1)

    bars = []
    for n, (name, asked, without, query) in enumerate(groups):
        open_ = round(_BARS * without / most, 1)
        answered = round(_BARS * (asked - without) / most, 1)
        bars.append(
            Bar(
                name, _short(name), query, asked, without, TOP + ROW * n,
                turned(_LABELS, answered), answered, turned(_LABELS + answered, open_), open_,
                turned(_LABELS + answered + open_ + 10),
            )
        )  # fmt: skip
    return Folded(tuple(bars), TOP + ROW * len(groups) + _MARGIN, turned(_MARGIN))


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"
