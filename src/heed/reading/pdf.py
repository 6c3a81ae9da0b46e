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
from heed.reading.pdf_streams import look
from heed.records import Layout, Page, Problem

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
_UNPAINTED = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
NO_TEXT_LAYER = (
    "Its pages are pictures without a text layer; heed does not recognise text in pictures."
)


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

    Pages are joined by form feeds. Invisible text is left out and reported, unless all of it is
    (the text layer of a scan). Raises `InputProblem`: damaged, password, no text layer.
    """
    streams = look(data)
    content = _read(data, name, drop_invisible=streams.may_hide)
    problems = [*streams.problems, *content.problems]
    if streams.may_hide and not content.text.strip():
        content = _read(data, name, drop_invisible=False)
        if content.text.strip():
            text = "Its text is an invisible layer over pictures of the pages (recognised text)."
            problems = [*streams.problems, Problem("recognised_text", text)]
    if not content.text.strip():
        if not _holds_pictures(data, name):
            reason = "has no text layer: its pages are empty, damaged or nested too deep."
            raise InputProblem(name, "no_text_layer", reason, "Give the Word file, or a copy.")
        problems.append(Problem("no_text_layer", NO_TEXT_LAYER))
    return Content(content.text, content.pages, content.layout, tuple(problems))


def _read(data: bytes, name: str, *, drop_invisible: bool) -> Content:
    texts: list[str] = []
    pages: list[Page] = []
    boxes = array("f")
    start = dropped = 0
    with opened(data, name) as document:
        count = len(document)
        if count > MOST_PAGES:
            reason = f"has more than {MOST_PAGES:,} pages."
            raise InputProblem(name, "too_large", reason, "Split the file.")
        for index in range(count):
            with _page_text(document, index, name) as (page, textpage):
                raw = textpage.get_text_range()
                held = _char_boxes(textpage, len(raw))
                if drop_invisible:
                    raw, held, hidden = _visible(textpage, raw, held)
                    dropped += hidden
                text, held = _cleaned(raw, held)
                pages.append(_sheet(page, index, start, len(text)))
            texts.append(text)
            boxes.extend(held)
            boxes.extend(_NO_BOX)
            start = pages[-1].end + 1
    del boxes[-4:]
    problems: tuple[Problem, ...] = ()
    if dropped:
        said = f"The file holds invisible text ({dropped:,} characters); it is left out."
        problems = (Problem("invisible_text", said),)
    return Content("\f".join(texts), tuple(pages), Layout(boxes), problems)


@contextmanager
def _page_text(
    document: pypdfium2.PdfDocument, index: int, name: str
) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        reason = f"is damaged: page {index + 1} cannot be read."
        raise InputProblem(name, "damaged", reason, "Download the file again.") from error
    try:
        yield page, textpage
    finally:
        textpage.close()
        page.close()


def _sheet(page: pypdfium2.PdfPage, index: int, start: int, length: int) -> Page:
    width, height = page.get_size()
    left, bottom, _, _ = page.get_cropbox()
    return Page(index + 1, start, start + length, width, height, left, bottom, page.get_rotation())


def _visible(
    textpage: pypdfium2.PdfTextPage, raw: str, boxes: array[float]
) -> tuple[str, array[float], int]:
    """Return the text and boxes of what is painted, and how many characters are not."""
    if pdfium.FPDFText_CountChars(textpage.raw) != len(raw):
        return raw, boxes, 0
    kept: list[str] = []
    held = array("f")
    modes: dict[int, int] = {}
    for i, char in enumerate(raw):
        item = pdfium.FPDFText_GetTextObject(textpage.raw, i)
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        if address not in modes:
            modes[address] = pdfium.FPDFTextObj_GetTextRenderMode(item) if address else 0
        if modes[address] in _UNPAINTED:
            continue
        kept.append(char)
        held.extend(boxes[i * 4 : i * 4 + 4])
    return "".join(kept), held, len(raw) - len(kept)


def _holds_pictures(data: bytes, name: str) -> bool:
    with opened(data, name) as document:
        for page in document:
            try:
                if any(o.type == pdfium.FPDF_PAGEOBJ_IMAGE for o in page.get_objects(max_depth=3)):
                    return True
            finally:
                page.close()
    return False


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
