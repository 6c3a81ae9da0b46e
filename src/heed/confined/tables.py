"""The doors of ready-made data: a file in, its rows out, one at a time.

The child writes a line of JSON for each row into a file without a name that the parent opened;
when it has ended well, the parent reads the lines back and checks each. Neither holds the rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from heed.confined import wire
from heed.confined.files import faulty, handed
from heed.confined.limits import MB, Limits
from heed.confined.tasks import Asked, Line
from heed.exchange.rows import MOST_UHRI_ROWS, Cells, Fault, Row
from heed.exchange.table import Head, Matching

Found = TypeVar("Found")
# The full export of UHRI has some 400 MB. What is written is of the size of what is read.
MOST_BYTES = 600 * MB
LIMITS = Limits(cpu=300, wall=600, written=2048 * MB)
# A row holds a text of 200,000 characters at most, and its other columns.
_MOST_LINE = 16 * MB


def rows(
    path: Path, *, name: str | None = None, state: str | None = None,
    matching: Matching | None = None,
) -> Iterator[Row | Fault]:  # fmt: skip
    """Return the rows of the file at `path`, as `heed.exchange.reading.rows`.

    The whole file has been read when this returns: a file that is refused gives no row. Raises
    `InputProblem`.
    """
    called = name or path.name
    asked = Asked("rows", word=state or "", matching=matching)
    return _lines(*_told(asked, path, called), called, _row)


def cells(path: Path, *, name: str, most: int) -> Iterator[Cells | Fault]:
    """Return the header and the rows of the table at `path`, as `heed.exchange.reading.cells`.

    The whole file has been read when this returns. Raises `InputProblem`.
    """
    asked = Asked("cells", number=most)
    return _lines(*_told(asked, path, name), name, _cells)


def _told(asked: Asked, path: Path, called: str) -> tuple[BinaryIO, int]:
    """Return the file that a child wrote its lines into, and how many they are."""
    # Closed by the generator when the rows are read or no longer wanted.
    held = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        answer = handed(asked, (path, called), LIMITS, MOST_BYTES, [held.fileno()])
        held.seek(0)
    except BaseException:
        held.close()
        raise
    return held, answer.number


def head(path: Path, *, name: str | None = None) -> Head:
    """Return the beginning of the file at `path`, as `heed.exchange.reading.head`.

    Raises `InputProblem`.
    """
    called = name or path.name
    answer = handed(Asked("head"), (path, called), LIMITS, MOST_BYTES)
    if answer.head is None:
        raise faulty(called)
    return answer.head


def data_format(path: Path, *, name: str | None = None) -> str:
    """Return what the file of data at `path` is, as `heed.exchange.reading.format_of`.

    Raises `InputProblem`.
    """
    called = name or path.name
    return handed(Asked("format"), (path, called), LIMITS, MOST_BYTES).words


def _row(line: Line) -> Row | Fault | None:
    return line.row or line.fault


def _cells(line: Line) -> Cells | Fault | None:
    return line.cells or line.fault


def _lines(
    held: BinaryIO, count: int, name: str, part: Callable[[Line], Found | None]
) -> Iterator[Found]:
    """Yield what a child wrote. Raises `InputProblem` for lines that hold nothing of it."""
    with held:
        for _ in range(min(count, 2 * MOST_UHRI_ROWS)):
            try:
                found = part(wire.from_line(held.readline(_MOST_LINE), Line))
            except wire.Malformed as error:
                raise faulty(name) from error
            if found is None:
                raise faulty(name)
            yield found
