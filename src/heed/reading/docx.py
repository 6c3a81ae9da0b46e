"""Word (DOCX): paragraphs and table rows as lines, with the numbers that Word would print."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from heed.errors import InputProblem
from heed.reading.content import Content
from heed.reading.numbering import Numbering
from heed.records import Problem

# Parts the paragraphs of one cell on the line of its row; it is white space to every other reader.
CELL_PARAGRAPH = "\u2028"

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> Content:
    """Return one line per paragraph and per table row; footnotes stand below the body.

    Automatic numbers are resolved and printed in front, as Word prints them. Deleted and hidden
    text is left out and reported. Raises `InputProblem`.
    """
    document = opened(data, name)
    reader = Body(Numbering.of(document))
    lines = list(reader.lines(document.element.body))
    notes = list(_footnotes(document, reader))
    text = "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " "))
    return Content(text, problems=(*reader.problems(), *_left_alone(data)))


# Parts that are neither run nor opened, by the beginning of their name in the archive.
_LEFT = {
    "word/vbaproject": Problem("macros", "The file holds macros; they are ignored."),
    "word/embeddings/": Problem("embedded", "The file holds embedded objects; none was opened."),
    "word/activex/": Problem("active", "The file holds active controls; they are ignored."),
}


def _left_alone(data: bytes) -> Iterator[Problem]:
    """Yield what the file holds that heed does not touch, and where it points outside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.lower() for name in archive.namelist()]
        for start, problem in _LEFT.items():
            if any(name.startswith(start) for name in names):
                yield problem
        outside: list[str] = []
        for part in archive.namelist():
            if part.endswith(".rels"):
                outside.extend(_outside(archive.read(part)))
    if outside:
        first = ", ".join(dict.fromkeys(outside[:3]))[:200]
        said = f"The file loads {len(outside)} things from elsewhere ({first}); none was fetched."
        yield Problem("external", said)


def _outside(relations: bytes) -> Iterator[str]:
    """Yield what a part would load from elsewhere; links that a reader may follow are no such."""
    for relation in etree.fromstring(relations, _parser()):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            yield relation.get("Target", "")


def opened(data: bytes, name: str) -> WordDocument:
    """Return an open Word file. Raises `InputProblem`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")) and _declares(archive.read(part)):
                    reason = "declares a document type (DTD), which Word files do not."
                    raise InputProblem(name, "unsafe", reason, "Save it anew in Word.")
        return docx.Document(io.BytesIO(data))
    except InputProblem:
        raise
    except Exception as error:
        reason, code = "is a damaged Word file.", "damaged"
        if isinstance(error, etree.XMLSyntaxError) and "depth" in str(error):
            reason, code = "is nested too deep.", "nested"
        raise InputProblem(name, code, reason, "Open it in Word and save it anew.") from error


def _declares(part: bytes) -> bool:
    """Return whether an XML part declares a document type, in whatever encoding."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in part[:64]:
        part = part.replace(b"\x00", b"")
    return _DOCTYPE.search(part) is not None


class Body:
    """Walks block elements; counts what is left out."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.deleted = 0
        self.hidden = 0
        self.chunks = 0

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of what is in an element."""
        for block in parent:
            if block.tag == qn("w:p"):
                yield from self._paragraph(block)
            elif block.tag == qn("w:tbl"):
                yield from self._rows(block)
            elif block.tag == qn("w:sdt"):
                content = block.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self.lines(content)
            elif block.tag == qn("w:altChunk"):
                self.chunks += 1

    def problems(self) -> Iterator[Problem]:
        """Yield what was left out."""
        if self.deleted:
            yield Problem("deleted_text", "The file holds tracked deletions; they are left out.")
        if self.hidden:
            yield Problem("hidden_text", "The file holds hidden text; it is left out.")
        if self.chunks:
            said = "The file holds an embedded part in another format, which was not read."
            yield Problem("part_not_read", said)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        text = self.text(paragraph)
        label = self.numbering.label(paragraph) if text.strip() else ""
        yield from f"{label}{text}".split("\n")

    def _rows(self, table: etree._Element) -> Iterator[str]:
        for row in table.iterchildren(qn("w:tr")):
            cells = [
                CELL_PARAGRAPH.join(line.strip() for line in self.lines(cell) if line.strip())
                for cell in row.iterchildren(qn("w:tc"))
            ]
            yield "\t".join(cells)

    def text(self, paragraph: etree._Element) -> str:
        """Return the paragraph's visible text; line breaks are line feeds."""
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child)
            elif tag in (qn("w:del"), qn("w:moveFrom")):
                self.deleted += 1
            elif tag in (
                qn("w:ins"),
                qn("w:hyperlink"),
                qn("w:smartTag"),
                qn("w:moveTo"),
            ) or tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:fldSimple")):
                yield from self._pieces(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(qn("w:rPr"))
        vanish = properties.find(qn("w:vanish")) if properties is not None else None
        if vanish is not None and vanish.get(qn("w:val")) not in ("0", "false"):
            self.hidden += 1
            return
        for child in run:
            if child.tag == qn("w:t"):
                yield child.text or ""
            else:
                yield _CHARACTERS.get(str(child.tag), "")


_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def _footnotes(document: WordDocument, reader: Body) -> Iterator[str]:
    """Yield each footnote as one line, with its number in front."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/footnotes"):
            continue
        root = etree.fromstring(relation.target_part.blob, _parser())
        number = 0
        for note in root.iterchildren(qn("w:footnote")):
            if note.get(qn("w:type")) is not None:
                continue
            number += 1
            words = " ".join(reader.text(p).strip() for p in note.iterchildren(qn("w:p")))
            yield f"{number} {words}"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
