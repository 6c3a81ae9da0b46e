"""The days of the dialogue that a person sees: those of the own room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.dialogue_days import WORDS, Day, Rows
from heedweb.workspace.domain.dialogue_days import days as days_of
from heedweb.workspace.queries.promises import SOON
from heedweb.workspace.roles import Act

# These stand on the first page as promises and replies do (`queries.promises.due`).
_COMING = ("answer_due", "event_comes", "visit_comes")


def days(
    seat: Seat, today: date, last: date = date.max, which: Iterable[str] = tuple(WORDS)
) -> list[Day]:
    """Return what is due and what comes in the person's room, the earliest first."""
    if not seat.rooms:
        return []
    rows = Rows(
        dialogue_access.promises(seat), dialogue_access.items(seat),
        dialogue_access.events(seat), dialogue_access.visits(seat),
    )  # fmt: skip
    return days_of(rows, today, last, which)


def coming(seat: Seat) -> list[Day]:
    """Return the events and visits of the next two months, and answers due on visits by then."""
    if not seat.may(Act.WRITE):
        return []
    today = timezone.localdate()
    return days(seat, today, today + SOON, _COMING)
