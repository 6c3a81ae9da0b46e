"""What a file of ready-made data is, found from its content and never from its name."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange import impact, sheets, tabular, uhri_sheet, upr_info

_START = 4096
# Text of other formats; a table begins with no such sign.
_NO_TABLE = (b"%PDF", b"<", b"{", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def data_format(file: BinaryIO) -> str | None:
    """Return `uhri_json`, `uhri_xlsx`, `upr_info`, `impact`, `table`, or None if it is none.

    `uhri_json` is any JSON array of records; its fields are checked when it is read. `table` is a
    table (CSV, XLSX) that needs a matching. Raises `InputProblem` for a damaged or hostile file.
    """
    file.seek(0)
    start = file.read(_START).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return None
    if start.startswith(b"["):
        return "uhri_json" if start[1:].lstrip()[:1] in (b"{", b"]", b"") else None
    if start.startswith(_NO_TABLE):
        return None
    if start.startswith(sheets.MAGIC):
        return _sheet(file)
    if start.startswith(upr_info.GZIP):
        file = upr_info.unpacked(file, "")
    return _table(file) if _is_text(file) else None


def _sheet(file: BinaryIO) -> str | None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            if not any(part.startswith("xl/") for part in archive.namelist()):
                return None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        # Cut off: what it was stands at its end.
        return "table"
    return _table(file)


def _table(file: BinaryIO) -> str:
    try:
        header = tabular.opened(file, "").header
    except InputProblem as problem:
        if problem.code == "empty":
            return "table"
        raise
    if uhri_sheet.matches(header):
        return "uhri_xlsx"
    if upr_info.matches(header):
        return "upr_info"
    return "impact" if impact.matches(header) else "table"


def _is_text(file: BinaryIO) -> bool:
    """Return whether the beginning of a file is text, in an encoding that tables come in."""
    file.seek(0)
    start = file.read(_START)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1::2].count(0) > len(start) // 3:
        return True
    control = sum(1 for byte in start if byte < 9 or 13 < byte < 32)
    return control <= max(8, len(start) // 50)
