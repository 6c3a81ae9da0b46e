"""Lists of plans, with how many measures of each a person sees and how they stand."""

from __future__ import annotations

from dataclasses import dataclass

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Chapter, Measure, Plan


@dataclass(frozen=True, slots=True)
class Row:
    """A plan with the number of measures that the person sees, by state."""

    plan: Plan
    measures: int
    states: dict[str, int]


def listing(held: Seat) -> list[Row]:
    """Return the plans that a person sees, the latest first."""
    states: dict[int, dict[str, int]] = {}
    for plan, state in plan_access.measures(held).values_list("plan", "state"):
        counted = states.setdefault(plan, {})
        counted[state] = counted.get(state, 0) + 1
    return [
        Row(plan, sum(states.get(plan.pk, {}).values()), states.get(plan.pk, {}))
        for plan in plan_access.plans(held)
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter with its measures; None for those that stand in no chapter."""

    chapter: Chapter | None
    measures: list[Measure]


def parts(held: Seat, plan: Plan) -> list[Part]:
    """Return the chapters of a plan with the measures that a person sees."""
    found = (
        plan_access.measures(held).filter(plan=plan).prefetch_related("assignments__organisation")
    )
    by: dict[int | None, list[Measure]] = {}
    for measure in found:
        by.setdefault(measure.chapter_id, []).append(measure)
    chapters = plan_access.chapters(held, plan)
    shown = [Part(one, by.pop(one.pk, [])) for one in chapters]
    loose = [one for measures in by.values() for one in measures]
    return [*shown, Part(None, loose)] if loose else shown
