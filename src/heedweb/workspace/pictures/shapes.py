"""Shapes of a picture, and the picture itself: SVG without a style or a colour of its own.

`kind` is the class that the style sheet (`heed/pictures.css`) knows. Where the page runs from right
to left a picture is mirrored: every place, and no text. An `anchor` is the text's own start or end,
so that it turns with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

# Names are set apart from what stands around them, as <bdi> does.
_APART, _END = "\u2068", "\u2069"
# By how much of their height letters are wide, more or less: to leave room for them.
_LETTER = 0.58
# As large as the style sheet makes letters on a small screen.
LARGEST = 18.0


@dataclass(frozen=True, slots=True)
class Place:
    """How places of a picture are written: as they are, or mirrored within its `width`."""

    width: float
    mirrored: bool

    def x(self, x: float) -> str:
        """Return a place from the side."""
        return number(self.width - x if self.mirrored else x)


class Shape(Protocol):
    """What can write itself."""

    def svg(self, place: Place) -> SafeString:
        """Return the shape as SVG."""
        ...


def number(value: float) -> str:
    """Return a place as SVG has it, in every language."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(text: str) -> float:
    """Return how wide a text will be, more or less."""
    return len(text) * LARGEST * _LETTER


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float

    def svg(self, place: Place) -> SafeString:
        """Return the shape as SVG."""
        return format_html(
            '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', self.kind, place.x(self.x1),
            number(self.y1), place.x(self.x2), number(self.y2),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points."""

    kind: str
    points: Sequence[tuple[float, float]]

    def svg(self, place: Place) -> SafeString:
        """Return the shape as SVG."""
        held = " ".join(f"{place.x(x)},{number(y)}" for x, y in self.points)
        return format_html('<polyline class="{}" points="{}"/>', self.kind, held)


# Outlines within a square from -1 to 1; one for each line that is told apart.
MARKS: dict[str, str] = {
    "circle": "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
    "square": "M-.9-.9H.9V.9H-.9z",
    "triangle": "M0-1.15 1.1.85H-1.1z",
    "diamond": "M0-1.25 1.25 0 0 1.25-1.25 0z",
    "cross": "M-1-.6-.6-1 0-.4.6-1 1-.6.4 0 1 .6.6 1 0 .4-.6 1-1 .6-.4 0z",
    "plus": "M-.35-1.1H.35V-.35H1.1V.35H.35V1.1H-.35V.35H-1.1V-.35H-.35z",
    "tip": "M0 1.15 1.1-.85H-1.1z",
    "bar": "M-1.2-.45H1.2V.45H-1.2z",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A small shape (`MARKS`) around a point; `about` is what is said where one points at it."""

    kind: str
    shape: str
    x: float
    y: float
    size: float = 5.0
    about: str = ""

    def svg(self, place: Place) -> SafeString:
        """Return the shape as SVG."""
        move = f"translate({place.x(self.x)} {number(self.y)}) scale({number(self.size)})"
        return format_html(
            '<path class="mark {}" transform="{}" d="{}">{}</path>', self.kind, move,
            MARKS[self.shape], _title(self.about),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place: `anchor` is `start`, `middle` or `end` of them."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""

    def svg(self, place: Place) -> SafeString:
        """Return the shape as SVG."""
        return format_html(
            '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', self.kind,
            place.x(self.x), number(self.y), self.anchor, f"{_APART}{self.text}{_END}",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what it is called, what it shows in a sentence or two, and its shapes.

    `name` is its own on a page. The table beside it says the same in words.
    """

    name: str
    title: str
    about: str
    width: float
    height: float
    shapes: Sequence[Shape]

    @property
    def svg(self) -> SafeString:
        """The picture as SVG, one image, mirrored where the page runs from right to left."""
        place = Place(self.width, get_language_bidi())
        return format_html(
            '<svg class="picture" viewBox="0 0 {w} {h}" role="img" direction="{way}" '
            'aria-labelledby="{name}-title {name}-about"><title id="{name}-title">{title}</title>'
            '<desc id="{name}-about">{about}</desc>{shapes}</svg>',
            w=number(self.width), h=number(self.height), way="rtl" if place.mirrored else "ltr",
            name=self.name, title=self.title, about=self.about, shapes=_all(self.shapes, place),
        )  # fmt: skip


def sample(kind: str, shape: str) -> SafeString:
    """Return a mark with its line, for a legend."""
    held = (Line(f"run {kind}", 0, 8, 34, 8), Mark(kind, shape, 17, 8))
    return format_html(
        '<svg class="picture sample" viewBox="0 0 34 16" aria-hidden="true">{}</svg>',
        _all(held, Place(34, mirrored=False)),
    )


def _all(shapes: Sequence[Shape], place: Place) -> SafeString:
    return format_html_join("", "{}", ((one.svg(place),) for one in shapes))


def _title(about: str) -> SafeString:
    return format_html("<title>{}</title>", about) if about else mark_safe("")
