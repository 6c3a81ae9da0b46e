"""The fields of a plan in files: how each is called, what it holds, how long it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a field holds."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    AMOUNT = "amount"
    WHOLE = "whole"
    CHOICE = "choice"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record; `most` is how many characters it, or one line of it, may have."""

    name: str
    holds: Holds = Holds.LINE
    most: int = 300


# As the database keeps them (heedweb.workspace.models.plan); a test compares them.
MOST_TEXT = 12_000
_TEXT = Field("text", Holds.TEXT, MOST_TEXT)
_CURRENCY = Field("currency", most=3)

PLAN = (
    Field("name", most=200), Field("kind", Holds.CHOICE), Field("first", Holds.DAY),
    Field("last", Holds.DAY), _CURRENCY, _TEXT,
)  # fmt: skip
CHAPTER = (Field("key", most=330), Field("number", most=20), Field("title"), Field("parent"), _TEXT)
MEASURE = (
    Field("number", most=20), Field("title"), _TEXT, Field("chapter", most=330),
    Field("state", Holds.CHOICE), Field("start", Holds.DAY), Field("due", Holds.DAY),
    Field("budget", Holds.AMOUNT), _CURRENCY, Field("funds"), Field("scope"),
    Field("every", Holds.WHOLE), Field("lead", most=200),
    Field("supporting", Holds.LINES, 200), Field("answers", Holds.LINES),
    Field("clusters", Holds.LINES), Field("needs", Holds.LINES, 20),
)  # fmt: skip
_OF = Field("measure", most=20)
MILESTONE = (_OF, Field("milestone"), Field("due", Holds.DAY), Field("reached", Holds.DAY))
INDICATOR = (_OF, Field("indicator", most=40), Field("name"), Field("unit", most=80))
LINK = (_OF, Field("taxonomy", most=80), Field("code", most=200), Field("name"))
INSTITUTION = (_OF, Field("institution", most=200), Field("answer", Holds.CHOICE),
               Field("reason", Holds.TEXT, MOST_TEXT))  # fmt: skip

# The sheets of a workbook, by name, in their order; the names are the same in every language.
SHEETS: Mapping[str, tuple[Field, ...]] = {
    "Chapters": CHAPTER,
    "Measures": MEASURE,
    "Milestones": MILESTONE,
    "Indicators": INDICATOR,
    "Links": LINK,
    "Institutions": INSTITUTION,
}

# What of a record is compared. What institutions answered is theirs and is not.
OF_PLAN = ("name", "kind", "first", "last", "currency", "text")
OF_CHAPTER = ("number", "title", "parent", "text")
OF_MEASURE = (
    "title", "text", "chapter", "state", "start", "due", "budget", "currency", "funds", "scope",
    "every", "parts", "answers", "clusters", "milestones", "needs", "ties", "indicators",
)  # fmt: skip
# Fields that hold several: what a file does not list of them stays.
SEVERAL = ("parts", "answers", "clusters", "milestones", "needs", "ties", "indicators")
