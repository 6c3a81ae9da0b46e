"""The briefing sheet for the next meeting with a person or a body, made from the last ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from heed.vocab import states
from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Event, Finding, Official, Promise, Recommendation
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries.events import sides
from heedweb.workspace.queries.promises import Row, row_of
from heedweb.workspace.queries.statements import spoken
from heedweb.workspace.queries.visits import Row as VisitRow
from heedweb.workspace.queries.visits import open_with

# What a sheet holds of each kind; the rest is in the lists.
_MOST = 40
# Bodies that recommend by themselves, and the mechanisms that are theirs.
_MECHANISMS = {"ILO": ("ceacr",)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be known before the next meeting with `who`.

    `promised` is what was promised to them and what they promised, `asked` what they asked for,
    `said` what they said, `asks` their recommendations of the last review in which they made any;
    `visits` are those open that they asked for.
    """

    who: str
    query: str
    today: date
    events: list[Event]
    promised: list[Row]
    asked: list[Row]
    open: list[Row]
    said: list[Finding]
    asks: list[Recommendation]
    visits: list[VisitRow]

    @property
    def last(self) -> Event | None:
        """The last event with them."""
        return self.events[0] if self.events else None


@dataclass(frozen=True, slots=True)
class Choice:
    """With whom one may meet: people of the register and sides."""

    officials: list[Official]
    sides: list[str]


def choice(seat: Seat) -> Choice:
    """Return with whom a sheet can be made."""
    return Choice(list(dialogue_access.officials(seat)), sides(seat))


def sheet(seat: Seat, asked: Mapping[str, str]) -> Sheet | None:
    """Return the sheet that an address asks for; None where it names nobody of the register."""
    pk, side = number_of(asked.get("official")), one_line(asked.get("side"))
    if pk:
        official = dialogue_access.officials(seat).filter(pk=pk).first()
        return _of_official(seat, official) if official is not None else None
    return _of_side(seat, side) if side and side in sides(seat) else None


def _of_official(seat: Seat, held: Official) -> Sheet:
    attended = held.attendances.select_related("event").order_by("-event__on", "-event__pk")
    latest = attended.first()
    bodies = {one.side for one in attended if one.side}
    events = dialogue_access.events(seat).filter(attendances__official=held).distinct()
    return _sheet(
        seat, str(held), f"official={held.pk}", list(events), [*held.names, *bodies],
        held.names, latest.side if latest else "",
    )  # fmt: skip


def _of_side(seat: Seat, side: str) -> Sheet:
    events = dialogue_access.events(seat).filter(attendances__side=side).distinct()
    people = Official.objects.filter(attendances__side=side, attendances__event__in=events)
    names = [name for one in people.distinct() for name in one.names]
    return _sheet(seat, side, f"side={side}", list(events), [side, *names], [side, *names], side)


def _sheet(
    seat: Seat, who: str, query: str, events: list[Event], named: list[str],
    speakers: list[str], side: str,
) -> Sheet:  # fmt: skip
    today = timezone.localdate()
    here = Q(event__in=events) | Q(to_whom__in=named) | Q(who__in=named)
    rows = [row_of(one, today) for one in _promises(seat, here)]
    return Sheet(
        who=who,
        query=query,
        today=today,
        events=events[:_MOST],
        promised=[one for one in rows if not one.promise.asked],
        asked=[one for one in rows if one.promise.asked],
        open=[one for one in rows if one.promise.fulfilled is None],
        said=spoken(seat, speakers)[:_MOST],
        asks=_asks(seat, side),
        visits=open_with(seat, named, events)[:_MOST],
    )


def _promises(seat: Seat, here: Q) -> list[Promise]:
    return list(dialogue_access.promises(seat).filter(here).order_by("-made_on", "-pk")[:_MOST])


def _asks(seat: Seat, side: str) -> list[Recommendation]:
    """Return what a State or a body recommended in the last review in which it did."""
    found = Recommendation.objects.filter(review__workspace=seat.workspace)
    found = found.exclude(state__in=Recommendation.UNLISTED)
    state = states.find(side) if side else None
    if state is not None:
        found = found.filter(recommending__iso3=state.iso3)
    elif side in _MECHANISMS:
        found = found.filter(review__mechanism__in=_MECHANISMS[side])
    else:
        return []
    order = ("-review__cycle", "-review__session", "-review__pk")
    last = found.order_by(*order).values_list("review", flat=True).first()
    rows = found.filter(review=last or 0).select_related("review").distinct().order_by("order")
    return list(rows[:_MOST])
