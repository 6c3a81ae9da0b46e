"""Days and times in running words: "by 15 March 2027", "in 2027", "within one year"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from heed.languages import words

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class When:
    """A date or a time: `on` is an ISO date as precise as it is printed, `months` a time.

    One of the two is None. `text[start:end]` holds the words.
    """

    start: int
    end: int
    on: str | None = None
    months: int | None = None


def dates(text: str, language: str = "en") -> Iterator[When]:
    """Yield the dates of a folded text in order; a year alone only after "in", "by", "before".

    A day that the calendar does not have is left out: what is left is the month.
    """
    for found in _dates(language).finditer(text):
        year = found["year"] or found["alone"]
        month, day = found["month"], found["day"]
        if month is None:
            yield When(found.start("alone"), found.end(), on=year)
            continue
        number = _month(month, language)
        on = f"{year}-{number:02d}"
        # "31 June" is a misprint of nobody knows which day.
        if day and 1 <= int(day) <= monthrange(int(year), number)[1]:
            on += f"-{int(day):02d}"
        yield When(found.start(), found.end(), on=on)


def times(text: str, language: str = "en") -> Iterator[When]:
    """Yield the times that a text gives: "within two years", "within 12 months"."""
    for found in _times(language).finditer(text):
        count = _count(found["count"], language)
        unit = _MONTHS_A_YEAR if found["unit"].lower().startswith("year") else 1
        yield When(found.start(), found.end(), months=count * unit)


def deadline(text: str, language: str = "en") -> When | None:
    """Return the date by which and the time within which something is asked, None if neither.

    A date counts where it is a limit ("by", "no later than", "due in"), else the first one does.
    """
    every = list(dates(text, language))
    limits = [
        d for d in every if _LIMIT.search(text[: d.start]) or _OWN_LIMIT.match(text[d.start :])
    ]
    on = next(iter(limits or every), None)
    time = next(times(text, language), None)
    if on is None or (time is not None and not limits):
        return time
    return When(on.start, on.end, on.on, time.months if time else None)


_LIMIT = re.compile(
    r"\b(?:by|before|until|than|for|due(?: on| in| by)?|submitted (?:on|in|by)"
    r"|reports? (?:on|in|by))(?: the (?:end|course) of)? $",
    re.IGNORECASE,
)
_OWN_LIMIT = re.compile(r"(?:by|before|than) ", re.IGNORECASE)


def first(text: str, language: str = "en") -> When | None:
    """Return the first date of a text, else its first time, else None."""
    return next(dates(text, language), None) or next(times(text, language), None)


def day(text: str, language: str = "en") -> str | None:
    """Return the first date of a text as an ISO date, as precise as it is printed."""
    found = next(dates(text, language), None)
    return found.on if found else None


@cache
def _dates(language: str) -> re.Pattern[str]:
    names = "|".join(words("months", language))
    return re.compile(
        rf"(?<!\d)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{names}),? "
        rf"(?P<year>(?:19|20)\d\d)(?!\d)"
        rf"|\b(?:in|by|before|during|than)(?: the (?:end|course) of)?(?: the year)? "
        rf"(?P<alone>(?:19|20)\d\d)(?![\d/])"
    )


@cache
def _times(language: str) -> re.Pattern[str]:
    numerals = "|".join(sorted(words("numerals", language), key=len, reverse=True))
    return re.compile(
        rf"\b(?:within|in)(?: a period of| the next)? (?P<count>{numerals}|an?|\d{{1,2}})"
        rf"(?:[ -]?\(\d+\))?[ -](?P<unit>years?|months?)(?:’s?)?\b",
        re.IGNORECASE,
    )


def _month(name: str, language: str) -> int:
    return words("months", language).index(name) + 1


@cache
def _count(printed: str, language: str) -> int:
    if printed.isdigit():
        return int(printed)
    values = (*range(1, _MONTHS_A_YEAR + 1), 18, 24)
    known: dict[str, int] = dict(zip(words("numerals", language), values, strict=True))
    return known.get(printed.lower(), 1)
