"""Consultations: written, opened until a day, answered from rooms, told what became of it, closed.

`by` is a coordinator in their place, but for answers, which the invited write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, notices, publishing
from heedweb.workspace.domain.activity import Change, changed, record
from heedweb.workspace.domain.plans import must_plan, room_of
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import (
    Answer,
    Cluster,
    Organisation,
    Outcome,
    Plan,
    Recommendation,
    Round,
    Standing,
)
from heedweb.workspace.roles import Act


@transaction.atomic
def begin(*, words: Mapping[str, object], by: Seat) -> Round:
    """Keep a new consultation, which nobody but coordinators sees yet."""
    must_plan(by)
    held = Round(workspace=by.workspace, made_by=by.user, **words)
    return editing.begin(held, verb="round_begun", room=room_of(by.workspace), by=by)


def write(held: Round, *, words: Mapping[str, object], seen: int, by: Seat) -> Round:
    """Write what is asked; once it is open nobody's answer is to another question."""
    must_plan(by)
    _must_be_ahead(held)
    return editing.write(
        held, words=words, seen=seen, verb="round_written", room=room_of(by.workspace), by=by
    )


@transaction.atomic
def choose(
    held: Round,
    *,
    plan: Plan | None,
    recommendations: Collection[Recommendation],
    clusters: Collection[Cluster],
    invited: Collection[Organisation],
    by: Seat,
) -> Round:
    """Choose what it is about and who is invited. Raises `Refused`."""
    must_plan(by)
    now = editing.hold(held)
    _must_be_ahead(now)
    before = _chosen(now)
    now.plan = plan
    now.save()
    now.recommendations.set(recommendations)
    now.clusters.set(clusters)
    now.invited.set(invited)
    changes = changed(before, _chosen(now))
    if changes:
        record(
            workspace=by.workspace, by=by.user, verb="round_chosen", subject=str(now)[:200],
            room=room_of(by.workspace), changes=changes, about=now,
        )  # fmt: skip
    return now


def _chosen(held: Round) -> dict[str, object]:
    return {
        "plan": str(held.plan or ""),
        "recommendations": [str(one) for one in held.recommendations.order_by("pk")],
        "clusters": [str(one) for one in held.clusters.order_by("pk")],
        "invited": [str(one) for one in held.invited.all()],
    }


@transaction.atomic
def open_(held: Round, *, by: Seat) -> Round:
    """Let the invited see it and answer until its day. Raises `Refused`."""
    must_plan(by)
    now = editing.hold(held)
    _must_be_ahead(now)
    if not now.invited.exists():
        raise Lacking(_("Nobody is invited yet."))
    if now.closes < timezone.localdate():
        raise NotNow(_("Its day is over already; choose a later one."))
    now.opened = timezone.now()
    now.save()
    _told(now, by, "round_opened")
    for body in now.invited.all():
        notices.tell_all(
            notices.people_of(body, Act.WRITE), by.workspace, "consulted", str(now), _page(now),
            f"round:{now.pk}", but=by.user, kind="round", record=now.pk,
        )  # fmt: skip
    return now


@transaction.atomic
def close(held: Round, *, by: Seat) -> Round:
    """End it once its day is over and each answer was told what became of it."""
    must_plan(by)
    now = editing.hold(held)
    if now.opened is None or now.closed is not None:
        raise NotNow(_("It is not open."))
    if now.closes >= timezone.localdate():
        raise NotNow(_("Its day is not over yet."))
    left = given(now, by).filter(outcome__isnull=True).count()
    if left:
        line = _("Say of each answer what was done with it first; {n} are left.")
        raise NotNow(line.format(n=left))
    now.closed = timezone.now()
    now.save()
    _told(now, by, "round_closed")
    return now


def given(held: Round, by: Seat) -> QuerySet[Answer]:
    """Return the answers that were given and that the person may read."""
    return plan_access.answers(by).filter(round=held, standing=Standing.PUBLISHED)


def answer_refusal(to: Round, by: Seat) -> Refused | None:
    """Return why a person may not answer a consultation now; None where they may."""
    if not to.invited.filter(pk=by.organisation or 0).exists():
        return NotTheirs(_("Those who were invited answer."))
    if to.opened is None or to.closed is not None or to.closes < timezone.localdate():
        return NotNow(_("It is not open for answers."))
    return None


@transaction.atomic
def answer(to: Round, *, words: Mapping[str, object], by: Seat) -> Answer:
    """Keep a new draft of an answer in the room of an invited organisation. Raises `Refused`."""
    home = home_of(by)
    refused = answer_refusal(to, by)
    if refused is not None:
        raise refused
    held = Answer(workspace=by.workspace, home=home, room=home, author=by.user, round=to, **words)
    return publishing.begin(held, by=by)


@transaction.atomic
def conclude(held: Answer, *, words: Mapping[str, object], seen: int, by: Seat) -> Outcome:
    """Say what was done with an answer, and why. Raises `Refused` and `editing.Overtaken`."""
    must_plan(by)
    if held.standing != Standing.PUBLISHED:
        raise NotNow(_("It is not published any more."))
    if Round.objects.select_for_update().get(pk=held.round.pk).closed is not None:
        raise NotNow(_("The consultation is closed."))
    room = room_of(by.workspace)
    outcome = Outcome.objects.filter(answer=held).first()
    if outcome is not None:
        return editing.write(
            outcome, words=words, seen=seen, verb="outcome_written", room=room, by=by
        )
    made = Outcome(answer=held, made_by=by.user, **words)
    made = editing.begin(made, verb="outcome_written", room=room, by=by)
    body = held.home.organisation
    if body is not None:
        notices.tell_all(
            notices.people_of(body, Act.WRITE), by.workspace, "concluded", str(held.round),
            _page(held.round), f"outcome:{made.pk}", but=by.user, kind="round",
            record=held.round.pk,
        )  # fmt: skip
    return made


def _must_be_ahead(held: Round) -> None:
    if held.opened is not None:
        raise NotNow(_("It is open already; what was asked stays as it is."))


def _page(held: Round) -> str:
    return reverse("workspace:consultation", args=[held.workspace.slug, held.pk])


def _told(held: Round, by: Seat, verb: str) -> None:
    changes = [Change("", "invited", None, [str(one) for one in held.invited.all()])]
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:200],
        room=room_of(by.workspace), changes=changes if verb == "round_opened" else [], about=held,
    )  # fmt: skip
