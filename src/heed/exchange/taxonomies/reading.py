"""The one way in: a file of a taxonomy, whatever its form."""

from __future__ import annotations

import re
from typing import BinaryIO

from heed.exchange.taxonomies import community, nouns, tables
from heed.exchange.taxonomies.nouns import TaxonomyFile, problem

_ZIP = b"PK\x03\x04"
_XML = re.compile(r"<\?xml\b|<!|<(?:[A-Za-z_][\w.-]{0,40}:)?RDF[\s>]")
_TURTLE = re.compile(r"^\s*(?:@?prefix\s+[^\s:]{0,60}:|@?base)\s*<", re.IGNORECASE | re.MULTILINE)
_START = 4_096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(file: BinaryIO, name: str) -> TaxonomyFile:
    """Return the taxonomy in a file: SKOS, JSON or a table, told by what it holds.

    Raises `InputProblem`. Nothing is fetched that the file names.
    """
    file.seek(0)
    data = file.read(nouns.MOST_BYTES + 1)
    if len(data) > nouns.MOST_BYTES:
        reason = f"is larger than {nouns.MOST_BYTES // nouns.MB} MB."
        raise problem(name, "too_large", reason, "Keep the labels that people tag by.")
    if not data.strip():
        raise problem(name, "empty", "is empty.", "Check that it was copied whole.")
    if data.startswith(_ZIP):
        return tables.from_table(file, name)
    start = _decoded(data[:_START], "replace").lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")) and not start.startswith("[]"):
        return community.from_json(_text(data, name), name)
    if _XML.match(start):
        return _skos(_text(data, name), name, xml=True)
    if _TURTLE.search(start) or start.startswith(("<http", "<urn:")):
        return _skos(_text(data, name), name, xml=False)
    return tables.from_table(file, name)


def _text(data: bytes, name: str) -> str:
    """Return the text of a file that must be Unicode. Raises `InputProblem`."""
    try:
        text = _decoded(data, "strict")
    except UnicodeDecodeError as error:
        reason = "is not in UTF-8."
        raise problem(name, "encoding", reason, "Save it as UTF-8.") from error
    return text.removeprefix("\ufeff")


def _decoded(data: bytes, errors: str) -> str:
    return data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig", errors)


def _skos(text: str, name: str, *, xml: bool) -> TaxonomyFile:
    # rdflib takes a third of a second to load; only SKOS needs it.
    from heed.exchange.taxonomies import skos_reading

    return skos_reading.from_xml(text, name) if xml else skos_reading.from_turtle(text, name)
