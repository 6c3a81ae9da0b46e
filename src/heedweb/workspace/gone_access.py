"""What was thrown away and can be brought back, as a person may get it."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db.models import Q, QuerySet

from heedweb.workspace import access
from heedweb.workspace.access import Seat, one_of
from heedweb.workspace.models import Note, Roomed, Standing, Undoable
from heedweb.workspace.roles import Act

R = TypeVar("R", bound=Roomed)


def discarded_of(held: Seat, kind: type[R]) -> QuerySet[R]:
    """Return the discarded records of a kind that a person may restore: the own room's."""
    rows = cast("QuerySet[R]", cast("Any", kind).objects)
    found = rows.filter(standing=Standing.DISCARDED, workspace=held.workspace)
    mine = held.room is not None and held.room in held.rooms and held.may(Act.WRITE)
    found = found.filter(home=held.room) if mine else found.none()
    return found.select_related("home__organisation", "room", "author", "to")


def discarded(held: Seat) -> QuerySet[Note]:
    """Return the discarded notes that a person may restore: those of the own room, who writes."""
    return discarded_of(held, Note).select_related(
        "about__review", "home__organisation", "room", "author", "to"
    )


def discarded_note(held: Seat, pk: int) -> Note:
    """Return a discarded note that the person may restore. Raises `Http404`."""
    return one_of(discarded(held).filter(pk=pk))


def own_note(held: Seat, pk: int) -> Note:
    """Return a note that the person may read, or a discarded one to restore. Raises `Http404`."""
    found = access.notes(held).filter(pk=pk).first()
    return found or discarded_note(held, pk)


def undoables(held: Seat) -> QuerySet[Undoable]:
    """Return the deletions and acts on many rows that a person may know of, the latest first."""
    mine = Q(act__isnull=True, by=held.user)
    seen = mine | Q(act__in=access.activities(held).order_by().values("pk"))
    found = Undoable.objects.filter(seen, workspace=held.workspace)
    return found.select_related("workspace", "act__room", "undone_by")


def undoable(held: Seat, pk: int) -> Undoable:
    """Return a deletion or an act on many rows that the person may know of. Raises `Http404`."""
    return one_of(undoables(held).filter(pk=pk))
