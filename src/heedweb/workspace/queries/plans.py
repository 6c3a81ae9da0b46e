"""Lists of plans, with how many measures of each a person sees and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Chapter, Plan


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
class Place:
    """A chapter in its plan's order, its parts after it; `empty` where it can be deleted."""

    chapter: Chapter
    measures: int
    first: bool
    last: bool
    empty: bool


def in_order(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Return chapters with the parts of each after it."""
    parts: dict[int | None, list[Chapter]] = {}
    for one in chapters:
        parts.setdefault(one.parent_id, []).append(one)
    return [each for one in parts.get(None, []) for each in (one, *parts.get(one.pk, []))]


def chapters(plan: Plan) -> list[Place]:
    """Return the chapters of a plan in order, with how many measures each has."""
    here = Count("measures", filter=Q(measures__gone__isnull=True), distinct=True)
    held = list(plan.chapters.annotate(held=here).select_related("parent"))
    above = {one.parent_id for one in held}
    rows: dict[int | None, list[int]] = {}
    for one in held:
        rows.setdefault(one.parent_id, []).append(one.pk)
    return [
        Place(
            one,
            one.held,  # type: ignore[attr-defined]
            rows[one.parent_id][0] == one.pk,
            rows[one.parent_id][-1] == one.pk,
            not one.held and one.pk not in above,  # type: ignore[attr-defined]
        )
        for one in in_order(held)
    ]
