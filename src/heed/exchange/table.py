"""Any spreadsheet: which column means what, and its rows in heed's words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange import delimited, sheets, tabular, texts, values
from heed.exchange.duplicates import each_once
from heed.exchange.rows import Fault, Row, wrong_columns
from heed.vocab import bodies, mechanisms
from heed.vocab.sessions import cycle_of

FIELDS = (
    "id", "text", "symbol", "paragraph", "mechanism", "state", "session", "cycle", "recommending",
    "position", "kind", "themes", "groups", "goals", "dated", "action",
)  # fmt: skip
ORDERS = ("ymd", "dmy", "mdy")
SAMPLE = 20
_LISTS = frozenset(("recommending", "themes", "groups", "goals"))
# A paragraph that a sheet holds as a number: 140.1 may have been 140.10 before it became one. Lists
# have some 400 items at most, so that 140.41 cannot have been 140.410.
_FRACTION = re.compile(r"\d+\.(\d{1,2})")
_LONGEST_LIST = 400


@dataclass(frozen=True, slots=True)
class Column:
    """One matched column: the field it fills, its 0-based place and its heading.

    `separator` parts a list in one cell; `""` where the cell is one value (a line break always
    parts a list).
    """

    field: str
    index: int
    header: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which column fills which field of a row (`FIELDS`).

    `fixed` are (field, value) for the whole file, such as (`state`, `XAU`) or (`mechanism`,
    `upr`). `dates` is the order of days, months and years in written dates: `ymd`, `dmy`, `mdy`.
    Columns that are not matched are kept as `extra`.
    """

    columns: tuple[Column, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    dates: str = "ymd"


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file: `format` as `heed.exchange.sniffing.data_format` says it.

    `sample` are the first 20 rows below the header, those that cannot be read left out; `rows`
    counts all rows below the header, None where only reading the whole file would tell.
    """

    format: str
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int | None = None


def signature(header: Sequence[str]) -> str:
    """Return what is equal for files with the same columns, whatever their order and case."""
    names = sorted(" ".join(name.split()).casefold() for name in header)
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


def rows(file: BinaryIO, name: str, matching: Matching) -> Iterator[Row | Fault]:
    """Yield the rows of a table as matched; a cell that is not understood is its row's `Fault`.

    Raises `InputProblem`, also if the file has other columns than were matched.
    """
    return each_once(_read(file, name, matching))


def write_csv(found: Sequence[Row], to: BinaryIO) -> None:
    """Write rows as UTF-8 CSV with a column for each field, read again by `heading_matching`."""
    header, cells = _written(found)
    delimited.write(header, cells, to)


def write_xlsx(found: Sequence[Row], to: BinaryIO) -> None:
    """Write rows as a sheet with the columns of `write_csv`."""
    header, cells = _written(found)
    sheets.write(header, cells, to)


def heading_matching(header: Sequence[str]) -> Matching:
    """Return the matching of a table that heed wrote: headings are names of fields."""
    known = ((i, one) for i, one in enumerate(header) if one in FIELDS)
    return Matching(tuple(Column(one, i, one) for i, one in known))


def _written(found: Sequence[Row]) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    more = tuple(dict.fromkeys(column for one in found for column, _ in one.extra))

    def cells(one: Row) -> tuple[str, ...]:
        extra = dict(one.extra)
        return (*_cells(one), *(extra.get(column, "") for column in more))

    return (*FIELDS, *more), map(cells, found)


def _cells(one: Row) -> tuple[str, ...]:
    return (
        one.id,
        one.text,
        one.symbol,
        one.paragraph,
        one.body or one.mechanism,
        one.state_as_written or one.state,
        "" if one.session is None else str(one.session),
        "" if one.cycle is None else str(one.cycle),
        "\n".join(who.name for who in one.recommending),
        one.position_as_written or one.position or "",
        one.kind,
        "\n".join(one.themes),
        "\n".join(one.groups),
        "\n".join(one.goals),
        one.dated,
        one.action,
    )


def _read(file: BinaryIO, name: str, matching: Matching) -> Iterator[Row | Fault]:
    table = tabular.opened(file, name)
    places = _places(table.header, matching, name)
    fixed = dict(matching.fixed)
    if "text" not in places:
        reason = "has no column that is matched to the text of the recommendation."
        raise InputProblem(name, "columns", reason, "Match a column to the text.")
    taken = {i for i, _ in places.values()}
    rest = [(i, one or f"column {i + 1}") for i, one in enumerate(table.header) if i not in taken]
    for one in table.rows:
        if isinstance(one, Fault):
            yield one
            continue
        number, cells = one
        held = fixed | {field: cells[i] for field, (i, _) in places.items() if cells[i]}
        extra = tuple((heading, cells[i]) for i, heading in rest if cells[i])
        try:
            yield _Reading(number, held, table.header, places, matching).row(extra)
        except values.Doubt as doubt:
            yield doubt.fault(number)


def _places(header: Sequence[str], matching: Matching, name: str) -> dict[str, tuple[int, str]]:
    """Return the place and the separator of each field's column, found by heading, then place."""
    found: dict[str, tuple[int, str]] = {}
    missing: list[str] = []
    for column in matching.columns:
        at = _place(header, column)
        if at is None:
            missing.append(column.header or f"number {column.index + 1}")
        else:
            found[column.field] = (at, column.separator)
    if missing:
        raise wrong_columns(name, tuple(missing), tuple(header))
    return found


def _place(header: Sequence[str], column: Column) -> int | None:
    if 0 <= column.index < len(header) and header[column.index] == column.header:
        return column.index
    if column.header:
        named = [i for i, one in enumerate(header) if one == column.header]
        return named[0] if len(named) == 1 else None
    return column.index if 0 <= column.index < len(header) else None


class _Reading:
    """One row of a table on its way to a `Row`."""

    def __init__(
        self,
        number: int,
        held: Mapping[str, str],
        header: Sequence[str],
        places: Mapping[str, tuple[int, str]],
        matching: Matching,
    ) -> None:
        self.number = number
        self.held = held
        self.header = header
        self.places = places
        self.dates = matching.dates

    def row(self, extra: tuple[tuple[str, str], ...]) -> Row:
        """Return the row. Raises `Doubt`."""
        text = texts.plain(self._cell("text"))
        if not text:
            raise values.Doubt(self._column("text"), "The text is empty.", "empty")
        paragraph, text = self._paragraph(text)
        if not paragraph and self._cell("paragraph"):
            extra = (*extra, (self._column("paragraph"), self._cell("paragraph")))
        state = self._cell("state")
        iso3 = values.addressee(state, self._column("state")) if state else ""
        session = values.whole(self._cell("session"), self._column("session"))
        cycle = values.whole(self._cell("cycle"), self._column("cycle"))
        body = self._cell("mechanism")
        return Row(
            number=self.number,
            text=text,
            id=self._cell("id"),
            symbol=self._cell("symbol"),
            paragraph=paragraph,
            mechanism=self._mechanism(body),
            body=body,
            state=iso3,
            state_as_written=state,
            addressees=(iso3,) if iso3 else (),
            session=session,
            cycle=cycle if cycle is not None else session and cycle_of(session),
            recommending=values.recommending(
                self._list("recommending"), self._column("recommending")
            ),
            position=values.position(self._cell("position"), self._column("position")),
            position_as_written=self._cell("position"),
            kind=values.kind(self._cell("kind")) or "recommendation",
            themes=self._list("themes"),
            groups=self._list("groups"),
            goals=self._list("goals"),
            dated=values.date(self._cell("dated"), self._column("dated"), self.dates),
            action=self._cell("action"),
            extra=extra,
        )

    def _cell(self, field: str) -> str:
        return self.held.get(field, "")

    def _column(self, field: str) -> str:
        return self.header[self.places[field][0]] if field in self.places else field

    def _list(self, field: str) -> tuple[str, ...]:
        _, separator = self.places.get(field, (0, ""))
        found = texts.lines(self._cell(field))
        if not separator:
            return found
        return tuple(p.strip() for one in found for p in one.split(separator) if p.strip())

    def _paragraph(self, text: str) -> tuple[str, str]:
        """Return the paragraph's number, and the text without the same number before it."""
        written = self._cell("paragraph")
        if not written:
            return texts.numbered(text) if "paragraph" not in self.places else ("", text)
        fraction = _FRACTION.fullmatch(written)
        if isinstance(written, sheets.Figure) and fraction is not None:
            shortened = int(f"{fraction.group(1)}0") <= _LONGEST_LIST
            if shortened:
                return "", text
        bare = written.strip().rstrip(".")
        number, rest = texts.numbered(text)
        return bare, rest if number == bare else text

    def _mechanism(self, body: str) -> str:
        code = body if body in mechanisms.mechanisms() else bodies.find(body) or ""
        if body and not code:
            said = f'"{values.shown(body)}" is no mechanism that heed knows.'
            raise values.Doubt(self._column("mechanism"), said, "mechanism")
        return code
