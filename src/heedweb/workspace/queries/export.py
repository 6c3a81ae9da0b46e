"""A list as CSV or XLSX: what is on screen, all pages of it, and nothing that a sheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from heedweb.workspace.models import Recommendation
from heedweb.workspace.queries.columns import Column

# What spreadsheets take for the beginning of a formula, also behind white space; full-width forms
# are read as the plain ones. Source: OWASP, "CSV Injection"; ASVS 5.0 1.2.10.
_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0]")
# A cell of Excel holds no more (its specifications and limits).
_LONGEST = 32_767
_WIDE = {"text": 70, "answer": 60, "states": 30, "groups": 30, "source": 22, "review": 18}


def safe(text: str) -> str:
    """Return `text` so that a spreadsheet shows it: an apostrophe before what it would run."""
    plain = text.replace("\0", "")
    return f"'{plain}" if _FORMULA.match(text) else plain


def as_csv(columns: Sequence[Column], rows: Iterable[Recommendation]) -> Iterator[str]:
    """Yield CSV (RFC 4180) line by line, after the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for cells in _lines(columns, rows):
        writer.writerow([safe(cell) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def as_xlsx(columns: Sequence[Column], rows: Iterable[Recommendation]) -> bytes:
    """Return a workbook with one sheet; every cell is typed as text, so none is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Recommendations")
    sheet.freeze_panes = "A2"
    for i, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(i)].width = _WIDE.get(column.name, 14)
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, cells in enumerate(_lines(columns, rows)):
        sheet.append([_cell(sheet, text, wrapped, bold if number == 0 else None) for text in cells])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _lines(columns: Sequence[Column], rows: Iterable[Recommendation]) -> Iterator[list[str]]:
    yield [str(column.label) for column in columns]
    for row in rows:
        yield [column.text(row) for column in columns]


def _cell(sheet: Any, text: str, wrapped: Alignment, font: Font | None) -> Any:  # noqa: ANN401
    cell = WriteOnlyCell(sheet, value="")
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(clean) > _LONGEST:
        clean = f"{clean[: _LONGEST - 1]}…"
    cell.value, cell.data_type = clean, "s"
    cell.alignment = wrapped
    if font is not None:
        cell.font = font
    return cell
