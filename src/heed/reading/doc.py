"""Word 97-2003 (DOC): the main text through the piece table.

[MS-DOC] sections 2.5 (FIB), 2.9.38 (Clx) and 2.4.1: the text stands in pieces, each either in
one byte a character (Windows 1252) or in two (UTF-16).
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata

import olefile

from heed.errors import InputProblem
from heed.reading.content import Content

_ENCRYPTED = 0x0100
_WHICH_TABLE = 0x0200
_FIB_TEXT_LENGTH = 0x4C
_FIB_CLX = 0x01A2
# Field codes stand between 0x13 and 0x14, their results between 0x14 and 0x15.
_FIELD_CODE = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_MARKS = {0x07: "\t", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x1E: "-", 0x1F: "", 0xA0: " "}


def read_doc(data: bytes, name: str) -> Content:
    """Return the main text, one line per paragraph. Raises `InputProblem`."""
    try:
        text = _main_text(data, name)
    except (struct.error, IndexError, OSError, UnicodeDecodeError, ValueError) as error:
        reason = "is a damaged Word file."
        remedy = "Open it in Word and save it as DOCX."
        raise InputProblem(name, "damaged", reason, remedy) from error
    while _FIELD_CODE.search(text):
        text = _FIELD_CODE.sub("", text).replace("\x15", "")
    text = text.translate(_MARKS)
    text = re.sub(r"[\x00-\x08\x0e-\x1f]", "", text)
    return Content(unicodedata.normalize("NFC", text.rstrip("\n") + "\n"))


def _main_text(data: bytes, name: str) -> str:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        fib = ole.openstream("WordDocument").read()
        flags = struct.unpack_from("<H", fib, 0x0A)[0]
        if flags & _ENCRYPTED:
            reason = "is protected by a password."
            raise InputProblem(name, "password", reason, "Give a copy without a password.")
        table = ole.openstream("1Table" if flags & _WHICH_TABLE else "0Table").read()
    length = struct.unpack_from("<i", fib, _FIB_TEXT_LENGTH)[0]
    at, size = struct.unpack_from("<II", fib, _FIB_CLX)
    return _pieces(fib, table[at : at + size])[: max(length, 0)]


def _pieces(fib: bytes, clx: bytes) -> str:
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", plc, 0)
    text: list[str] = []
    for i in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)[0]
        length = positions[i + 1] - positions[i]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            text.append(fib[start : start + length].decode("cp1252", errors="replace"))
        else:
            text.append(fib[place : place + 2 * length].decode("utf-16-le", errors="replace"))
    return "".join(text)
