"""A document leaf by leaf: its lines, and what was taken of each.

A leaf is a page where the format has pages, else sixty lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heedweb.workspace.models import Recommendation, SourceDocument
from heedweb.workspace.queries.source import Mark

_LINES = 60


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page or a stretch of lines: its number from 1 and its range in the document's text."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its range in the text, its words, and the recommendation it belongs to."""

    start: int
    end: int
    text: str
    row: Recommendation | None
    first: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of a leaf: recommendations that begin on it, lines that belong to one."""

    leaf: Leaf
    begin: int
    lines: int
    belong: int

    @property
    def left(self) -> int:
        """How many lines belong to no recommendation."""
        return self.lines - self.belong


@dataclass(frozen=True, slots=True)
class Marked:
    """A recommendation with its rectangles on a leaf."""

    row: Recommendation
    marks: tuple[Mark, ...]


def leaves(document: SourceDocument) -> list[Leaf]:
    """Return the leaves of a document, in order; one at least."""
    if document.pages:
        return [Leaf(*page) for page in document.pages]
    found: list[Leaf] = []
    start = at = 0
    for number, line in enumerate(document.text.splitlines(keepends=True), 1):
        at += len(line)
        if number % _LINES == 0:
            found.append(Leaf(len(found) + 1, start, at))
            start = at
    if start < len(document.text) or not found:
        found.append(Leaf(len(found) + 1, start, len(document.text)))
    return found


def leaf(document: SourceDocument, number: int) -> Leaf | None:
    """Return the leaf with this number, None if there is none."""
    held = leaves(document)
    return held[number - 1] if 1 <= number <= len(held) else None


def leaf_at(document: SourceDocument, offset: int) -> Leaf:
    """Return the leaf on which the character at `offset` stands."""
    held = leaves(document)
    return next((one for one in reversed(held) if one.start <= offset), held[0])


def rows_of(document: SourceDocument) -> list[Recommendation]:
    """Return what was taken from a document: listed or marked as no recommendation, in order."""
    held = document.recommendations.exclude(state__in=Recommendation.HIDDEN)
    return list(held.order_by("start", "order").prefetch_related("doubts"))


def lines(document: SourceDocument, start: int, end: int) -> list[Line]:
    """Return the printed lines between two offsets, empty ones left out."""
    return _lines(document.text, start, end, rows_of(document))


def _lines(text: str, start: int, end: int, rows: Sequence[Recommendation]) -> list[Line]:
    found: list[Line] = []
    at = start
    seen: set[int] = set()
    for line in text[start:end].splitlines(keepends=True):
        stop = at + len(line.rstrip())
        if line.strip():
            begin = at
            row = next((r for r in rows if r.start < stop and begin < r.end), None)
            first = row is not None and row.pk not in seen
            if row is not None:
                seen.add(row.pk)
            found.append(Line(at, stop, line.strip(), row, first))
        at += len(line)
    return found


def taken(document: SourceDocument) -> list[Taken]:
    """Return, for each leaf, how much of it was taken and how much was not."""
    rows = rows_of(document)
    found: list[Taken] = []
    for one in leaves(document):
        near = [r for r in rows if r.start < one.end and one.start < r.end]
        printed = _lines(document.text, one.start, one.end, near)
        begin = sum(one.start <= r.start < one.end for r in near)
        found.append(Taken(one, begin, len(printed), sum(p.row is not None for p in printed)))
    return found


def marked(document: SourceDocument, number: int) -> list[Marked]:
    """Return the recommendations that have rectangles on a page, with these."""
    found: list[Marked] = []
    for row in rows_of(document):
        boxes = [box for box in row.boxes if box[0] == number]
        if boxes:
            marks = tuple(
                Mark(round(b[1] - 2, 2), b[2], round(b[3] - b[1] + 4, 2), round(b[4] - b[2], 2))
                for b in boxes
            )
            found.append(Marked(row, marks))
    return found


def before(document: SourceDocument, offset: int) -> Recommendation | None:
    """Return the last recommendation that begins before `offset`."""
    held = document.recommendations.exclude(state__in=Recommendation.HIDDEN)
    return held.filter(start__lt=offset).order_by("-start").first()


def versions(document: SourceDocument) -> list[SourceDocument]:
    """Return every version of a document, the latest first."""
    if document.review is None:
        return [document]
    held = document.review.documents.filter(symbol=document.symbol).select_related("blob")
    return list(held.defer("text").order_by("-version"))
