"""The room in which somebody writes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.refusals import NotTheirs
from heedweb.workspace.models import Room
from heedweb.workspace.roles import Act


def home_of(by: Seat) -> Room:
    """Return the room of a person who writes in it. Raises `NotTheirs` without one."""
    if by.room is None or by.room not in by.rooms or not by.may(Act.WRITE):
        raise NotTheirs(_("You have no room to write in."))
    return Room.objects.get(pk=by.room)
