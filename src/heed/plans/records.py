"""What a plan is made of, as plain data.

Texts are as `heed.exchange.texts.clean` leaves them; what is one line has no line feed. Days and
amounts that are not stated are None, texts are empty. `marks` say what a field was when the file
was made (`heed.plans.marks`), `without` which fields a file says nothing of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a measure: the day it is due, and the day it was reached."""

    title: str
    due: date | None = None
    reached: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An institution's part in a measure and what it said to that, with its reason."""

    body: str
    lead: bool
    answer: str = "proposed"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A place in another framework: a label of a taxonomy, and what it is called."""

    taxonomy: str
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator by which a measure is followed; its code is what counts."""

    code: str
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter. Measures and parts of it name it by its `key`, no two have the same."""

    key: str
    number: str = ""
    title: str = ""
    text: str = ""
    parent: str = ""
    marks: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. `answers` are keys of recommendations, `clusters` names of clusters.

    `needs` are the numbers of measures of the plan that it waits for; `every` is in months.
    """

    number: str
    title: str
    text: str = ""
    chapter: str = ""
    state: str = "proposed"
    start: date | None = None
    due: date | None = None
    budget: Decimal | None = None
    currency: str = ""
    funds: str = ""
    scope: str = ""
    every: int | None = None
    parts: tuple[Part, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    needs: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    answers: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    marks: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `origin` is where it was written from: only there do its marks mean anything."""

    name: str
    kind: str = "follow_up"
    text: str = ""
    first: date | None = None
    last: date | None = None
    currency: str = ""
    chapters: tuple[Chapter, ...] = ()
    measures: tuple[Measure, ...] = ()
    origin: str = ""
    marks: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the row of a sheet; without a sheet, the number of a table."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What of a file means nothing: where, in which field, what stands there, a stable code.

    The codes: `no_day`, `no_amount`, `no_whole`, `no_choice`, `no_measure`, `no_chapter`,
    `missing`, `twice`, `too_long`, `ends_first`, `needs_itself`, `in_itself`.
    """

    place: Place
    field: str
    value: str
    code: str


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a file holds: a plan, where each measure stands, faults, and what was not read.

    `places` are in the order of the plan's measures.
    """

    plan: Plan
    places: tuple[Place, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    unread: tuple[str, ...] = ()
