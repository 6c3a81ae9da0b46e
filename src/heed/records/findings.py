"""What a document is, and all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from heed.records.documents import Fact, Problem, Quote
from heed.records.items import (
    Answer,
    Cited,
    Claim,
    Due,
    Grade,
    Position,
    Recommendation,
    Recommending,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document that is no list of recommendations.

    `role` is one of: `pledge` (a voluntary pledge of the State), `comment` (of the State on
    recommendations), `conclusion` (agreed, no recommendation), `question` (put in advance),
    `recalled` (what another body recommended), `view` (a stakeholder's), `measure` (of the State),
    `theme` (of a letter); in what treaty bodies, mandate holders, the Council and the ILO write:
    `positive`, `concern` (without an ask), `procedural`, `dissemination`, `follow_up` (which
    paragraphs are chosen), `next_report`. `said_by` names who speaks, as printed. `refers_to`
    holds keys of recommendations, `A/HRC/28/15#115.66`, or symbols with a paragraph of other
    documents.
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
    `dated` is the day of adoption as an ISO date, as precise as it is printed. `body` is the
    mandate or committee as the document names it, where the mechanism has several.
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
    dated: str | None = None
    body: str | None = None


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
    dues: tuple[Due, ...] = ()
    grades: tuple[Grade, ...] = ()
    problems: tuple[Problem, ...] = ()
