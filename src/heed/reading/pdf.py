"""PDF through pypdfium2: the text layer, and a rectangle for every character of it.

pdfium is not thread-safe, not even across documents: every use goes through `LOCK`.
"""

from __future__ import annotations

import ctypes
import re
import threading
import unicodedata
from array import array
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from heed.errors import InputProblem
from heed.reading.content import Content
from heed.records import Layout, Page

LOCK = threading.Lock()
MOST_PAGES = 5_000

# One call a character is the cost of a layout. A prototype of our own takes plain addresses and
# writes into one buffer: 2.0 times bare text instead of 2.9 (docs/decisions/0003).
_loose_char_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_BOX_BYTES = 16

# Private use glyphs are the bar code of 2014 title pages; pdfium ends lines with CR LF.
_DROPPED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b\ufeff\ue000-\uf8ff]")
_NO_BOX = array("f", (0.0, 0.0, 0.0, 0.0))


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF under the lock. Raises `InputProblem` if it is damaged or needs a password."""
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _cannot_open(error, name) from error
        try:
            yield document
        finally:
            document.close()


def _cannot_open(error: Exception, name: str) -> InputProblem:
    if "password" in str(error).lower():
        reason = "is protected by a password."
        return InputProblem(name, "password", reason, "Give a copy without a password.")
    reason = "is a damaged PDF and cannot be opened."
    return InputProblem(name, "damaged", reason, "Download the file again.")


def read_pdf(data: bytes, name: str) -> Content:
    """Return the text layer of a PDF with its pages and the box of every character.

    Pages are joined by form feeds. Raises `InputProblem`: damaged, password, no text layer.
    """
    texts: list[str] = []
    pages: list[Page] = []
    boxes = array("f")
    start = 0
    with opened(data, name) as document:
        count = len(document)
        if count > MOST_PAGES:
            reason = f"has more than {MOST_PAGES:,} pages."
            raise InputProblem(name, "too_large", reason, "Split the file.")
        for index in range(count):
            text, held, page = _read_page(document, index, start, name)
            texts.append(text)
            pages.append(page)
            boxes.extend(held)
            boxes.extend(_NO_BOX)
            start = page.end + 1
    if not any(text.strip() for text in texts):
        reason = "is a scan: its pages are pictures without a text layer."
        remedy = "Give the Word file or a PDF with text; heed does not recognise text in pictures."
        raise InputProblem(name, "no_text_layer", reason, remedy)
    del boxes[-4:]
    return Content("\f".join(texts), tuple(pages), Layout(boxes))


def _read_page(
    document: pypdfium2.PdfDocument, index: int, start: int, name: str
) -> tuple[str, array[float], Page]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        reason = f"is damaged: page {index + 1} cannot be read."
        raise InputProblem(name, "damaged", reason, "Download the file again.") from error
    textpage = page.get_textpage()
    try:
        raw = textpage.get_text_range()
        text, boxes = _cleaned(raw, _char_boxes(textpage, len(raw)))
        width, height = page.get_size()
        left, bottom, _, _ = page.get_cropbox()
        sheet = Page(
            index + 1, start, start + len(text), width, height, left, bottom, page.get_rotation()
        )
        return text, boxes, sheet
    finally:
        textpage.close()
        page.close()


def _char_boxes(textpage: pypdfium2.PdfTextPage, length: int) -> array[float]:
    """Return left, top, right, bottom of each character; zeros where pdfium has fewer or more."""
    count = pdfium.FPDFText_CountChars(textpage.raw)
    if count != length:
        return array("f", bytes(_BOX_BYTES * length))
    buffer = (ctypes.c_float * (4 * count))()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    address = ctypes.addressof(buffer)
    for i in range(count):
        _loose_char_box(handle, i, address + i * _BOX_BYTES)
    boxes = array("f")
    boxes.frombytes(memoryview(buffer).cast("B"))
    return boxes


def _cleaned(raw: str, boxes: array[float]) -> tuple[str, array[float]]:
    """Return the text with real hyphens and line feeds, and the boxes of what is left.

    U+FFFE is where a line ended in a hyphen; UN text is not hyphenated, so it is a real one.
    """
    raw = raw.replace("\ufffe", "-").replace("\u00a0", " ")
    kept: list[str] = []
    held = array("f")
    at = 0
    for dropped in _DROPPED.finditer(raw):
        kept.append(raw[at : dropped.start()])
        held.extend(boxes[at * 4 : dropped.start() * 4])
        at = dropped.end()
    kept.append(raw[at:])
    held.extend(boxes[at * 4 : len(raw) * 4])
    text = "".join(kept)
    if unicodedata.is_normalized("NFC", text):
        return text, held
    return _composed(text, held)


def _composed(text: str, boxes: array[float]) -> tuple[str, array[float]]:
    """Return the text in NFC; a composed character takes the box of its base."""
    clusters: list[str] = []
    held = array("f")
    for i, char in enumerate(text):
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
            continue
        clusters.append(char)
        held.extend(boxes[i * 4 : i * 4 + 4])
    out: list[str] = []
    composed = array("f")
    for i, cluster in enumerate(clusters):
        whole = unicodedata.normalize("NFC", cluster)
        out.append(whole)
        composed.extend(held[i * 4 : i * 4 + 4] * len(whole))
    return "".join(out), composed
