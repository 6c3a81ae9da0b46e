"""The nouns of heed. All are frozen; all offsets are half-open and count Unicode code points.

`Document` is what a file says. `Extraction` is what a kind found in it. Nothing here reads a file
or decides anything.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum


class Position(StrEnum):
    """What the State said of one recommendation (HRC resolution 5/1, annex, paragraph 32)."""

    SUPPORTED = "supported"
    PARTIALLY_SUPPORTED = "partially_supported"
    NOTED = "noted"
    PENDING = "pending"
    UNCLEAR = "unclear"


class Claim(StrEnum):
    """What the State says it has already done about a recommendation."""

    IMPLEMENTED = "implemented"
    IN_PROCESS = "in_process"
    EITHER = "either"


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


@dataclass(frozen=True, slots=True)
class Recommending:
    """A recommending State as written, and its ISO 3166-1 alpha-3 code; None if it is no State."""

    name: str
    iso3: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One ask within an item, with the States that made it."""

    text: str
    recommending: tuple[Recommending, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One numbered item. Field meanings: the extraction contract in `docs/extraction.md`.

    `start` and `end` span the item in the document's text, from its number to the bracket or stop
    that closes it. `position_words` is what the State itself said of the item, where it said it.
    `supported_part` is what it supports, or excepts, where it supports a part and names it.
    `notes` are the footnotes on it, such as the wording read out in the dialogue.
    """

    paragraph: str
    text: str
    start: int
    end: int
    key: str | None = None
    page: int | None = None
    recommending: tuple[Recommending, ...] = ()
    parts: tuple[Part, ...] = ()
    position: Position | None = None
    claim: Claim | None = None
    position_source: str | None = None
    position_words: str | None = None
    paragraph_as_printed: str | None = None
    comment: str | None = None
    supported_part: str | None = None
    notes: tuple[Quote, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an addendum says of one recommendation, named by the number printed there.

    `part` is the part that is supported, in the State's words, where it supports a part and names
    it.
    """

    paragraph: str
    position: Position
    quote: Quote
    claim: Claim | None = None
    source: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A recommendation of the dialogue that section II only points to: "paragraphs 23 (b)".

    `reference` is the pointer, `27 (b)`; the words stand in the interactive dialogue (section I.B).
    `text` is empty where the pointer leads to nothing; a problem says so.
    """

    reference: str
    text: str
    start: int
    end: int
    page: int | None = None
    recommending: tuple[Recommending, ...] = ()
    position: Position | None = None
    position_source: str | None = None
    comment: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document that is no list of recommendations.

    `role` is one of: `pledge` (a voluntary pledge of the State), `comment` (of the State on
    recommendations), `conclusion` (agreed, no recommendation), `question` (put in advance),
    `recalled` (what another body recommended), `view` (a stakeholder's), `measure` (of the State),
    `theme` (of a letter). `said_by` names who speaks, as printed. `refers_to` holds keys of
    recommendations, `A/HRC/28/15#115.66`, or symbols with a paragraph of other documents.
    """

    role: str
    paragraph: str
    text: str
    start: int
    end: int
    page: int | None = None
    said_by: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A Sustainable Development Goal: its number (1-17) and its name as printed."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of OHCHR's thematic list: an item as it was listed, with the labels given to it.

    `position_source` is as printed without "Source of position:"; `heading` is the theme the row
    stands under (rows of one item under several headings are one, headings parted by a line feed).
    """

    paragraph: str
    text: str
    start: int
    end: int
    recommending: tuple[Recommending, ...] = ()
    position: Position | None = None
    position_as_printed: str = ""
    position_source: str = ""
    heading: str = ""
    themes: tuple[str, ...] = ()
    groups_of_persons: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    assessment: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """How many recommendations a document says were received and answered; None if not said.

    `other` counts what got "additional clarification" (partial support). `state` is an ISO 3166-1
    alpha-3 code: a Council report holds the totals of every State of its session. `cycle` is there
    where a document holds those of several cycles.
    """

    state: str | None
    quote: Quote
    received: int | None = None
    supported: int | None = None
    noted: int | None = None
    other: int | None = None
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One list of items under one lead-in paragraph, with the position that the lead-in gives."""

    paragraph: str
    lead_in: Quote
    position: Position | None
    claim: Claim | None = None
    items: int = 0


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a document is, and why heed thinks so.

    `kind` is the name of a folder in `heed.kinds`. `symbol` is the document's own symbol; `parent`
    that of the report an addendum belongs to. `state` is the ISO 3166-1 alpha-3 code of the
    addressee. `session` is the session of the Working Group. `reasons` are short sentences.
    """

    kind: str
    reasons: tuple[str, ...]
    mechanism: str | None = None
    symbol: str | None = None
    parent: str | None = None
    state: str | None = None
    session: int | None = None
    cycle: int | None = None
    language: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison between documents of a review. `text` is a sentence with both sides.

    `code` is stable; `sources` are the symbols, or the kinds, that were compared.
    """

    code: str
    text: str
    agrees: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document, or a report joined with its addendum, says."""

    recognition: Recognition
    recommendations: tuple[Recommendation, ...] = ()
    groups: tuple[Group, ...] = ()
    answers: tuple[Answer, ...] = ()
    facts: tuple[Fact, ...] = ()
    cited: tuple[Cited, ...] = ()
    passages: tuple[Passage, ...] = ()
    listed: tuple[Listed, ...] = ()
    totals: tuple[Totals, ...] = ()
    problems: tuple[Problem, ...] = ()
