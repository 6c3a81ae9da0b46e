"""Writes a document as a Word file: symbol block, Word's own numbers where asked, real footnotes."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from samples.mechanisms.model import Paper, Piece
from samples.word import without_times

LIST = "98"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SIZES = {"head1": 14, "head2": 12, "head3": 10.5}


def write_docx(paper: Paper, path: Path) -> None:
    """Write a document as DOCX; the same document gives the same bytes."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(10)
    # The ILO prints no symbol: its papers have a number of their own.
    head, foot = paper.front.get("paper", paper.symbol), paper.front.get("job", "")
    document.sections[0].header.paragraphs[0].text = head
    document.sections[0].footer.paragraphs[0].text = foot
    notes: list[str] = []
    _front(document, paper, notes)
    if paper.own_numbers:
        _lists(document)
    for piece in paper.pieces:
        _add(document, paper, piece, notes)
    _footnotes(document, notes)
    fixed = dt.datetime(2021, 1, 1)  # noqa: DTZ001 -- Word keeps naive times
    document.core_properties.created = document.core_properties.modified = fixed
    document.core_properties.author = ""
    held = io.BytesIO()
    document.save(held)
    path.write_bytes(without_times(held.getvalue()))


def _front(document: Document, paper: Paper, notes: list[str]) -> None:
    front = paper.front
    if paper.layout == "ilo":
        for line in (front["owner"], front["organ"]):
            document.add_paragraph(line)
    else:
        _symbol_block(document, paper)
    for i, line in enumerate(front.get("session", [])):
        document.add_paragraph().add_run(line).bold = i == 0
    for line in front["title"]:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line.rstrip("*"))
        run.bold, run.font.size = True, Pt(14)
        if line.endswith("*"):
            notes.append(front["notes"][0].lstrip("* "))
            _mark(paragraph, len(notes), "*")


def _symbol_block(document: Document, paper: Paper) -> None:
    """Print the block of a UN paper: owner and symbol, organ and distribution."""
    front = paper.front
    table = document.add_table(rows=2, cols=3)
    table.rows[0].cells[0].text = front.get("owner", "United Nations")
    table.rows[0].cells[2].text = paper.symbol
    table.rows[1].cells[0].text = front["organ"]
    cell = table.rows[1].cells[2]
    cell.text = "Distr.: General"
    for line in (front["issued"], "", "Original: English"):
        cell.add_paragraph(line)


def _add(document: Document, paper: Paper, piece: Piece, notes: list[str]) -> None:
    if piece.style == "row":
        _row(document, piece)
        return
    paragraph = document.add_paragraph()
    own = paper.own_numbers and piece.style in ("para", "part") and piece.number
    if own:
        _number(paragraph, 1 if piece.style == "part" else 0)
    elif piece.number:
        paragraph.add_run(f"{piece.number}\t").bold = piece.style in SIZES
    for font, text in piece.spans:
        if font == "n":
            notes.append(text)
            _mark(paragraph, len(notes))
            continue
        run = paragraph.add_run(text)
        run.bold = True if font == "b" or piece.style in SIZES else None
        run.italic = True if font == "i" else None
        if piece.style in SIZES:
            run.font.size = Pt(SIZES[piece.style])


def _row(document: Document, piece: Piece) -> None:
    """Put a row into the table that ends the document, or begin one."""
    body = document.element.body
    tables = document.tables
    before = body[-2] if len(body) > 1 else None
    if tables and before is tables[-1]._tbl:  # noqa: SLF001 -- python-docx has no other way
        cells = tables[-1].add_row().cells
    else:
        table = document.add_table(rows=1, cols=len(piece.spans))
        table.style = "Table Grid"
        cells = table.rows[0].cells
    for cell, (font, text) in zip(cells, piece.spans, strict=True):
        cell.paragraphs[0].add_run(text).bold = font == "b" or None


def _lists(document: Document) -> None:
    """Make a list of two levels, "1." and "(a)", of Word's own."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), LIST)
    for depth, (form, shown) in enumerate((("decimal", "%1."), ("lowerLetter", "(%2)"))):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", shown)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), LIST)
    points = OxmlElement("w:abstractNumId")
    points.set(qn("w:val"), LIST)
    num.append(points)
    numbering.append(num)


def _number(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx has no other way
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", LIST)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        numbering.append(child)
    properties.append(numbering)


def _mark(paragraph: Paragraph, number: int, custom: str = "") -> None:
    """Put the mark of a footnote behind what stands in the paragraph."""
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    if custom:
        reference.set(qn("w:customMarkFollows"), "1")
    run._r.append(reference)  # noqa: SLF001 -- python-docx has no other way
    if custom:
        paragraph.add_run(custom)


def _footnotes(document: Document, notes: list[str]) -> None:
    if not notes:
        return
    rows = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for i, note in enumerate(notes, 1)
    )
    xml = f"<w:footnotes {nsdecls('w')}>{rows}</w:footnotes>"
    parse_xml(xml)
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
    part = Part(PackURI("/word/footnotes.xml"), TYPE, blob, document.part.package)
    document.part.relate_to(part, FOOTNOTES)
