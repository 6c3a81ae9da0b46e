"""The only way to what is planned, reported and said of it, for a person; part of `access`.

A measure or an indicator is seen by the coordination, by the institutions that have a part in it,
and by all once it lives at the shared table or in public. What institutions report and assess are
records of their rooms (`access.readable`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from heedweb.workspace.access import Seat, readable, seated
from heedweb.workspace.lasting import gone_lately
from heedweb.workspace.models import (
    Answer,
    Assessment,
    Assignment,
    Chapter,
    Cluster,
    Comment,
    Evidence,
    Indicator,
    Measure,
    Milestone,
    Notice,
    Plan,
    ProgressReport,
    Recommendation,
    Reply,
    Request,
    Roomed,
    Round,
    Standing,
    Typed,
    Value,
    Wish,
)
from heedweb.workspace.roles import Act, RoomKind

Held = TypeVar("Held", bound=Model)
Record = TypeVar("Record", bound=Roomed)
# A calendar's secret is longer; nothing is looked up for less.
_SECRET = 40
_ALL = (RoomKind.SHARED, RoomKind.PUBLIC)
# Which requests are on something that was not deleted.
STILL_THERE = Q(measure__isnull=True) | Q(
    measure__gone__isnull=True, measure__plan__gone__isnull=True
)


def _lives(held: Seat) -> Q:
    """Return which records a person sees by where they live."""
    seen = Q(room__in=held.rooms)
    return seen if held.support else seen | Q(room__kind__in=_ALL)


def takes_part(held: Seat) -> int | None:
    """Return the organisation for which the person works on a plan; None for a mere reader."""
    return held.organisation if held.rooms and not held.support else None


def measures(held: Seat) -> QuerySet[Measure]:
    """Return the measures that a person sees, each once."""
    found = Measure.objects.filter(workspace=held.workspace, gone__isnull=True)
    found = found.filter(plan__gone__isnull=True)
    mine = Assignment.objects.filter(measure=OuterRef("pk"), organisation=takes_part(held) or 0)
    found = found.filter(_lives(held) | Q(Exists(mine)))
    return found.select_related("plan", "chapter", "room", "to", "workspace")


def measure(held: Seat, pk: int) -> Measure:
    """Return a measure that the person sees. Raises `Http404`."""
    return _one(measures(held).filter(pk=pk))


def deleted_measures(held: Seat) -> QuerySet[Measure]:
    """Return the measures that a coordinator can bring back, the last deleted first."""
    found = gone_lately(Measure.objects.filter(workspace=held.workspace))
    found = found.filter(plan__gone__isnull=True) if held.may(Act.PLAN) else found.none()
    return found.select_related("plan", "chapter", "room", "workspace")


def deleted_measure(held: Seat, pk: int) -> Measure:
    """Return a measure that a coordinator can bring back. Raises `Http404`."""
    return _one(deleted_measures(held).filter(pk=pk))


def deleted_plans(held: Seat) -> QuerySet[Plan]:
    """Return the plans that a coordinator can bring back, the last deleted first."""
    found = gone_lately(Plan.objects.filter(workspace=held.workspace))
    return found if held.may(Act.PLAN) else found.none()


def deleted_plan(held: Seat, pk: int) -> Plan:
    """Return a plan that a coordinator can bring back. Raises `Http404`."""
    return _one(deleted_plans(held).filter(pk=pk).select_related("workspace"))


def plans(held: Seat) -> QuerySet[Plan]:
    """Return the plans that a person sees: coordinators all, others those with a measure to see."""
    found = Plan.objects.filter(workspace=held.workspace, gone__isnull=True)
    if not held.may(Act.PLAN):
        found = found.filter(Exists(measures(held).filter(plan=OuterRef("pk"))))
    return found.select_related("workspace")


def plan(held: Seat, pk: int) -> Plan:
    """Return a plan that the person sees. Raises `Http404`."""
    return _one(plans(held).filter(pk=pk))


def chapters(held: Seat, of: Plan) -> list[Chapter]:
    """Return the chapters of a plan in order: to coordinators all, else those not empty to them."""
    found = list(Chapter.objects.filter(plan=of).select_related("parent"))
    if held.may(Act.PLAN):
        return found
    keep = set(measures(held).filter(plan=of).values_list("chapter", flat=True))
    for one in reversed(found):
        if one.pk in keep and one.parent_id is not None:
            keep.add(one.parent_id)
    return [one for one in found if one.pk in keep]


def chapter(held: Seat, pk: int) -> Chapter:
    """Return a chapter of a plan to who may change it. Raises `Http404`."""
    found = Chapter.objects.filter(plan__in=plans(held), pk=pk)
    return _one((found if held.may(Act.PLAN) else found.none()).select_related("plan__workspace"))


def assignments(held: Seat) -> QuerySet[Assignment]:
    """Return the parts that institutions have in measures that the person sees."""
    found = Assignment.objects.filter(measure__in=measures(held))
    return found.select_related("organisation", "measure__plan", "measure__workspace")


def assignment(held: Seat, pk: int) -> Assignment:
    """Return an institution's part in a measure. Raises `Http404`."""
    return _one(assignments(held).filter(pk=pk))


def own_assignment(held: Seat, pk: int) -> Assignment:
    """Return a part of the person's own institution in a measure. Raises `Http404`."""
    return _one(assignments(held).filter(pk=pk, organisation=takes_part(held) or 0))


def milestone(held: Seat, pk: int) -> Milestone:
    """Return a milestone of a measure that the person sees. Raises `Http404`."""
    found = Milestone.objects.filter(measure__in=measures(held), pk=pk)
    return _one(found.select_related("measure__plan", "measure__workspace"))


def indicators(held: Seat) -> QuerySet[Indicator]:
    """Return the indicators that a person sees."""
    found = Indicator.objects.filter(workspace=held.workspace, gone__isnull=True)
    found = found.filter(_lives(held) | Q(keeper=takes_part(held) or 0))
    return found.select_related("keeper", "room", "to", "workspace")


def indicator(held: Seat, pk: int) -> Indicator:
    """Return an indicator that the person sees. Raises `Http404`."""
    return _one(indicators(held).filter(pk=pk))


def gone_indicators(held: Seat) -> QuerySet[Indicator]:
    """Return the deleted indicators that somebody who plans may bring back."""
    found = gone_lately(Indicator.objects.filter(workspace=held.workspace))
    return found if held.may(Act.PLAN) else found.none()


def gone_indicator(held: Seat, pk: int) -> Indicator:
    """Return a deleted indicator to who may bring it back. Raises `Http404`."""
    return _one(gone_indicators(held).filter(pk=pk))


def readings(held: Seat) -> QuerySet[Value]:
    """Return the values of indicators that a person sees, those that stand no more included.

    What nobody has checked is seen by the keeper of its indicator and by the coordination.
    """
    found = Value.objects.filter(indicator__in=indicators(held))
    if not held.may(Act.PLAN):
        mine = Q(indicator__keeper=takes_part(held) or 0)
        found = found.filter(Q(checked__isnull=False) | mine)
    return found.select_related("indicator__keeper", "indicator__room", "indicator__workspace")


def values(held: Seat) -> QuerySet[Value]:
    """Return the values that stand, of indicators that a person sees.

    Who does not see yet what was entered instead of a value goes on seeing that value.
    """
    stands = Q(replaced__isnull=True)
    if not held.may(Act.PLAN):
        later = Value.objects.filter(instead_of=OuterRef("pk"), replaced__isnull=True)
        unseen = Q(Exists(later.filter(checked__isnull=True)))
        stands |= unseen & ~Q(indicator__keeper=takes_part(held) or 0)
    return readings(held).filter(stands)


def value(held: Seat, pk: int) -> Value:
    """Return a value that the person sees, also one that stands no more. Raises `Http404`."""
    return _one(readings(held).filter(pk=pk))


def requests(held: Seat) -> QuerySet[Request]:
    """Return the requests for reports that a person sees: coordinators all, else one's own."""
    found = Request.objects.filter(STILL_THERE, workspace=held.workspace)
    if not held.may(Act.PLAN):
        mine = takes_part(held) if held.may(Act.ANSWER) else None
        found = found.filter(organisation=mine or 0)
    return found.select_related("organisation", "measure__plan", "recommendation__review")


def request(held: Seat, pk: int) -> Request:
    """Return a request for a report that the person sees. Raises `Http404`."""
    return _one(requests(held).filter(pk=pk))


def reports(held: Seat) -> QuerySet[ProgressReport]:
    """Return the progress reports that a person may read."""
    found = _kept(ProgressReport.objects.filter(readable(held), workspace=held.workspace))
    # Who may not know of a measure is not told what was reported on it.
    known = Q(measure__isnull=True) | Q(measure__in=measures(held))
    found = found.filter(known | Q(home__in=held.rooms))
    return found.select_related(
        "measure__plan", "recommendation__review", "home__organisation", "room__organisation",
        "author", "to__organisation", "request",
    )  # fmt: skip


def report(held: Seat, pk: int) -> ProgressReport:
    """Return a progress report that the person may read. Raises `Http404`."""
    return _one(reports(held).filter(pk=pk))


def evidence(held: Seat, pk: int) -> Evidence:
    """Return a piece of evidence of a record that the person may read. Raises `Http404`.

    What was withdrawn has none outside of its room.
    """
    own = Q(home__in=held.rooms) | ~Q(standing=Standing.WITHDRAWN)
    of = Q(report__in=reports(held).filter(own)) | Q(assessment__in=assessments(held).filter(own))
    found = Evidence.objects.filter(of, pk=pk)
    return _one(found.select_related("report", "assessment", "blob", "value__indicator"))


def assessments(held: Seat) -> QuerySet[Assessment]:
    """Return the assessments that a person may read."""
    found = _kept(Assessment.objects.filter(readable(held), workspace=held.workspace))
    return found.select_related(
        "recommendation__review", "cluster", "home__organisation", "room", "author", "to"
    )


def assessment(held: Seat, pk: int) -> Assessment:
    """Return an assessment that the person may read. Raises `Http404`."""
    return _one(assessments(held).filter(pk=pk))


def replies(held: Seat) -> QuerySet[Reply]:
    """Return the replies to assessments that a person may read."""
    found = _kept(Reply.objects.filter(readable(held), workspace=held.workspace))
    found = found.filter(assessment__in=assessments(held))
    return found.select_related(
        "assessment__home__organisation", "assessment__recommendation__review",
        "assessment__cluster", "home__organisation", "room", "author", "to",
    )  # fmt: skip


def reply(held: Seat, pk: int) -> Reply:
    """Return a reply that the person may read. Raises `Http404`."""
    return _one(replies(held).filter(pk=pk))


def rounds(held: Seat) -> QuerySet[Round]:
    """Return the consultations a person sees: coordinators all, those invited once it is open."""
    found = Round.objects.filter(workspace=held.workspace)
    if not held.may(Act.PLAN):
        mine = Round.invited.through.objects.filter(
            round=OuterRef("pk"), organisation=takes_part(held) or 0
        )
        found = found.filter(Exists(mine), opened__isnull=False)
    return found.select_related("plan", "workspace")


def round_(held: Seat, pk: int) -> Round:
    """Return a consultation that the person sees. Raises `Http404`."""
    return _one(rounds(held).filter(pk=pk))


def answers(held: Seat) -> QuerySet[Answer]:
    """Return the answers in consultations that a person may read."""
    found = _kept(Answer.objects.filter(readable(held), workspace=held.workspace))
    found = found.filter(round__in=rounds(held))
    return found.select_related(
        "round", "home__organisation", "room__organisation", "author", "to__organisation",
        "outcome",
    )  # fmt: skip


def answer(held: Seat, pk: int) -> Answer:
    """Return an answer in a consultation that the person may read. Raises `Http404`."""
    return _one(answers(held).filter(pk=pk))


def comments(held: Seat) -> QuerySet[Comment]:
    """Return the comments of the own room and of the shared table, on what the person sees."""
    found = Comment.objects.filter(workspace=held.workspace).filter(_lives(held))
    found = found.filter(Q(measure__isnull=True) | Q(measure__in=measures(held)))
    found = found.filter(Q(indicator__isnull=True) | Q(indicator__in=indicators(held)))
    return found.select_related("organisation", "by", "room")


def comment(held: Seat, pk: int) -> Comment:
    """Return a comment that the person sees. Raises `Http404`."""
    return _one(comments(held).filter(pk=pk))


def notices(held: Seat) -> QuerySet[Notice]:
    """Return what a person was told of in the workspace, the latest first."""
    return Notice.objects.filter(workspace=held.workspace, user=held.user)


def notice(held: Seat, pk: int) -> Notice:
    """Return a notice of the person's own. Raises `Http404`."""
    return _one(notices(held).filter(pk=pk))


def recommendations(held: Seat, keys: Sequence[int]) -> QuerySet[Recommendation]:
    """Return the recommendations of the workspace among `keys`."""
    return Recommendation.objects.filter(review__workspace=held.workspace, pk__in=keys)


def clusters(held: Seat, keys: Sequence[int]) -> QuerySet[Cluster]:
    """Return the clusters of the workspace among `keys` that have members."""
    return Cluster.objects.filter(workspace=held.workspace, pk__in=keys, gone=False)


def typed(held: Seat, form: str) -> Typed | None:
    """Return what the person was typing into a form and has not saved."""
    return Typed.objects.filter(workspace=held.workspace, user=held.user, form=form).first()


def seat_of_calendar(secret: str) -> Seat | None:
    """Return the place of the person whose calendar a secret is of; None for nobody's.

    It is looked up at each request: who is suspended, or whose role changed, sees what they may.
    """
    if len(secret) < _SECRET:
        return None
    held = Wish.objects.filter(calendar=secret).select_related("user", "workspace").first()
    seat = seated(held.user, held.workspace) if held is not None else None
    return seat if seat is not None and seat.may(Act.READ) else None


def _kept(found: QuerySet[Record]) -> QuerySet[Record]:
    """Return records without what was discarded, which has a list of its own (`gone_access`)."""
    return found.exclude(standing=Standing.DISCARDED)


def _one(found: QuerySet[Held]) -> Held:
    held = found.first()
    if held is None:
        raise Http404
    return held
