"""Values of an indicator from a table: what each row means, or why it cannot be taken in.

Columns stand under headings, in any order, or without headings in the order of `_PLAIN`. A column
that is called like a group of a split holds the values of that group. Nothing is guessed: what can
be read in two ways is a fault until the person says which (`Ways`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import dates, translation
from django.utils.translation import gettext as _

from heed.exchange import quantities
from heed.exchange.quantities import Unread
from heedweb.workspace.domain import values
from heedweb.workspace.domain.pasted import cells
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.domain.values import Reading
from heedweb.workspace.models import Indicator, Value

MOST_ROWS = 2_000
_PLAIN = ("when", "value", "source", "note")
_ALL = ("", "all", "total", "all together", "both", "both sexes")
_NO = ("", "no", "0", "false", "n")
_YES = ("yes", "1", "true", "y", "x")
WHOLE_DIGITS, DECIMALS = 14, 6
_DIGITS = 15
_LONGEST_SOURCE, _LONGEST_NOTE, _LONGEST_LINK = 300, 4_000, 500


@dataclass(frozen=True, slots=True)
class Ways:
    """What a person says of a table: the decimal mark, which of day and month is first, shares.

    `shares` is `percent` where 0.45 is to be 45 per cent, `asis` where it is to stay 0.45. With
    `replacing` a value of a day that has one takes its place.
    """

    decimals: str = ""
    days: str = ""
    shares: str = ""
    replacing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be taken in; `number` counts the heading as 1. `before` is what it replaces.

    `here` says that this very value stands already.
    """

    number: int
    reading: Reading
    before: Value | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What rows mean, and one line for each that cannot be taken in."""

    rows: list[Row]
    faults: list[str]

    @property
    def new(self) -> list[Reading]:
        """What is to be stored."""
        return [row.reading for row in self.rows if not row.here]

    @property
    def replacing(self) -> int:
        """How many values another takes the place of."""
        return sum(row.before is not None and not row.here for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: a field of `Reading`, a split's group, or the values of a group."""

    field: str
    split: str = ""
    group: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """How figures and days of a table are read, once all of it was looked at."""

    decimals: str
    days: str
    times: int


def check(held: Indicator, text: str, ways: Ways) -> Checked:
    """Return what a table means; nothing is written. Raises `Refused` where it is none."""
    table = cells(text, MOST_ROWS)
    columns, start = _columns(held, table[0])
    body = table[start:]
    if not body:
        raise Refused(_("There is no row below the headings."))
    way = _way(held, columns, body, ways)
    rows: list[Row] = []
    faults: list[str] = []
    for number, row in enumerate(body, start + 1):
        try:
            rows.extend(Row(number, one) for one in _readings(held, columns, row, way))
        except Refused as why:
            faults.append(_("Row {n}: {why}").format(n=number, why=why))
    return _beside(held, rows, faults, ways)


def number_of(written: str, held: Indicator, decimals: str = "") -> Decimal:
    """Return the figure that was written for an indicator. Raises `Refused`."""
    try:
        found = quantities.figure(written, decimals)
    except Unread as unread:
        raise Refused(_said(unread, written)) from unread
    if found.percent and not in_percent(held):
        line = _("“{written}” has a percent sign and the unit is “{unit}”.")
        raise Refused(line.format(written=written, unit=held.unit))
    _must_be_kept(found.value, written)
    return found.value


def is_kept(value: Decimal) -> bool:
    """Return whether a figure is kept as it is: the database holds 15 digits, 6 behind the mark."""
    digits = value.normalize().as_tuple()
    fits = isinstance(digits.exponent, int) and -digits.exponent <= DECIMALS
    return fits and abs(value) < 10**WHOLE_DIGITS and len(digits.digits) <= _DIGITS


def _must_be_kept(value: Decimal, written: str) -> None:
    if is_kept(value):
        return
    if abs(value) < 10**WHOLE_DIGITS:
        line = _("“{written}” has more digits than are kept, {n} of them decimals; round it.")
        raise Refused(line.format(written=written[:40], n=DECIMALS))
    raise Refused(_("“{written}” is too large.").format(written=written[:40]))


def period_of(written: str, days: str = "") -> quantities.Period:
    """Return the period that was written, months by their names in the reader's language too.

    Raises `Refused`.
    """
    try:
        return quantities.period(written, days, _months())
    except Unread as unread:
        raise Refused(_said(unread, written)) from unread


def in_percent(held: Indicator) -> bool:
    """Return whether an indicator's values are per cent."""
    unit = held.unit.casefold()
    return "%" in unit or any(word in unit for word in ("per cent", "percent"))


def _said(unread: Unread, written: str) -> str:
    """Return why a cell cannot be read, and what to do."""
    lines = {
        "number": _("“{written}” is no figure."),
        "which_number": _("“{written}” can be two figures; say how decimals are written."),
        "period": _("“{written}” is no day, month or year; write 2026, 2026-02 or 2026-02-24."),
        "which_day": _("“{written}” can be two days; say whether the day or the month is first."),
        "two_years": _("“{written}” can be two years; write from and to, as 2019-09 to 2020-08."),
        "backwards": _("“{written}” ends before it begins."),
    }
    return lines[unread.code].format(written=written[:60])


def _months() -> dict[str, int]:
    named = {str(name).casefold(): number for number, name in dates.MONTHS.items()}
    short = {str(name).casefold().rstrip("."): n for n, name in dates.MONTHS_3.items()}
    return {**short, **named}


def _headings() -> dict[str, str]:
    """Return the fields by their headings, here and in English."""
    found: dict[str, str] = {}
    for language in ("en", translation.get_language() or "en"):
        with translation.override(language):
            said = {
                "when": (_("date"), _("day"), _("month"), _("year"), _("period"), _("when"),
                         _("to")),
                "since": (_("from"), _("since")),
                "value": (_("value"), _("figure"), _("number")),
                "breaks": (_("break"), _("series break")),
                "note": (_("note"), _("remark")),
                "source": (_("source"),),
                "link": (_("link"), _("evidence")),
                "indicator": (_("indicator"),),
                # What heed writes beside values that are taken along, and need not come back.
                "": (_("name"), _("unit"), _("file"), _("entered by"), _("entered"),
                     _("checked by"), _("checked"), _("address")),
            }  # fmt: skip
        found |= {word.casefold(): name for name, words in said.items() for word in words}
    return found


def _columns(held: Indicator, first: Sequence[str]) -> tuple[list[_Column | None], int]:
    """Return what each column holds, and where the rows begin. Raises `Refused`."""
    if not _is_heading(held, first):
        if len(first) > len(_PLAIN):
            line = _("Put headings above the columns: {names}.")
            raise Refused(line.format(names=", ".join(_PLAIN)))
        return [_Column(name) for name in _PLAIN[: len(first)]], 0
    found = [_column(held, title) for title in first]
    known = [one for one in found if one is not None]
    if not any(one.field == "value" for one in known):
        loose = [place for place, one in enumerate(found) if one is None and first[place]]
        if len(loose) != 1:
            raise Refused(
                _("No column is called “value”; give the column of the values that name.")
            )
        found[loose[0]] = _Column("value")
    if not any(one.field == "when" for one in known):
        raise Refused(_("No column is called “date”; give the column of the days that name."))
    fields = [(one.field, one.split, str(one.group)) for one in found if one is not None]
    unknown = [first[n] for n, one in enumerate(found) if one is None and first[n]]
    if unknown or len(fields) != len(set(fields)):
        twice = [title for n, title in enumerate(first) if title in first[:n]]
        names = ", ".join(f"“{name}”" for name in unknown or twice or first)
        line = _("The columns {names} are not known or stand twice; rename or remove them.")
        raise Refused(line.format(names=names))
    return found, 1


def _is_heading(held: Indicator, first: Sequence[str]) -> bool:
    if any(_column(held, title) is not None for title in first if title.casefold() not in _ALL):
        return True
    try:
        period_of(first[0], quantities.DAY_FIRST)
    except Refused:
        return True
    return False


def _column(held: Indicator, title: str) -> _Column | None:
    word = title.casefold()
    name = _headings().get(word)
    if name is not None:
        return _Column(name, word if not name else "", group={} if name == "value" else None)
    for split, groups in held.splits.items():
        if word == split.casefold():
            return _Column("split", split)
        for group in groups:
            if word == group.casefold():
                return _Column("value", group={split: group})
    return _Column("value", group={}) if word and word in _ALL else None


def _way(
    held: Indicator, columns: Sequence[_Column | None], body: Sequence[Sequence[str]], ways: Ways
) -> _Way:
    """Return how the table is to be read: as the person says, else as its columns agree."""
    figures = list(_cells_of("value", columns, body))
    days = [*_cells_of("when", columns, body), *_cells_of("since", columns, body)]
    decimals = ways.decimals or quantities.decimal_of(figures)
    times = 100 if ways.shares == "percent" and in_percent(held) else 1
    if not ways.shares and in_percent(held) and _all_shares(figures, decimals):
        line = _(
            "All values lie between 0 and 1 and the unit is “{unit}”: say whether 0.45 means 45."
        )
        raise Refused(line.format(unit=held.unit))
    return _Way(decimals, ways.days or quantities.order_of(days), times)


def _all_shares(figures: Iterable[str], decimals: str) -> bool:
    """Return whether all figures are shares of one, as a spreadsheet holds per cent."""
    found: list[Decimal] = []
    for one in figures:
        if "%" in one:
            return False
        try:
            found.append(quantities.figure(one, decimals).value)
        except Unread:
            continue
    return any(0 < one < 1 for one in found) and all(0 <= one <= 1 for one in found)


def _cells_of(
    field: str, columns: Sequence[_Column | None], body: Sequence[Sequence[str]]
) -> Iterator[str]:
    for place, column in enumerate(columns):
        if column is not None and column.field == field:
            yield from (row[place] for row in body if place < len(row) and row[place])


def _readings(
    held: Indicator, columns: Sequence[_Column | None], row: Sequence[str], way: _Way
) -> list[Reading]:
    """Return the values of a row; an empty cell of a group is none. Raises `Refused`."""
    named = [place for place, column in enumerate(columns) if column is not None]
    if any(cell for place, cell in enumerate(row) if place not in named):
        raise Refused(_("It has a cell where there is no heading."))
    pairs = [
        (column, row[place] if place < len(row) else "")
        for place, column in enumerate(columns)
        if column is not None
    ]
    said = {column.field: cell for column, cell in pairs if column.field not in ("value", "split")}
    group = {
        column.split: _group(held, column.split, cell)
        for column, cell in pairs
        if column.field == "split" and cell.casefold() not in _ALL
    }
    if said.get("indicator", held.code) not in ("", held.code):
        raise Refused(_("It is of the indicator {code}.").format(code=said["indicator"][:40]))
    period = period_of(said.get("when", ""), way.days)
    since = period_of(said["since"], way.days) if said.get("since") else period
    words = _words(said)
    found = []
    for column, cell in pairs:
        if column.field != "value" or not cell:
            continue
        value = number_of(cell, held, way.decimals) * (way.times if "%" not in cell else 1)
        _must_be_kept(value, cell)
        first = since.first or (since.last if said.get("since") else None)
        whole = {**group, **(column.group or {})}
        found.append(Reading(period.last, value, first, whole, *words))
    if not found:
        raise Refused(_("It has no value."))
    return found


def _group(held: Indicator, split: str, cell: str) -> str:
    for group in held.splits[split]:
        if group.casefold() == cell.casefold():
            return str(group)
    line = _("“{cell}” is no group of “{split}”; the groups are {groups}.")
    groups = ", ".join(held.splits[split])
    raise Refused(line.format(cell=cell[:60], split=split, groups=groups))


def _words(said: Mapping[str, str]) -> tuple[bool, str, str, str]:
    """Return whether the series breaks in a row, its note, source and link. Raises `Refused`."""
    breaks = said.get("breaks", "").casefold()
    broken = breaks in (*_YES, _("yes").casefold())
    if not broken and breaks not in (*_NO, _("no").casefold()):
        raise Refused(_("“{cell}” says neither yes nor no to a series break.").format(cell=breaks))
    note, source, link = (said.get(name, "") for name in ("note", "source", "link"))
    if broken and not note:
        raise Refused(_("A series break needs a note that says why."))
    if len(note) > _LONGEST_NOTE or len(source) > _LONGEST_SOURCE:
        raise Refused(_("Its note or its source is too long."))
    if link:
        try:
            URLValidator(("http", "https"))(link)
        except ValidationError as error:
            line = _("“{link}” is no address of a page.")
            raise Refused(line.format(link=link[:60])) from error
    if len(link) > _LONGEST_LINK:
        raise Refused(_("Its link is too long."))
    return broken, note, source, link


def _beside(held: Indicator, rows: list[Row], faults: list[str], ways: Ways) -> Checked:
    """Return rows with what stands in their place already; two for one place are a fault."""
    there = values.standing(held, [row.reading for row in rows])
    seen: dict[object, int] = {}
    found: list[Row] = []
    for row in rows:
        key = values.place(row.reading)
        before = there.get(key)
        here = before is not None and _adds_nothing(before, row.reading)
        why = ""
        if key in seen:
            why = _("It is of the same day and group as row {n}.").format(n=seen[key])
        elif before is not None and not here and not ways.replacing:
            why = _("There is a value of that day already: {value}.").format(value=before.value)
        seen.setdefault(key, row.number)
        if why:
            faults.append(_("Row {n}: {why}").format(n=row.number, why=why))
        else:
            found.append(Row(row.number, row.reading, before, here))
    return Checked(found, faults)


def _adds_nothing(held: Value, reading: Reading) -> bool:
    """Return whether a reading is the value that stands, with no word beside it that is new."""
    words = ((getattr(held, name), getattr(reading, name)) for name in ("note", "source", "link"))
    kept = (held.value, held.since, held.breaks) == (reading.value, reading.since, reading.breaks)
    return kept and all(new in ("", old) for old, new in words)
