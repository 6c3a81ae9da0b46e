"""Reminders of what is due: 14 and 3 days before, the day after, then once a week what is overdue.

Looked at once a day. Each is told once, whenever and how often it is looked at: its key names the
request, its day and the step (`notices.tell`). A step that was missed while heed did not run is
told late, and only the latest of them. What is due in the dialogue of a room is told with it
(`dialogue_reminders`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from heedweb.accounts.models import User
from heedweb.workspace.domain import dialogue_reminders, notices, requests
from heedweb.workspace.models import (
    Membership,
    Organisation,
    ProgressReport,
    Request,
    Standing,
    Workspace,
)
from heedweb.workspace.plan_access import STILL_THERE
from heedweb.workspace.roles import MAY, Act, Role

# Days before the day at which people are reminded, the last first.
STEPS = (3, 14)


def remind(today: date) -> int:
    """Tell everybody of what is due by now; return how many notices are new."""
    told = 0
    for workspace in Workspace.objects.order_by("pk"):
        told += _remind(workspace, today) + dialogue_reminders.remind(workspace, today)
    return told


@transaction.atomic
def _remind(workspace: Workspace, today: date) -> int:
    near = Q(due__lte=today + timedelta(days=max(STEPS)))
    held = Request.objects.filter(near, STILL_THERE, workspace=workspace, closed__isnull=True)
    found = list(
        held.select_related("organisation", "workspace", "measure", "recommendation__review")
    )
    if not found:
        return 0
    people = _people(workspace, [one.organisation for one in found])
    sent = set(
        ProgressReport.objects.filter(
            request__in=[one.pk for one in found], standing=Standing.IN_REVIEW
        ).values_list("request", flat=True)
    )
    told = 0
    for one in found:
        step = _step(one, today)
        if step:
            # What was sent waits for those who validate it, not for those who wrote it.
            act = Act.APPROVE if one.pk in sent else Act.ANSWER
            told += _tell(one, step, people.get((one.organisation_id, act), []))
    return told + _weekly(workspace, found, people, today)


def _step(held: Request, today: date) -> str:
    """Return which reminder a request is at; nothing where it was asked for after that day."""
    if held.due < today:
        return "overdue"
    asked = held.at.date()
    for days in STEPS:
        if today >= held.due - timedelta(days=days) > asked:
            return str(days)
    return ""


def _tell(held: Request, step: str, users: Sequence[User]) -> int:
    verb = "overdue" if step == "overdue" else "due_soon"
    return notices.tell_all(
        users, held.workspace, verb, requests.about_of(held), requests.where(held),
        f"due:{held.pk}:{held.due.isoformat()}:{step}", kind="request", record=held.pk,
    )  # fmt: skip


def _weekly(
    workspace: Workspace, found: Sequence[Request], people: dict[tuple[int, Act], list[User]],
    today: date,
) -> int:  # fmt: skip
    """Tell institutions once a week how much of theirs is overdue, and coordinators of all.

    It is told of Monday, on the first day of the week on which heed runs.
    """
    monday = today - timedelta(days=today.weekday())
    late = [one for one in found if one.due < monday - timedelta(days=1)]
    if not late:
        return 0
    year, week, _day = today.isocalendar()
    of: dict[int, int] = {}
    for one in late:
        of[one.organisation_id] = of.get(one.organisation_id, 0) + 1
    told = 0
    due = reverse("workspace:due", args=[workspace.slug])
    for body, count in of.items():
        told += notices.tell_all(
            people.get((body, Act.ANSWER), []), workspace, "overdue_week", _reports(count), due,
            f"overdue:{workspace.pk}:{body}:{year}-{week}",
        )  # fmt: skip
    said = ngettext(
        "{n} report (institutions: {bodies})", "{n} reports (institutions: {bodies})", len(late)
    ).format(n=len(late), bodies=len(of))
    listed = reverse("workspace:requests", args=[workspace.slug]) + "?state=overdue"
    return told + notices.tell_all(
        notices.coordinators(workspace),
        workspace,
        "overdue_week",
        said,
        listed,
        f"overdue:{workspace.pk}:all:{year}-{week}",
    )


def _reports(count: int) -> str:
    return ngettext("{n} report", "{n} reports", count).format(n=count)


def _people(
    workspace: Workspace, bodies: Sequence[Organisation]
) -> dict[tuple[int, Act], list[User]]:
    """Return who answers and who validates, by institution; one query for all."""
    found: dict[tuple[int, Act], list[User]] = {}
    held = Membership.objects.open().filter(
        workspace=workspace, organisation__in={one.pk for one in bodies}
    )
    for one in held.select_related("user").order_by("pk"):
        for act in (Act.ANSWER, Act.APPROVE):
            if Role(one.role) in MAY[act] and one.organisation_id is not None:
                found.setdefault((one.organisation_id, act), []).append(one.user)
    return found
