"""Any spreadsheet: which column means what, and its rows in heed's words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

FIELDS = (
    "id",
    "text",
    "symbol",
    "paragraph",
    "mechanism",
    "state",
    "session",
    "cycle",
    "recommending",
    "position",
    "kind",
    "themes",
    "groups",
    "goals",
    "dated",
    "action",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One matched column: the field it fills, its 0-based place and its header.

    `separator` parts a list in one cell; `""` where the cell is one value (a line break always
    parts a list).
    """

    field: str
    index: int
    header: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which column fills which field of a row.

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

    `sample` are the first 20 rows below the header; `rows` counts all rows below the header, None
    where only reading the whole file would tell.
    """

    format: str
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int | None = None


def signature(header: Sequence[str]) -> str:
    """Return what is equal for files with the same columns, whatever their order and case."""
    names = sorted(" ".join(name.split()).casefold() for name in header)
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]
