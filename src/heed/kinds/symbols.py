"""Symbols of UN documents with paragraphs, as notes cite them: "CERD/C/SVN/CO/3, para. 16"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heed.kinds.number_lists import parse

_CITED = re.compile(
    r"(?P<symbol>\b[A-Z][A-Z0-9.]*(?:/[\w.()\-]+){2,}|\bIbid\.?)"
    r"(?P<add>(?:\s?/\s?(?:Add|Corr)\.\d)?),?\s+paras?\.\s?"
    r"(?P<list>\d[\d.\s,–‑-]*(?:(?:and|&)\s+\d[\d.\s,–‑-]*)*)"
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
        if symbol is None:
            continue
        for number in parse(found.group("list").strip(" .,")).numbers:
            yield symbol, f"{symbol}#{number}"
