"""How a commitment that was found in an item stands in the register: as a promise."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from heedweb.workspace.access import Seat
from heedweb.workspace.models import Finding, Promise

_LONGEST = 300


def enter(held: Finding, by: Seat) -> None:
    """Make a promise of a commitment, or bring back the one that was made of it."""
    there = Promise.objects.filter(finding=held).first()
    if there is not None:
        there.gone, there.event = None, there.event or held.event
        there.save()
        return
    said = held.said
    kinds = {one.value for one in Promise.Kind}
    kind = str(said.get("kind") or "")
    Promise.objects.create(
        workspace=held.item.workspace, room=held.item.room, made_by=by.user, finding=held,
        event=held.event, who=str(said.get("who") or "")[:_LONGEST],
        to_whom=str(said.get("to_whom") or "")[:_LONGEST],
        kind=kind if kind in kinds else Promise.Kind.OTHER.value,
        asked=bool(said.get("asked_by")), what=str(said.get("what") or held.quote),
        made_on=(held.event.on if held.event else None) or held.item.published,
        due=last_day(str(said.get("by_when") or "")),
    )  # fmt: skip


def leave(held: Finding) -> None:
    """Let the promise leave the register that was made of a commitment."""
    Promise.objects.filter(finding=held, gone__isnull=True).update(gone=timezone.now())


def last_day(by_when: str) -> date | None:
    """Return the last day of a span as it was read ("2027-05-05/2027-05-07"); None without one."""
    try:
        return date.fromisoformat(by_when.split("/")[-1])
    except ValueError:
        return None
