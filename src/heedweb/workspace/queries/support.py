"""Support access: what lasts, and what can be opened."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Room, SupportAccess
from heedweb.workspace.roles import RoomKind


def rooms() -> QuerySet[Room]:
    """Return the rooms that an administrator can open, with their names and nothing in them."""
    held = Room.objects.filter(kind=RoomKind.ORGANISATION)
    held = held.select_related("organisation", "workspace")
    return held.order_by("workspace__name", "organisation__name")


def of(user: User) -> QuerySet[SupportAccess]:
    """Return where an administrator was let in, the latest first."""
    held = SupportAccess.objects.filter(by=user)
    return held.select_related("room__organisation", "room__workspace")


def lasting(seat: Seat) -> list[SupportAccess]:
    """Return the support access that lasts in a person's room, or by which the person is here."""
    held = SupportAccess.objects.filter(until__gt=timezone.now(), ended__isnull=True)
    if seat.support:
        held = held.filter(room__in=seat.rooms, by=seat.user)
    elif seat.room is not None:
        held = held.filter(room=seat.room)
    else:
        return []
    # Every page asks, and nearly always nobody was let in.
    return list(held.select_related("room__organisation")) if held.exists() else []
