"""Whose the items and the register of the dialogue are: the room's that keeps them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.refusals import NotTheirs
from heedweb.workspace.models import (
    Activity,
    Event,
    Finding,
    Item,
    Official,
    Promise,
    Room,
    StandingInvitation,
    Visit,
)
from heedweb.workspace.roles import Act

Kept = Item | Event | Official | Promise | Visit | StandingInvitation


def keeps(held: Kept, by: Seat) -> bool:
    """Return whether a person writes in the room that keeps a record."""
    mine = held.room_id == by.room and by.room in by.rooms
    return mine and not by.support and by.may(Act.WRITE)


def must_keep(held: Kept, by: Seat) -> None:
    """Raise `NotTheirs` for who does not write in the room that keeps a record."""
    if not keeps(held, by):
        raise NotTheirs(_("Only those who write in the room that keeps it do that."))


def room_of(held: Kept) -> Room:
    """Return the room whose history tells of a record."""
    return held.room


def tell(
    held: Kept,
    verb: str,
    changes: list[Change],
    *,
    by: Seat,
    about: Finding | None = None,
    why: str = "",
) -> Activity:
    """Write one row of history of a record, or of what was found in it."""
    return record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(about or held)[:200],
        room=held.room, changes=changes, why=why, about=about or held,
    )  # fmt: skip
