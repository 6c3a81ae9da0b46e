"""Periods of statistics as people write and read them: a year, a month, a day, from - to."""

from __future__ import annotations

import calendar
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def written(on: date, since: date | None) -> str:
    """Return a period as a form takes it: 2026, 2026-02, 2026-02-24, or two days."""
    if since is None or since == on:
        return on.isoformat()
    if _whole_years(on, since) and since.year == on.year:
        return str(on.year)
    if _one_month(on, since):
        return on.isoformat()[:7]
    return f"{since.isoformat()} – {on.isoformat()}"


def shown(on: date, since: date | None) -> str:
    """Return a period as the reader's language writes it, as exact as it is."""
    if since is None or since == on:
        return date_format(on, "DATE_FORMAT")
    if _whole_years(on, since):
        years = _("{first} – {last}").format(first=since.year, last=on.year)
        return str(on.year) if since.year == on.year else years
    if _one_month(on, since):
        return date_format(on, "YEAR_MONTH_FORMAT")
    first, last = (date_format(one, "SHORT_DATE_FORMAT") for one in (since, on))
    return _("{first} – {last}").format(first=first, last=last)


def _whole_years(on: date, since: date) -> bool:
    return (since.month, since.day, on.month, on.day) == (1, 1, 12, 31)


def _one_month(on: date, since: date) -> bool:
    same = (since.year, since.month) == (on.year, on.month)
    return same and since.day == 1 and on.day == calendar.monthrange(on.year, on.month)[1]


def day_said(day: object) -> str:
    """Return a day in the reader's form, also one that was kept as words; `""` for none."""
    on = date.fromisoformat(day) if isinstance(day, str) and day else day
    return date_format(on) if isinstance(on, date) else ""


def iso(day: date | None) -> str:
    """Return a day in ISO 8601, as tables that are taken along have it; `""` for none."""
    return day.isoformat() if day else ""
