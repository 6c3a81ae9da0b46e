"""The one way in: a file of ready-made data, whatever its format, as rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange import impact, sheets, table, tabular, uhri, uhri_sheet, upr_info
from heed.exchange.proposing import propose
from heed.exchange.rows import MOST_ROWS, Cells, Fault, Row
from heed.exchange.sniffing import data_format
from heed.exchange.table import SAMPLE, Head, Matching

_KINDS = "Give the JSON or XLSX export of the Universal Human Rights Index, or a table (CSV, XLSX)."
_READERS = {
    "uhri_json": uhri.rows,
    "uhri_xlsx": uhri_sheet.rows,
    "upr_info": upr_info.rows,
    "impact": impact.rows,
}


def rows(
    file: BinaryIO, name: str, state: str | None = None, matching: Matching | None = None
) -> Iterator[Row | Fault]:
    """Yield the rows of a file, those addressed to `state` (ISO3) if one is given.

    A table of no known format is read as `matching` says; without one as its headings and its
    first rows propose. With a matching, any table is read as it says. Faults are of all rows that
    are no other State's. Raises `InputProblem`.
    """
    found = format_of(file, name)
    if found in ("table", "uhri_xlsx", "upr_info", "impact") and matching is not None:
        found = "table"
    if found == "table":
        held = matching or _proposed(file, name)
        yield from _of(table.rows(file, name, held), state)
    else:
        yield from _READERS[found](file, name, state)


def cells(file: BinaryIO, name: str, most: int = MOST_ROWS) -> Iterator[Cells | Fault]:
    """Yield the header and the rows of a table as they are written. Raises `InputProblem`."""
    if format_of(file, name) == "uhri_json":
        raise InputProblem(name, "unsupported", "is no table.", "Give a table (CSV, XLSX).")
    held = tabular.opened(file, name, most)
    yield Cells(0, held.header)
    for one in held.rows:
        if isinstance(one, Fault):
            yield one
            continue
        number, found = one
        figures = (place for place, cell in enumerate(found) if isinstance(cell, sheets.Figure))
        yield Cells(number, tuple(map(str, found)), tuple(figures))


def head(file: BinaryIO, name: str) -> Head:
    """Return the beginning of a file. Raises `InputProblem`."""
    found = format_of(file, name)
    if found == "uhri_json":
        return _records(file, name)
    held = tabular.opened(upr_info.unpacked(file, name), name)
    sample = [one[1] for one in itertools.islice(held.rows, SAMPLE) if not isinstance(one, Fault)]
    shown = tuple(tuple(str(cell) for cell in cells) for cells in sample)
    return Head(found, held.header, shown, _count(file, name))


def _count(file: BinaryIO, name: str) -> int | None:
    """Return how many rows a table has, None where counting means reading a whole sheet."""
    file.seek(0)
    if file.read(2) == b"PK":
        return None
    return sum(1 for _ in tabular.opened(upr_info.unpacked(file, name), name).rows)


def _records(file: BinaryIO, name: str) -> Head:
    found = [dict(one) for one in itertools.islice(uhri.records(file, name), SAMPLE)]
    header = tuple(dict.fromkeys(field for one in found for field in one))
    sample = tuple(tuple("\n".join(one.get(f, ())) for f in header) for one in found)
    return Head("uhri_json", header, sample)


def _proposed(file: BinaryIO, name: str) -> Matching:
    held = tabular.opened(file, name)
    sample = [one[1] for one in itertools.islice(held.rows, SAMPLE) if not isinstance(one, Fault)]
    return propose(held.header, sample)


def _of(found: Iterator[Row | Fault], state: str | None) -> Iterator[Row | Fault]:
    """Yield faults, the rows that are `state`'s, and those that name no addressee."""
    for one in found:
        ours = isinstance(one, Fault) or not one.addressees or state in one.addressees
        if state is None or ours:
            yield one


def format_of(file: BinaryIO, name: str) -> str:
    """Return what a file of data is, as `heed.exchange.sniffing`. Raises `InputProblem`."""
    try:
        found = data_format(file)
    except InputProblem as problem:
        raise InputProblem(name, problem.code, problem.reason, problem.remedy) from problem
    if found is None:
        file.seek(0)
        if not file.read(1):
            raise InputProblem(name, "empty", "is empty.", "Check that it was copied whole.")
        raise InputProblem(name, "unsupported", "is no table or export that heed knows.", _KINDS)
    return found
