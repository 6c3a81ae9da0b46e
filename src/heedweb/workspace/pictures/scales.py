"""Scales: from a number, a day or a name to its place in a picture, with the ticks there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format

from heedweb.workspace.pictures.figures import figure

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
# Months between two ticks; below a month, days.
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
_DAYS = (1, 2, 7, 14)
_MONTH, _YEAR = 30.44, 12


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on a scale and what is written there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Linear:
    """Numbers from `low` to `high` between the places `start` and `stop`."""

    low: float
    high: float
    start: float
    stop: float
    step: float

    @classmethod
    def of(
        cls, values: Sequence[float], start: float, stop: float, *, most: int = 5, zero: bool = True
    ) -> Linear:
        """Return a scale that holds all values and ends on round numbers, `most` steps at most.

        With `zero` it begins at nought, so that lengths can be compared; else where the values
        lie close together it does not.
        """
        low, high = min(values, default=0.0), max(values, default=1.0)
        if zero or (low > 0 and low < (high - low)) or (high < 0 and -high < (high - low)):
            low, high = min(low, 0.0), max(high, 0.0)
        if high == low:
            low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
        step = _step((high - low) / most)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, start, stop, step)

    def at(self, value: float | Decimal) -> float:
        """Return the place of a number."""
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + (self.stop - self.start) * share

    @property
    def ticks(self) -> list[Tick]:
        """The round numbers of the scale."""
        count = round((self.high - self.low) / self.step)
        held = [self.low + number * self.step for number in range(count + 1)]
        return [Tick(self.at(one), figure(float(f"{one:.10g}"))) for one in held]


def _step(least: float) -> float:
    """Return the round number that is `least` or the next above it."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(nice * power for nice in _NICE if nice * power >= least * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last` between the places `start` and `stop`."""

    first: date
    last: date
    start: float
    stop: float
    most: int = 6

    def at(self, day: date) -> float:
        """Return the place of a day; the middle where there is one day alone."""
        whole = (self.last - self.first).days
        share = (day - self.first).days / whole if whole else 0.5
        return self.start + (self.stop - self.start) * share

    @property
    def ticks(self) -> list[Tick]:
        """Days at even distances, named as exactly as they need be: a year, a month, a day."""
        whole = (self.last - self.first).days
        if whole == 0:
            return [Tick(self.at(self.first), date_format(self.first, "SHORT_DATE_FORMAT"))]
        months = whole / _MONTH
        if months < 2:
            return self._days(next((one for one in _DAYS if whole / one <= self.most), _DAYS[-1]))
        step = next((one for one in _MONTHS if months / one <= self.most), _MONTHS[-1])
        return self._months(step)

    def _days(self, step: int) -> list[Tick]:
        count = (self.last - self.first).days // step
        held = [self.first + timedelta(days=step * number) for number in range(count + 1)]
        return [Tick(self.at(one), date_format(one, "j M")) for one in held]

    def _months(self, step: int) -> list[Tick]:
        """Return the first days of months whose number, from year 0, is a multiple of `step`."""
        number = self.first.year * _YEAR + self.first.month - 1 + (self.first.day > 1)
        number = -(-number // step) * step
        held: list[date] = []
        while (day := date(number // _YEAR, number % _YEAR + 1, 1)) <= self.last:
            held.append(day)
            number += step
        form = "Y" if step >= _YEAR else "M Y"
        return [Tick(self.at(one), date_format(one, form)) for one in held]


@dataclass(frozen=True, slots=True)
class Bands:
    """Names in a row between `start` and `stop`, each `width` wide with `gap` between."""

    names: Sequence[str]
    start: float
    stop: float
    gap: float = 4.0

    @property
    def step(self) -> float:
        """From the beginning of one band to that of the next."""
        return (self.stop - self.start) / max(1, len(self.names))

    @property
    def width(self) -> float:
        """How wide each band is."""
        return max(1.0, self.step - self.gap)

    def at(self, number: int) -> float:
        """Return where the band of the name at a place in `names` begins."""
        return self.start + self.step * number + self.gap / 2

    def middle(self, number: int) -> float:
        """Return the middle of a band."""
        return self.at(number) + self.width / 2

    @property
    def ticks(self) -> list[Tick]:
        """The names in the middle of their bands."""
        return [Tick(self.middle(number), name) for number, name in enumerate(self.names)]
