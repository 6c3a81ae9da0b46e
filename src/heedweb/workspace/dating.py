"""When a review took place, as far as its documents say, so that what was asked stands in order."""

from __future__ import annotations

from heed.kinds.dates import dates
from heedweb.workspace.models import Review

# Of the days that a report names, the nearest to when it was asked.
_NAMED = ("adopted", "reviewed", "session_dates")
_FIRST_YEAR = 2008


def dated(review: Review) -> str:
    """Return the day of a review (ISO, as precise as is known), `""` where nothing says it."""
    if review.dated:
        return review.dated
    held = {fact["name"]: str(fact["value"]) for fact in review.facts if fact["name"] in _NAMED}
    for name in _NAMED:
        for when in dates(held.get(name, "")):
            if when.on:
                return when.on
    return ""


def in_order(review: Review) -> tuple[str, int, str]:
    """Return what reviews are sorted by, the oldest first; one without a date by its session."""
    return (dated(review) or _by_session(review), review.session or 0, review.symbol)


def _by_session(review: Review) -> str:
    """Return the year of a session of the Working Group of the UPR: three a year since 2008."""
    if review.mechanism != "upr" or not review.session:
        return ""
    return str(_FIRST_YEAR + (review.session - 1) // 3)


def year(review: Review) -> str:
    """Return the year of a review, `""` where nothing says it."""
    return dated(review)[:4]
