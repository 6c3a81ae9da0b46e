"""In which encoding a table's bytes are, decided by evidence and never by the file's name."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange.rows import MOST_FIELD
from heed.reading.text import plausible

_PIECE = 1 << 20
# A line longer than this is no row of a table: one field may have MOST_FIELD characters.
_MOST_LINE = 20 * MOST_FIELD
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EVIDENCE = 1 << 16


class Mixed(Exception):
    """Bytes of two encodings; `line` (from 1) is the first that is not `encoding`."""

    def __init__(self, line: int, encoding: str) -> None:
        self.line = line
        self.encoding = encoding
        super().__init__(line, encoding)


def encoding(file: BinaryIO) -> str:
    """Return the encoding of a file: utf-8, utf-8-sig, utf-16, utf-16-le, cp1252 or mac_roman.

    Raises `Mixed`, and `UnicodeError` where a mark says an encoding that the file is not in.
    """
    file.seek(0)
    start = file.read(4096)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return _held(file, name)
    if start[1::2].count(0) > len(start) // 3 and start[::2].count(0) < len(start) // 20:
        return _held(file, "utf-16-le")
    try:
        return _held(file, "utf-8")
    except UnicodeError:
        return _eight_bits(file)


def _held(file: BinaryIO, name: str) -> str:
    """Return `name` if the whole file is in that encoding. Raises `UnicodeError`."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)()
    while piece := file.read(_PIECE):
        decoder.decode(piece)
    decoder.decode(b"", final=True)
    return name


def _eight_bits(file: BinaryIO) -> str:
    """Return which encoding of one byte a character the lines beyond ASCII are in."""
    evidence: list[bytes] = []
    size, first = 0, ""
    for number, line in enumerate(lines(file, "latin-1"), 1):
        raw = line.encode("latin-1")
        if raw.isascii():
            continue
        said = "UTF-8" if _utf8(raw) else "an encoding of one byte a letter"
        first = first or said
        if said != first:
            raise Mixed(number, first)
        if size < _EVIDENCE:
            evidence.append(raw)
            size += len(raw)
    sample = b"".join(evidence)
    windows = sample.decode("cp1252", errors="replace")
    return "cp1252" if plausible(windows) > plausible(sample.decode("mac_roman")) else "mac_roman"


def _utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def lines(file: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines of a file with their ends (line feed, carriage return or both).

    A line that is too long is yielded in pieces, none of which ends it. Bytes that mean nothing in
    cp1252 are yielded as U+FFFD.
    """
    file.seek(0)
    errors = "replace" if name == "cp1252" else "strict"
    wrapper = io.TextIOWrapper(file, encoding=name, errors=errors, newline="")
    try:
        while line := wrapper.readline(_MOST_LINE):
            yield line
    finally:
        # A file that was closed before its lines were read to the end is left as it is.
        if not file.closed:
            wrapper.detach()


def wrongly_marked(name: str) -> InputProblem:
    """Return what is said of a file whose mark promises an encoding that it is not in."""
    reason = "begins with the mark of an encoding and is not in it throughout."
    return InputProblem(name, "encoding", reason, "Save it as UTF-8.")
