"""The history of measures and indicators: in which room an act is told, and what it may name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.models import Activity, Indicator, Measure, Room
from heedweb.workspace.roles import RoomKind

T = TypeVar("T", bound=Model)


def told_in(held: Measure | Indicator) -> Room | None:
    """Return the room whose history tells of a record: all's once it lives with all."""
    return None if held.room.kind != RoomKind.ORGANISATION else held.room


def tell(
    held: Measure | Indicator, verb: str, changes: Sequence[Change], *, by: Seat, why: str = ""
) -> Activity:
    """Write one row of history of a measure or an indicator."""
    return _record(held, verb, changes, told_in(held), by, why)


def tell_of(
    held: Measure | Indicator,
    verb: str,
    field: str,
    others: Sequence[T],
    *,
    by: Seat,
    gone: bool = False,
) -> list[tuple[Activity, list[T]]]:
    """Write that a record has to do with others, or with `gone` no more.

    Whoever sees the record may not see each of the others: what is not for all is told without its
    title, and in its own room. Return the rows of history, each with those that it tells.
    """
    own = told_in(held)
    hidden = [one for one in others if own is None and _room(one) is not None]
    told: list[tuple[Activity, list[T]]] = []
    for some in ([one for one in others if one not in hidden], hidden):
        if some:
            names = [_named(one) for one in some]
            change = Change("", field, names if gone else None, None if gone else names)
            told.append((_record(held, verb, [change], own or _room(some[0]), by), some))
    return told


def _named(one: Model) -> str:
    if isinstance(one, Measure | Indicator) and told_in(one) is not None:
        return one.number if isinstance(one, Measure) else one.code
    return str(one)


def _room(one: Model) -> Room | None:
    return told_in(one) if isinstance(one, Measure | Indicator) else None


def _record(
    held: Measure | Indicator,
    verb: str,
    changes: Sequence[Change],
    room: Room | None,
    by: Seat,
    why: str = "",
) -> Activity:
    return record(
        workspace=held.workspace, by=by.user, verb=verb, subject=str(held)[:200], room=room,
        changes=changes, why=why, about=held,
    )  # fmt: skip
