"""Events and people of the register, as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, gatherings
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.keeping import must_keep, room_of, tell
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import Attendance, Event, Finding, Official, Promise

_FIELDS = ("name", "office", "organisation", "side")


def people_of(text: str) -> list[dict[str, str]]:
    """Return who is written one on a line: name; office; organisation; side."""
    found = []
    for line in text.splitlines():
        cells = [" ".join(cell.split()) for cell in line.split(";")]
        if any(cells):
            found.append(dict(zip(_FIELDS, [*cells, "", "", "", ""], strict=False)))
    return found


@transaction.atomic
def begin(*, words: Mapping[str, object], by: Seat) -> Event:
    """Keep a new event. `words` are some of `Event.WORDS`, a title at least."""
    held = Event(workspace=by.workspace, room=home_of(by), made_by=by.user, **words)
    _must_be_right(held)
    held = editing.begin(held, verb="event_begun", room=held.room, by=by)
    gatherings.write_people(held, people_of(held.people))
    return held


@transaction.atomic
def write(held: Event, *, words: Mapping[str, object], seen: int, by: Seat) -> Event:
    """Write some of an event's words. Raises `editing.Overtaken`."""
    must_keep(held, by)
    _must_be_right(Event(**{**editing.words_of(held), **words}))
    now = editing.write(held, words=words, seen=seen, verb="event_written", room=held.room, by=by)
    if now.people != held.people:
        gatherings.write_people(now, people_of(now.people))
    return now


def _must_be_right(held: Event) -> None:
    if held.on and held.until and held.until < held.on:
        raise NotNow(_("It ends before it begins; change one of the days."))


def delete(held: Event, *, by: Seat, why: str = "") -> Event:
    """Take an event away that nothing is a source of; it can be brought back for thirty days."""
    must_keep(held, by)
    if held.findings.filter(kind=Finding.Kind.MEETING).exists():
        raise NotNow(_("Items tell of it. Reject them, or let them be of another event, first."))
    if Promise.objects.filter(event=held, gone__isnull=True).exists():
        raise NotNow(_("Promises were made at it. Take it out of them first."))
    return editing.set_aside(held, verb="event_deleted", room=room_of, by=by, why=why)


def bring_back(held: Event, *, by: Seat) -> Event:
    """Bring a deleted event back as it was."""
    must_keep(held, by)
    return editing.bring_back(held, verb="event_brought_back", room=room_of, by=by)


def write_official(held: Official, *, words: Mapping[str, object], seen: int, by: Seat) -> Official:
    """Write what somebody of the register is called. Raises `editing.Overtaken`."""
    must_keep(held, by)
    taken = Official.objects.filter(room=held.room, name=words.get("name", held.name))
    if taken.filter(same_as__isnull=True).exclude(pk=held.pk).exists():
        raise NotNow(_("Somebody of that name is in the register; say that both are the same."))
    return editing.write(
        held, words=words, seen=seen, verb="official_written", room=held.room, by=by
    )


@transaction.atomic
def same(held: Official, *, as_: Official, by: Seat) -> Official:
    """Say that two of the register are one person; everything of `held` is of `as_` then."""
    must_keep(held, by)
    must_keep(as_, by)
    one, other = (editing.hold(x) for x in (held, as_))
    if one.pk == other.pk or one.same_as_id is not None or other.same_as_id is not None:
        raise NotNow(_("Choose somebody else of the register."))
    Attendance.objects.filter(official=one).update(official=other)
    one.others.update(same_as=other)
    one.same_as = other
    one.save()
    other.spellings = "\n".join(dict.fromkeys([*other.names[1:], *one.names]))
    other.version += 1
    other.save()
    tell(other, "official_same", [Change("", "same_as", str(one), str(other))], by=by)
    return other
