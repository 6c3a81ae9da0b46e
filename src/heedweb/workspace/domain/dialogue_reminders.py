"""Reminders of the dialogue, to those who write in the room that keeps it and to nobody else.

Each is told once, as reminders of reports are (`domain.reminders`): its key names the record, its
day and the step. An organisation that sees to something of another room is not told: the record is
not its own to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from heedweb.accounts.models import User
from heedweb.workspace.domain import notices
from heedweb.workspace.domain.dialogue_days import Day, Rows, days
from heedweb.workspace.models import Event, Item, Membership, Promise, Visit, Workspace
from heedweb.workspace.roles import MAY, Act

# Days before the day at which people are reminded, the last first.
STEPS = (3, 14)
# What is told of a day that went by.
_LATE = {
    "promise_due": "promise_late", "letter_due": "letter_late", "answer_due": "answer_late",
}  # fmt: skip


@transaction.atomic
def remind(workspace: Workspace, today: date) -> int:
    """Tell the people of each room what is due and comes in it; return how many are new."""
    kept = {"workspace": workspace, "gone__isnull": True}
    rows = Rows(
        Promise.objects.filter(**kept).select_related("workspace"),
        Item.objects.filter(**kept).select_related("workspace"),
        Event.objects.filter(**kept).select_related("workspace"),
        Visit.objects.filter(**kept).select_related("workspace"),
    )
    found = days(rows, today, today + timedelta(days=max(STEPS)))
    people = _people(workspace, {one.record.room_id for one in found}) if found else {}
    told = 0
    for one in found:
        step = _step(one, today)
        if step:
            told += _tell(one, step, people.get(one.record.room_id, ()))
    return told


def _step(held: Day, today: date) -> str:
    """Return which reminder a day is at; nothing where it was entered after that step."""
    if held.on < today:
        return "late" if held.due else ""
    known = held.record.made.date()
    for ahead in STEPS:
        if today >= held.on - timedelta(days=ahead) > known:
            return str(ahead)
    return ""


def _tell(held: Day, step: str, users: Iterable[User]) -> int:
    verb = _LATE[held.what] if step == "late" else held.what
    record = held.record
    return notices.tell_all(
        users, record.workspace, verb, held.about, held.url,
        f"{held.what}:{record.pk}:{held.on.isoformat()}:{step}",
        kind=type(record).__name__.lower(), record=record.pk,
    )  # fmt: skip


def _people(workspace: Workspace, rooms: Iterable[int]) -> dict[int, list[User]]:
    """Return who writes in each room."""
    held = Membership.objects.open().filter(
        workspace=workspace, organisation__room__in=rooms, role__in=MAY[Act.WRITE]
    )
    found: dict[int, list[User]] = {}
    for one in held.select_related("user", "organisation__room").order_by("pk"):
        if one.organisation is not None:
            found.setdefault(one.organisation.room.pk, []).append(one.user)
    return found
