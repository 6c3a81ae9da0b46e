"""Corrections of what was read that organisations propose, and what coordinators answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import decisions
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import Fix, Recommendation, Room
from heedweb.workspace.roles import Act

Answer = Fix.Answer


@transaction.atomic
def propose(*, row: Recommendation, field: str, words: str, reason: str, by: Seat) -> Fix:
    """Keep a proposal in the room of who makes it; coordinators see it in their queue."""
    if by.room is None or by.room not in by.rooms or not by.may(Act.PROPOSE):
        raise NotTheirs(_("You have no room to propose from."))
    if not reason.strip():
        raise Lacking(_("Say why, in a sentence."))
    home = Room.objects.get(pk=by.room)
    fix = Fix.objects.create(
        workspace=by.workspace, home=home, recommendation=row, by=by.user, field=field,
        words=words, reason=reason,
    )  # fmt: skip
    _tell(fix, by, "fix_proposed")
    return fix


@transaction.atomic
def accept(*, fix: Fix, fields: Mapping[str, object], seen: int, why: str, by: Seat) -> Fix:
    """Accept a proposal and write `fields` of the recommendation as a coordinator's correction.

    The correction names the proposal and the organisation, not the person. `seen` is the revision
    of the row that the coordinator saw. Raises `decisions.Overtaken`, and `NotNow` once answered.
    """
    held = _open(fix, by)
    if fields:
        note = _("Proposed correction {number} of {organisation}").format(
            number=held.pk, organisation=held.home
        )
        decisions.correct(
            workspace=held.workspace, seen={held.recommendation_id: seen}, fields=dict(fields),
            by=by.user, note=note,
        )  # fmt: skip
    return _answer(held, Answer.ACCEPTED, why, by)


@transaction.atomic
def decline(*, fix: Fix, why: str, by: Seat) -> Fix:
    """Decline a proposal, with the reason that the room of who made it reads."""
    held = _open(fix, by)
    if not why.strip():
        raise Lacking(_("Say why; those who proposed it read it."))
    return _answer(held, Answer.DECLINED, why, by)


def _open(fix: Fix, by: Seat) -> Fix:
    if not by.may(Act.DECIDE) or fix.workspace_id != by.workspace.pk:
        raise NotTheirs(_("Coordinators answer what is proposed."))
    rows = Fix.objects.select_for_update(of=("self",))
    held = rows.select_related("workspace", "home__organisation", "recommendation").get(pk=fix.pk)
    if held.answer != Answer.OPEN:
        raise NotNow(_("Somebody has answered this already."))
    return held


def _answer(fix: Fix, answer: Fix.Answer, why: str, by: Seat) -> Fix:
    fix.answer, fix.why = answer, why
    fix.answered_by, fix.answered_at = by.user, timezone.now()
    fix.save()
    _tell(fix, by, f"fix_{answer.value}")
    return fix


def _tell(fix: Fix, by: Seat, verb: str) -> None:
    detail: dict[str, object] = {"record": fix.pk, "kind": "fix", "field": fix.field}
    record(
        workspace=fix.workspace, by=by.user, verb=verb, subject=str(fix.recommendation),
        room=fix.home, detail=detail,
    )  # fmt: skip
