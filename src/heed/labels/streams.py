"""What a linear labeller counts in texts: words, stems, neighbours, pairs, how they open.

A stream turns the words of texts into whole numbers, one for each thing that occurs. Which numbers
matter is learned (`heed.labels.features`). Measured on sessions 15-16 with models of sessions 1-14,
micro-F1 of UPR Info's issues: words and neighbours alone 0.907, with letters of words (3 to 5)
0.910, with stems and pairs of stems anywhere in the text 0.9145.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
# How far into a text its verbs of asking reach: 6 words did better than 4 (accuracy 0.921, 0.917).
_OPENING = 6
# Beyond this many words a text's pairs are too many, and too far from each other, to mean anything.
_MOST_PAIRED = 60
_MOST_WITH_THE_FIRST = 40


@dataclass(frozen=True, slots=True)
class Known:
    """The words of texts, one after the other, as numbers; -1 what was not learned.

    `small` are those that no reason is made of. `row` is the text of each word and `place` its
    place there. `of_words` words and `of_stems` stems were learned; the first `of_key` stems are
    the ones that are common enough to be paired. `parts` is what was counted so far, by column.
    """

    words: Numbers
    stems: Numbers
    small: npt.NDArray[np.bool]
    row: Numbers
    place: Numbers
    texts: int
    of_words: int
    of_stems: int
    of_key: int
    parts: dict[object, Any] = field(default_factory=dict, repr=False)


Places = tuple[Numbers, ...]
"""Where the words stand that each thing is made of: one array for each of them, in `Known`."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A way of counting. `places` gives what occurs, text by text, `once` if each only once in one.

    A thing is known by a number: its `words`, `stems` or `key` stems (`many` of them), and with
    `ordered` also how far from the beginning the first of them stands.
    """

    places: Callable[[Known], Places]
    base: str
    many: int = 1
    once: bool = False
    ordered: bool = False

    def numbers(self, known: Known, places: Places) -> Numbers:
        """Return the number of each thing."""
        base, each = self._size(known), known.words if self.base == "words" else known.stems
        number = each[places[0]]
        if self.ordered:
            number += known.place[places[0]] * base
        for more in places[1:]:
            number = number * base + each[more]
        return number

    def size(self, known: Known) -> int:
        """Return how many numbers there may be."""
        return int((_OPENING if self.ordered else 1) * self._size(known) ** self.many)

    def _size(self, known: Known) -> int:
        return {"words": known.of_words, "stems": known.of_stems, "key": known.of_key}[self.base]


def single_words(known: Known) -> Places:
    """Return each word."""
    return (np.flatnonzero(known.words >= 0),)


def single_stems(known: Known) -> Places:
    """Return each stem."""
    return (np.flatnonzero(known.stems >= 0),)


def neighbours(known: Known) -> Places:
    """Return each two stems that follow one another."""
    return _apart(known, 1)


def one_apart(known: Known) -> Places:
    """Return each two stems with one word between them: "by rapidly enacting"."""
    return _apart(known, 2)


def pairs(known: Known) -> Places:
    """Return each two common stems of a text, wherever they stand; each where it stands first."""
    key = known.of_key
    common = (known.stems >= 0) & (known.stems < key) & (known.place < _MOST_PAIRED)
    # Text, stem and place as one number: sorting takes a tenth of the time of numpy's `unique`.
    both = (known.row[common] * key + known.stems[common]) * _MOST_PAIRED + known.place[common]
    both.sort()
    row, place = both // (max(key, 1) * _MOST_PAIRED), both % _MOST_PAIRED
    first = fresh(both // _MOST_PAIRED)
    row, place = row[first], place[first]
    begins = np.searchsorted(known.row, np.arange(known.texts))
    where = begins[row] + place
    # Each stem with each that comes after it in its text, by number.
    at, ends = np.arange(len(row)), np.cumsum(np.bincount(row, minlength=known.texts))
    after = ends[row] - at - 1
    second = np.repeat(at + 1 - (np.cumsum(after) - after), after)
    second += np.arange(len(second))
    return np.repeat(where, after), where[second]


def opening(known: Known) -> Places:
    """Return the first words."""
    return (np.flatnonzero((known.place < _OPENING) & (known.words >= 0)),)


def opening_neighbours(known: Known) -> Places:
    """Return each two of the first stems that follow one another."""
    together = _together(known, 1) & (known.place[:-1] < _OPENING - 1)
    first = np.flatnonzero(together)
    return first, first + 1


def with_the_first(known: Known) -> Places:
    """Return each stem together with the first: what is asked for by which verb."""
    verb = np.arange(len(known.row)) - known.place
    held = (known.stems[verb] >= 0) & (known.stems >= 0) & (known.place > 0)
    held &= known.place < _MOST_WITH_THE_FIRST
    return verb[held], np.flatnonzero(held)


def fresh(ordered: Numbers) -> npt.NDArray[np.bool]:
    """Return which of numbers in order are not the same as the one before."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _apart(known: Known, by: int) -> Places:
    first = np.flatnonzero(_together(known, by))
    return first, first + by


def _together(known: Known, by: int) -> npt.NDArray[np.bool]:
    """Return for each word whether the one `by` places on is of the same text, both learned."""
    same: npt.NDArray[np.bool] = known.row[:-by] == known.row[by:]
    return same & (known.stems[:-by] >= 0) & (known.stems[by:] >= 0)


STREAMS: dict[str, Stream] = {
    "words": Stream(single_words, "words"),
    "stems": Stream(single_stems, "stems"),
    "neighbours": Stream(neighbours, "stems", 2),
    "pairs": Stream(pairs, "key", 2, once=True),
    "opening": Stream(opening, "words", once=True, ordered=True),
    "opening_neighbours": Stream(opening_neighbours, "stems", 2, once=True, ordered=True),
    "opening_words": Stream(opening, "words"),
    "with_the_first": Stream(with_the_first, "stems", 2),
    "one_apart": Stream(one_apart, "stems", 2),
}
