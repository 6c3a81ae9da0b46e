"""Requests for progress reports: asked by coordinators, moved, closed, and asked again."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import notices
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.plans import must_plan, room_of
from heedweb.workspace.domain.refusals import Lacking, NotNow
from heedweb.workspace.models import Measure, Organisation, Recommendation, Request
from heedweb.workspace.roles import Act

About = Measure | Recommendation


def on(about: About) -> dict[str, About]:
    """Return the field that says what a request or a report is on, with that."""
    return {type(about).__name__.lower(): about}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that is to be asked of an institution."""

    body: Organisation
    about: About

    @property
    def on(self) -> dict[str, About]:
        """The field of a request that it is on."""
        return on(self.about)

    @property
    def every(self) -> int | None:
        """After how many months what it is on wants the next report."""
        return self.about.every if isinstance(self.about, Measure) else None


@transaction.atomic
def ask(
    wanted: Iterable[Wanted], *, due: date, by: Seat, question: str = "", every: int | None = None
) -> list[Request]:
    """Ask for reports by a day; return the requests. What is asked for already is left as it is.

    The next one is asked for so many months after the day, once one was validated: `every`, or as
    the measure itself says; without either it is asked for once.
    """
    must_plan(by)
    if due < timezone.localdate():
        raise NotNow(_("That day is over; choose a later one."))
    made: list[Request] = []
    for one in wanted:
        if one.body.workspace_id != by.workspace.pk or one.body.closed is not None:
            raise NotNow(_("{body} takes part here no more.").format(body=one.body))
        if Request.objects.filter(organisation=one.body, closed__isnull=True, **one.on).exists():
            continue
        held = Request.objects.create(
            workspace=by.workspace, organisation=one.body, due=due,
            every=every or one.every,
            question=question.strip(), by=by.user, **one.on,
        )  # fmt: skip
        _record(held, by, "report_asked", [Change(str(one.body), "due", None, due.isoformat())])
        _notify(held, "asked", f"asked:{held.pk}", by)
        made.append(held)
    return made


@transaction.atomic
def move(held: Request, *, due: date, why: str, by: Seat) -> Request:
    """Change the day of a request, and say why."""
    must_plan(by)
    now = _open(held)
    _must_say(why)
    if due < timezone.localdate():
        raise NotNow(_("That day is over; choose a later one."))
    if due == now.due:
        return now
    before, now.due = now.due, due
    now.save(update_fields=["due"])
    body = str(now.organisation)
    change = Change(body, "due", before.isoformat(), due.isoformat())
    _record(now, by, "report_moved", [change], why)
    _notify(now, "moved", f"moved:{now.pk}:{due}:{timezone.now().isoformat()}", by)
    return now


@transaction.atomic
def close(held: Request, *, why: str, by: Seat) -> Request:
    """Wait for a report no longer, and say why; it is not asked for again."""
    must_plan(by)
    now = _open(held)
    _must_say(why)
    now.closed, now.why = timezone.now(), why.strip()
    now.save(update_fields=["closed", "why"])
    _record(now, by, "report_closed", [], why)
    _notify(now, "no_longer", f"no_longer:{now.pk}", by)
    return now


def settle(held: Request, *, by: Seat) -> Request | None:
    """Close a request because a report on it was validated; return the next one where it repeats.

    Called within the transaction that validates the report.
    """
    now = Request.objects.select_for_update(of=("self",)).get(pk=held.pk)
    if now.closed is not None:
        return None
    now.closed = timezone.now()
    now.save(update_fields=["closed"])
    _record(now, by, "report_answered", [])
    if not now.every:
        return None
    later = Request.objects.create(
        workspace=now.workspace, organisation=now.organisation, measure=now.measure,
        recommendation=now.recommendation, due=next_day(now.due, now.every), every=now.every,
        question=now.question, by=now.by,
    )  # fmt: skip
    change = Change(str(later.organisation), "due", None, later.due.isoformat())
    _record(later, by, "report_asked", [change])
    _notify(later, "asked_again", f"asked:{later.pk}", by)
    return later


def next_day(day: date, months: int, today: date | None = None) -> date:
    """Return the day so many months later, again and again until it is not over.

    The day of the month is kept where the month has it, else it is the month's last.
    """
    today = today or timezone.localdate()
    steps = 1
    while True:
        at = day.year * 12 + day.month - 1 + months * steps
        year, month = divmod(at, 12)
        last = calendar.monthrange(year, month + 1)[1]
        found = date(year, month + 1, min(day.day, last))
        if found > today:
            return found
        steps += 1


def where(held: Request) -> str:
    """Return the address of a request."""
    return reverse("workspace:request", args=[held.workspace.slug, held.pk])


def about_of(held: Request) -> str:
    """Return what a request is on, as people call it."""
    return called(held.about)


def called(about: About) -> str:
    """Return what a measure or a recommendation is called."""
    if isinstance(about, Recommendation):
        return f"{about.review.symbol} {about.paragraph}"
    return str(about)


def _open(held: Request) -> Request:
    rows = Request.objects.select_for_update(of=("self",))
    now = rows.select_related("organisation", "workspace").get(pk=held.pk)
    if now.closed is not None:
        raise NotNow(_("Nobody waits for it any more."))
    return now


def _must_say(why: str) -> None:
    if not why.strip():
        raise Lacking(_("Say why, in a sentence."))


def _record(held: Request, by: Seat, verb: str, changes: Sequence[Change], why: str = "") -> None:
    record(
        workspace=held.workspace, by=by.user, verb=verb, subject=about_of(held)[:200],
        room=room_of(held.workspace), changes=changes, why=why, about=held,
    )  # fmt: skip


def _notify(held: Request, verb: str, key: str, by: Seat) -> None:
    notices.tell_all(
        notices.people_of(held.organisation, Act.ANSWER), held.workspace, verb, about_of(held),
        where(held), key, but=by.user, kind="request", record=held.pk,
    )  # fmt: skip
