"""Who leads a measure and who supports it; each institution accepts its part or declines it."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, notices
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.plans import can_be_undone, must_plan
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.telling import tell
from heedweb.workspace.models import Assignment, Measure, Organisation
from heedweb.workspace.roles import ANSWERING, Act

Part, Answer = Assignment.Part, Assignment.Answer


@transaction.atomic
def assign(held: Measure, *, body: Organisation, part: str, by: Seat) -> Assignment:
    """Give an institution a part in a measure. A new lead makes the one before a supporter."""
    must_plan(by)
    # Of two who give the lead at once, the second finds the lead of the first.
    held = editing.hold(held)
    there, changes = given(held, body=body, part=part, by=by)
    if changes:
        tell(held, "measure_assigned", changes, by=by)
        ask(there, by=by)
    return there


def given(
    held: Measure, *, body: Organisation, part: str, by: Seat
) -> tuple[Assignment, list[Change]]:
    """Give an institution a part; return it, and what is told of it: nothing if it had it.

    Call within the act that tells it, which asks the institution then.
    """
    if body.kind not in ANSWERING:
        raise NotNow(_("{body} is no institution that answers for a part.").format(body=body))
    if body.workspace_id != held.workspace_id or body.closed is not None:
        raise NotNow(_("{body} takes part here no more.").format(body=body))
    there = Assignment.objects.filter(measure=held, organisation=body).first()
    if there is not None and there.part == part:
        return there, []
    changes: list[Change] = []
    if part == Part.LEAD:
        before = Assignment.objects.filter(measure=held, part=Part.LEAD).first()
        if before is not None:
            before.part = Part.SUPPORT
            before.save()
            changes.append(Change(str(before.organisation), "part", Part.LEAD, Part.SUPPORT))
    if there is None:
        there = Assignment(measure=held, organisation=body, given_by=by.user)
    changes.append(Change(str(body), "part", there.part or None, part))
    there.part, there.answer, there.reason = part, Answer.PROPOSED, ""
    there.answered, there.answered_by = None, None
    there.save()
    return there, changes


def ask(held: Assignment, *, by: Seat) -> None:
    """Tell the people of an institution that a part waits for their answer."""
    _notify(held, notices.people_of(held.organisation, Act.ANSWER), "assigned", by)


@transaction.atomic
def take_away(held: Assignment, *, by: Seat, why: str = "") -> None:
    """Take an institution's part in a measure away."""
    must_plan(by)
    change = Change(str(held.organisation), "part", held.part, None)
    measure = held.measure
    act = tell(measure, "measure_assigned", [change], by=by, why=why)
    can_be_undone([held], act=act, by=by)
    held.delete()


def refusal(held: Assignment, by: Seat) -> Refused | None:
    """Return why a person may not answer for an institution; None where they may."""
    if not by.may(Act.ANSWER) or by.organisation != held.organisation_id:
        return NotTheirs(_("Only those whose part it is answer that."))
    return None


@transaction.atomic
def answer(held: Assignment, *, accepted: bool, by: Seat, reason: str = "") -> Assignment:
    """Accept an institution's part, or decline it with a reason."""
    refused = refusal(held, by)
    if refused is not None:
        raise refused
    if not accepted and not reason.strip():
        raise Lacking(_("Say why, in a sentence."))
    before = held.answer
    held.answer = Answer.ACCEPTED if accepted else Answer.DECLINED
    held.reason = "" if accepted else reason.strip()
    held.answered, held.answered_by = timezone.now(), by.user
    held.save()
    change = Change(str(held.organisation), "part_answer", before, held.answer)
    tell(held.measure, "measure_answered", [change], by=by, why=held.reason)
    _notify(held, notices.coordinators(held.measure.workspace), held.answer, by)
    return held


def _notify(held: Assignment, users: list[User], verb: str, by: Seat) -> None:
    measure = held.measure
    moment = held.answered or timezone.now()
    notices.tell_all(
        users, measure.workspace, verb, str(measure), _where(measure),
        f"{verb}:{held.pk}:{moment.isoformat()}", but=by.user, kind="measure", record=measure.pk,
    )  # fmt: skip


def _where(held: Measure) -> str:
    return reverse("workspace:measure", args=[held.workspace.slug, held.pk])
