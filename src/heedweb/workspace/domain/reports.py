"""Progress reports: written, sent to be validated, validated or sent back, and revised.

They leave their room as all records do (`publishing`); here is what goes with it: the request is
answered, and people are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import evidence, measures, notices, publishing, requests
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.domain.requests import About
from heedweb.workspace.models import (
    IN_THE_ROOM,
    Measure,
    ProgressReport,
    Request,
    Room,
    Standing,
)
from heedweb.workspace.roles import Act, OrganisationKind


def request_on(about: About, by: Seat) -> Request | None:
    """Return what is asked of the person's institution on a measure or a recommendation now."""
    found = Request.objects.filter(
        organisation=by.organisation or 0, closed__isnull=True, **requests.on(about)
    )
    return found.select_related("organisation", "measure__plan", "recommendation__review").first()


def in_hand(about: About, by: Seat) -> ProgressReport | None:
    """Return the report of the person's room on something that is not published yet."""
    found = ProgressReport.objects.filter(home=by.room or 0, standing__in=IN_THE_ROOM)
    found = found.filter(**requests.on(about))
    return found.filter(supersedes__isnull=True).order_by("pk").first()


@transaction.atomic
def begin(about: About, *, words: Mapping[str, object], by: Seat) -> ProgressReport:
    """Keep a new draft in the room of its author; it answers what is asked of them on this."""
    if by.room is None or by.room not in by.rooms or not by.may(Act.ANSWER):
        raise NotTheirs(_("Institutions that carry out measures report on them."))
    must_be_right(words)
    if in_hand(about, by) is not None:
        line = _("Somebody of your institution is writing a report on this. Go on with that one.")
        raise NotNow(line)
    home = Room.objects.get(pk=by.room)
    held = ProgressReport(
        workspace=by.workspace, home=home, room=home, author=by.user, request=request_on(about, by),
        **requests.on(about), **words,
    )  # fmt: skip
    return publishing.begin(held, by=by)


@transaction.atomic
def ask(held: ProgressReport, *, to: Room, seen: int, by: Seat) -> ProgressReport:
    """Send a report to be validated, to go to a room then; those who may validate it are told.

    It answers what is asked for now, also where that was asked after it was begun.
    """
    _answers_what_is_asked(held, by)
    held = publishing.ask(held, to=to, seen=seen, by=by)
    body = held.home.organisation
    may = [] if body is None else notices.people_of(body, Act.APPROVE)
    others = [one for one in may if one.pk != held.author_id]
    _notify(held, others, "to_validate", by, f":{held.version}:{held.asked_at}")
    return held


@transaction.atomic
def approve(held: ProgressReport, *, seen: int, by: Seat) -> ProgressReport:
    """Validate a report. The request that it answers is closed, and made again if it repeats."""
    _answers_what_is_asked(held, by)
    held = publishing.approve(held, seen=seen, by=by)
    if held.request is not None:
        requests.settle(held.request, by=by)
    _notify(held, _writers(held), "validated", by)
    body = held.home.organisation
    if body is None or body.kind != OrganisationKind.COORDINATION:
        _notify(held, notices.coordinators(held.workspace), "reported", by)
    return held


@transaction.atomic
def send_back(held: ProgressReport, *, comment: str, by: Seat) -> ProgressReport:
    """Send a report back to those who wrote it, with what is to be mended."""
    writers = _writers(held)
    asked = held.asked_at
    held = publishing.send_back(held, comment=comment, by=by)
    _notify(held, writers, "returned", by, f":{held.version}:{asked}")
    return held


@transaction.atomic
def revise(held: ProgressReport, *, by: Seat) -> ProgressReport:
    """Return a draft of a later version, which rests on the same evidence until that is changed."""
    later = publishing.revise(held, by=by)
    evidence.carry_over(held, later)
    return later


@transaction.atomic
def restore(held: ProgressReport, *, by: Seat) -> ProgressReport:
    """Make a draft again of a discarded report, where nobody began another one meanwhile."""
    if held.supersedes_id is None and in_hand(held.about, by) is not None:
        line = _("Somebody of your institution is writing a report on this. Go on with that one.")
        raise NotNow(line)
    return publishing.restore(held, by=by)


def level(held: Measure, *, state: str, by: Seat) -> None:
    """Bring a measure to the state that a report on it says, where that is another one."""
    if state and state != held.state:
        measures.bring_to(held, state=state, by=by)


def where(held: ProgressReport) -> str:
    """Return the address of a report."""
    return reverse("workspace:report", args=[held.workspace.slug, held.pk])


def returned(held: ProgressReport) -> str:
    """Return what a draft was sent back with; nothing where it was not."""
    last = held.moves.exclude(verb__in=("write", "aside", "comment")).order_by("-pk").first()
    sent_back = held.standing == Standing.DRAFT and last is not None and last.verb == "return"
    return last.comment if sent_back and last is not None else ""


def _answers_what_is_asked(held: ProgressReport, by: Seat) -> None:
    if held.supersedes_id is not None or held.home_id != by.room:
        return
    asked = request_on(held.about, by)
    if asked is not None and asked.pk != held.request_id:
        held.request = asked
        held.save(update_fields=["request"])


def _writers(held: ProgressReport) -> list[User]:
    both = [held.author, *([held.asked_by] if held.asked_by else [])]
    return list({one.pk: one for one in both}.values())


def must_be_right(words: Mapping[str, object]) -> None:
    """Raise `Refused` for words that are no report: nothing, or of a day to come."""
    day = words.get("on")
    if not str(words.get("text", "")).strip():
        raise Lacking(_("There is nothing written yet. Write it first."))
    if isinstance(day, date) and day > timezone.localdate():
        raise NotNow(_("A report speaks of what was done; that day is still to come."))


def _notify(held: ProgressReport, users: list[User], verb: str, by: Seat, more: str = "") -> None:
    about = requests.called(held.about)
    notices.tell_all(
        users, held.workspace, verb, about, where(held), f"{verb}:{held.pk}{more}",
        but=by.user, kind="report", record=held.pk,
    )  # fmt: skip
