"""Which event of the register a meeting is likely a report of, and why; a person says whether."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from heed.dialogue.naming import alike
from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.gatherings import day_of
from heedweb.workspace.models import Event, Finding

# Reports of one meeting disagree on its day by one at most; who does not state it reports soon.
_DAYS_APART = 1
_REPORTED_APART = 4
_MOST = 200


@dataclass(frozen=True, slots=True)
class Likely:
    """An event that a meeting may be a report of, and what speaks for it."""

    event: Event
    reason: str


def likely(seat: Seat, held: Finding) -> list[Likely]:
    """Return events that a meeting may be a report of besides the one it is of.

    Two sides are the same and somebody sounds the same, or two people do; and the days agree.
    """
    said = held.said
    day, filed = day_of(said), held.item.published
    people = said.get("participants", [])
    sides = {str(one.get("side") or "") for one in people} - {""}
    names = [str(one.get("name")) for one in people if one.get("name")]
    found = []
    for event in _near(seat, day or filed, held.event_id):
        theirs = list(event.attendances.all())
        same = sides & {one.side for one in theirs}
        others = [one.name for one in theirs if one.name]
        # Where a side is not known, two of the people must sound the same.
        wanted = 1 if len(same) >= 2 else 2
        if sum(alike([one], others) for one in names) < wanted or not _agree(day, filed, event):
            continue
        found.append(Likely(event, _reason(day, event, sorted(same))))
    return found


def _near(seat: Seat, day: date | None, but: int | None) -> Sequence[Event]:
    found = dialogue_access.events(seat).exclude(pk=but or 0)
    if day is not None:
        around = timedelta(days=_REPORTED_APART)
        found = found.filter(Q(on__isnull=True) | Q(on__range=(day - around, day + around)))
    # Of the items that tell of an event their day alone, not their texts.
    told = Finding.objects.select_related("item").only("event", "item__published")
    return list(found.prefetch_related("attendances", Prefetch("findings", told))[:_MOST])


def _agree(day: date | None, filed: date | None, event: Event) -> bool:
    if day is not None and event.on is not None:
        return abs((day - event.on).days) <= _DAYS_APART
    one = day or filed
    reported = [x.item.published for x in event.findings.all() if x.item.published]
    others = [event.on] if event.on is not None else reported
    return one is None or any(abs((one - other).days) <= _REPORTED_APART for other in others)


def _reason(day: date | None, event: Event, sides: list[str]) -> str:
    dated = day is not None and event.on is not None
    if len(sides) < 2:
        if dated:
            return _("two names that sound the same, days that agree")
        return _("two names that sound the same, reported within four days")
    line = _("the same sides ({sides}), a name that sounds the same, reported within four days")
    if dated:
        line = _("the same sides ({sides}), a name that sounds the same, days that agree")
    return line.format(sides=", ".join(sides))
