"""Promises: written, deleted, brought back, and what they and events have to do with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.keeping import must_keep, room_of, tell
from heedweb.workspace.domain.refusals import Lacking, NotNow
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import (
    Bearing,
    Cluster,
    Event,
    Measure,
    Promise,
    Recommendation,
    Visit,
)

Thing = Recommendation | Cluster | Measure
Bears = Event | Promise | Visit


@transaction.atomic
def begin(*, words: Mapping[str, object], by: Seat) -> Promise:
    """Keep a new promise. `words` are some of `Promise.WORDS`: who and what at least."""
    held = Promise(workspace=by.workspace, room=home_of(by), made_by=by.user, **words)
    _must_be_right(held)
    return editing.begin(held, verb="promise_begun", room=held.room, by=by)


def write(held: Promise, *, words: Mapping[str, object], seen: int, by: Seat) -> Promise:
    """Write some of a promise's words. Raises `editing.Overtaken`."""
    must_keep(held, by)
    _must_be_right(Promise(room=held.room, **{**editing.words_of(held), **words}))
    return editing.write(
        held, words=words, seen=seen, verb="promise_written", room=held.room, by=by
    )


def _must_be_right(held: Promise) -> None:
    if held.fulfilled is None:
        return
    if not held.evidence and not held.why:
        raise Lacking(_("Say what shows that it was fulfilled."))
    if held.fulfilled > timezone.localdate():
        raise NotNow(_("The day on which it was fulfilled is still to come."))


def delete(held: Promise, *, by: Seat, why: str = "") -> Promise:
    """Take a promise away; it can be brought back for thirty days."""
    must_keep(held, by)
    return editing.set_aside(held, verb="promise_deleted", room=room_of, by=by, why=why)


def bring_back(held: Promise, *, by: Seat) -> Promise:
    """Bring a deleted promise back as it was."""
    must_keep(held, by)
    return editing.bring_back(held, verb="promise_brought_back", room=room_of, by=by)


@transaction.atomic
def bear(held: Bears, *, on: Iterable[Thing], by: Seat) -> int:
    """Say what an event, a promise or a visit has to do with; return how many are new."""
    must_keep(held, by)
    there = {(type(one.on), one.on.pk) for one in held.bearings.all() if one.on is not None}
    new = [one for one in dict.fromkeys(on) if (type(one), one.pk) not in there]
    for one in new:
        Bearing.objects.create(**{_name(held): held, _name(one): one})
    if new:
        names = [str(one) for one in new]
        tell(held, f"{_name(held)}_bears", [Change("", "bears_on", None, names)], by=by)
    return len(new)


@transaction.atomic
def bear_no_more(held: Bears, *, on: Iterable[Bearing], by: Seat) -> int:
    """Take away what one of them has nothing to do with; return how many there were."""
    must_keep(held, by)
    mine = {one.pk for one in held.bearings.all()}
    gone = [one for one in on if one.pk in mine]
    if gone:
        names = [str(one.on) for one in gone]
        Bearing.objects.filter(pk__in=[one.pk for one in gone]).delete()
        tell(held, f"{_name(held)}_bears", [Change("", "bears_on", names, None)], by=by)
    return len(gone)


def _name(one: Bears | Thing) -> str:
    return type(one).__name__.lower()
