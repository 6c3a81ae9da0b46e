"""Communications received: what mandates and bodies wrote, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Item
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.periods import iso
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50
SHOWN: dict[str, str | Lazy] = {
    "open": _("no reply yet"),
    "late": _("reply late"),
    "fulfilled": _("replied to"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A letter with how it stands today; `reply` is the item that is the reply."""

    letter: Item
    reply: Item | None
    stands: str

    @property
    def word(self) -> str:
        """How it stands, in words."""
        return str(SHOWN[self.stands])


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of letters: what waits for a reply first, by the day it is due."""

    rows: list[Row]
    pages: Pages
    show: str
    words: str

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        held = {"show": self.show, "q": self.words}
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What can be shown alone."""
        return [(code, str(name)) for code, name in SHOWN.items()]


def received(seat: Seat) -> QuerySet[Item]:
    """Return the letters received that a person sees, and other items that ask for a reply."""
    asks = Q(kind__in=Item.LETTERS) | Q(reply_due__isnull=False)
    found = dialogue_access.items(seat).filter(asks).defer("text", "parts")
    return found.select_related("room", "workspace", "blob", "reply")


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of letters that an address asks for."""
    show, words = _asked(asked)
    found, today = _narrowed(seat, show, words), timezone.localdate()
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = [_row(one, today) for one in found[pages.start : pages.last]]
    return Listing(rows, pages, show, words)


def lines(seat: Seat, asked: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the letters that an address asks for as lines of a table, the titles first."""
    yield [
        _now("Publisher or sender"), _now("Reference of the letter"), _now("Kind"),
        _now("Published or sent on"), _now("State"), _now("Reply due"), _now("Replied on"),
        _now("Item that is the reply"),
    ]  # fmt: skip
    today = timezone.localdate()
    for one in _narrowed(seat, *_asked(asked)):
        row = _row(one, today)
        yield [
            one.publisher or one.file, one.reference, str(one.get_kind_display()), one.day,
            row.word, iso(one.reply_due), iso(one.replied), str(row.reply or ""),
        ]  # fmt: skip


def _asked(asked: Mapping[str, str]) -> tuple[str, str]:
    show = asked.get("show", "")
    return show if show in SHOWN else "", one_line(asked.get("q"))


def _narrowed(seat: Seat, show: str, words: str) -> QuerySet[Item]:
    late = Q(replied__isnull=True, reply_due__lt=timezone.localdate())
    which = {"open": Q(replied__isnull=True), "late": late, "fulfilled": Q(replied__isnull=False)}
    found = received(seat)
    found = found.filter(which[show]) if show else found
    if words:
        said = Q(publisher__icontains=words) | Q(reference__icontains=words)
        found = found.filter(said | Q(title__icontains=words))
    return found.order_by(
        F("replied").desc(nulls_first=True), F("reply_due").asc(nulls_last=True), "-published", "pk"
    )


def _row(one: Item, today: date) -> Row:
    reply = one.reply if one.reply is not None and one.reply.gone is None else None
    late = one.reply_due is not None and one.reply_due < today
    return Row(one, reply, "fulfilled" if one.replied else "late" if late else "open")
