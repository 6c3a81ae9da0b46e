"""Plain text: the encoding is decided by evidence, pages by form feeds."""

from __future__ import annotations

import re
import unicodedata

from heed.errors import InputProblem
from heed.reading.content import Content
from heed.records import Page

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
# Letters and signs that UN documents use beyond ASCII; what a byte means in the right encoding.
_EXPECTED = re.compile(r"[éèàçôöüñíóáãõäëïîûúâêčćžšŽŠİıßøåæœÉÔ’‘“”–—•…°«»§€£­ ]")


def read_text(data: bytes, name: str) -> Content:
    """Return the text with line feeds; form feeds part pages, which have no size."""
    text = unicodedata.normalize("NFC", _decoded(data, name))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = _CONTROL.sub("", text)
    if "\f" not in text:
        return Content(text)
    pages: list[Page] = []
    start = 0
    for i, page in enumerate(text.split("\f")):
        pages.append(Page(i + 1, start, start + len(page)))
        start += len(page) + 1
    return Content(text, tuple(pages))


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"says it is {encoding} and is not."
                raise InputProblem(name, "encoding", reason, "Save it as UTF-8.") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Older text twins of UN reports are Mac Roman (an apostrophe is 0xD5), others Windows 1252.
    candidates = (data.decode("mac_roman"), data.decode("cp1252", errors="replace"))
    return max(candidates, key=plausible)


def plausible(text: str) -> int:
    """Return how many letters beyond ASCII are such as UN documents use, less those that are not.

    Of two readings of the same bytes the right one has the higher number.
    """
    beyond = [c for c in text if c > "\x7f"]
    return sum(1 if _EXPECTED.match(c) else -1 for c in beyond)
