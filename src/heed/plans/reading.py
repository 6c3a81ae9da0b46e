"""The one way in: a file of a plan, a workbook or a Word file, as what it holds."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange.sheets import MAGIC
from heed.plans import word_read, workbook_read
from heed.plans.records import PlanFile
from heed.reading.sniff import sniff

MOST_BYTES = 20 * 1024 * 1024


def read(file: BinaryIO, name: str) -> PlanFile:
    """Return the plan in a file, whatever its name ends with. Raises `InputProblem`."""
    if _is_workbook(file):
        return workbook_read.read(file, name)
    file.seek(0)
    if sniff(file.read(), name) != "docx":
        reason, remedy = "is no spreadsheet or Word file.", "Give an XLSX or a DOCX file."
        raise InputProblem(name, "unsupported", reason, remedy)
    file.seek(0)
    return word_read.read(file, name)


def _is_workbook(file: BinaryIO) -> bool:
    file.seek(0)
    if file.read(len(MAGIC)) != MAGIC:
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return any(part.startswith("xl/") for part in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
