"""Where one paragraph ends and the next begins, in formats that do and do not mark it.

A Word file and a page of the web hold one paragraph on a line; a text parts them by an empty line,
a PDF by white space between lines.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence

from heed.kinds.lines import Line
from heed.records import Document

_WHOLE = ("docx", "html", "doc")
# What opens a paragraph in any layout once a sentence has ended above it.
_OPENS = re.compile(
    r"\(?[a-z]{1,5}\)\s|\(?\d{1,3}\)?\.?\s?(?=[A-Z(“\"])|[–—•●▪◦·*-]\s|Articles?\s\d|\[The\s"
)
_ENDED = re.compile(r"[.?!:;,][”\"’)\]]*(?:\s?and|\s?or)?$")
# Lines of a paragraph stand 1 apart; a paragraph begins where they stand this much farther.
_WIDER = 1.25


def paragraphs(document: Document, lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Return consecutive lines grouped into paragraphs, in order."""
    usual = _usual_step(document, lines)
    blank = _has_blank_lines(document, lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and not _parted(document, found[-1][-1], line, usual, blank=blank):
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(held) for held in found]


def _parted(
    document: Document, above: Line, line: Line, usual: float | None, *, blank: bool
) -> bool:
    if document.format in _WHOLE or _blank_between(document, above, line):
        return True
    ended = _ENDED.search(above.text) is not None
    if ended and _OPENS.match(line.text):
        return True
    if usual is not None and above.page == line.page:
        step = _step(document, above, line)
        return step is not None and (step > usual * _WIDER or step < 0)
    # Without white space to go by, a short line that ends a sentence closes a paragraph.
    return not blank and ended and above.text[-1] in ".:" and len(above.text) < _short(line)


def _short(line: Line) -> int:
    return max(30, int(len(line.text) * 0.75))


def _blank_between(document: Document, above: Line, line: Line) -> bool:
    between = document.text[above.end : line.start]
    return "\f" not in between and between.count("\n") > 1 and not between.strip()


def _has_blank_lines(document: Document, lines: Sequence[Line]) -> bool:
    return any(_blank_between(document, a, b) for a, b in itertools.pairwise(lines))


def _usual_step(document: Document, lines: Sequence[Line]) -> float | None:
    steps = [
        step
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and (step := _step(document, a, b)) is not None and step > 0
    ]
    return statistics.median_low(steps) if steps else None


def _step(document: Document, above: Line, line: Line) -> float | None:
    """Return how far a line stands below the one above it, in points."""
    if document.layout is None:
        return None
    return document.layout.box(above.start)[3] - document.layout.box(line.start)[3]
