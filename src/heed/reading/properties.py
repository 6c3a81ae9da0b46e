"""What a file says of itself beside its text: title, author, dates, program."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import lxml.html
import olefile
from lxml import etree

from heed.reading.pdf import opened
from heed.reading.sniff import sniff

_MOST_VALUE = 500
_MOST_PROPERTIES = 50
_OLE = (
    "title", "subject", "author", "keywords", "comments", "template", "last_saved_by",
    "revision_number", "create_time", "last_saved_time", "creating_application", "company",
    "manager", "category",
)  # fmt: skip


def properties(data: bytes, name: str) -> tuple[tuple[str, str], ...]:
    """Return the name and value of each property of a PDF, DOCX, DOC or HTML as the file has it.

    PDF: the information dictionary; DOCX: `docProps/core.xml` (ISO/IEC 29500-2, 11); DOC: the
    summary information; HTML: the title and what `meta` elements say. Values are in one line and at
    most 500 characters. Raises `InputProblem`.
    """
    found = sniff(data, name)
    pairs: Iterator[tuple[str, str]] = iter(())
    if found == "pdf":
        pairs = _pdf(data, name)
    elif found == "docx":
        pairs = _docx(data)
    elif found == "doc":
        pairs = _doc(data)
    elif found == "html":
        pairs = _html(data)
    kept = ((key[:80], _shown(value)) for key, value in pairs)
    return tuple((key, value) for key, value in kept if value)[:_MOST_PROPERTIES]


def _pdf(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    with opened(data, name) as document:
        yield from document.get_metadata_dict(skip_empty=True).items()


def _docx(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return
        xml = archive.read("docProps/core.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for element in etree.fromstring(xml, parser):
        if isinstance(element.tag, str):
            yield etree.QName(element).localname, element.text or ""


def _doc(data: bytes) -> Iterator[tuple[str, str]]:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        held = ole.get_metadata()
    for key in _OLE:
        value = getattr(held, key, None)
        if isinstance(value, bytes):
            value = value.decode("utf-8" if held.codepage == 65001 else "cp1252", "replace")
        yield key, "" if value is None else str(value)


def _html(data: bytes) -> Iterator[tuple[str, str]]:
    parser = lxml.html.HTMLParser(recover=True, no_network=True, huge_tree=False)
    root = lxml.html.document_fromstring(data, parser=parser)
    yield "title", root.findtext(".//title") or ""
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name:
            yield name, meta.get("content") or ""


def _shown(value: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in value[: 4 * _MOST_VALUE])
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:_MOST_VALUE]
