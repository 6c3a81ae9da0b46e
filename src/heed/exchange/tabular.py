"""A table of any format: its header, and its rows with their numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange import delimited, sheets
from heed.exchange.rows import MOST_COLUMNS, MOST_ROWS, Fault, too_many

Record = tuple[int, list[str]]
# Titles stand above the header in sheets made for reading.
_TITLES = 10


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `header` as written, and what stands below it, each row as long as the header.

    `rows` can be read once. A row that does not fit is a `Fault`.
    """

    header: tuple[str, ...]
    rows: Iterator[Record | Fault]


def opened(file: BinaryIO, name: str, most: int = MOST_ROWS) -> Table:
    """Return the table in a file. Raises `InputProblem`, also while its rows are read."""
    file.seek(0)
    sheet = file.read(4) == sheets.MAGIC
    records: Iterator[Record | Fault]
    records = sheets.records(file, name) if sheet else delimited.records(file, name)
    start = list(itertools.islice(records, _TITLES))
    at = _header_at(start)
    if at is None:
        raise InputProblem(name, "empty", "holds no table.", "Check that it is the right file.")
    titles = start[at]
    header = [] if isinstance(titles, Fault) else [" ".join(cell.split()) for cell in titles[1]]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        reason = f"has more than {MOST_COLUMNS:,} columns."
        raise InputProblem(name, "too_many_columns", reason, "Keep the columns you need.")
    below = itertools.chain(start[at + 1 :], records)
    rows = _fitting(below, len(header), short=sheet)
    return Table(tuple(header), _counted(rows, name, most))


def _header_at(start: Sequence[Record | Fault]) -> int | None:
    """Return which record is the header: the first that is at least half as full as the fullest."""
    filled = [0 if isinstance(one, Fault) else sum(map(bool, one[1])) for one in start]
    # A far cell alone in its row says nothing about the table.
    most = max(filled, default=0)
    return next((i for i, n in enumerate(filled) if n and n * 2 >= most), None)


def _fitting(
    records: Iterable[Record | Fault], width: int, *, short: bool
) -> Iterator[Record | Fault]:
    """Yield the records as long as the header. `short`: empty cells at the end are not written."""
    for one in records:
        if isinstance(one, Fault):
            yield one
            continue
        number, cells = one
        extra = any(cells[width:])
        if extra or (len(cells) < width and not short):
            said = f"This row has {len(cells):,} cells and the header {width:,}; correct it."
            yield Fault(number, "", said, "ragged")
        else:
            yield number, cells[:width] + [""] * (width - len(cells))


def _counted(rows: Iterable[Record | Fault], name: str, most: int) -> Iterator[Record | Fault]:
    for count, one in enumerate(rows):
        if count >= most:
            raise too_many(name, most)
        yield one
