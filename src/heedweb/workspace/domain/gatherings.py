"""How a meeting that was found in an item stands in the register: as a source of an event.

Who took part is made anew of what people decided, source by source. Called within their acts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from heed.dialogue.naming import alike
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Attendance, Event, Finding, Official, Promise

_LONGEST = 300
_NAME = 200


def enter(held: Finding, event: Event | None, by: Seat) -> None:
    """Let a meeting be a source of an event; with None of one that is made of it.

    What the event does not state yet it states as its new source does.
    """
    if event is not None:
        _follow(event, {}, held.said)
    held.event = event or _made_of(held, by)
    held.save()
    restand(held)


def leave(held: Finding) -> None:
    """Let a meeting be a source of nothing; an event that nothing else speaks of goes with it."""
    event = held.event
    if event is None:
        return
    held.event = None
    held.save()
    restand(held)
    others = event.findings.filter(kind=Finding.Kind.MEETING).exists()
    rests = event.people or event.version > 1 or event.bearings.exists()
    if not (others or rests or Promise.objects.filter(event=event, gone__isnull=True).exists()):
        event.findings.update(event=None)
        event.gone = timezone.now()
        event.save()


def correct(held: Finding, before: Mapping[str, Any]) -> None:
    """Let the event follow a meeting that said `before` until a person corrected it.

    What the event says otherwise than the meeting did is somebody's, and stays.
    """
    if held.event is not None:
        _follow(held.event, _facts(before), held.said)
    restand(held)


def _follow(event: Event, before: Mapping[str, object], said: Mapping[str, Any]) -> None:
    now = _facts(said)
    moved = [
        name for name, value in now.items()
        if value and (getattr(event, name) or None) == (before.get(name) or None)
    ]  # fmt: skip
    for name in moved:
        setattr(event, name, now[name])
    if moved:
        event.save(update_fields=moved)


def restand(held: Finding) -> None:
    """Write anew who took part by one source."""
    held.attendances.all().delete()
    if held.event is not None:
        _stand(held.event, held, held.said.get("participants", []))


def write_people(event: Event, people: list[dict[str, str]]) -> None:
    """Write anew who took part as a person says it of the event itself."""
    event.attendances.filter(finding=None).delete()
    _stand(event, None, people)


def _stand(event: Event, finding: Finding | None, people: Sequence[Mapping[str, Any]]) -> None:
    others = list(event.attendances.select_related("official").exclude(official=None))
    for number, one in enumerate(people):
        official = _official(one, event, others)
        Attendance.objects.create(
            event=event, finding=finding, number=number, official=official, **person_of(one)
        )


def said_at(held: Finding) -> Event | None:
    """Return the event at which something was said: the last told of before it."""
    meetings = held.item.findings.filter(
        kind=Finding.Kind.MEETING, state__in=Finding.HELD, event__isnull=False,
        event__gone__isnull=True, start__lte=held.start,
    )  # fmt: skip
    last = meetings.select_related("event").order_by("-start").first()
    return last.event if last is not None else None


def day_of(said: Mapping[str, Any]) -> date | None:
    """Return the day of a meeting as it was found, None where it is not stated."""
    try:
        return date.fromisoformat(str(said.get("date") or ""))
    except ValueError:
        return None


def person_of(one: Mapping[str, Any]) -> dict[str, str]:
    """Return name, office, organisation and side of somebody, as far as they are stated."""
    return {
        "name": str(one.get("name") or "")[:_NAME],
        "office": str(one.get("office") or one.get("written") or "")[:_LONGEST],
        "organisation": str(one.get("organisation") or "")[:_LONGEST],
        "side": str(one.get("side") or "")[:_NAME],
    }


def _official(one: Mapping[str, Any], event: Event, others: list[Attendance]) -> Official | None:
    """Return who of the register it is: who has that name, or took part and sounds like it.

    Who has no office is a private person, whom the register does not keep.
    """
    said = person_of(one)
    if not said["name"] or not said["office"]:
        return None
    known = _known(event, said["name"])
    # A person said that it is the same event, so a name that sounds the same is the same person.
    there = next((x.official for x in others if _sounds(x, said)), None)
    if known is not None and (there is None or known == there or _used(known)):
        return known
    if there is not None:
        if known is not None:
            known.same_as = there
            known.save()
        there.spellings = "\n".join(dict.fromkeys([*there.names[1:], said["name"]]))
        there.save()
        return there
    return Official.objects.create(
        workspace=event.workspace, room=event.room, name=said["name"], made_by=event.made_by
    )


def _known(event: Event, name: str) -> Official | None:
    officials = Official.objects.filter(room=event.room).select_related("same_as")
    found = next((one for one in officials if name in one.names), None)
    return (found.same_as or found) if found is not None else None


def _sounds(other: Attendance, said: Mapping[str, str]) -> bool:
    at_odds = other.side and said["side"] and other.side != said["side"]
    return bool(other.official and not at_odds and alike([said["name"]], other.official.names))


def _used(held: Official) -> bool:
    """Whether somebody of the register is told of elsewhere, or was written of."""
    return held.version > 1 or held.attendances.exists() or held.others.exists()


def _made_of(held: Finding, by: Seat) -> Event:
    return Event.objects.create(
        workspace=held.item.workspace, room=held.item.room, made_by=by.user, **_facts(held.said)
    )


def _facts(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an event states by a meeting that is its source."""
    names = [str(one.get("name") or one.get("side") or "") for one in said.get("participants", [])]
    title = " – ".join(dict.fromkeys(filter(None, names))) or _("Meeting")
    return {
        "title": title[:_LONGEST], "on": day_of(said),
        "place": str(said.get("place") or "")[:_LONGEST],
        "occasion": str(said.get("occasion") or "")[:_LONGEST],
    }  # fmt: skip
