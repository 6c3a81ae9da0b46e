"""Promises: the list, one, and what is due of them and of items that ask for a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.keeping import keeps
from heedweb.workspace.models import Bearing, Item, Organisation, Promise
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries.events import bearings, told
from heedweb.workspace.queries.history import Entry
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act

PER_PAGE = 50
SOON = timedelta(days=60)
SHOWN: dict[str, str | Lazy] = {
    "open": _("open"),
    "late": _("late"),
    "asked": _("asked for, not promised yet"),
    "fulfilled": _("fulfilled"),
    "ownerless": _("without anybody who sees to it"),
}
_OPEN = Q(fulfilled__isnull=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A promise with how it stands today: open, late, asked or fulfilled."""

    promise: Promise
    stands: str

    @property
    def word(self) -> str:
        """How it stands, in words."""
        return str(SHOWN[self.stands])


def row_of(held: Promise, today: date) -> Row:
    """Return a promise with how it stands on a day."""
    if held.fulfilled is not None:
        return Row(held, "fulfilled")
    if held.due is not None and held.due < today:
        return Row(held, "late")
    return Row(held, "asked" if held.asked else "open")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; empty is all."""

    show: str = ""
    kind: str = ""
    owner: int = 0
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what it does not know is left out."""
        show, kind = asked.get("show", ""), asked.get("kind", "")
        return cls(
            show if show in SHOWN else "",
            kind if kind in Promise.Kind.values else "",
            number_of(asked.get("owner")),
            one_line(asked.get("q")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.show or self.kind or self.owner or self.words)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of promises, what is due first."""

    rows: list[Row]
    pages: Pages
    asked: Asked
    owners: list[Organisation]

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        one = self.asked
        held = {"show": one.show, "kind": one.kind, "owner": one.owner, "q": one.words}
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that can be chosen."""
        return [(one.value, str(one.label)) for one in Promise.Kind]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What can be shown alone."""
        return [(code, str(name)) for code, name in SHOWN.items()]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of promises that an address asks for, what is due first."""
    wanted, today = Asked.of(asked), timezone.localdate()
    every = dialogue_access.promises(seat)
    found = _narrowed(every, wanted, today)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    order = found.order_by(
        F("fulfilled").asc(nulls_first=True), F("due").asc(nulls_last=True), "-pk"
    )
    rows = [row_of(one, today) for one in order[pages.start : pages.last]]
    owners = Organisation.objects.filter(promises__in=every).distinct().order_by("name")
    return Listing(rows, pages, wanted, list(owners))


def _narrowed(found: QuerySet[Promise], asked: Asked, today: date) -> QuerySet[Promise]:
    shown = {
        "open": _OPEN & Q(asked=False),
        "late": _OPEN & Q(due__lt=today),
        "asked": _OPEN & Q(asked=True),
        "fulfilled": Q(fulfilled__isnull=False),
        "ownerless": _OPEN & Q(owner__isnull=True),
    }
    found = found.filter(shown[asked.show]) if asked.show else found
    found = found.filter(kind=asked.kind) if asked.kind else found
    found = found.filter(owner=asked.owner) if asked.owner else found
    if asked.words:
        said = Q(what__icontains=asked.words) | Q(who__icontains=asked.words)
        found = found.filter(said | Q(to_whom__icontains=asked.words))
    return found


@dataclass(frozen=True, slots=True)
class Whole:
    """A promise with all that its page shows."""

    promise: Promise
    row: Row
    bearings: list[Bearing]
    keeps: bool
    told: list[Entry]


def whole(names: PeopleNames, held: Promise) -> Whole:
    """Return a promise with what it has to do with and what was done to it."""
    seat = names.seat
    return Whole(
        promise=held,
        row=row_of(held, timezone.localdate()),
        bearings=bearings(seat, held),
        keeps=keeps(held, seat),
        told=told(names, held),
    )


@dataclass(frozen=True, slots=True)
class Due:
    """What is due within two months, or late: promises of the room, and replies to items."""

    promises: list[Row]
    replies: list[Item]
    today: date


def due(seat: Seat) -> Due:
    """Return what is due of those who write in the room, the earliest first."""
    today = timezone.localdate()
    if not seat.may(Act.WRITE):
        return Due([], [], today)
    held = dialogue_access.promises(seat).filter(_OPEN, due__lte=today + SOON).order_by("due")
    asked = dialogue_access.items(seat).filter(reply_due__lte=today + SOON, replied__isnull=True)
    replies = list(asked.order_by("reply_due").defer("text", "parts"))
    return Due([row_of(one, today) for one in held], replies, today)
