"""Axes: the lines and words around what a picture shows, with room left for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heedweb.workspace.pictures.scales import Tick
from heedweb.workspace.pictures.shapes import LARGEST, Line, Shape, Text, width_of

_PAD = 8.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn in: from `left` to `right` and from `top` to `bottom`."""

    left: float
    right: float
    top: float
    bottom: float


def room_beside(texts: Sequence[str], most: float) -> float:
    """Return how much room the texts of an upright axis take, `most` at most."""
    return min(most, max(map(width_of, texts), default=0.0) + 2 * _PAD)


def upright(ticks: Sequence[Tick], frame: Frame) -> list[Shape]:
    """Return an axis at the side: a line across for each tick, and its words before it."""
    shapes: list[Shape] = []
    for one in ticks:
        shapes.append(Line("grid", frame.left, one.at, frame.right, one.at))
        shapes.append(Text(frame.left - _PAD, one.at + LARGEST / 3, one.text, "end", "tick"))
    return shapes


def level(ticks: Sequence[Tick], frame: Frame) -> list[Shape]:
    """Return an axis below: its line, and words under each tick that have room beside the last."""
    shapes: list[Shape] = [Line("axis", frame.left, frame.bottom, frame.right, frame.bottom)]
    free = float("-inf")
    for one in ticks:
        shapes.append(Line("axis", one.at, frame.bottom - 4, one.at, frame.bottom))
        half = width_of(one.text) / 2
        if one.at - half >= free:
            shapes.append(Text(one.at, frame.bottom + LARGEST + 2, one.text, "middle", "tick"))
            free = one.at + half + _PAD
    return shapes
