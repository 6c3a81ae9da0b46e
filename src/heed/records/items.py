"""What is asked of a State, item by item, and what was answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from heed.records.documents import Problem, Quote


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
class Recommending:
    """A recommending State as written, and its ISO 3166-1 alpha-3 code; None if it is no State."""

    name: str
    iso3: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One ask within an item, with the States that made it; `label` is its letter as printed."""

    text: str
    recommending: tuple[Recommending, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around an item that no State made: where it stands and what it answers.

    `heading` is the lowest heading above it, without number and articles. `instrument` is the
    treaty or Convention it is made under ("CEDAW", "C111"), `articles` the numbers of its articles.
    `concern` is what the body was concerned about before it asked. `recalls` names earlier
    recommendations it recalls, as `SYMBOL#paragraph`, or "previous" where it names none.
    `addressees` are those asked, as printed, where they are others than the State; empty means
    the State. `repeated` marks an ask that repeats last year's because no report came;
    `follow_up` one that was chosen for an early reply.
    """

    heading: str = ""
    instrument: str | None = None
    articles: tuple[str, ...] = ()
    concern: Quote | None = None
    recalls: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    repeated: bool = False
    follow_up: bool = False


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
    context: Context | None = None


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
class Grade:
    """A grade that a committee gave to what a State reported on one of its paragraphs.

    `document` is the symbol of the concluding observations, `limbs` the letters it is about
    ("(a)"), empty for the whole paragraph; `grade` is as printed ("B1").
    """

    state: str | None
    document: str
    paragraph: str
    grade: str
    quote: Quote
    limbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a document asks for by a date: a reply, a report.

    `kind` is `follow_up` (on chosen paragraphs), `next_report` or `reply` (to a comment of the
    ILO). `on` is an ISO date as precise as it is printed (`2027-03-15`, `2027-03`, `2027`); where
    only a time is given, `months` counts from the adoption. `paragraphs` are those it is about.
    """

    kind: str
    quote: Quote
    on: str | None = None
    months: int | None = None
    paragraphs: tuple[str, ...] = ()
