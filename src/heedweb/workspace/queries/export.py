"""A list as CSV or XLSX: what is on screen, all pages of it, and nothing that a sheet would run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from heed.exchange import sheets
from heed.exchange.delimited import safe_lines
from heedweb.workspace.models import Recommendation
from heedweb.workspace.queries.columns import Column

_WIDE = {"text": 70, "answer": 60, "states": 30, "groups": 30, "source": 22, "review": 18}


def as_csv(columns: Sequence[Column], rows: Iterable[Recommendation]) -> Iterator[str]:
    """Yield CSV (RFC 4180) line by line, after the mark by which Excel knows UTF-8."""
    return safe_lines(_lines(columns, rows))


def as_xlsx(columns: Sequence[Column], rows: Iterable[Recommendation]) -> bytes:
    """Return a workbook with one sheet; every cell is typed as text, so none is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Recommendations")
    sheet.freeze_panes = "A2"
    for i, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(i)].width = _WIDE.get(column.name, 14)
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, cells in enumerate(_lines(columns, rows)):
        row = [sheets.cell(sheet, text) for text in cells]
        for cell in row:
            cell.alignment = wrapped
            if number == 0:
                cell.font = bold
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _lines(columns: Sequence[Column], rows: Iterable[Recommendation]) -> Iterator[list[str]]:
    yield [str(column.label) for column in columns]
    for row in rows:
        yield [column.text(row) for column in columns]
