"""Footnotes of a page's foot and the raised marks that point to them, where there is a layout."""

from __future__ import annotations

from collections.abc import Iterator

from heed.kinds import printed
from heed.kinds.cleared import raised
from heed.kinds.lines import Run
from heed.records import Document


def notes(document: Document) -> dict[str, str]:
    """Return the footnotes by their number; empty where the format has no layout."""
    found: dict[str, str] = {}
    if document.layout is None:
        return found
    for lines in printed.pages(document):
        mark = ""
        for i, line in enumerate(lines):
            high = raised(document, line)
            opens = i > 0 and bool(high) and high[0] == line.start and len(high) <= 3
            if opens:
                mark = "".join(document.text[at] for at in high)
                found[mark] = document.text[high[-1] + 1 : line.end].strip()
            elif mark:
                found[mark] = f"{found[mark]} {line.text}"
    return {mark: " ".join(text.split()) for mark, text in found.items()}


def marks(document: Document, run: Run, start: int, end: int) -> Iterator[str]:
    """Yield the marks that stand in or right behind `document.text[start:end]`, within a run."""
    for line in run.lines:
        if line.end < start or line.start > end + 1:
            continue
        held: list[int] = []
        for at in raised(document, line):
            if not start <= at <= end + 2 or not document.text[at].isdigit():
                continue
            if held and at != held[-1] + 1:
                yield "".join(document.text[i] for i in held)
                held = []
            held.append(at)
        if held:
            yield "".join(document.text[i] for i in held)
