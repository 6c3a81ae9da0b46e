"""The order of a plan in files, and how its chapters are named: the same for the same plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from heed.plans.marks import marks_of
from heed.plans.records import Measure, Plan

_FIGURES = re.compile(r"(\d+)")


@lru_cache(maxsize=8192)
def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return by what numbers are sorted as people count: 2, 10, 10.1, A."""
    pieces = (one for one in _FIGURES.split(number) if one)
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces)


def ordered(plan: Plan) -> Plan:
    """Return a plan with its measures in the order of its chapters and of their numbers."""
    places = {one.key: place for place, one in enumerate(plan.chapters, 1)}

    def place(one: Measure) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
        return places.get(one.chapter, 0), natural(one.number), one.number

    return replace(plan, measures=tuple(sorted(plan.measures, key=place)))


def keys(named: Iterable[tuple[str, str]]) -> list[str]:
    """Return what chapters (number, title) are named by: the number, else the title, each once."""
    found: list[str] = []
    for number, title in named:
        first = key = number or title
        again = 1
        while key in found:
            again += 1
            key = f"{first} ({again})"
        found.append(key)
    return found


def marked(plan: Plan) -> Plan:
    """Return a plan with the marks of all that is in it."""
    chapters = tuple(replace(one, marks=marks_of(one)) for one in plan.chapters)
    measures = tuple(replace(one, marks=marks_of(one)) for one in plan.measures)
    return replace(plan, chapters=chapters, measures=measures, marks=marks_of(plan))
