"""Tables that people paste or upload, as rows of cells; files are read in confinement."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from heed.errors import InputProblem
from heed.exchange.rows import Fault
from heedweb.workspace.domain import parsers
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.storage import translated

_MARKS = ("\t", ";", ",")


class Upload(Protocol):
    """What a form hands over: a name and chunks of bytes."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""
        ...


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
    name = (upload.name or "file")[:255]
    with translated(), tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / "table"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        rows, spreadsheet = [], False
        for one in parsers.cells(path, name=name, most=most):
            if isinstance(one, Fault):
                raise InputProblem(name, one.code, f"row {one.number}: {one.text}", "")
            rows.append("\t".join(map(_flat, one.cells)))
            spreadsheet = spreadsheet or bool(one.figures)
    return Sheet("\n".join(rows), spreadsheet)


def _flat(cell: str) -> str:
    flat = " ".join(cell.split())
    return '"' + flat.replace('"', '""') + '"' if '"' in flat else flat
