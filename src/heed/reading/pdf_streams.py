"""What a PDF holds besides its pages, found in its bytes before a library opens it."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass

from heed.records import Problem

_STREAM = re.compile(rb"<<((?:[^<>]|<<[^<>]*>>|<[^<>]*>){0,2000})>>\s*stream\r?\n")
_INVISIBLE = re.compile(rb"\b[37]\s+Tr\b")
_ACTIVE = {
    b"/Launch": "a command to start a program",
    b"/JavaScript": "a script",
    b"/EmbeddedFile": "an embedded file",
    b"/SubmitForm": "a form that is sent away",
}
# Content streams of a page are small; what is larger is looked at by the slow way.
_MOST = 4 * 1024 * 1024
_MOST_IN_ALL = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Streams:
    """What the bytes say: what is active in the file, and whether text may be invisible."""

    problems: tuple[Problem, ...]
    may_hide: bool


def look(data: bytes) -> Streams:
    """Look through a PDF's objects and the streams that are packed with Flate."""
    found = {what for mark, what in _ACTIVE.items() if mark in data}
    may_hide, total = False, 0
    for match in _STREAM.finditer(data):
        head = match.group(1)
        if b"/Image" in head or b"/FontFile" in head or b"/Length1" in head:
            continue
        content = _unpacked(head, data, match.end())
        if content is None or total > _MOST_IN_ALL:
            may_hide = True
            continue
        total += len(content)
        may_hide = may_hide or _INVISIBLE.search(content) is not None
        if b"/ObjStm" in head:
            found |= {what for mark, what in _ACTIVE.items() if mark in content}
    problems = tuple(
        Problem("active", f"The file holds {what}; it was ignored.") for what in sorted(found)
    )
    return Streams(problems, may_hide)


def _unpacked(head: bytes, data: bytes, start: int) -> bytes | None:
    """Return a stream's content, None if it cannot be known cheaply."""
    end = data.find(b"endstream", start)
    packed = data[start : end if end >= 0 else len(data)]
    filters = head.count(b"Decode") - head.count(b"/DecodeParms")
    try:
        if b"/ASCII85Decode" in head:
            packed = base64.a85decode(packed.split(b"~>")[0])
            filters -= 1
        if filters <= 0:
            return packed
        if filters != 1 or b"/FlateDecode" not in head:
            return None
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, _MOST)
    except (zlib.error, ValueError):
        return None
    return None if unpacker.unconsumed_tail and len(content) >= _MOST else content
