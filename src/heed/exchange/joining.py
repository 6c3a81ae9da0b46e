"""Which rows of ready-made data are which printed items of one review, and where the two differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

from heed.exchange.rows import Row
from heed.records import Part, Position, Recommending

_OPEN = (None, Position.PENDING, Position.UNCLEAR)
# Fewer letters may stand in a text by chance.
_LEAST_CLAUSE = 16
_NEARLY_WHOLE = 0.95
_WORD = re.compile(r"[^\W_]+")
# Tuned on the develop part of the corpus (evals/joining.py): lower, more is joined wrongly than
# is found.
_LEAST_WITH_STATE = 0.6
_LEAST_WITHOUT = 0.9
# Fewer letters than this stand in too many items to say which one is meant.
_LEAST_LETTERS = 25
# A row found inside an item is less sure than one that is the whole of it.
_INSIDE = 0.98


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
    """One field in which a row and its item differ: `text`, `recommending` or `position`.

    `answer` is a position of the row where the item's is still open, which contradicts nothing.
    """

    field: str
    row: str
    item: str


def join(rows: Sequence[Row], items: Sequence[Item]) -> list[Joined]:
    """Return for each row of one review the printed item it is, or that it is none.

    A joint recommendation is several rows in UPR Info, one for each State: rows may share an item.
    Texts are compared without case, accents and punctuation, which databases rewrite; a row may be
    one part of an item. Without a State in common only nearly equal texts are joined.
    """
    held = _Items(items)
    return [
        held.by_number(index, row) or held.by_text(index, row) for index, row in enumerate(rows)
    ]


def differences(row: Row, item: Item) -> tuple[Difference, ...]:
    """Return where a row and its item differ beyond what databases rewrite.

    A row that is one clause of a bundled item differs from it in nothing, and so does one of the
    States of a joint item; nor does a row that only leaves out the first words ("To", "That").
    """
    found: list[Difference] = []
    if not _clause(folded(row.text), _texts(item)):
        found.append(Difference("text", row.text, item.text))
    ours = {one.iso3 or one.name for one in item.recommending}
    theirs = {one.iso3 or one.name for one in row.recommending}
    if not theirs <= ours:
        found.append(Difference("recommending", _names(row), _names(item)))
    if row.position and row.position != item.position:
        field = "answer" if item.position in _OPEN else "position"
        found.append(Difference(field, row.position, item.position or ""))
    return tuple(found)


def _clause(words: str, texts: Sequence[str]) -> bool:
    """Return whether words are those of a text or of one clause of it, wherever spaces stand."""
    bare = words.replace(" ", "")
    for text in texts:
        other = text.replace(" ", "")
        if bare == other or (len(bare) >= _LEAST_CLAUSE and bare in other):
            return True
        if other in bare and len(other) >= _NEARLY_WHOLE * len(bare):
            return True
    return False


def folded(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, one space between."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(
        _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    ).lower()


def _texts(item: Item) -> tuple[str, ...]:
    """Return the item's text and the texts of its parts, folded."""
    return tuple(folded(text) for text in (item.text, *(part.text for part in item.parts)))


class _Items:
    """The items of one review, ready to be looked up."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.numbers: dict[str, int] = {}
        self.of_state: dict[str, list[int]] = {}
        self.texts = [_texts(item) for item in items]
        self.whole = {i: texts[0] for i, texts in enumerate(self.texts)}
        for i, item in enumerate(items):
            self.numbers.setdefault(item.paragraph, i)
            for iso3 in {one.iso3 for one in item.recommending if one.iso3}:
                self.of_state.setdefault(iso3, []).append(i)

    def by_number(self, index: int, row: Row) -> Joined | None:
        """Return the item with the row's number, None if there is none."""
        at = self.numbers.get(row.paragraph) if row.paragraph else None
        return None if at is None else Joined(index, at, 1.0, "paragraph")

    def by_text(self, index: int, row: Row) -> Joined:
        """Return the item that a row's text is nearest to, first among those of its States."""
        asked = folded(row.text)
        states = (one.iso3 for one in row.recommending if one.iso3)
        own = dict.fromkeys(i for iso3 in states for i in self.of_state.get(iso3, ()))
        scores = {i: _likeness(asked, self.texts[i]) for i in own}
        best = max(scores, key=lambda i: scores[i], default=None)
        if best is not None and scores[best] >= _LEAST_WITH_STATE:
            return Joined(index, best, round(scores[best], 4), "state and text")
        near = process.extractOne(
            asked, self.whole, scorer=fuzz.ratio, score_cutoff=_LEAST_WITHOUT * 100
        )
        if near is None or len(asked) < _LEAST_LETTERS:
            return Joined(index, None, 0.0, "")
        return Joined(index, near[2], round(near[1] / 100, 4), "text")


def _likeness(asked: str, texts: Sequence[str]) -> float:
    """Return how like a row is to an item or to a part of it, 0 to 1."""
    whole = max(fuzz.ratio(asked, text) for text in texts) / 100
    if len(asked) >= len(texts[0]):
        return whole
    if f" {asked} " in f" {texts[0]} ":
        return max(whole, _INSIDE)
    if len(asked) < _LEAST_LETTERS:
        return whole
    return max(whole, _INSIDE * fuzz.partial_ratio(asked, texts[0]) / 100)


def _names(one: Row | Item) -> str:
    return ", ".join(who.name for who in one.recommending)
