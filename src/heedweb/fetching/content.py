"""What came: told from its first bytes and names, without opening it (docs/decisions/0008)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from heed.errors import shown
from heedweb.fetching.faults import Fault

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The service calls four of eight DOCX files "doc": the two stand for each other.
_DECLARED = {
    "application/pdf": {"pdf"},
    "application/msword": {"doc", "docx"},
    _WORD: {"doc", "docx"},
}
# Says nothing of what it is.
_SILENT = {"", "application/octet-stream", "binary/octet-stream", "application/download"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body|title)\b", re.I
)
_MOST_PAGE = 16 * 1024
_MOST_WORDS = 160


def sniffed(data: bytes) -> str:
    """Return `pdf`, `docx`, `doc`, `html` or `other`."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    # Names of a ZIP file's parts and of an OLE file's streams are never compressed.
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if data.startswith(_OLE) and "WordDocument".encode("utf-16-le") in data:
        return "doc"
    return "html" if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]) else "other"


def declared(content_type: str) -> str:
    """Return the media type of a Content-Type header, without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def checked(data: bytes, content_type: str) -> str:
    """Return the format of a document that came. Raises `Fault` (wrong_content)."""
    found, said = sniffed(data), declared(content_type)
    if found == "html":
        words = words_of(data)
        told = f': "{words}"' if words else ""
        reason = f"the service answered with a web page in place of a document{told}."
        raise Fault("wrong_content", reason, "Look at it in a browser.")
    if not data:
        raise Fault("wrong_content", "the service answered with an empty file.", "Try again later.")
    if found == "other" or not (said in _SILENT or found in _DECLARED.get(said, ())):
        what = "no PDF or Word file" if found == "other" else f"a {found.upper()} file"
        reason = f"what came is {what}; the service calls it {shown(said or 'nothing')}."
        raise Fault("wrong_content", reason, "Look at the address in a browser.")
    return found


def words_of(page: bytes) -> str:
    """Return what a web page says, in one short line that can stand in a message.

    Not read with `html.parser`: that raises `AssertionError` at "<![" and takes its time with "<".
    """
    text = page[:_MOST_PAGE].decode("utf-8", "replace")
    words = " ".join(" ".join(dict.fromkeys(_visible(text))).split())
    words = words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS].rsplit(" ", 1)[0] + " …"
    return "".join(c if c.isprintable() else "�" for c in words)


def _visible(page: str) -> Iterator[str]:
    """Yield the words between the tags, but those of scripts and styles."""
    first, *rest = page.split("<")
    yield first.strip()
    hidden = ""
    for piece in rest:
        tag, _, words = piece.partition(">")
        name = tag.partition(" ")[0].lower().strip()
        if hidden:
            hidden = "" if name == f"/{hidden}" else hidden
        elif name in ("script", "style"):
            hidden = name
        if not hidden:
            yield unescape(words).strip()
