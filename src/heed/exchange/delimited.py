"""Delimited text (CSV): its records with the numbers that a person would count, header as 1."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange import encodings
from heed.exchange.rows import MOST_FIELD, Fault, cut_off, undecodable
from heed.exchange.texts import clean

Record = tuple[int, list[str]]
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 50
# What spreadsheets take for the beginning of a formula, also behind white space; full-width forms
# are read as the plain ones. Source: OWASP, "CSV Injection"; ASVS 5.0 1.2.10.
_FORMULA = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
# What begins with apostrophes before such gets one more, so that reading takes off just that one.
_RUNS = re.compile(rf"'*{_FORMULA}")
_ESCAPED = re.compile(rf"'+{_FORMULA}")


def records(file: BinaryIO, name: str) -> Iterator[Record | Fault]:
    """Yield the number and the cells of each record that is not empty, the header's first.

    A record with a stray quotation mark is a `Fault`. Raises `InputProblem` if the file is cut
    off, holds a field that is too large or mixes encodings.
    """
    code = _encoding(file, name)
    delimiter = _delimiter(file, code)
    for number, cells in _records(encodings.lines(file, code), delimiter, name):
        if isinstance(cells, str):
            yield Fault(number, "", f"This row is not read: {cells}.", "quotes")
        elif any(cells):
            yield number, cells


def write(header: Sequence[str], rows: Iterable[Sequence[str]], to: BinaryIO) -> None:
    """Write UTF-8 CSV that no spreadsheet runs a cell of. `to` stays open."""
    wrapper = io.TextIOWrapper(to, encoding="utf-8", newline="")
    writer = csv.writer(wrapper, lineterminator="\n")
    writer.writerows([escaped(cell) for cell in cells] for cells in itertools.chain([header], rows))
    wrapper.flush()
    wrapper.detach()


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield CSV (RFC 4180) line by line, after the mark by which Excel knows UTF-8.

    Cells are written as they are; what people or documents wrote is `escaped` before.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for cells in rows:
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def safe_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield CSV as `lines` does, with no cell that a spreadsheet would run."""
    return lines([escaped(cell) for cell in cells] for cells in rows)


def escaped(text: str) -> str:
    """Return a cell so that a spreadsheet shows it: an apostrophe before what it would run.

    The character NUL, which hides what follows it, is left out.
    """
    text = text.replace("\0", "")
    return f"'{text}" if _RUNS.match(text) else text


def unescaped(text: str) -> str:
    """Return a cell without the apostrophe that `escaped` put before it."""
    return text[1:] if text[:1] == "'" and _ESCAPED.match(text) else text


def _encoding(file: BinaryIO, name: str) -> str:
    try:
        return encodings.encoding(file)
    except encodings.Mixed as mixed:
        row = _record_of_line(file, mixed.line, name)
        raise undecodable(name, row, mixed.encoding) from mixed
    except UnicodeError as error:
        raise encodings.wrongly_marked(name) from error


def _records(
    lines: Iterator[str], delimiter: str, name: str
) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record's cells, or what is wrong with it."""
    csv.field_size_limit(MOST_FIELD)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in itertools.count(1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                reason = f"has a field too large to read in row {number:,}."
                remedy = f"No field may have more than {MOST_FIELD:,} characters."
                raise InputProblem(name, "too_large", reason, remedy) from error
            if "unexpected end" in str(error):
                raise cut_off(name, number) from error
            yield number, "a quotation mark stands inside a quoted field and is not doubled"
            continue
        yield number, [clean(unescaped(cell)) for cell in cells]


def _record_of_line(file: BinaryIO, line: int, name: str) -> int:
    """Return the number of the record that a line of the file belongs to."""
    delimiter = _delimiter(file, "latin-1")
    reader = csv.reader(encodings.lines(file, "latin-1"), delimiter=delimiter)
    csv.field_size_limit(MOST_FIELD)
    return next((n for n, _ in enumerate(reader, 1) if reader.line_num >= line), line)


def _delimiter(file: BinaryIO, code: str) -> str:
    """Return what parts the cells: what gives most records the same, largest number of cells."""
    sample = list(itertools.islice(encodings.lines(file, code), _SAMPLE))

    def agreed(delimiter: str) -> int:
        csv.field_size_limit(MOST_FIELD)
        try:
            counts = [len(r) for r in csv.reader(sample, delimiter=delimiter) if any(r)]
        except csv.Error:
            return 0
        return sum(counts[0] == n for n in counts) * (counts[0] - 1) if counts else 0

    return max(_DELIMITERS, key=agreed)
