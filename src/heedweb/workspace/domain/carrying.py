"""A plan carried forward into a new period: what is still to be done, under new days.

Nothing of reports, assessments or values goes along. The new measures know what they were copied
from, so that both plans show what became of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from heed.plans.shifting import later
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import chapters, editing, plan_building, plans, ties
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.plan_building import Step, Things
from heedweb.workspace.domain.plans import must_plan, room_of
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.domain.telling import tell_of
from heedweb.workspace.models import Chapter, Measure, Need, Plan

_COPIED = (
    "number", "title", "text", "budget", "currency", "funds", "scope", "every",
)  # fmt: skip


@dataclass(frozen=True)
class How:
    """How a plan is carried forward: under which name, for which period, by how many years.

    Without `years` the days are left empty.
    """

    name: str
    first: date | None = None
    last: date | None = None
    years: int | None = None

    def moved(self, day: date | None) -> date | None:
        """Return a day as it is in the new plan."""
        return None if self.years is None else later(day, self.years)


@transaction.atomic
def carry(*, plan: Plan, measures: Collection[int], how: How, by: Seat) -> Plan:
    """Return a new plan with copies of some measures of a plan, by their primary keys.

    Chapters all come along. A measure that is there already in a copy is copied all the same: a
    plan may be carried into two. Raises `NotNow` where none of the measures is the plan's.
    """
    must_plan(by)
    chosen = list(
        Measure.objects.filter(plan=plan, gone__isnull=True, pk__in=measures).order_by("pk")
    )
    if not chosen:
        raise NotNow(_("Choose the measures that are carried forward."))
    words = {
        "name": how.name, "kind": plan.kind, "text": plan.text, "first": how.first,
        "last": how.last, "currency": plan.currency,
    }  # fmt: skip
    made = plans.begin(words=words, by=by)
    Plan.objects.filter(pk=made.pk).update(copied_from=plan)
    copies = _measures(chosen, made, _chapters(plan, made, by), how, by)
    record(
        workspace=by.workspace, by=by.user, verb="plan_carried", subject=str(made)[:200],
        room=room_of(by.workspace), about=made,
        changes=[
            Change("", "copied_from", None, str(plan)),
            Change("", "measures", None, len(copies)),
        ],
    )  # fmt: skip
    made.refresh_from_db()
    return made


def _chapters(plan: Plan, made: Plan, by: Seat) -> Mapping[int | None, Chapter | None]:
    """Copy the chapters; return the copies by the primary keys of what they were copied from."""
    held: dict[int | None, Chapter | None] = {None: None}
    # Those above come first, so that what stands below them finds them there.
    for one in sorted(Chapter.objects.filter(plan=plan), key=lambda it: it.parent_id is not None):
        words = {name: getattr(one, name) for name in ("number", "title", "text")}
        parent = held[one.parent_id]
        held[one.pk] = chapters.make(plan=made, words=words | {"parent": parent}, by=by)
    return held


def _measures(
    chosen: Sequence[Measure],
    made: Plan,
    named: Mapping[int | None, Chapter | None],
    how: How,
    by: Seat,
) -> dict[int, Measure]:
    prefetch_related_objects(
        chosen, "targets__recommendation", "targets__cluster", "assignments__organisation",
        "milestones", "ties", "uses__indicator",
    )  # fmt: skip
    copies: dict[int, Measure] = {}
    for one in chosen:
        words = {name: value for name, value in editing.words_of(one).items() if name in _COPIED}
        words |= {"chapter": named.get(one.chapter_id)}
        words |= {"start": how.moved(one.start), "due": how.moved(one.due)}
        copies[one.pk] = plan_building.build(
            plan=made, words=words, things=_things(one, how), by=by, verb="measure_carried",
            copied_from=one,
        )  # fmt: skip
    needs: dict[int, list[Measure]] = {}
    for need in Need.objects.filter(measure__in=copies, needed__in=copies).order_by("pk"):
        needs.setdefault(need.measure_id, []).append(copies[need.needed_id])
    waits = ties.Waits(by.workspace)
    for pk, needed in needs.items():
        tell_of(copies[pk], "measure_needs", "needs", waits.add(copies[pk], needed), by=by)
    return copies


def _things(one: Measure, how: How) -> Things:
    """Return what goes along: institutions still here are asked anew, steps not yet reached."""
    targets = one.targets.all()
    return Things(
        rows=[x.recommendation for x in targets if x.recommendation is not None],
        clusters=[x.cluster for x in targets if x.cluster is not None],
        bodies=[
            (x.organisation, x.part) for x in one.assignments.all() if x.organisation.closed is None
        ],
        steps=[Step(x.title, how.moved(x.due)) for x in one.milestones.all() if x.reached is None],
        ties=[(x.taxonomy, x.code, x.name) for x in one.ties.all()],
        indicators=[x.indicator for x in one.uses.all() if x.indicator.gone is None],
    )
