"""Which rows of ready-made data are which printed items of one review, and where the two differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from heed.exchange.rows import Row
from heed.records import Part, Position, Recommending

_WORD = re.compile(r"[^\W_]+")
_LEAST = 0.8


class Item(Protocol):
    """What a printed item must have: `heed.records.Recommendation` has it."""

    @property
    def paragraph(self) -> str: ...  # noqa: D102 -- as in heed.records

    @property
    def text(self) -> str: ...  # noqa: D102

    @property
    def recommending(self) -> tuple[Recommending, ...]: ...  # noqa: D102

    @property
    def parts(self) -> tuple[Part, ...]: ...  # noqa: D102

    @property
    def position(self) -> Position | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Joined:
    """A row with the item it is: both as indexes into what was given; `item` None if it is none.

    `score` is 0 to 1. `how` is `paragraph` (both have the number), `state and text`, `text`, or
    `""` for a row without an item.
    """

    row: int
    item: int | None
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field (`text`, `recommending`, `position`) in which a row and its item differ."""

    field: str
    row: str
    item: str


def join(rows: Sequence[Row], items: Sequence[Item]) -> list[Joined]:
    """Return for each row of one review the printed item it is, or that it is none.

    A joint recommendation is several rows in UPR Info, one for each State: rows may share an item.
    """
    numbers = {item.paragraph: i for i, item in enumerate(items)}
    found: list[Joined] = []
    for index, row in enumerate(rows):
        at = numbers.get(row.paragraph)
        known = Joined(index, at, 1.0, "paragraph") if at is not None else None
        found.append(known or _by_text(index, row, items))
    return found


def differences(row: Row, item: Item) -> tuple[Difference, ...]:
    """Return where a row and its item differ beyond what databases rewrite.

    A row that is one part of a bundled item differs from it in nothing, and so does one of the
    States of a joint item.
    """
    found: list[Difference] = []
    if folded(row.text) not in _texts(item):
        found.append(Difference("text", row.text, item.text))
    ours = {one.iso3 or one.name for one in item.recommending}
    theirs = {one.iso3 or one.name for one in row.recommending}
    if not theirs <= ours:
        found.append(Difference("recommending", _names(row), _names(item)))
    if row.position and item.position and row.position != item.position:
        found.append(Difference("position", row.position, item.position))
    return tuple(found)


def folded(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, one space between."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(
        _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    ).lower()


def _texts(item: Item) -> tuple[str, ...]:
    """Return the item's text and the texts of its parts, folded."""
    return tuple(folded(text) for text in (item.text, *(part.text for part in item.parts)))


def _by_text(index: int, row: Row, items: Sequence[Item]) -> Joined:
    asked = folded(row.text)
    states = {one.iso3 for one in row.recommending}
    best = Joined(index, None, 0.0, "")
    for at, item in enumerate(items):
        named = states & {one.iso3 for one in item.recommending}
        score = max(fuzz.ratio(asked, text) for text in _texts(item)) / 100
        if score >= _LEAST and score > best.score:
            best = Joined(index, at, score, "state and text" if named else "text")
    return best


def _names(one: Row | Item) -> str:
    return ", ".join(who.name for who in one.recommending)
