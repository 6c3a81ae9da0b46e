"""Events of the register: the list, and one with its sources side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import dialogue_access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.keeping import keeps
from heedweb.workspace.models import (
    Activity,
    Attendance,
    Bearing,
    Event,
    Finding,
    Official,
    Promise,
    StandingInvitation,
    Visit,
)
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries import history
from heedweb.workspace.queries.history import Entry
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50
_FIELDS: dict[str, str | Lazy] = {
    "date": _("day"), "place": _("place"), "occasion": _("occasion"),
    "participants": _("participants"),
}  # fmt: skip
_SOURCES = Q(findings__kind=Finding.Kind.MEETING, findings__state__in=Finding.HELD)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; empty is all."""

    kind: str = ""
    side: str = ""
    year: int = 0
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what it does not know is left out."""
        kind, year = asked.get("kind", ""), number_of(asked.get("year"))
        return cls(
            kind if kind in Event.Kind.values else "",
            one_line(asked.get("side")),
            year if year <= 9999 else 0,
            one_line(asked.get("q")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.kind or self.side or self.year or self.words)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of events, each with `sources`, how many items tell of it; `sides` can be chosen."""

    rows: list[Event]
    pages: Pages
    asked: Asked
    sides: list[str]
    years: list[int]

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        one = self.asked
        held = {"kind": one.kind, "side": one.side, "year": one.year, "q": one.words}
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that can be chosen."""
        return [(one.value, str(one.label)) for one in Event.Kind]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of events that an address asks for, the latest first."""
    wanted, every = Asked.of(asked), dialogue_access.events(seat)
    found = every
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.year:
        found = found.filter(on__year=wanted.year)
    if wanted.side:
        here = Attendance.objects.filter(side=wanted.side)
        found = found.filter(attendances__in=here).distinct()
    if wanted.words:
        said = Q(title__icontains=wanted.words) | Q(place__icontains=wanted.words)
        found = found.filter(said | Q(occasion__icontains=wanted.words))
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = found.annotate(sources=Count("findings", filter=_SOURCES, distinct=True))
    rows = rows.prefetch_related("attendances__official")
    years = [one.year for one in every.order_by("-on").dates("on", "year", order="DESC")]
    return Listing(list(rows[pages.start : pages.last]), pages, wanted, sides(seat), years)


def sides(seat: Seat) -> list[str]:
    """Return the sides that took part in events that the person sees."""
    found = Attendance.objects.filter(event__in=dialogue_access.events(seat)).exclude(side="")
    return list(found.order_by("side").values_list("side", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Source:
    """What one item says of an event: a value for each field, "" where it states none."""

    finding: Finding
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who took part, by all sources: the offices that they give."""

    official: Official | None
    name: str
    offices: list[str]
    side: str


@dataclass(frozen=True, slots=True)
class Whole:
    """An event with all that its page shows; `differ` are the fields on which sources disagree."""

    event: Event
    sources: list[Source]
    differ: list[str]
    parts: list[Part]
    statements: list[Finding]
    promises: list[Promise]
    bearings: list[Bearing]
    keeps: bool
    told: list[Entry]


def whole(names: PeopleNames, held: Event) -> Whole:
    """Return an event with its sources, who took part, and what was said and promised at it."""
    seat = names.seat
    found = dialogue_access.findings(seat).filter(event=held, state__in=Finding.HELD)
    sources = [Source(one, _values(one.said)) for one in _in_order(found.filter(kind="meeting"))]
    return Whole(
        event=held,
        sources=sources,
        differ=[str(name) for code, name in _FIELDS.items() if _differs(sources, code)],
        parts=parts(held),
        statements=list(found.filter(kind="statement").prefetch_related("replies__item")),
        promises=list(dialogue_access.promises(seat).filter(event=held)),
        bearings=bearings(seat, held),
        keeps=keeps(held, seat),
        told=told(names, held),
    )


def _in_order(found: QuerySet[Finding]) -> QuerySet[Finding]:
    return found.order_by(F("item__published").asc(nulls_last=True), "pk")


def _differs(sources: Sequence[Source], code: str) -> bool:
    return len({one.values[code] for one in sources}) > 1


def _values(said: Mapping[str, Any]) -> dict[str, str]:
    people = [
        ", ".join(filter(None, (str(one.get(k) or "") for k in ("name", "office"))))
        for one in said.get("participants", [])
    ]
    values = {code: str(said.get(code) or "") for code in ("date", "place", "occasion")}
    return {**values, "participants": "; ".join(people)}


def parts(held: Event) -> list[Part]:
    """Return who took part, each once; who is in no register stands by name and office."""
    found: dict[object, Part] = {}
    for one in held.attendances.select_related("official"):
        key = one.official_id or (one.name, one.office)
        office = ", ".join(filter(None, (one.office, one.organisation)))
        there = found.get(key)
        if there is None:
            name = str(one.official) if one.official else one.name
            found[key] = Part(one.official, name, [office] if office else [], one.side)
        elif office and office not in there.offices:
            there.offices.append(office)
    return list(found.values())


def bearings(seat: Seat, held: Event | Promise | Visit) -> list[Bearing]:
    """Return what a record has to do with, as far as the person sees it."""
    seen = plan_access.measures(seat).order_by().values("pk")
    found = held.bearings.filter(Q(measure__isnull=True) | Q(measure__in=seen))
    return list(found.select_related("recommendation__review", "cluster", "measure__plan"))


def told(
    names: PeopleNames, held: Event | Official | Promise | Visit | StandingInvitation
) -> list[Entry]:
    """Return what was done to a record of the register."""
    kind = type(held).__name__.lower()
    acts = Activity.objects.filter(kind=kind, record=held.pk, workspace=held.workspace)
    return history.latest(names, acts)
