"""Saved lists: made, renamed and deleted by people; what all see is told to all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import reversing
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.models import Activity, Room, Undoable, View, Workspace
from heedweb.workspace.roles import Act, RoomKind


class NameTaken(Exception):
    """The person has a list of this name already."""


class NotYours(Exception):
    """A list of somebody else, and the person does not coordinate the workspace."""


@transaction.atomic
def save(*, workspace: Workspace, name: str, query: str, room: Room | None, by: User) -> View:
    """Keep a list under a name, for oneself or for a room. Raises `NameTaken`."""
    try:
        with transaction.atomic():
            view = View.objects.create(
                workspace=workspace, by=by, name=name, query=query, room=room
            )
    except IntegrityError as error:
        raise NameTaken from error
    _tell(view, by, "view_shared")
    return view


@transaction.atomic
def rename(*, view: View, name: str, by: Seat) -> View:
    """Give a list another name. Raises `NotYours` and `NameTaken`."""
    _must_be_theirs(view, by)
    renamed = Change("", "name", view.name, name)
    view.name = name
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError as error:
        raise NameTaken from error
    _tell(view, by.user, "view_renamed", [renamed])
    return view


@transaction.atomic
def delete(*, view: View, by: Seat) -> None:
    """Delete a saved list; what it lists stays. Raises `NotYours`."""
    _must_be_theirs(view, by)
    act = _tell(view, by.user, "view_deleted")
    reversing.keep(
        workspace=view.workspace, kind=Undoable.Kind.VIEW, by=by.user, name=view.name, act=act,
        taken=[view],
    )  # fmt: skip
    view.delete()


def may_change(*, view: View, by: Seat) -> bool:
    """Whether a person may rename or delete a list: one's own; those of all coordinators too."""
    if view.by_id == by.user.pk:
        return True
    shared = view.room is not None and view.room.kind == RoomKind.SHARED
    return shared and by.may(Act.MANAGE)


def _must_be_theirs(view: View, by: Seat) -> None:
    if not may_change(view=view, by=by):
        raise NotYours


def _tell(view: View, by: User, verb: str, changes: Sequence[Change] = ()) -> Activity | None:
    if view.room is None:
        return None
    room = None if view.room.kind == RoomKind.SHARED else view.room
    return record(
        workspace=view.workspace, by=by, verb=verb, subject=view.name, room=room,
        changes=changes, about=view,
    )  # fmt: skip
