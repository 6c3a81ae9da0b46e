"""Days moved by whole years, for a plan that is carried into another period."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date

# A plan is carried on by a few years, never by a typing error.
MOST_YEARS = 30


def later(day: date | None, years: int) -> date | None:
    """Return the same day some years later, the 28th for a 29th of February that is not there.

    None stays None. A year outside of the calendar's is its last or first one.
    """
    if day is None:
        return None
    year = min(max(day.year + years, MINYEAR), MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
