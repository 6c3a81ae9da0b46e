"""Plans that were carried forward: what would go along, and what became of what went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.carrying import How
from heedweb.workspace.models import Assignment, Measure, Plan


@dataclass(frozen=True, slots=True)
class Going:
    """A measure that can be carried forward: whether it is chosen, and its days in both plans.

    `open` is that it is neither done nor given up.
    """

    measure: Measure
    open: bool
    chosen: bool
    start: date | None
    due: date | None
    bodies: list[str]


def going(held: Seat, plan: Plan, how: How, chosen: set[int] | None) -> list[Going]:
    """Return the measures of a plan; those still to be done are chosen unless a person chose."""
    bodies = Prefetch("assignments", Assignment.objects.select_related("organisation"))
    found = plan_access.measures(held).filter(plan=plan).prefetch_related(bodies)
    return [
        Going(
            one, one.state in Measure.OPEN,
            one.state in Measure.OPEN if chosen is None else one.pk in chosen,
            how.moved(one.start), how.moved(one.due),
            [x.organisation.name for x in one.assignments.all() if x.organisation.closed is None],
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Became:
    """A measure of a plan, and its copies in the plan that it was carried into."""

    measure: Measure
    copies: list[Measure]


def became(held: Seat, before: Plan, after: Plan) -> tuple[list[Became], list[Measure]]:
    """Return what became of the measures of a plan in another, and what is new there.

    Only of measures that the person sees is there anything to tell.
    """
    copies: dict[int, list[Measure]] = {}
    new: list[Measure] = []
    old = list(plan_access.measures(held).filter(plan=before))
    seen = {one.pk for one in old}
    for one in plan_access.measures(held).filter(plan=after):
        if one.copied_from_id in seen:
            copies.setdefault(one.copied_from_id or 0, []).append(one)
        else:
            new.append(one)
    return [Became(one, copies.get(one.pk, [])) for one in old], new


@dataclass(frozen=True, slots=True)
class Line:
    """The plans before and after one, as far as the person sees them."""

    before: Plan | None
    after: list[Plan]


def line_of(held: Seat, plan: Plan) -> Line:
    """Return what a plan was carried forward from, and into what."""
    plans = plan_access.plans(held)
    before = plans.filter(pk=plan.copied_from_id).first() if plan.copied_from_id else None
    return Line(before, list(plans.filter(copied_from=plan)))
