"""Symbols of UN documents with paragraphs, as notes cite them: "CERD/C/SVN/CO/3, para. 16"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heed.kinds.number_lists import parse

# "44 (b), (c) and (e)" is one paragraph; its letters are left away.
_LETTER = r"\s?\([a-z]\)[\s,–‑-]*"
_ITEM = rf"\d[\d.\s,–‑-]*(?:{_LETTER}(?:and\s(?=\())?)*"
_CITED = re.compile(
    r"(?P<symbol>\b[A-Z][A-Z0-9.]*(?:/[\w.()\-]+){2,}|\bIbid\.?)"
    r"(?P<add>(?:\s?/\s?(?:Add|Corr)\.\d)?)\s?,?(?:\s?\d{4},)?\s*paras?\.?\s?"
    rf"(?P<list>{_ITEM}(?:(?:(?:and|&)\s+|(?<=[\s,–‑-])){_ITEM})*)"
)


def cited(text: str, before: str | None = None) -> tuple[str, ...]:
    """Return what a note cites as `SYMBOL#paragraph`, ranges written out, each once.

    `before` is the symbol that the note above cites; "Ibid." stands for it.
    """
    return tuple(dict.fromkeys(key for _, key in _keys(text, before)))


def last_cited(text: str, before: str | None = None) -> str | None:
    """Return the symbol that a following "Ibid." would stand for."""
    found = [symbol for symbol, _ in _keys(text, before)]
    return found[-1] if found else before


def _keys(text: str, before: str | None) -> Iterator[tuple[str, str]]:
    symbol = before
    for found in _CITED.finditer(text):
        if not found.group("symbol").startswith("Ibid"):
            symbol = found.group("symbol") + found.group("add").replace(" ", "")
            if symbol.count(")") > symbol.count("("):
                symbol = symbol.rstrip(")")
        if symbol is None:
            continue
        listed = re.sub(r"\s?(?:and\s)?\([a-z]\)", "", found.group("list"))
        for number in parse(listed.strip(" .,")).numbers:
            yield symbol, f"{symbol}#{number}"
