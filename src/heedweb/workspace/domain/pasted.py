"""Tables that people paste or upload, as rows of cells; files are read in confinement."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heed.errors import InputProblem
from heed.exchange.rows import Fault
from heedweb.workspace.domain import parsers
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.domain.uploads import Upload, laid, name_of

_MARKS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class Sheet:
    """An uploaded table as if it were pasted. In a `spreadsheet` figures have a decimal point."""

    text: str
    spreadsheet: bool


def cells(text: str, most: int) -> list[list[str]]:
    """Return the cells of what was pasted, row by row. Raises `Refused` where it is no table."""
    given = [one for one in text.splitlines() if one.strip()]
    if not given:
        raise Refused(_("Paste a table or choose a file first."))
    if len(given) > most + 1:
        raise Refused(_("Give at most {n} rows at once.").format(n=most))
    mark = next((one for one in _MARKS if one in given[0]), "\t")
    try:
        return [[" ".join(c.split()) for c in row] for row in csv.reader(given, delimiter=mark)]
    except csv.Error as error:
        raise Refused(_("The table cannot be read: {why}.").format(why=error)) from error


def uploaded(upload: Upload, most: int) -> Sheet:
    """Return an uploaded spreadsheet or CSV with its cells parted by tabs.

    Raises `InputProblem`, and `StorageProblem` where there is no room for it.
    """
    name = name_of(upload)
    with laid(upload) as path:
        rows, spreadsheet = [], False
        for one in parsers.cells(path, name=name, most=most):
            if isinstance(one, Fault):
                raise InputProblem(name, one.code, f"row {one.number}: {one.text}", "")
            rows.append("\t".join(map(flat, one.cells)))
            spreadsheet = spreadsheet or bool(one.figures)
    return Sheet("\n".join(rows), spreadsheet)


def flat(cell: str) -> str:
    """Return a cell as it stands in a table whose cells are parted by tabs."""
    words = " ".join(cell.split())
    return '"' + words.replace('"', '""') + '"' if '"' in words else words
