"""The Index's search results as a sheet (XLSX): 16 columns in any order, two of them misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from heed.exchange import sheets, tabular, texts
from heed.exchange.duplicates import each_once
from heed.exchange.rows import MOST_UHRI_ROWS, Fault, Row, wrong_columns
from heed.exchange.uhri import LISTS, record, row
from heed.vocab.states import fold

# The column of each field as OHCHR writes it ("Reccomending" and all), in its order.
COLUMNS = {
    "Text": "Text",
    "Countries": "Countries Concerned",
    "Body": "Reccomending Body",
    "Symbol": "Document Symbol",
    "Themes": "Themes",
    "AffectedPersons": "Affected Persons",
    "Sdgs": "Sdgs",
    "PublicationDate": "Document Publication Date",
    "UprRecommendingCountry": "UPR Reccomending States",
    "UprPositions": "UPR Position",
    "AnnotationType": "Type",
    "AnnotationId": "OHCHR Annotation Id",
    "UprSession": "UPR Session",
    "Regions": "Regions Concerned",
    "UprRecommendingRegions": "Recommending Regions",
    "PublicationDateOnUhri": "Date of publication on UHRI",
}
_NEEDED = ("Text", "Countries", "Body", "AnnotationId")
# Other spellings of a heading, corrected ones included. `UPR Cycle` is no column of OHCHR's.
_ALSO = {
    "Recommending Body": "Body",
    "UPR Recommending States": "UprRecommendingCountry",
    "UPR Cycle": "UprCycle",
    "Paragraph": "Paragraph",
}


def matches(header: Sequence[str]) -> bool:
    """Return whether a header is that of the Index's sheets."""
    fields = set(_fields(header).values())
    return fields.issuperset(_NEEDED)


def rows(file: BinaryIO, name: str, state: str | None = None) -> Iterator[Row | Fault]:
    """Yield the rows of a sheet, those addressed to `state` (ISO3) if one is given.

    Raises `InputProblem`.
    """
    return each_once(_read(file, name, state))


def write_xlsx(found: Sequence[Row], to: BinaryIO) -> None:
    """Write rows as such a sheet; what has no column there gets one behind them."""
    records = [record(one) for one in found]
    more = dict.fromkeys(field for told in records for field in told if field not in COLUMNS)
    kept = {field: _heading(field) for field in more if any(told.get(field) for told in records)}
    columns = COLUMNS | kept
    sheets.write(
        tuple(columns.values()),
        ([_cell(told.get(field), field) for field in columns] for told in records),
        to,
    )


def _heading(field: str) -> str:
    return next((heading for heading, known in _ALSO.items() if known == field), field)


def _cell(value: object, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(f"- {one}" for one in value)
    return f"- {value}" if field in ("Body", "AnnotationType") and value else str(value)


def _fields(header: Sequence[str]) -> dict[int, str]:
    """Return the field of each column; a heading that the Index does not have names its own."""
    known = {fold(heading): field for field, heading in COLUMNS.items()}
    known |= {fold(heading): field for heading, field in _ALSO.items()}
    return {i: known.get(fold(one), one) for i, one in enumerate(header)}


def _read(file: BinaryIO, name: str, state: str | None) -> Iterator[Row | Fault]:
    table = tabular.opened(file, name, MOST_UHRI_ROWS)
    fields = _fields(table.header)
    missing = tuple(COLUMNS[f] for f in _NEEDED if f not in fields.values())
    if missing:
        raise wrong_columns(name, missing, table.header)
    for one in table.rows:
        if isinstance(one, Fault):
            yield one
            continue
        number, cells = one
        found = row(number, _values(cells, fields), state)
        if found is not None:
            yield found


def _values(cells: Sequence[str], fields: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    for i, field in fields.items():
        if cells[i]:
            held[field] = texts.lines(cells[i]) if field in LISTS else (cells[i],)
    return held
