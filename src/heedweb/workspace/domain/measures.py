"""Measures: made, written, carried from state to state, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.plans import can_be_undone, must_plan, room_of
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.telling import tell, told_in
from heedweb.workspace.models import (
    Assignment,
    Cluster,
    Measure,
    Plan,
    Recommendation,
    Target,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.roles import Act

State = Measure.State
# From which state a measure may come to which.
NEXT: dict[str, tuple[str, ...]] = {
    State.PROPOSED: (State.AGREED, State.DROPPED),
    State.AGREED: (State.UNDER_WAY, State.DONE, State.DROPPED),
    State.UNDER_WAY: (State.DONE, State.AGREED, State.DROPPED),
    State.DONE: (State.UNDER_WAY,),
    State.DROPPED: (State.PROPOSED,),
}
# What the institution that leads may say itself: that it began, that it is done.
_LEADS = (State.UNDER_WAY, State.DONE)


def next_number(plan: Plan) -> str:
    """Return the number after the highest whole one of a plan."""
    numbers = plan.measures.filter(gone__isnull=True).values_list("number", flat=True)
    return str(max(map(number_of, numbers), default=0) + 1)


@transaction.atomic
def make(
    *,
    plan: Plan,
    words: Mapping[str, object],
    by: Seat,
    answers: Iterable[Recommendation | Cluster] = (),
) -> Measure:
    """Keep a new measure. `words` are its `Measure.WORDS`, a title at least."""
    must_plan(by)
    # Of two who make a measure at once, the second finds the number of the first.
    plan = editing.hold(plan)
    held = Measure(
        workspace=by.workspace, plan=plan, room=room_of(by.workspace), made_by=by.user, **words
    )
    held.number = held.number or next_number(plan)
    must_be_right(held)
    held = editing.begin(held, verb="measure_made", room=held.room, by=by)
    aim(held, at=answers, by=by)
    return held


def write(held: Measure, *, words: Mapping[str, object], seen: int, by: Seat) -> Measure:
    """Write some of a measure's words. Raises `editing.Overtaken`."""
    must_plan(by)
    new = Measure(pk=held.pk, plan=held.plan, **{**editing.words_of(held), **words})
    must_be_right(new)
    room = told_in(held)
    return editing.write(held, words=words, seen=seen, verb="measure_written", room=room, by=by)


def leads(held: Measure, by: Seat) -> bool:
    """Return whether a person speaks for the institution that leads a measure and accepted that."""
    if not by.may(Act.ANSWER) or by.organisation is None:
        return False
    return any(
        one.part == Assignment.Part.LEAD
        and one.answer == Assignment.Answer.ACCEPTED
        and one.organisation_id == by.organisation
        for one in held.assignments.all()
    )


def refusal(held: Measure, state: str, by: Seat) -> Refused | None:
    """Return why a person may not bring a measure to a state now; None where they may."""
    if state not in NEXT.get(held.state, ()):
        line = _("From “{state}” it does not go there.")
        return NotNow(line.format(state=held.get_state_display()))
    if by.may(Act.PLAN):
        return None
    if state in _LEADS and leads(held, by):
        return None
    return NotTheirs(_("Coordinators do that; who leads says that it began or is done."))


@transaction.atomic
def bring_to(held: Measure, *, state: str, by: Seat, why: str = "") -> Measure:
    """Bring a measure to another state. Raises `Refused`; giving one up needs a reason."""
    now = editing.hold(held)
    refused = refusal(now, state, by)
    if refused is not None:
        raise refused
    if state == State.DROPPED and not why.strip():
        raise Lacking(_("Say why, in a sentence."))
    before, now.state = now.state, state
    now.save()
    tell(now, "measure_state", [Change("", "state", before, state)], by=by, why=why)
    return now


def targets(held: Measure, at: Iterable[Recommendation | Cluster]) -> list[str]:
    """Add what a measure answers; return what is new. Call within the act that tells it."""
    new: dict[tuple[int | None, int | None], Recommendation | Cluster] = {}
    there: set[tuple[int | None, int | None]] = set(
        held.targets.values_list("recommendation", "cluster")
    )
    for one in at:
        key = (one.pk, None) if isinstance(one, Recommendation) else (None, one.pk)
        if key not in there:
            new[key] = one
    Target.objects.bulk_create(
        (Target(measure=held, recommendation_id=row, cluster_id=group) for row, group in new),
        ignore_conflicts=True,
    )
    return [str(one) for one in new.values()]


@transaction.atomic
def aim(held: Measure, *, at: Iterable[Recommendation | Cluster], by: Seat) -> int:
    """Add what a measure answers; return how many were new."""
    must_plan(by)
    new = targets(held, at)
    if new:
        tell(held, "measure_aimed", [Change("", "answers", None, new)], by=by)
    return len(new)


@transaction.atomic
def aim_no_more(held: Measure, *, at: Iterable[Target], by: Seat) -> int:
    """Take away some of what a measure answers; return how many were there."""
    must_plan(by)
    gone = [one for one in at if one.measure_id == held.pk]
    if gone:
        names = [str(one.recommendation or one.cluster) for one in gone]
        act = tell(held, "measure_aimed", [Change("", "answers", names, None)], by=by)
        can_be_undone(gone, act=act, by=by)
        Target.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


def delete(held: Measure, *, by: Seat, why: str = "") -> Measure:
    """Take a measure away; it can be brought back for thirty days."""
    must_plan(by)
    return editing.set_aside(held, verb="measure_deleted", room=told_in, by=by, why=why)


def bring_back(held: Measure, *, by: Seat) -> Measure:
    """Bring a deleted measure back as it was. Raises `NotNow` where its number was taken since."""
    must_plan(by)
    return editing.bring_back(
        held, verb="measure_brought_back", room=told_in, fits=must_be_right, by=by
    )


def must_be_right(held: Measure) -> None:
    """Raise `NotNow` where a measure's number is taken or its words contradict each other."""
    others = Measure.objects.filter(plan=held.plan, number=held.number, gone__isnull=True)
    if others.exclude(pk=held.pk).exists():
        line = _("There is a measure {number} in this plan already; choose another number.")
        raise NotNow(line.format(number=held.number))
    if held.start and held.due and held.due < held.start:
        raise NotNow(_("It ends before it begins; change one of the days."))
    if held.chapter is not None and held.chapter.plan_id != held.plan_id:
        raise NotNow(_("That chapter is of another plan."))
