"""Writing a record that several people write: nobody's words are lost, and each change is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import personal_data
from heedweb.workspace.domain.activity import changed, record
from heedweb.workspace.models import (
    Event,
    Indicator,
    Item,
    Measure,
    Plan,
    Promise,
    Room,
    Roomed,
    StandingInvitation,
    Visit,
    Written,
)

W = TypeVar("W", bound=Written)
# What is marked as gone where it stands, because reports and values rest on it (decision 0033).
Marked = TypeVar(
    "Marked", Plan, Measure, Indicator, Item, Event, Promise, Visit, StandingInvitation
)
_LONGEST = 200


class Overtaken(Exception):
    """Somebody else wrote the record after the person opened it; nothing was written.

    `held` is the record as it stands, `words` what the person wanted to write.
    """

    def __init__(self, held: Written | Roomed, words: Mapping[str, object]) -> None:
        self.held, self.words = held, words
        super().__init__("The record was written by somebody else in the meantime.")


def words_of(held: Written | Roomed) -> dict[str, object]:
    """Return what people wrote, by field."""
    return {name: getattr(held, name) for name in held.WORDS}


def plain(value: object) -> object:
    """Return a value as the history keeps it."""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def plain_words(held: Written) -> dict[str, object]:
    """Return the words of a record as the history keeps them."""
    return {name: plain(value) for name, value in words_of(held).items()}


def hold(held: W) -> W:
    """Return the record as it stands, held until the end of the transaction."""
    rows = cast("Any", type(held)).objects.select_for_update(of=("self",))
    return cast("W", rows.get(pk=held.pk))


def begin(held: W, *, verb: str, room: Room | None, by: Seat) -> W:
    """Keep a new record; call within the transaction of what goes with it."""
    held.save(force_insert=True)
    held.refresh_from_db()
    after = {name: value for name, value in plain_words(held).items() if value not in (None, "")}
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:_LONGEST], room=room,
        changes=changed({}, after), about=held,
    )  # fmt: skip
    return held


@transaction.atomic
def write(
    held: W,
    *,
    words: Mapping[str, object],
    seen: int,
    verb: str,
    room: Room | None,
    by: Seat,
    why: str = "",
) -> W:
    """Write some of a record's words. `seen` is the version that the person had before them.

    Raises `Overtaken` where it is no longer that and they would change anything, `Refused` where
    everybody would read words at once that look like personal data.
    """
    now = hold(held)
    before, exposed = plain_words(now), personal_data.exposed(now)
    given = {name: plain(value) for name, value in words.items()}
    if all(before[name] == value for name, value in given.items()):
        return now
    if now.version != seen:
        raise Overtaken(now, words)
    for name, value in words.items():
        setattr(now, name, value)
    now.version += 1
    now.save()
    now.refresh_from_db()
    personal_data.must_expose_no_more(now, exposed)
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(now)[:_LONGEST], room=room,
        changes=changed(before, plain_words(now)), why=why, about=now,
    )  # fmt: skip
    return now


@transaction.atomic
def set_aside(
    held: Marked, *, verb: str, room: Callable[[Marked], Room | None], by: Seat, why: str = ""
) -> Marked:
    """Let a record leave every list; it can be brought back for thirty days.

    `room` says in which room it is told.
    """
    now = hold(held)
    if now.gone is None:
        now.gone = timezone.now()
        _mark(now, verb, room, by, why)
    return now


@transaction.atomic
def bring_back(
    held: Marked,
    *,
    verb: str,
    room: Callable[[Marked], Room | None],
    by: Seat,
    fits: Callable[[Marked], None] | None = None,
) -> Marked:
    """Bring a deleted record back as it was; `fits` raises `Refused` where its place is taken."""
    now = hold(held)
    if now.gone is not None:
        if fits is not None:
            fits(now)
        now.gone = None
        _mark(now, verb, room, by)
    return now


def _mark(
    held: Marked, verb: str, room: Callable[[Marked], Room | None], by: Seat, why: str = ""
) -> None:
    held.save()
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:_LONGEST],
        room=room(held), why=why, about=held,
    )  # fmt: skip
