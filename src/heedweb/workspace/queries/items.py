"""Lists of items, of what waits in them, and of what was said in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Finding, Item
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act

PER_PAGE = 50
_WAITS = Q(findings__state=Finding.State.PROPOSED, findings__gone=False)
_HELD = Q(findings__state__in=Finding.HELD)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; empty is all."""

    kind: str = ""
    show: str = ""
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what it does not know is left out."""
        kind, show = asked.get("kind", ""), asked.get("show", "")
        return cls(
            kind if kind in Item.Kind.values else "",
            show if show in SHOWN else "",
            one_line(asked.get("q")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.kind or self.show or self.words)


SHOWN: dict[str, str | Promise] = {
    "waits": _("with proposals to decide"),
    "reply": _("with a reply due"),
    "retracted": _("retracted or corrected"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of items, each with `waits` and `held`, how many of its findings do and are."""

    rows: list[Item]
    pages: Pages
    asked: Asked

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        held = {"kind": self.asked.kind, "show": self.asked.show, "q": self.asked.words}
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that can be chosen."""
        return [(one.value, str(one.label)) for one in Item.Kind]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What can be shown alone."""
        return [(code, str(name)) for code, name in SHOWN.items()]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of items that an address asks for, the latest published first."""
    wanted = Asked.of(asked)
    found = _narrowed(dialogue_access.items(seat), wanted)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = found.annotate(
        waits=Count("findings", filter=_WAITS, distinct=True),
        held=Count("findings", filter=_HELD, distinct=True),
    ).defer("text", "parts")
    return Listing(list(rows[pages.start : pages.last]), pages, wanted)


def _narrowed(found: QuerySet[Item], asked: Asked) -> QuerySet[Item]:
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.show == "waits":
        found = found.filter(_WAITS).distinct()
    elif asked.show == "reply":
        found = found.filter(reply_due__isnull=False, replied__isnull=True)
    elif asked.show == "retracted":
        found = found.filter(retracted__isnull=False)
    if asked.words:
        said = Q(title__icontains=asked.words) | Q(publisher__icontains=asked.words)
        found = found.filter(said | Q(text__icontains=asked.words))
    return found


def waiting(seat: Seat) -> int:
    """Return in how many items something waits to be decided on by who writes in the room."""
    if not seat.may(Act.WRITE):
        return 0
    return dialogue_access.items(seat).filter(_WAITS).distinct().count()
