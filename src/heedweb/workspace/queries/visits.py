"""Visits: the list, one with its sources, and the recommendations that came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from heedweb.workspace.domain.keeping import keeps
from heedweb.workspace.models import (
    Bearing,
    Event,
    Promise,
    Recommendation,
    Review,
    StandingInvitation,
    Visit,
    VisitItem,
)
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.periods import iso
from heedweb.workspace.queries.events import bearings, told
from heedweb.workspace.queries.history import Entry
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50
SHOWN: dict[str, str | Lazy] = {
    "waiting": _("waiting for an answer"),
    "undated": _("answered, days not set"),
    "planned": _("planned"),
    "done": _("done"),
    "postponed": _("postponed"),
    "declined": _("declined"),
}
_ANSWER = Visit.Answer
_AGREED = (_ANSWER.ACCEPTED, _ANSWER.PROPOSED)


def shown(stands: str, today: date) -> Q:
    """Return which visits stand so on a day; each stands in one way.

    Days that are over say that it took place. What was postponed or declined says so for as long as
    it is, whatever days were meant before.
    """
    open_ = ~Q(answered__in=(_ANSWER.POSTPONED, _ANSWER.DECLINED))
    over = Q(begins__lt=today, ends__isnull=True) | Q(ends__lt=today)
    return {
        "done": open_ & over,
        "planned": open_ & Q(begins__isnull=False) & ~over,
        "waiting": Q(answered=_ANSWER.NONE, begins__isnull=True),
        "undated": Q(answered__in=_AGREED, begins__isnull=True),
        "postponed": Q(answered=_ANSWER.POSTPONED),
        "declined": Q(answered=_ANSWER.DECLINED),
    }[stands]


@dataclass(frozen=True, slots=True)
class Row:
    """A visit with how it stands today; `late` says that an answer was due before."""

    visit: Visit
    stands: str
    late: bool

    @property
    def word(self) -> str:
        """How it stands, in words."""
        word = str(SHOWN[self.stands])
        return _now("{word}, late").format(word=word) if self.late else word


def row_of(held: Visit, today: date) -> Row:
    """Return a visit with how it stands on a day."""
    stands = _stands(held, today)
    late = held.reply_due is not None and held.reply_due < today
    return Row(held, stands, late and stands == "waiting")


def _stands(held: Visit, today: date) -> str:
    if held.answered in (_ANSWER.POSTPONED, _ANSWER.DECLINED):
        return held.answered
    last = held.ends or held.begins
    if last is not None:
        return "done" if last < today else "planned"
    return "waiting" if held.answered == _ANSWER.NONE else "undated"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; empty is all."""

    show: str = ""
    kind: str = ""
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what it does not know is left out."""
        show, kind = asked.get("show", ""), asked.get("kind", "")
        return cls(
            show if show in SHOWN else "",
            kind if kind in Visit.Kind.values else "",
            one_line(asked.get("q")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.show or self.kind or self.words)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of visits, the latest first, with the standing invitations."""

    rows: list[Row]
    pages: Pages
    asked: Asked
    invitations: list[StandingInvitation]

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        held = {"show": self.asked.show, "kind": self.asked.kind, "q": self.asked.words}
        return urlencode({name: value for name, value in held.items() if value})

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that can be chosen."""
        return [(one.value, str(one.label)) for one in Visit.Kind]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What can be shown alone."""
        return [(code, str(name)) for code, name in SHOWN.items()]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of visits that an address asks for, the latest first."""
    wanted, today = Asked.of(asked), timezone.localdate()
    found = _narrowed(seat, wanted, today)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = [row_of(one, today) for one in found[pages.start : pages.last]]
    return Listing(rows, pages, wanted, list(dialogue_access.invitations(seat)))


def lines(seat: Seat, asked: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the visits that an address asks for as lines of a table, the titles first."""
    yield [
        _now("Who visits"), _now("Kind"), _now("State"), _now("Asked for on"),
        _now("Asked for again on"), _now("Source"), _now("Answer due"), _now("The State's answer"),
        _now("Answered on"), _now("Source"), _now("Terms of reference"), _now("Source"),
        _now("First day of the visit"), _now("Last day of the visit"), _now("Places"),
        _now("Source"), _now("Symbol of the report"), _now("Who sees to it"),
    ]  # fmt: skip
    today = timezone.localdate()
    for one in _narrowed(seat, Asked.of(asked), today):
        yield [
            one.who, str(one.get_kind_display()), row_of(one, today).word, iso(one.asked_on),
            one.reminded, one.asked_source, iso(one.reply_due), str(one.get_answered_display()),
            iso(one.answered_on), one.answered_source, str(one.get_terms_stand_display()),
            one.terms_source, iso(one.begins), iso(one.ends), one.place, one.dates_source,
            one.report, str(one.owner or ""),
        ]  # fmt: skip


def _narrowed(seat: Seat, asked: Asked, today: date) -> QuerySet[Visit]:
    found = dialogue_access.visits(seat)
    found = found.filter(shown(asked.show, today)) if asked.show else found
    found = found.filter(kind=asked.kind) if asked.kind else found
    if asked.words:
        said = Q(who__icontains=asked.words) | Q(place__icontains=asked.words)
        found = found.filter(said | Q(report__icontains=asked.words))
    latest = F("begins").desc(nulls_last=True)
    return found.order_by(F("asked_on").desc(nulls_last=True), latest, "-pk")


@dataclass(frozen=True, slots=True)
class Source:
    """What a part of a visit rests on: a line that somebody wrote, and items of the room."""

    line: str
    papers: list[VisitItem]


@dataclass(frozen=True, slots=True)
class Whole:
    """A visit with all that its page shows.

    `rests` has the source of each part by its code; `review` is the report, where that is here, and
    `asks` the recommendations in it.
    """

    visit: Visit
    row: Row
    rests: dict[str, Source]
    review: Review | None
    asks: list[Recommendation]
    bearings: list[Bearing]
    keeps: bool
    told: list[Entry]


def whole(names: PeopleNames, held: Visit) -> Whole:
    """Return a visit with its sources, what was recommended after it, and what was done to it."""
    seat = names.seat
    review = _report(held)
    asks = Recommendation.objects.filter(review=review).select_related("review")
    return Whole(
        visit=held,
        row=row_of(held, timezone.localdate()),
        rests=_rests(seat, held),
        review=review,
        asks=list(asks.exclude(state__in=Recommendation.UNLISTED).order_by("order", "pk"))
        if review
        else [],
        bearings=bearings(seat, held),
        keeps=keeps(held, seat),
        told=told(names, held),
    )


def _rests(seat: Seat, held: Visit) -> dict[str, Source]:
    here = dialogue_access.items(seat).select_related(None)
    papers = list(held.papers.filter(item__in=here).select_related("item"))
    said = {
        "asked": held.asked_source, "answer": held.answered_source, "terms": held.terms_source,
        "dates": held.dates_source,
    }  # fmt: skip
    return {
        part: Source(said.get(part, ""), [one for one in papers if one.part == part])
        for part in VisitItem.Part.values
    }


def _report(held: Visit) -> Review | None:
    """Return the report of a visit where the workspace has it."""
    if not held.report:
        return None
    found = Review.objects.filter(workspace=held.workspace, symbol__iexact=held.report)
    return found.order_by("-pk").first()


def around(seat: Seat, held: Event | Promise) -> list[Row]:
    """Return the visits that a person sees of those tied to an event or a promise."""
    name = type(held).__name__.lower()
    today = timezone.localdate()
    return [row_of(one, today) for one in dialogue_access.visits(seat).filter(**{name: held})]


def open_with(seat: Seat, named: Sequence[str], events: Sequence[Event]) -> list[Row]:
    """Return the visits that are neither done nor declined of somebody by name, or by event.

    Visits of the mandates of OHCHR are open with OHCHR.
    """
    today = timezone.localdate()
    said = Q(who__in=named) | Q(event__in=events)
    if "OHCHR" in named:
        said |= Q(kind__in=(Visit.Kind.PROCEDURE, Visit.Kind.HIGH_COMMISSIONER))
    if "ILO" in named:
        said |= Q(kind=Visit.Kind.ILO)
    over = shown("done", today) | shown("declined", today)
    found = dialogue_access.visits(seat).filter(said).exclude(over).order_by("asked_on", "pk")
    return [row_of(one, today) for one in found]


@dataclass(frozen=True, slots=True)
class Invited:
    """A standing invitation with what was done to it."""

    invitation: StandingInvitation
    keeps: bool
    told: list[Entry]


def invited(names: PeopleNames, held: StandingInvitation) -> Invited:
    """Return a standing invitation with what its page shows."""
    return Invited(held, keeps(held, names.seat), told(names, held))
