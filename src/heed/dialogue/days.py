"""Days named in a text, and the day that each means."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from heed.dialogue.words import Words, either

# A day and a weekday without a year are taken to be of the last year that fits; the vocabulary's
# own date is the end of the search, as the core has no clock.
LAST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: what is not written is 0, `weekday` is -1 where none is (Monday is 0).

    `relative` is the number of days from the day of the report ("yesterday" is -1), else None.
    `until` is the last day of a span that begins here, as a day of the same month.
    """

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    relative: int | None = None
    until: int = 0


def days(text: str, words: Words, start: int = 0, end: int | None = None) -> list[Day]:
    """Return the days named in `text[start:end]`, in order, no two overlapping."""
    stop = len(text) if end is None else end
    found: list[Day] = []
    for one in sorted(_all(text, words, start, stop), key=lambda d: (d.start, -d.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return _joined(text, found)


def _joined(text: str, found: Sequence[Day]) -> list[Day]:
    """Return days with the weekday that stands beside them: "Friday (July 18)"."""
    told: list[Day] = []
    for one in found:
        before = told[-1] if told else None
        if before and before.weekday >= 0 and not before.month and one.month:
            gap = text[before.end : one.start]
            if len(gap) <= 8 and not re.search(r"[.;]", gap):
                told[-1] = Day(before.start, one.end, one.year, one.month, one.day, before.weekday,
                               None, one.until)  # fmt: skip
                continue
        known = before is not None and before.relative is not None and not one.month
        if before and known and one.weekday >= 0 and text[before.end : one.start] == " ":
            # "tomorrow, Tuesday" is one day.
            continue
        if before and before.month and not one.month and one.weekday >= 0:
            gap = text[before.end : one.start]
            if re.fullmatch(r"[ ,(]{1,3}", gap):
                told[-1] = Day(before.start, one.end, before.year, before.month, before.day,
                               one.weekday, None, before.until)  # fmt: skip
                continue
        told.append(one)
    return told


def _all(text: str, words: Words, start: int, stop: int) -> Iterator[Day]:
    months, weekdays = _months(words), _weekdays(words)
    for pattern in _patterns(words):
        for match in pattern.finditer(text, start, stop):
            held = match.groupdict()
            month = months(held["month"]) if "month" in held else 0
            if "number" in held:
                month = int(held["number"])
            day = int(held["day"])
            if not 1 <= day <= 31 or not 1 <= month <= 12:
                continue
            yield Day(match.start(), match.end(), int(held.get("year") or 0), month,
                      day, until=int(held.get("until") or 0))  # fmt: skip
    for at, pattern in enumerate(weekdays):
        for match in pattern.finditer(text, start, stop):
            yield Day(match.start(), match.end(), weekday=at)
    for name, shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1)):
        for match in _relative(words, name).finditer(text, start, stop):
            yield Day(match.start(), match.end(), relative=shift)


@cache
def _relative_of(language: str, alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(alternatives)}(?!\w)", re.IGNORECASE)


def _relative(words: Words, name: str) -> re.Pattern[str]:
    return _relative_of(words.language, words.listed(name))


class _Months:
    """Finds the number of a month by its name, full or short, with the endings of a case."""

    def __init__(self, full: Sequence[str], short: Sequence[str]) -> None:
        self._all = [re.compile(f"(?:{one})$", re.IGNORECASE) for one in full]
        self._short = [re.compile(f"(?:{one})$", re.IGNORECASE) for one in short]

    def __call__(self, written: str) -> int:
        for patterns in (self._all, self._short):
            for number, pattern in enumerate(patterns, 1):
                if pattern.match(written):
                    return number
        return 0


@cache
def _months_of(full: tuple[str, ...], short: tuple[str, ...]) -> _Months:
    return _Months(full, short)


def _months(words: Words) -> _Months:
    return _months_of(words.listed("months"), words.listed("short_months"))


def _weekdays(words: Words) -> tuple[re.Pattern[str], ...]:
    return _weekdays_of(words.listed("weekdays"))


@cache
def _weekdays_of(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w){name}(?!\w)", re.IGNORECASE) for name in names)


def _patterns(words: Words) -> tuple[re.Pattern[str], ...]:
    return _patterns_of(words.listed("months"), words.listed("short_months"))


@cache
def _patterns_of(full: tuple[str, ...], short: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the ways in which days are written.

    A day before the month (with a span), after it, ISO, and with full stops.
    """
    month = f"(?P<month>{either(full)}(?!\\w)|{either(short)}(?!\\w)\\.?)"
    ordinal = r"(?:st|nd|rd|th|er|º|\.)?"
    between = r"(?:\s(?:to|and|until|au|al?|et|y|bis(?: zum)?|und|по|до|і|إلى|-)\s|\s?[-–—]\s?)"
    until = f"(?:{between}(?:el |le |le )?(?P<until>\\d{{1,2}}){ordinal})?"
    year = r"(?:,?\s(?:de |del )?(?P<year>(?:19|20)\d\d)(?!\d))?"
    says = (
        rf"(?<![\d.:])(?P<day>\d{{1,2}}){ordinal}{until}(?:\s(?:de |of )?|\s){month}{year}",
        rf"(?<!\w){month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){until}{year}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)",
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in says)


@dataclass(frozen=True, slots=True)
class Reported:
    """When an item was reported: the day, and what that is known from ("" where it is not)."""

    day: date | None
    basis: str
    year: int = 0


def reported(published: str, filed: Day | None, written: Sequence[Day]) -> Reported:
    """Return the day of the report: of publication, else of the dateline.

    `published` is a day, a month or a year as ISO 8601. `written` are days of the page's furniture.
    """
    full = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", published)
    year = int(published[:4]) if re.match(r"\d{4}", published) else 0
    if full:
        return Reported(_date(*(int(one) for one in full.groups())), "day of publication", year)
    for one in [filed] if filed else []:
        if one.month and (one.year or year):
            return Reported(_date(one.year or year, one.month, one.day), "dateline", year)
    for one in written:
        if one.year and one.month:
            return Reported(_date(one.year, one.month, one.day), "date on the page", one.year)
    return Reported(None, "", year)


def resolved(one: Day, at: Reported, text: str, *, ahead: bool = False) -> tuple[str | None, str]:
    """Return the day that is meant, ISO 8601, and what that rests on; None where it is open.

    A weekday is the last one before the report, with `ahead` the next one.
    """
    said = " ".join(text[one.start : one.end].split())
    if one.month and one.year:
        return _iso(one.year, one.month, one.day), "stated"
    if one.month:
        return _without_year(one, at)
    if at.day is None:
        return None, f"“{said}” only"
    if one.weekday >= 0:
        shift = (
            (one.weekday - at.day.weekday()) % 7
            if ahead
            else -((at.day.weekday() - one.weekday) % 7)
        )
        day = at.day + timedelta(days=shift)
        return day.isoformat(), f"derived from “{said}” and the {at.basis}"
    day = at.day + timedelta(days=one.relative or 0)
    return day.isoformat(), f"derived from “{said}” and the {at.basis}"


def _without_year(one: Day, at: Reported) -> tuple[str | None, str]:
    if at.day is not None:
        near = [_date(year, one.month, one.day) for year in range(at.day.year - 1, at.day.year + 2)]
        known = [day for day in near if day]
        if known:
            day = min(known, key=lambda day: abs((day - at.day).days) if at.day else 0)
            return day.isoformat(), f"day and month stated, year from the {at.basis}"
    if at.year:
        return _iso(at.year, one.month, one.day), "day and month stated, year of publication"
    if one.weekday >= 0:
        for year in range(LAST_YEAR, LAST_YEAR - 12, -1):
            day_or_none = _date(year, one.month, one.day)
            if day_or_none and day_or_none.weekday() == one.weekday:
                return (
                    day_or_none.isoformat(),
                    "day and month stated, year derived from the weekday",
                )
    return None, "day and month stated, no year"


def span(one: Day, at: Reported, text: str) -> str | None:
    """Return a day or a span of days as ISO 8601, None where the year is open."""
    first, _basis = resolved(one, at, text, ahead=True)
    if first is None or not one.until:
        return first
    begun = date.fromisoformat(first)
    last = _date(begun.year, begun.month, one.until)
    return f"{first}/{last.isoformat()}" if last and last > begun else first


def _iso(year: int, month: int, day: int) -> str | None:
    found = _date(year, month, day)
    return found.isoformat() if found else None


def _date(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)
