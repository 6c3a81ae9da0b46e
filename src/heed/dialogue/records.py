"""What is found in an item of the dialogue: every value with the place where it stands.

All offsets are half-open and count Unicode code points of `Item.text`. All of it is proposed;
people confirm or correct it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from heed.dialogue.sources import Problem


@dataclass(frozen=True, slots=True)
class Span:
    """A passage: `text[start:end]`."""

    start: int
    end: int


class Part(StrEnum):
    """What a paragraph is to the item."""

    BODY = "body"
    HEADLINE = "headline"
    FURNITURE = "furniture"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its place, what it is, and the number of the earlier one that it repeats.

    `reason` is the code of the entry by which it was set apart, "" for the body.
    """

    number: int
    start: int
    end: int
    part: Part
    repeats: int | None = None
    reason: str = ""

    @property
    def read(self) -> bool:
        """Whether meetings, statements and commitments are looked for here."""
        return self.part is Part.BODY and self.repeats is None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who met others, with the office held that day.

    `name` is as written, in the fullest form that the item has. `office` and `organisation` are
    heed's words for them, `written` the office as the item has it ("" where it has none).
    `side` is a State's name or a body's. `reason` says what each rests on.
    """

    name: str
    office: str
    organisation: str
    side: str
    written: str
    at: Span
    office_at: Span | None
    reason: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that took place: None and "" mean that the item does not state it.

    `date` is "2027-05-03"; `date_basis` says what it rests on: stated, or derived from the
    dateline or the day of publication. `place_basis` does the same for the place.
    """

    date: str | None
    date_basis: str
    place: str
    place_basis: str
    occasion: str
    participants: tuple[Participant, ...]
    at: Span
    date_at: Span | None
    place_at: Span | None
    occasion_at: Span | None
    method: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, through whom, about whom; `quote` is `text[start:end]`.

    `speaker` is never empty: nobody named is "unattributed in OUTLET". `spoken_via` is who
    passed it on, the outlet itself where nobody is named. `verbatim` is set where the words stand
    in quotation marks as the speaker's own. `office` is the speaker's, "" where none is known.
    """

    speaker: str
    office: str
    side: str
    spoken_via: str
    verbatim: bool
    about: tuple[str, ...]
    quote: str
    start: int
    end: int
    speaker_at: Span | None
    via_at: Span | None
    said_on: str | None
    method: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something promised: who, what (as written), to whom, by when, and of which kind.

    `kind` is one of invitation, ratification, visit, report, cooperation, other. `by_when` is a
    day or a span of days as ISO 8601 ("2027-05-05/2027-05-07"), None where not stated.
    `asked_by` is who asked for it, where it is a request and not yet a promise; else "".
    """

    who: str
    what: str
    to_whom: str
    kind: str
    by_when: str | None
    start: int
    end: int
    method: str
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the first passage that shows it."""

    name: str
    at: Span
    method: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it was read. `language` is its code, "" where it is none that heed reads."""

    file: str
    text: str
    title: str
    publisher: str
    published: str
    language: str
    dateline: str
    paragraphs: tuple[Paragraph, ...]
    meetings: tuple[Meeting, ...]
    statements: tuple[Statement, ...]
    commitments: tuple[Commitment, ...]
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]

    @property
    def duplicates(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that repeat an earlier one."""
        return tuple(one.number for one in self.paragraphs if one.repeats is not None)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where reports of one event differ: the field and what each file says, in their order."""

    field: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Several reports of one event: the files, why they are taken together, how they differ."""

    files: tuple[str, ...]
    reason: str
    differences: tuple[Difference, ...]
