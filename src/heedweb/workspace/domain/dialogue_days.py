"""Days of the dialogue: what is due and what comes, for lists, calendars and reminders alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models import Event, Item, Promise, Visit

Dated = Promise | Item | Event | Visit
_CALLED_OFF = (Visit.Answer.POSTPONED, Visit.Answer.DECLINED)
# What a day is, and whether it passes by where nothing is done.
WORDS: dict[str, str | Lazy] = {
    "promise_due": _("Promise due: {about}"),
    "letter_due": _("Reply due: {about}"),
    "answer_due": _("Answer due on the visit of {about}"),
    "event_comes": _("Event: {about}"),
    "visit_comes": _("Visit: {about}"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a record: `what` (of `WORDS`), on which day and, where it lasts, until when."""

    what: str
    record: Dated
    on: date
    until: date | None = None

    @property
    def due(self) -> bool:
        """Whether something is to be done by then."""
        return self.what.endswith("_due")

    @property
    def about(self) -> str:
        """What it is about; never what somebody said or promised."""
        held = self.record
        if isinstance(held, Promise):
            return f"{held.who} → {held.to_whom}" if held.to_whom else held.who
        return str(held)

    @property
    def title(self) -> str:
        """What it is, in words."""
        return str(WORDS[self.what]).format(about=self.about)

    @property
    def url(self) -> str:
        """The path to the record."""
        name = f"workspace:{type(self.record).__name__.lower()}"
        return reverse(name, args=[self.record.workspace.slug, self.record.pk])


@dataclass(frozen=True, slots=True)
class Rows:
    """The records whose days are asked for, as far as somebody may know of them."""

    promises: QuerySet[Promise]
    items: QuerySet[Item]
    events: QuerySet[Event]
    visits: QuerySet[Visit]


def days(
    rows: Rows, today: date, last: date = date.max, which: Iterable[str] = tuple(WORDS)
) -> list[Day]:
    """Return what is due, also what is late, and what is to come; the earliest first.

    `which` are the kinds of days that are asked for (`WORDS`).
    """
    found = [one for what in which for one in _KINDS[what](rows, today, last)]
    return sorted(found, key=lambda one: (one.on, one.what, one.record.pk))


def _promises(rows: Rows, _today: date, last: date) -> Iterator[Day]:
    for one in rows.promises.filter(fulfilled__isnull=True, due__lte=last):
        yield Day("promise_due", one, one.due or last)


def _letters(rows: Rows, _today: date, last: date) -> Iterator[Day]:
    held = rows.items.filter(replied__isnull=True, reply_due__lte=last).defer("text", "parts")
    for one in held:
        yield Day("letter_due", one, one.reply_due or last)


def _answers(rows: Rows, _today: date, last: date) -> Iterator[Day]:
    waits = rows.visits.filter(answered=Visit.Answer.NONE, begins__isnull=True)
    for one in waits.filter(reply_due__lte=last):
        yield Day("answer_due", one, one.reply_due or last)


def _visits(rows: Rows, today: date, last: date) -> Iterator[Day]:
    ahead = Q(begins__gte=today) | Q(ends__gte=today)
    for one in rows.visits.filter(ahead, begins__lte=last).exclude(answered__in=_CALLED_OFF):
        yield Day("visit_comes", one, one.begins or last, one.ends)


def _events(rows: Rows, today: date, last: date) -> Iterator[Day]:
    """Yield events but those that are a visit with days of its own."""
    ahead = Q(on__gte=today) | Q(until__gte=today)
    own = Visit.objects.filter(event=OuterRef("pk"), begins__isnull=False, gone__isnull=True)
    for one in rows.events.filter(ahead, ~Exists(own), on__lte=last):
        yield Day("event_comes", one, one.on or last, one.until)


_KINDS: dict[str, Callable[[Rows, date, date], Iterable[Day]]] = {
    "promise_due": _promises, "letter_due": _letters, "answer_due": _answers,
    "event_comes": _events, "visit_comes": _visits,
}  # fmt: skip
