"""The only way to the items and the register of the dialogue for a person; part of `access`.

They live in the room of the organisation that keeps them and are seen there and nowhere else.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db.models import QuerySet

from heedweb.workspace.access import Seat, one_of
from heedweb.workspace.lasting import gone_lately
from heedweb.workspace.models import (
    Event,
    Feed,
    Finding,
    Item,
    Official,
    Promise,
    StandingInvitation,
    Visit,
)
from heedweb.workspace.roles import Act

Marked = TypeVar("Marked", Item, Event, Promise, Visit, StandingInvitation)


def items(held: Seat) -> QuerySet[Item]:
    """Return the items that a person sees."""
    found = Item.objects.filter(workspace=held.workspace, room__in=held.rooms, gone__isnull=True)
    return found.select_related("room", "workspace", "blob")


def item(held: Seat, pk: int) -> Item:
    """Return an item that the person sees. Raises `Http404`."""
    return one_of(items(held).filter(pk=pk))


def gone(held: Seat, kind: type[Marked]) -> QuerySet[Marked]:
    """Return what was deleted of a kind and can be brought back by the person."""
    rows = cast("QuerySet[Marked]", cast("Any", kind).objects)
    found = gone_lately(rows.filter(workspace=held.workspace, room__in=held.rooms))
    return found if held.may(Act.WRITE) else found.none()


def findings(held: Seat) -> QuerySet[Finding]:
    """Return what was found in the items that a person sees."""
    found = Finding.objects.filter(item__in=items(held).select_related(None))
    return found.select_related("item__room", "item__workspace", "event", "answers__item")


def finding(held: Seat, pk: int) -> Finding:
    """Return what was found in an item that the person sees. Raises `Http404`."""
    return one_of(findings(held).filter(pk=pk))


def feeds(held: Seat) -> QuerySet[Feed]:
    """Return the feeds that are asked for the person's room."""
    found = Feed.objects.filter(workspace=held.workspace, room__in=held.rooms)
    return found.select_related("room", "workspace", "by")


def feed(held: Seat, pk: int) -> Feed:
    """Return a feed that is asked for the person's room. Raises `Http404`."""
    return one_of(feeds(held).filter(pk=pk))


def events(held: Seat) -> QuerySet[Event]:
    """Return the events of the register that a person sees."""
    found = Event.objects.filter(workspace=held.workspace, room__in=held.rooms, gone__isnull=True)
    return found.select_related("room", "workspace")


def event(held: Seat, pk: int) -> Event:
    """Return an event that the person sees. Raises `Http404`."""
    return one_of(events(held).filter(pk=pk))


def officials(held: Seat) -> QuerySet[Official]:
    """Return the people of the register that a person sees, each once."""
    found = Official.objects.filter(workspace=held.workspace, room__in=held.rooms)
    return found.filter(same_as__isnull=True).select_related("room", "workspace")


def official(held: Seat, pk: int) -> Official:
    """Return somebody of the register that the person sees. Raises `Http404`."""
    return one_of(officials(held).filter(pk=pk))


def promises(held: Seat) -> QuerySet[Promise]:
    """Return the promises that a person sees."""
    found = Promise.objects.filter(workspace=held.workspace, room__in=held.rooms, gone__isnull=True)
    return found.select_related("room", "workspace", "owner", "event", "finding__item")


def promise(held: Seat, pk: int) -> Promise:
    """Return a promise that the person sees. Raises `Http404`."""
    return one_of(promises(held).filter(pk=pk))


def visits(held: Seat) -> QuerySet[Visit]:
    """Return the visits that a person sees."""
    found = Visit.objects.filter(workspace=held.workspace, room__in=held.rooms, gone__isnull=True)
    return found.select_related("room", "workspace", "owner", "event", "promise")


def visit(held: Seat, pk: int) -> Visit:
    """Return a visit that the person sees. Raises `Http404`."""
    return one_of(visits(held).filter(pk=pk))


def invitations(held: Seat) -> QuerySet[StandingInvitation]:
    """Return the standing invitations that a person sees, the latest first."""
    found = StandingInvitation.objects.filter(workspace=held.workspace, room__in=held.rooms)
    return found.filter(gone__isnull=True).select_related("room", "workspace")


def invitation(held: Seat, pk: int) -> StandingInvitation:
    """Return a standing invitation that the person sees. Raises `Http404`."""
    return one_of(invitations(held).filter(pk=pk))
