"""How a measure or an indicator goes from the coordination to all, and back (decision 0033).

One coordinator asks for it, another lets it go; one takes it back at once and says why. It goes on
being worked on where it is. What looks like personal data in it is decided on before everybody
reads it (`personal_data`).
"""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, personal_data
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.plans import room_of
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.telling import told_in
from heedweb.workspace.models import Indicator, Measure, Room
from heedweb.workspace.roles import Act, RoomKind

M = TypeVar("M", bound=Measure | Indicator)
# How far each kind of room reaches.
_FAR = {RoomKind.ORGANISATION: 0, RoomKind.SHARED: 1, RoomKind.PUBLIC: 2}


def refusal(
    verb: str, held: Measure | Indicator, by: Seat, *, to: Room | None = None
) -> Refused | None:
    """Return why a person may not `ask`, `drop`, `let` or `take_back` now; None where they may.

    `to` is where it is asked to go; without it, whether there is anywhere to go at all.
    """
    if not by.may(Act.PLAN):
        return NotTheirs(_("Coordinators do that."))
    if verb == "ask":
        return _cannot_ask(held, to)
    if verb == "take_back":
        home = held.room.kind == RoomKind.ORGANISATION
        return NotNow(_("Others do not see it.")) if home else None
    if held.to_id is None:
        return NotNow(_("Nobody has asked that others see it."))
    if verb == "let" and held.asked_by_id == by.user.pk:
        return NotTheirs(_("You asked for it, so another coordinator must let it go."))
    return _not_fit(held, held.to, by) if verb == "let" else None


def _cannot_ask(held: Measure | Indicator, to: Room | None) -> Refused | None:
    if held.to_id is not None:
        return NotNow(_("It was asked for already; another coordinator lets it go."))
    there = _FAR[RoomKind(held.room.kind)]
    if there == _FAR[RoomKind.PUBLIC] or (to is not None and _FAR[RoomKind(to.kind)] <= there):
        return NotNow(_("It is seen there already."))
    if to is not None and to.workspace_id != held.workspace_id:
        return NotNow(_("It cannot go there."))
    return _not_fit(held, to, None)


def _not_fit(held: Measure | Indicator, to: Room | None, by: Seat | None) -> Refused | None:
    """Return why its words are not for everybody yet; `by` is who would let it go there."""
    if to is None or to.kind != RoomKind.PUBLIC:
        return None
    try:
        decided = personal_data.must_be_decided(held)
        if by is not None:
            personal_data.must_be_by_another(decided, by)
    except Refused as refused:
        return refused
    return None


@transaction.atomic
def ask(held: M, *, to: Room, by: Seat) -> M:
    """Ask that all organisations, or everybody, see a record."""
    now = editing.hold(held)
    _must("ask", now, by, to)
    now.to, now.asked_by = to, by.user
    now.save()
    _tell(now, by, "asked_out", [Change("", "lives", now.room.kind, to.kind)])
    return now


@transaction.atomic
def drop(held: M, *, by: Seat) -> M:
    """Let it be after all: what was asked for is asked no more."""
    now = editing.hold(held)
    _must("drop", now, by)
    now.to = now.asked_by = None
    now.save()
    _tell(now, by, "ask_dropped", [])
    return now


@transaction.atomic
def let(held: M, *, seen: int, by: Seat) -> M:
    """Let it go where it was asked to go, as the second coordinator, who read version `seen`."""
    now = editing.hold(held)
    _must("let", now, by)
    if now.version != seen or now.to is None:
        raise NotNow(_("Somebody wrote in it after you opened it. Read it again first."))
    change = Change("", "lives", now.room.kind, now.to.kind)
    now.room, now.to, now.asked_by = now.to, None, None
    now.save()
    _tell(now, by, "let_out", [change])
    return now


@transaction.atomic
def take_back(held: M, *, reason: str, by: Seat) -> M:
    """Take it back to the coordination at once. Those who saw it are told, and why."""
    now = editing.hold(held)
    _must("take_back", now, by)
    if not reason.strip():
        raise Lacking(_("Say why, in a sentence."))
    home = room_of(by.workspace)
    change = Change("", "lives", now.room.kind, home.kind)
    told = told_in(now)
    now.room, now.to, now.asked_by = home, None, None
    now.save()
    record(
        workspace=by.workspace, by=by.user, verb="taken_back", subject=str(now)[:200], room=told,
        changes=[change], why=reason.strip(), about=now,
    )  # fmt: skip
    return now


def _must(verb: str, held: Measure | Indicator, by: Seat, to: Room | None = None) -> None:
    refused = refusal(verb, held, by, to=to)
    if refused is not None:
        raise refused


def _tell(held: Measure | Indicator, by: Seat, verb: str, changes: list[Change]) -> None:
    # That it is asked for is the coordination's own; that it came is told to all who see it.
    room = room_of(by.workspace) if verb in ("asked_out", "ask_dropped") else told_in(held)
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:200], room=room,
        changes=changes, about=held,
    )  # fmt: skip
