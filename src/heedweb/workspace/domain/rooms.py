"""The room in which somebody writes, and those to which what is written goes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat, room_for_all
from heedweb.workspace.domain.refusals import NotTheirs
from heedweb.workspace.models import Room
from heedweb.workspace.roles import Act

# What goes to the coordination alone is asked to go by this word, else by the kind of the room.
COORDINATION = "coordination"


def home_of(by: Seat) -> Room:
    """Return the room of a person who writes in it. Raises `NotTheirs` without one."""
    if by.room is None or by.room not in by.rooms or not by.may(Act.WRITE):
        raise NotTheirs(_("You have no room to write in."))
    return Room.objects.get(pk=by.room)


def destination(kind: str, by: Seat) -> Room:
    """Return the room that something of a person's may be sent to. Raises `Http404`."""
    if kind == COORDINATION:
        return by.workspace.coordination().room
    return room_for_all(by, kind)
