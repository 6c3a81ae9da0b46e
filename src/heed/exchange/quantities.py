"""Figures and periods as statistics offices write them. What can be read in two ways is refused.

Nothing is guessed: `1,234` is one figure with a decimal point and another with a decimal comma, and
03/04/2023 two days. Who reads a column says which, or the column says it itself (`decimal_of`,
`order_of`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from heed.languages import words

POINT, COMMA = ".", ","
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_GROUPS = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
FIRST_DAY, LAST_DAY = date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR - 1, 12, 31)
_QUARTER, _HALF, _YEAR = 3, 6, 12
# Spaces of every width and both apostrophes part thousands.
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2007'’]")
_SIGNS = str.maketrans({"−": "-", "–": "-", "‐": "-", "٫": ".", "٬": " ", "٪": "%", "％": "%"})
_NUMBER = re.compile(r"[-+]?(\d+(?:[.,]\d+)*|[.,]\d+)")
_DASH = re.compile(r"\s*(?:–|—|\.\.|\bto\b)\s*|\s+-\s+", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s?-\s?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]00:00.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[./](\d{1,2})")
_WRITTEN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_PART = re.compile(r"(?:(\d{4})[\s-]?)?([QHTS])(\d)(?:[\s-]?(\d{4}))?", re.IGNORECASE)
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]+)\.?\s+(?:(\d{1,2}),\s+)?(\d{4})")


class Unread(Exception):
    """What is no figure or no period, or could be two: `code` says which.

    Codes: `number`, `which_number`, `period`, `which_day`, `backwards`, `two_years`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and whether a percent sign stood behind it."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`; `first` is None where one day is named."""

    last: date
    first: date | None = None


def figure(written: str, decimal: str = "") -> Figure:
    """Return the figure in a cell. `decimal` is the mark before decimals, `""` if nobody said.

    Raises `Unread`.
    """
    bare, percent = _bare(written)
    if not _NUMBER.fullmatch(bare):
        raise Unread("number")
    mark = decimal or _mark(bare)
    if mark is None:
        raise Unread("which_number")
    other = COMMA if mark == POINT else POINT
    whole, _, decimals = bare.partition(mark)
    if other in decimals or mark in decimals or not _grouped(whole.lstrip("+-"), other):
        raise Unread("number")
    return Figure(Decimal(f"{whole.replace(other, '')}.{decimals or 0}"), percent)


def unmistakable(value: Decimal) -> str:
    """Return a figure as `figure` reads it in one way: 1.2340, since 1.234 can be two."""
    plain = format(value.normalize(), "f")
    return f"{plain}0" if _mark(plain) is None else plain


def decimal_of(column: Iterable[str]) -> str:
    """Return the decimal mark that a column's figures agree on, `""` where none or two are."""
    marks = {_mark(bare) for one in column for bare, _ in [_bare(one)] if _tells(bare)}
    marks.discard(None)
    return (marks.pop() or "") if len(marks) == 1 else ""


def period(written: str, order: str = "", months: Mapping[str, int] | None = None) -> Period:
    """Return the period in a cell: a year, a quarter or half, a month, a day, or from-to.

    `order` says whether the day or the month stands first in 03/04/2023, `""` if nobody said;
    `months` are names of months (folded) beside the English ones. Raises `Unread`.
    """
    names = {**_english(), **(months or {})}
    text = " ".join(_digits(written).split())
    years = _YEARS.fullmatch(text)
    ends = list(years.groups()) if years else _DASH.split(text)
    if len(ends) > 2 or not all(ends):
        raise Unread("period")
    first, last = _one(ends[0], order, names), _one(ends[-1], order, names)
    if len(ends) == 1:
        return first
    begun = first.first or first.last
    if begun > last.last:
        raise Unread("backwards")
    return Period(last.last, begun)


def order_of(column: Iterable[str]) -> str:
    """Return the order of day and month that a column's dates agree on, `""` where none is."""
    found = [one for text in column for one in _WRITTEN.findall(_digits(text))]
    day = any(int(first) > _YEAR for first, _second, _year in found)
    month = any(int(second) > _YEAR for _first, second, _year in found)
    return "" if day == month else DAY_FIRST if day else MONTH_FIRST


def following(held: Period, months: int) -> Period:
    """Return the period of the same length that begins so many months later."""
    if held.first is None:
        return Period(later(held.last, months))
    first = later(held.first, months)
    # A period that ends with its month goes on to do so.
    ends = held.last.day == calendar.monthrange(held.last.year, held.last.month)[1]
    last = later(held.last, months)
    last = last.replace(day=calendar.monthrange(last.year, last.month)[1]) if ends else last
    return Period(last, first)


def later(day: date, months: int) -> date:
    """Return the day so many months later, the last of the month where it has none such."""
    number = day.year * _YEAR + day.month - 1 + months
    year, month = divmod(number, _YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _bare(written: str) -> tuple[str, bool]:
    bare = _SPACES.sub("", _digits(written)).translate(_SIGNS)
    return bare.removesuffix("%"), bare.endswith("%")


def _digits(written: str) -> str:
    """Return a text with the digits of every script as 0 to 9."""
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in written.strip())


def _tells(bare: str) -> bool:
    """Return whether a figure has any mark at all."""
    return _NUMBER.fullmatch(bare) is not None and (POINT in bare or COMMA in bare)


def _mark(bare: str) -> str | None:
    """Return the decimal mark of a figure by itself, a point without any; None if it can be two."""
    point, comma = bare.count(POINT), bare.count(COMMA)
    if point and comma:
        return POINT if bare.rindex(POINT) > bare.rindex(COMMA) else COMMA
    if not point and not comma:
        return POINT
    mark, other = (POINT, COMMA) if point else (COMMA, POINT)
    if point + comma > 1:
        return other
    whole, _, rest = bare.lstrip("+-").partition(mark)
    grouped = len(rest) == _GROUPS and 1 <= len(whole) <= _GROUPS and not whole.startswith("0")
    return None if grouped else mark


def _grouped(whole: str, mark: str) -> bool:
    """Return whether thousands are parted as they are: 1,234,567, or 12,34,567 as in India."""
    first, *rest = whole.split(mark)
    if not rest:
        return True
    inner = all(len(one) in (2, _GROUPS) for one in rest[:-1])
    return 1 <= len(first) <= _GROUPS and inner and len(rest[-1]) == _GROUPS


def _one(text: str, order: str, names: Mapping[str, int]) -> Period:
    """Return a year, a part of one, a month or a day."""
    if re.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, _YEAR)
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
        # 2019-20 is two years as often as a month that there is not.
        if day is None and int(month) > _YEAR:
            raise Unread("two_years")
        return _day(int(year), int(month), int(day)) if day else _month(int(year), int(month))
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _YEAR_MONTH.fullmatch(text):
        if int(found[2]) > _YEAR:
            raise Unread("two_years")
        return _month(int(found[1]), int(found[2]))
    if found := _WRITTEN.fullmatch(text):
        return _ordered(int(found[1]), int(found[2]), int(found[3]), order)
    if (found := _PART.fullmatch(text)) and bool(found[1]) != bool(found[4]):
        return _part(int(found[1] or found[4]), found[2].upper(), int(found[3]))
    if found := _NAMED.fullmatch(text):
        return _named(found, names)
    raise Unread("period")


def _ordered(one: int, two: int, year: int, order: str) -> Period:
    if not order and one != two and one <= _YEAR and two <= _YEAR:
        raise Unread("which_day")
    day_first = one > _YEAR if not order else order == DAY_FIRST
    return _day(year, two, one) if day_first or (not order and one == two) else _day(year, one, two)


def _part(year: int, kind: str, number: int) -> Period:
    """Return a quarter (Q1, T1) or a half (H1, S1) of a year."""
    length = _QUARTER if kind in "QT" else _HALF
    if not 1 <= number <= _YEAR // length:
        raise Unread("period")
    return _months(year, (number - 1) * length + 1, length)


def _named(found: re.Match[str], names: Mapping[str, int]) -> Period:
    before, name, after, year = found.groups()
    number = names.get(name.casefold())
    if number is None or (before and after):
        raise Unread("period")
    day = before or after
    return _day(int(year), number, int(day)) if day else _month(int(year), number)


@cache
def _english() -> dict[str, int]:
    """Return the months by their names, whole and by the first three letters."""
    held = {name.casefold(): number for number, name in enumerate(words("months"), 1)}
    return held | {name[:3]: number for name, number in held.items()} | {"sept": 9}


def _months(year: int, month: int, length: int) -> Period:
    last = month + length - 1
    return Period(_valid(year, last, calendar.monthrange(year, last)[1]), _valid(year, month, 1))


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= _YEAR:
        raise Unread("period")
    return _months(year, month, 1)


def _day(year: int, month: int, day: int) -> Period:
    return Period(_valid(year, month, day))


def _valid(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year < _LAST_YEAR:
        raise Unread("period")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unread("period") from error
