"""HTML: what a reader sees, block by block; scripts, styles and hidden parts are not text."""

from __future__ import annotations

import re
import unicodedata

import lxml.html
from lxml import etree

from heed.errors import InputProblem
from heed.reading.content import Content

_MOST_BYTES = 2 * 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SKIPPED = {"script", "style", "template", "noscript", "head", "iframe", "object", "svg", "math"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tr", "ul",
}  # fmt: skip


def read_html(data: bytes, name: str) -> Content:
    """Return the visible text, one line for each block. Raises `InputProblem`."""
    if len(data) > _MOST_BYTES:
        raise InputProblem(name, "too_large", "is an HTML page over 2 MB.", "Save only its text.")
    parser = lxml.html.HTMLParser(recover=True, no_network=True, huge_tree=False)
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        reason = "is an HTML page that cannot be read."
        raise InputProblem(name, "damaged", reason, "Save the page again.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputProblem(name, "nested", "is nested too deep.", "Save only its text.")
    pieces: list[str] = []
    _collect(root, pieces)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    lines = (_CONTROL.sub("", line) for line in lines)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
    return Content(unicodedata.normalize("NFC", text.replace("\u00a0", " ")))


def _collect(root: lxml.html.HtmlElement, pieces: list[str]) -> None:
    """Walk without recursion: a hostile page nests deeper than Python's stack."""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(_folded(element.tail) if not _hidden(element.getparent()) else "")
            continue
        block = element.tag in _BLOCKS
        if event == "start":
            if block:
                pieces.append("\n")
            elif element.tag in ("td", "th"):
                pieces.append("\t")
            if not _hidden(element):
                pieces.append(_folded(element.text))
        else:
            if block:
                pieces.append("\n")
            if not _hidden(element.getparent()):
                pieces.append(_folded(element.tail))


def _folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _hidden(element: lxml.html.HtmlElement | None) -> bool:
    while element is not None:
        style = (element.get("style") or "").replace(" ", "").lower()
        if element.tag in _SKIPPED or element.get("hidden") is not None or "display:none" in style:
            return True
        element = element.getparent()
    return False
