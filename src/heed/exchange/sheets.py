"""Spreadsheets (XLSX): the rows of the first sheet that holds any, each cell as text."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from heed.errors import InputProblem
from heed.exchange.rows import MOST_COLUMNS, MOST_FIELD, cut_off
from heed.exchange.texts import clean
from heed.reading.sniff import check_parts

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

# openpyxl is loaded when a sheet is met: it takes 0.1 s, and the parent of a reader needs none.
Record = tuple[int, list[str]]
MAGIC = b"PK\x03\x04"
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The full export of UHRI unpacks to several hundred megabytes.
_MOST_PART = 600 * 1024 * 1024
_MOST = 700 * 1024 * 1024
_ANEW = "Open it in a spreadsheet program and save it anew, or export it as CSV."
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PIECE = 1 << 20
# What no XML may hold (XML 1.0, 2.2): writing it raises, or gives a file that does not open.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A cell of Excel holds no more (its specifications and limits).
_LONGEST = 32_767


class Figure(str):
    """A cell that holds a number: how it was meant to be printed is not known ("140.10")."""

    __slots__ = ()


def records(file: BinaryIO, name: str) -> Iterator[Record]:
    """Yield the row number and the cells of each row that is not empty, up to the last filled.

    Formulas are text and never computed. Raises `InputProblem` if the file expands too far, is
    damaged or has too many columns.
    """
    with _book(file, name) as book:
        yield from _rows(book, name)


def all_records(file: BinaryIO, name: str) -> Iterator[tuple[str, Record]]:
    """Yield the rows of every sheet as `records` does, each with the name of its sheet.

    Raises `InputProblem`.
    """
    with _book(file, name) as book:
        for sheet in book.worksheets:
            for record in _rows_of(sheet, name):
                yield sheet.title, record


def write(header: Sequence[str], rows: Iterable[Sequence[str]], to: BinaryIO) -> None:
    """Write a sheet whose cells are all text: what looks like a formula is none."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    for values in itertools.chain([header], rows):
        sheet.append([cell(sheet, value) if value else None for value in values])
    book.save(to)


def writable(text: str) -> str:
    """Return a text without what no XML may hold."""
    return _NO_XML.sub("", text)


def cell(sheet: WriteOnlyWorksheet | Worksheet, text: str) -> Cell:
    """Return a cell that is text, never a formula. What a cell cannot hold is cut off ("…")."""
    from openpyxl.cell import WriteOnlyCell

    plain = writable(text)
    if len(plain) > _LONGEST:
        plain = f"{plain[: _LONGEST - 1]}…"
    made = WriteOnlyCell(sheet, value="")
    made.value, made.data_type = plain, "s"
    return made


def _book(file: BinaryIO, name: str) -> _Book:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            check_parts(archive.infolist(), name, most_part=_MOST_PART, most=_MOST, anew=_ANEW)
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_prolog(archive, part, name)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise _damaged(name) from error
    return _Book(file, name)


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Raise `InputProblem` if a part declares a document type, in whatever encoding."""
    with archive.open(part) as opened:
        held = b""
        while piece := opened.read(_PIECE):
            # What is looked for may be cut between two pieces.
            seen = held[-16:] + piece.replace(b"\x00", b"")
            if _DOCTYPE.search(seen):
                reason = "declares a document type (DTD), which spreadsheets do not."
                raise InputProblem(name, "unsafe", reason, _ANEW)
            held = seen


class _Book:
    """An open workbook, closed at the end of a `with`."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        from openpyxl import load_workbook

        file.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except Exception as error:
            raise _damaged(name) from error

    def __enter__(self) -> Workbook:
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.close()


def _rows(book: Workbook, name: str) -> Iterator[Record]:
    """Yield the rows of the first sheet with any."""
    for sheet in book.worksheets:
        found = False
        for record in _rows_of(sheet, name):
            found = True
            yield record
        if found:
            return


def _rows_of(sheet: Worksheet, name: str) -> Iterator[Record]:
    """Yield the rows of a sheet. Cells are cut after the last that is filled."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    number = 0
    rows = sheet.iter_rows(values_only=True)
    while True:
        number += 1
        try:
            values = next(rows, None)
        except (KeyError, ValueError, IndexError, TypeError, SyntaxError) as error:
            raise cut_off(name, number) from error
        if values is None:
            return
        cells = _cells(values, number, name)
        if cells:
            yield number, cells


def _cells(values: Sequence[object], number: int, name: str) -> list[str]:
    """Return a row's cells as text, none after the last that is filled."""
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    filled = sum(value is not None for value in values[:end])
    if filled > MOST_COLUMNS:
        reason = f"has more than {MOST_COLUMNS:,} columns in row {number:,}."
        raise InputProblem(name, "too_many_columns", reason, "Keep the columns you need.")
    cells = [_text(value) if value is not None else "" for value in values[:end]]
    if any(len(cell) > MOST_FIELD for cell in cells):
        reason = f"has a field too large to read in row {number:,}."
        remedy = f"No field may have more than {MOST_FIELD:,} characters."
        raise InputProblem(name, "too_large", reason, remedy)
    return cells if any(cells) else []


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return Figure(int(value) if value.is_integer() else repr(value))
    if isinstance(value, int):
        return Figure(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    # A formula over several cells is an object that holds its text.
    return clean(str(getattr(value, "text", value)))


def _damaged(name: str) -> InputProblem:
    return InputProblem(name, "damaged", "is a damaged spreadsheet.", _ANEW)
