"""Whether a file that is dropped holds data instead of a document."""

from __future__ import annotations

from heed.errors import InputProblem
from heed.exchange.table import SAMPLE, Head
from heedweb.workspace.domain import parsers
from heedweb.workspace.domain.given import Given

# A JSON array, and what gzip packed: no document begins so.
_DATA = (b"[", b"\x1f\x8b")
# Why a file is refused as a document that may yet be a table.
_MAYBE = frozenset({"not_recognised", "too_large", "unsupported"})
_FEWEST_COLUMNS = 2
_LONGEST_NAME = 80
_SHARE = 0.8


def surely(given: Given) -> bool:
    """Return whether a file can be nothing but data: by what was said of it, or its first byte."""
    if given.matching:
        return True
    with given.path.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(_DATA)


def instead(given: Given, problem: InputProblem) -> Head | None:
    """Return the beginning of a file that is refused as a document and is a table, else None.

    Raises the problem of the table where it is one and cannot be read.
    """
    if problem.code not in _MAYBE:
        return None
    sheet = "spreadsheet" in problem.reason
    try:
        head = parsers.head(given.path, name=given.name)
    except InputProblem:
        if sheet:
            raise
        return None
    return head if sheet or head.format != "table" or _is_table(head) else None


def _is_table(head: Head) -> bool:
    """Return whether text is set in columns: prose with commas is not.

    `sample` holds those of the first rows that have as many cells as the header.
    """
    first = min(SAMPLE, head.rows or 0)
    regular = first > 0 and len(head.sample) >= _SHARE * first
    named = all(0 < len(name) <= _LONGEST_NAME for name in head.header)
    return len(head.header) >= _FEWEST_COLUMNS and regular and named
