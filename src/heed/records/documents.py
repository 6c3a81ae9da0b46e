"""A file as it was read: its text, its pages, and where every character stands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's top left corner. `page` is 1-based."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its 1-based number, its range in `Document.text`, its sheet as it is shown.

    `width` and `height` are points after rotation, 0 where the format has pages but no sheet
    (plain text with form feeds). `left` and `bottom` are the PDF user space coordinates of the
    visible area's corner; `rotation` is clockwise, in degrees.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    left: float = 0.0
    bottom: float = 0.0
    rotation: int = 0

    def shown(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a rectangle of PDF user space as it stands on the shown page."""
        x1, x2 = left - self.left, right - self.left
        y1, y2 = bottom - self.bottom, top - self.bottom
        turned = {
            0: (x1, self.height - y2, x2, self.height - y1),
            90: (y1, x1, y2, x2),
            180: (self.width - x2, y1, self.width - x1, y2),
            270: (self.width - y2, self.height - x2, self.width - y1, self.height - x1),
        }
        return Box(self.number, *turned[self.rotation % 360])


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each character of a document's text stands: four floats per code point.

    Left, top, right, bottom in PDF user space (points, origin at the bottom left).

    Characters that were added while reading (line breaks) have the box 0, 0, 0, 0.
    """

    boxes: array[float]

    def box(self, offset: int) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of the character at `offset`."""
        left, top, right, bottom = self.boxes[offset * 4 : offset * 4 + 4]
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text, its pages, and where every character stands, if the format says so.

    `text` is NFC; lines end with a line feed and pages with a form feed. `format` is one of
    `pdf`, `docx`, `doc`, `html`, `text`, found from the content and never from the name.
    `sha256` is the hexadecimal hash of the file's bytes.
    """

    name: str
    format: str
    sha256: str
    text: str
    pages: tuple[Page, ...] = ()
    layout: Layout | None = field(default=None, repr=False, compare=False)
    problems: tuple[Problem, ...] = ()

    def page_of(self, offset: int) -> Page | None:
        """Return the page on which the character at `offset` stands, None without pages."""
        if not self.pages:
            return None
        return self.pages[max(0, bisect_right(self.pages, offset, key=lambda p: p.start) - 1)]

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return one rectangle for each printed line of `text[start:end]`, in reading order.

        Empty where the format has no layout.
        """
        if self.layout is None:
            return ()
        found: list[Box] = []
        cursor = start
        for line in re.findall(r"[^\n\f]*[\n\f]|[^\n\f]+", self.text[start:end]):
            box = self._line_box(cursor, cursor + len(line))
            if box is not None:
                found.append(box)
            cursor += len(line)
        return tuple(found)

    def _line_box(self, start: int, end: int) -> Box | None:
        page = self.page_of(start)
        if page is None or self.layout is None:
            return None
        held = [self.layout.box(i) for i in range(start, end) if not self.text[i].isspace()]
        held = [b for b in held if b[2] > b[0]]
        if not held:
            return None
        return page.shown(
            min(b[0] for b in held),
            max(b[1] for b in held),
            max(b[2] for b in held),
            min(b[3] for b in held),
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document with their place: `document.text[start:end]` holds them, page 1-based."""

    text: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something doubtful, for a person to look at. `code` is stable, `text` a short sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its place, for instance `troika` = `Egypt`. `value` is normalised."""

    name: str
    value: str
    quote: Quote | None = None
