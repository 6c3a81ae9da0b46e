"""A document's lines without what the printer put around them.

Running heads, page numbers, job numbers and footnotes stand in the text layer between the lines of
an item; they are taken out here, once, so that no list and no text ever holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from heed.records import Document

# Malformed heads seen: "A/HRC24/7", "A/HRC/ 8/28", "A/HRC/23/15/", "A/HRC/11/25*".
_SYMBOL = r"A\s?/\s?HRC\s?/?\s?(?:WG\.6/)?\d+(?:/[A-Z]{3})?/(?:L\.)?\d+(?:/Add\.\d+)?(?:/Corr\.\d+)?/?\*?"
_JOB = r"GE\.\s?\d{2}-\d+(?:\s?\([A-Z]\))?"
_NUMBER = r"(?:[Pp]age\s+)?\d{1,3}"
_FURNITURE = re.compile(
    rf"(?:{_SYMBOL}|{_JOB}|{_NUMBER}|{_SYMBOL}\s+{_NUMBER}|{_NUMBER}\s+{_SYMBOL}"
    rf"|{_JOB}\s+{_NUMBER}|{_NUMBER}\s+{_JOB})"
)
_ALWAYS_FURNITURE = re.compile(rf"(?:{_SYMBOL}|{_JOB}|{_SYMBOL}\s+{_NUMBER}|{_NUMBER}\s+{_JOB})")
# Heads take up to three lines ("12", "GE.10-12049", "A/HRC/14/15"); feet take as many.
_EDGE = 3

_NOTE = re.compile(
    r"(?:\*{1,3}|∗+|\d{1,3})\s*(?=(?:The|Original|As|This|Recommendation)s?\b[^;]{0,60}"
    r"(?:recommendation|conclusion|interactive dialogue|read|edited))"
    r"|The recommendations? (?:as|was|were)(?: originally)? (?:read|made|formulated|phrased)",
    re.IGNORECASE,
)
_UNEDITED = re.compile(
    r"(?:\*{1,3}|∗+)?\s*(?:The )?[Cc]onclusions and(?:/or)? recommendations"
    r" (?:have|has|will) not (?:been|be) edited\.?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its range and text (white space folded), page, and left edge in points.

    `left` is None where the format has no layout. `note` marks a line of a footnote.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    left: float | None = None
    note: bool = False


def clean_lines(document: Document) -> tuple[Line, ...]:
    """Return the document's lines without furniture and footnotes, in reading order."""
    return tuple(line for line in all_lines(document) if not line.note)


def note_lines(document: Document) -> tuple[Line, ...]:
    """Return the lines of the document's footnotes."""
    return tuple(line for line in all_lines(document) if line.note)


def all_lines(document: Document) -> tuple[Line, ...]:
    """Return the document's lines without furniture; those of footnotes are marked."""
    kept: list[Line] = []
    for page in _pages(document):
        kept.extend(_mark_notes(_without_furniture(page)))
    return tuple(kept)


def joined(lines: Iterable[Line]) -> str:
    """Return the text of consecutive lines as one: broken words keep their printed hyphen."""
    text = ""
    for line in lines:
        if text.endswith(("-", "‑")) and line.text[:1].isalpha() and text[-2:-1].isalpha():
            text += line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text


def _pages(document: Document) -> Iterator[list[Line]]:
    number: int | None
    spans = [(p.number, p.start, p.end) for p in document.pages] or [(None, 0, len(document.text))]
    for number, start, end in spans:
        yield list(_lines(document, start, end, number))


def _lines(document: Document, start: int, end: int, page: int | None) -> Iterator[Line]:
    cursor = start
    layout = document.layout
    for raw in document.text[start:end].split("\n"):
        text = " ".join(raw.split())
        if text:
            first = cursor + len(raw) - len(raw.lstrip())
            left = layout.box(first)[0] if layout else None
            yield Line(first, cursor + len(raw.rstrip()), text, page, left)
        cursor += len(raw) + 1


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    paged = bool(lines) and lines[0].page is not None
    last = len(lines) - 1
    kept: list[Line] = []
    for i, line in enumerate(lines):
        edge = paged and (i < _EDGE or i > last - _EDGE)
        pattern = _FURNITURE if edge else _ALWAYS_FURNITURE
        if not pattern.fullmatch(line.text):
            kept.append(line)
    return kept


def _mark_notes(lines: list[Line]) -> list[Line]:
    """Mark footnotes: they close the page, except the unedited note, which may stand anywhere."""
    marked = [replace(x, note=True) if _UNEDITED.fullmatch(x.text) else x for x in lines]
    first = next((i for i, x in enumerate(lines) if _NOTE.match(x.text)), None)
    if first is None:
        return marked
    return [replace(x, note=True) if i >= first else x for i, x in enumerate(marked)]
