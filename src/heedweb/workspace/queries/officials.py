"""People of the register, with the offices that they held on the days of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max, Q

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.keeping import keeps
from heedweb.workspace.models import Attendance, Event, Finding, Official
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries.events import told
from heedweb.workspace.queries.history import Entry
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.statements import spoken

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody held, as events tell: on the first and on the last of their days."""

    office: str
    organisation: str
    side: str
    first: date | None
    last: date | None
    events: int


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of the register with the office told of last."""

    official: Official
    office: Office | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of people."""

    rows: list[Row]
    pages: Pages
    words: str

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        return urlencode({"q": self.words}) if self.words else ""


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of people that an address asks for, by name."""
    words = one_line(asked.get("q"))
    found = dialogue_access.officials(seat)
    if words:
        offices = Attendance.objects.filter(
            Q(office__icontains=words) | Q(organisation__icontains=words) | Q(side__icontains=words)
        )
        said = Q(name__icontains=words) | Q(spellings__icontains=words)
        found = found.filter(said | Q(attendances__in=offices)).distinct()
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    held = found.annotate(last=Max("attendances__event__on")).prefetch_related("attendances__event")
    rows = []
    for one in held[pages.start : pages.last]:
        there = offices_of(list(one.attendances.all()))
        rows.append(Row(one, there[0] if there else None, one.last))
    return Listing(rows, pages, words)


def offices_of(attendances: list[Attendance]) -> list[Office]:
    """Return the offices that attendances tell of, the latest first."""
    found: dict[tuple[str, str, str], set[tuple[int, date | None]]] = {}
    for one in attendances:
        if one.event.gone is None:
            key = (one.office, one.organisation, one.side)
            found.setdefault(key, set()).add((one.event_id, one.event.on))
    offices = []
    for (office, organisation, side), held in found.items():
        days = sorted(day for _pk, day in held if day is not None)
        first, last = (days[0], days[-1]) if days else (None, None)
        offices.append(Office(office, organisation, side, first, last, len(held)))
    return sorted(offices, key=lambda one: one.last or date.min, reverse=True)


@dataclass(frozen=True, slots=True)
class Whole:
    """Somebody of the register with offices, events and statements; `others` are all others."""

    official: Official
    offices: list[Office]
    events: list[Event]
    statements: list[Finding]
    others: list[Official]
    keeps: bool
    told: list[Entry]


def whole(names: PeopleNames, held: Official) -> Whole:
    """Return somebody of the register with what their page shows."""
    seat = names.seat
    return Whole(
        official=held,
        offices=offices_of(list(held.attendances.select_related("event"))),
        events=list(dialogue_access.events(seat).filter(attendances__official=held).distinct()),
        statements=spoken(seat, held.names),
        others=list(dialogue_access.officials(seat).exclude(pk=held.pk)),
        keeps=keeps(held, seat),
        told=told(names, held),
    )
