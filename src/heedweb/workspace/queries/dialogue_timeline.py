"""The dialogue over time by counterpart: events, visits, promises made, due and fulfilled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heed.vocab import states
from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Event, Workspace
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.periods import iso
from heedweb.workspace.pictures.dialogue import FORMS, Dot, Picture, picture
from heedweb.workspace.pictures.shapes import MARKS

# What is drawn at once; the table that is taken along has all.
MOST = 300
KINDS: dict[str, str | Lazy] = {
    "event": _("event"),
    "visit": _("visit"),
    "asked": _("visit asked for"),
    "made": _("promise made"),
    "due": _("promise due"),
    "fulfilled": _("promise fulfilled"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A day as the table has it."""

    dot: Dot

    @property
    def word(self) -> str:
        """Of which kind it is, in words."""
        return str(KINDS[self.dot.kind])


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days as a picture and a table; `left` earlier ones are not drawn."""

    rows: list[Row]
    picture: Picture
    left: int
    year: int
    side: str
    years: list[int]
    sides: list[str]

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        held = {"year": self.year, "with": self.side}
        return urlencode({name: value for name, value in held.items() if value})


def timeline(seat: Seat, asked: Mapping[str, str], *, mirrored: bool) -> Timeline:
    """Return the days of the room's dialogue that an address asks for."""
    every, (year, side) = dots(seat), _asked(asked)
    found = _narrowed(every, year, side)
    shown = found[-MOST:]
    in_lanes = sorted(shown, key=lambda one: (one.lane == not_stated(), one.lane.casefold()))
    return Timeline(
        [Row(one) for one in reversed(shown)],
        picture(in_lanes, timezone.localdate(), mirrored=mirrored), len(found) - len(shown),
        year, side, sorted({one.on.year for one in every}, reverse=True),
        sorted({one.lane for one in every}, key=str.casefold),
    )  # fmt: skip


def lines(seat: Seat, asked: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield all of the days that an address asks for as lines of a table, the titles first."""
    yield [_now("Day"), _now("Until"), _now("Kind"), _now("With whom"), _now("What")]
    for one in _narrowed(dots(seat), *_asked(asked)):
        yield [iso(one.on), iso(one.until), Row(one).word, one.lane, one.said]


def _asked(asked: Mapping[str, str]) -> tuple[int, str]:
    year = number_of(asked.get("year"))
    return year if year <= date.max.year else 0, one_line(asked.get("with"), 300)


def _narrowed(every: list[Dot], year: int, side: str) -> list[Dot]:
    last = [(one.until or one.on).year for one in every]
    found = [one for one, end in zip(every, last, strict=True)
             if not year or one.on.year <= year <= end]  # fmt: skip
    return [one for one in found if not side or one.lane == side]


def dots(seat: Seat) -> list[Dot]:
    """Return every day of the dialogue that a person sees, the earliest first."""
    found = [*_events(seat), *_promises(seat), *_visits(seat)]
    return sorted(found, key=lambda one: (one.on, one.kind, one.url))


def _events(seat: Seat) -> Iterator[Dot]:
    held = dialogue_access.events(seat).filter(on__isnull=False)
    for one in held.prefetch_related("attendances"):
        for side in _sides(one):
            yield _dot(seat, "event", side, one.on, one.title, one, one.until)


def _sides(held: Event) -> list[str]:
    """Return who took part in an event besides the State itself."""
    sides = dict.fromkeys(one.side for one in held.attendances.all() if one.side)
    return [one for one in sides if not is_own(held.workspace, one)] or [not_stated()]


def _promises(seat: Seat) -> Iterator[Dot]:
    for one in dialogue_access.promises(seat):
        other = one.to_whom if is_own(seat.workspace, one.who) else one.who
        said = f"{one.who} → {one.to_whom or not_stated()}: {one.what}"
        days = (("made", one.made_on), ("due", one.due), ("fulfilled", one.fulfilled))
        for kind, day in days:
            if day is not None:
                yield _dot(seat, kind, other, day, said, one)


def _visits(seat: Seat) -> Iterator[Dot]:
    for one in dialogue_access.visits(seat):
        if one.asked_on is not None:
            yield _dot(seat, "asked", one.who, one.asked_on, one.who, one)
        if one.begins is not None:
            yield _dot(seat, "visit", one.who, one.begins, one.who, one, one.ends)


def _dot(
    seat: Seat, kind: str, lane: str, on: date | None, said: str, held: Model,
    until: date | None = None,
) -> Dot:  # fmt: skip
    name = f"workspace:{type(held).__name__.lower()}"
    url = reverse(name, args=[seat.workspace.slug, held.pk])
    return Dot(kind, lane or not_stated(), on or date.max, until, said, url)


def is_own(workspace: Workspace, name: str) -> bool:
    """Return whether somebody is called as the State of a workspace is."""
    found = states.find(name) if workspace.state else None
    same = found is not None and found.iso3 == workspace.state
    return same or name.casefold() == workspace.name.casefold()


def not_stated() -> str:
    """Return what the lane is called of those who are not stated."""
    return _now("not stated")


def legend() -> list[tuple[str, str, str]]:
    """Return each kind of mark with its outline and what it is called."""
    return [(kind, MARKS[form], str(KINDS[kind])) for kind, form in FORMS.items()]
