"""What a linear labeller counts in texts: words, stems, neighbours, pairs, how they open.

A stream turns the words of texts into whole numbers, one for each thing that occurs. Which numbers
matter is learned (`heed.labels.features`). Measured on sessions 15-16 with models of sessions 1-14,
micro-F1 of UPR Info's issues: words and neighbours alone 0.907, with letters of words (3 to 5)
0.910, with stems and pairs of stems anywhere in the text 0.9145.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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

    `row` is the text of each word and `place` its place there. `of_words` words and `of_stems`
    stems were learned; the first `of_key` stems are the ones that are common enough to be paired.
    """

    words: Numbers
    stems: Numbers
    row: Numbers
    place: Numbers
    texts: int
    of_words: int
    of_stems: int
    of_key: int


Counted = tuple[Numbers, Numbers]
"""The text of each thing that occurs, in order, and the thing's number."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A way of counting. `count` gives what occurs, `once` if each only once in a text.

    The last digits of a number, to the base of how many `words`, `stems` or `key` stems there are,
    say which (`many` of them) it stands for; what is before them is a place below `places`.
    """

    count: Callable[[Known], Counted]
    base: str
    many: int = 1
    once: bool = False
    places: int = 1

    def size(self, base: int) -> int:
        """Return how many numbers there may be, given how many words or stems."""
        return int(self.places * base**self.many)


def single_words(known: Known) -> Counted:
    """Return each word."""
    learned = known.words >= 0
    return known.row[learned], known.words[learned]


def single_stems(known: Known) -> Counted:
    """Return each stem."""
    learned = known.stems >= 0
    return known.row[learned], known.stems[learned]


def neighbours(known: Known) -> Counted:
    """Return each two stems that follow one another."""
    return _apart(known, 1)


def one_apart(known: Known) -> Counted:
    """Return each two stems with one word between them: "by rapidly enacting"."""
    return _apart(known, 2)


def pairs(known: Known) -> Counted:
    """Return each two common stems of a text, wherever they stand."""
    key = known.of_key
    common = (known.stems >= 0) & (known.stems < key) & (known.place < _MOST_PAIRED)
    # Sorting and comparing takes a tenth of the time of numpy's `unique`.
    both = np.sort(known.row[common] * key + known.stems[common])
    row, stem = np.divmod(both[fresh(both)], max(key, 1))
    at, ends = np.arange(len(row)), np.cumsum(np.bincount(row, minlength=known.texts))
    # Each stem with each that comes after it in its text.
    after = ends[row] - at - 1
    second = np.repeat(at + 1 - (np.cumsum(after) - after), after)
    second += np.arange(len(second))
    return np.repeat(row, after), np.repeat(stem * key, after) + stem[second]


def opening(known: Known) -> Counted:
    """Return the first words, each with its place."""
    first = (known.place < _OPENING) & (known.words >= 0)
    return known.row[first], known.place[first] * known.of_words + known.words[first]


def opening_words(known: Known) -> Counted:
    """Return the first words, wherever among the first they stand."""
    first = (known.place < _OPENING) & (known.words >= 0)
    return known.row[first], known.words[first]


def opening_neighbours(known: Known) -> Counted:
    """Return each two of the first stems that follow one another, with their place."""
    together = _together(known, 1) & (known.place[:-1] < _OPENING - 1)
    stems, size = known.stems, known.of_stems
    number = (known.place[:-1] * size + stems[:-1]) * size + stems[1:]
    return known.row[:-1][together], number[together]


def with_the_first(known: Known) -> Counted:
    """Return each stem together with the first: what is asked for by which verb."""
    first = np.full(known.texts, -1, np.int64)
    begin = known.place == 0
    first[known.row[begin]] = known.stems[begin]
    verb = first[known.row]
    held = (verb >= 0) & (known.stems >= 0) & (known.place > 0)
    held &= known.place < _MOST_WITH_THE_FIRST
    return known.row[held], verb[held] * known.of_stems + known.stems[held]


def fresh(ordered: Numbers) -> npt.NDArray[np.bool]:
    """Return which of numbers in order are not the same as the one before."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _apart(known: Known, by: int) -> Counted:
    together = _together(known, by)
    number = known.stems[:-by] * known.of_stems + known.stems[by:]
    return known.row[:-by][together], number[together]


def _together(known: Known, by: int) -> npt.NDArray[np.bool]:
    """Return for each word whether the one `by` places on is of the same text, both learned."""
    same: npt.NDArray[np.bool] = known.row[:-by] == known.row[by:]
    return same & (known.stems[:-by] >= 0) & (known.stems[by:] >= 0)


STREAMS: dict[str, Stream] = {
    "words": Stream(single_words, "words"),
    "stems": Stream(single_stems, "stems"),
    "neighbours": Stream(neighbours, "stems", 2),
    "pairs": Stream(pairs, "key", 2, once=True),
    "opening": Stream(opening, "words", once=True, places=_OPENING),
    "opening_neighbours": Stream(opening_neighbours, "stems", 2, once=True, places=_OPENING),
    "opening_words": Stream(opening_words, "words"),
    "with_the_first": Stream(with_the_first, "stems", 2),
    "one_apart": Stream(one_apart, "stems", 2),
}
