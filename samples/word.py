"""Writes a sample as a Word file: the numbers of the first section are Word's own, not text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from samples.model import Block, Sample
from samples.pdf import _title_lines


def write_docx(sample: Sample, path: Path, addendum_title: str) -> None:
    """Write a sample as DOCX; the same sample gives the same bytes."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(10)
    document.sections[0].header.paragraphs[0].text = sample.symbol
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "United Nations"
    table.rows[0].cells[1].text = sample.symbol
    document.add_paragraph("General Assembly")
    document.add_paragraph(f"Distr.: General\n{sample.date}\nOriginal: English")
    for _, text in _title_lines(sample, addendum_title):
        document.add_paragraph(text)
    own = _decimal_list(document)
    lists = False
    for block in sample.blocks:
        lists = lists or block.text.startswith("II. Conclusions")
        _add(document, block, "" if lists or sample.symbol.endswith("Add.1") else own)
    fixed = dt.datetime(2021, 1, 1)  # noqa: DTZ001 -- Word keeps naive times
    document.core_properties.created = document.core_properties.modified = fixed
    document.core_properties.author = ""
    held = io.BytesIO()
    document.save(held)
    path.write_bytes(without_times(held.getvalue()))


def _add(document: docx.document.Document, block: Block, list_id: str) -> None:
    if block.style == "heading":
        document.add_paragraph().add_run(block.text).bold = True
    elif block.style == "para" and list_id:
        _number(document.add_paragraph(block.text), list_id)
    elif block.number:
        document.add_paragraph(f"{block.number}\t{block.text}")
    else:
        document.add_paragraph(block.text)


def _decimal_list(document: docx.document.Document) -> str:
    """Make a list "1.", "2." of Word's own and return its id."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "97")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", "%1.")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "97")
    points = OxmlElement("w:abstractNumId")
    points.set(qn("w:val"), "97")
    num.append(points)
    numbering.append(num)
    return "97"


def _number(paragraph: Paragraph, list_id: str) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx has no other way
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", list_id)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        numbering.append(child)
    properties.append(numbering)


def without_times(data: bytes) -> bytes:
    """Return the file with every part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
