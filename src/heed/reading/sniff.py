"""What a file is, found from its bytes. Extensions lie: four of eight UN `.doc` files are DOCX."""

from __future__ import annotations

import io
import re
import zipfile

import olefile

from heed.errors import InputProblem

_MOST_PARTS = 5_000
_MOST_PART_BYTES = 100 * 1024 * 1024
_MOST_BYTES = 200 * 1024 * 1024
_MOST_RATIO = 300
# A few repetitive pages may shrink as much; they do no harm.
_RATIO_FROM = 10 * 1024 * 1024

_IMAGES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
}
_ASK_TEXT = "Give the Word file, or a PDF with a text layer."
_ASK_KIND = "Give a PDF, Word, HTML or text file."
_ANEW = "Save it anew in Word."
_DAMAGED = "Ask for the file again, or open and save it anew."


def sniff(data: bytes, name: str) -> str:
    """Return `pdf`, `docx`, `doc`, `html` or `text`. Raises `InputProblem` for anything else."""
    if not data.strip(b"\x00 \t\r\n"):
        raise InputProblem(name, "empty", "is empty.", "Check that it was copied whole.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data, name)
    if data.startswith(olefile.MAGIC):
        return _sniff_ole(data, name)
    for magic, what in _IMAGES.items():
        if data.startswith(magic):
            raise InputProblem(name, "image", f"is {what}, not a text.", _ASK_TEXT)
    if data.startswith(b"{\\rtf"):
        reason = "is an RTF file, which is not read."
        raise InputProblem(name, "unsupported", reason, "Save it as DOCX.")
    if re.match(
        rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
        data[:4096],
        re.I | re.S,
    ):
        return "html"
    if _is_binary(data):
        reason = "is no document that heed can read."
        raise InputProblem(name, "unsupported", reason, _ASK_KIND)
    return "text"


def _is_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = data[:65536]
    control = sum(1 for b in sample if b < 9 or 13 < b < 32)
    return b"\x00" in sample or control > len(sample) // 50


def _sniff_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputProblem(name, "damaged", "is a damaged Word or ZIP file.", _DAMAGED) from error
    check_parts(parts, name)
    names = {p.filename for p in parts}
    if "word/document.xml" in names:
        return "docx"
    if any(n.startswith("xl/") for n in names):
        reason = "is a spreadsheet, not a document."
    elif any(n.startswith("ppt/") for n in names):
        reason = "is a presentation, not a document."
    else:
        reason = "is a ZIP archive without a Word document."
    raise InputProblem(name, "unsupported", reason, _ASK_KIND)


def check_parts(
    parts: list[zipfile.ZipInfo],
    name: str,
    *,
    most_part: int = _MOST_PART_BYTES,
    most: int = _MOST_BYTES,
    anew: str = _ANEW,
) -> None:
    """Raise `InputProblem` if an archive expands too far or has parts that it must not have.

    `most_part` and `most` are bytes, of one part and of all, unpacked.
    """
    if len(parts) > _MOST_PARTS:
        reason = f"has more than {_MOST_PARTS:,} parts."
        raise InputProblem(name, "too_large", reason, anew)
    total = sum(p.file_size for p in parts)
    packed = sum(p.compress_size for p in parts)
    bomb = total > most or any(p.file_size > most_part for p in parts)
    if bomb or (total > _RATIO_FROM and total > _MOST_RATIO * max(packed, 1)):
        reason = f"expands to {total / 1024 / 1024:,.0f} MB."
        raise InputProblem(name, "too_large", reason, anew)
    if any(p.flag_bits & 1 for p in parts):
        reason = "is protected by a password."
        raise InputProblem(name, "password", reason, "Give a copy without a password.")
    _check_names(parts, name, anew)


def _check_names(parts: list[zipfile.ZipInfo], name: str, anew: str) -> None:
    seen: set[str] = set()
    end = -1
    for part in sorted(parts, key=lambda p: p.header_offset):
        path = part.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
            raise InputProblem(name, "unsafe", "has a part whose path leaves the file.", anew)
        if part.external_attr >> 16 & 0o170000 == 0o120000:
            raise InputProblem(name, "unsafe", "has a part that is a link.", anew)
        if path.casefold() in seen:
            raise InputProblem(name, "unsafe", f"has the same part twice ({path}).", anew)
        if part.header_offset < end:
            raise InputProblem(name, "unsafe", "has parts that overlap.", anew)
        seen.add(path.casefold())
        end = part.header_offset + part.compress_size


def _sniff_ole(data: bytes, name: str) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(entry) for entry in ole.listdir()}
    except Exception as error:
        if "EncryptedPackage".encode("utf-16-le") not in data:
            reason = "is a damaged Word file."
            raise InputProblem(name, "damaged", reason, _DAMAGED) from error
        streams = {"EncryptedPackage"}
    if "EncryptedPackage" in streams:
        reason = "is protected by a password."
        raise InputProblem(name, "password", reason, "Give a copy without a password.")
    if "WordDocument" in streams:
        return "doc"
    reason = "is an Office file that holds no Word document."
    raise InputProblem(name, "unsupported", reason, _ASK_KIND)
