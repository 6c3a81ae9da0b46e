"""What comes next: the replies and reports that documents ask for, by date."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from heed.kinds import dates
from heed.vocab.mechanisms import mechanisms
from heedweb.workspace.models import Review

_DAY = 10


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that is due. `on` is an ISO date as precise as it is known, `""` if it is not.

    `months` is the time that is given where no date is known to count from. `counted` says that
    the date was counted from the adoption, `voluntary` that nobody must. `text` is the sentence
    that asks for it, `page` and `start` its place.
    """

    review: Review
    kind: str
    on: str
    past: bool
    months: int | None = None
    counted: bool = False
    voluntary: bool = False
    paragraphs: tuple[str, ...] = ()
    text: str = ""
    page: int | None = None
    start: int | None = None


def coming(reviews: Iterable[Review], today: dt.date) -> list[Coming]:
    """Return what is due for these reviews: what is to come by date, then what is past."""
    found = [one for review in reviews for one in _of(review, today)]
    ahead = sorted((c for c in found if not c.past), key=lambda c: (c.on == "", c.on))
    return ahead + sorted((c for c in found if c.past), key=lambda c: c.on, reverse=True)


def _of(review: Review, today: dt.date) -> list[Coming]:
    found: list[Coming] = []
    for due in review.dues:
        counted = not due["on"] and bool(due["months"]) and len(review.dated) == _DAY
        on = after(review.dated, due["months"]) if counted else due["on"] or ""
        found.append(
            Coming(
                review, due["kind"], on, is_past(on, today), due["months"], counted=counted,
                paragraphs=tuple(due["paragraphs"]),
                text=due["text"], page=due["page"], start=due["start"],
            )
        )  # fmt: skip
    voluntary = _voluntary(review, today)
    return [*found, voluntary] if voluntary else found


def _voluntary(review: Review, today: dt.date) -> Coming | None:
    """Return the report that a State may give of its own accord, counted from the adoption."""
    mechanism = mechanisms().get(review.mechanism)
    if mechanism is None or mechanism.voluntary_months is None:
        return None
    adopted = next((f["value"] for f in review.facts if f["name"] == "adopted"), "")
    day = dates.day(adopted)
    if day is None or len(day) != _DAY:
        return None
    on = after(day, mechanism.voluntary_months)[:7]
    return Coming(review, "midterm", on, is_past(on, today), counted=True, voluntary=True)


def after(dated: str, months: int) -> str:
    """Return the ISO date `months` after an ISO date; the last of a shorter month."""
    year, month, day = (int(part) for part in dated.split("-"))
    month += months
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1])).isoformat()


def is_past(on: str, today: dt.date) -> bool:
    """Return whether a date is over; a month or a year is over when its last day is."""
    return bool(on) and on < today.isoformat()[: len(on)]
