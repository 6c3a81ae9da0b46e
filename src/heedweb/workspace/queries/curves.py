"""A learning curve as a picture that the server draws: places of lines, points and ticks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 560, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 20, 14, 40
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Point:
    """One training: how many examples, the F1, and where that stands in the picture."""

    examples: int
    f1: float
    x: float
    y: float


@dataclass(frozen=True)
class Curve:
    """The picture: measured points, where as many examples again may lead, and the scale."""

    points: tuple[Point, ...]
    hoped: Point | None
    ticks: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM

    @property
    def last(self) -> Point:
        """What was measured with all examples."""
        return self.points[-1]

    @property
    def line(self) -> str:
        """The measured points as an SVG polyline's `points`."""
        return " ".join(f"{one.x:.1f},{one.y:.1f}" for one in self.points)


def curve(card: Mapping[str, Any]) -> Curve | None:
    """Return the picture of a card's learning curve, None with fewer than two points."""
    measured = [(int(n), float(f1)) for n, f1 in card.get("points", [])]
    if len(measured) < 2:
        return None
    last, f1 = measured[-1]
    gain = card.get("gain")
    most = last if gain is None else 2 * last

    def at(examples: int, value: float) -> Point:
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * examples / most
        return Point(examples, value, round(x, 1), round(_height(value), 1))

    ticks = tuple((value, round(_height(value), 1)) for value in _STEPS)
    hoped = None if gain is None else at(most, max(0.0, min(1.0, f1 + float(gain))))
    return Curve(tuple(at(*one) for one in measured), hoped, ticks)


def _height(value: float) -> float:
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value)
