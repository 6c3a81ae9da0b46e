"""A recommendation's place: the pages and boxes of a PDF, the lines around it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from heedweb.workspace.models import Recommendation

_LINES = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle in points from the page's top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A page and what of it is marked; `width` and `height` are the page's, in points."""

    page: int
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines before a passage, the passage, and the lines after it."""

    before: str
    passage: str
    after: str


def passages(row: Recommendation) -> tuple[Passage, ...]:
    """Return the pages that the recommendation stands on; none without a layout."""
    sizes = {page[0]: (page[3], page[4]) for page in row.document.pages}
    marks: dict[int, list[Mark]] = {}
    for page, left, top, right, bottom in row.boxes:
        mark = Mark(round(left - 2, 2), top, round(right - left + 4, 2), round(bottom - top, 2))
        marks.setdefault(page, []).append(mark)
    return tuple(Passage(page, *sizes[page], tuple(held)) for page, held in marks.items())


def surroundings(row: Recommendation) -> Surroundings:
    """Return the text around the recommendation as the document has it."""
    text = row.document.text.replace("\f", "\n")
    before = text[: row.start].rstrip("\n").split("\n")[-_LINES:]
    after = text[row.end :].lstrip("\n").split("\n")[:_LINES]
    return Surroundings("\n".join(before), text[row.start : row.end], "\n".join(after))
