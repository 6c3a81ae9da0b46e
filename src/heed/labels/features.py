"""Texts as rows of numbers: which things of each stream occur, weighted by how rare they are.

As scikit-learn's TfidfVectorizer with sublinear counts, for each stream by itself; its own loop
over strings takes several times as long for what is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from weakref import WeakKeyDictionary, WeakSet

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.lexicon import Lexicon, lexicon
from heed.labels.ranks import Ranks
from heed.labels.streams import STREAMS, Known, Numbers, Places, fresh
from heed.labels.words import stem, words

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Counted:
    """One stream as it is counted: its weight beside the others, in how many texts is enough."""

    stream: str
    weight: float
    at_least: int


# What something is about; the weights were chosen on sessions 15-16 with models of sessions 1-14.
ABOUT = (
    Counted("words", 0.7, 2),
    Counted("stems", 0.7, 2),
    Counted("neighbours", 0.7, 2),
    Counted("pairs", 0.9, 4),
)
# What is asked to be done: how a text opens says most.
ASKED = (
    Counted("words", 0.7, 2),
    Counted("neighbours", 0.7, 2),
    Counted("opening", 0.7, 2),
    Counted("opening_neighbours", 0.7, 2),
    Counted("opening_words", 0.7, 2),
    Counted("with_the_first", 0.7, 3),
    Counted("one_apart", 0.5, 3),
)
# A stem in fewer texts than this, or in a greater share of them, is not paired: "of", "the".
PAIRED = 20
MOST_PAIRED = 0.3
# Of fewer texts than this everything is kept, however rare.
FEW = 1_000


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Column:
    """The learned things of one stream: their numbers in order, and the weight of each."""

    stream: str
    numbers: Numbers
    weights: Floats
    weight: float
    ranks: Ranks = field(repr=False)

    def same(self, other: Column) -> bool:
        """Return whether both count the same."""
        return (
            (self.stream, self.weight) == (other.stream, other.weight)
            and np.array_equal(self.numbers, other.numbers)
            and np.array_equal(self.weights, other.weights)
        )


@dataclass(frozen=True, slots=True)
class Features:
    """What was learned to be counted. `rows` gives texts as numbers, one column for each thing."""

    lexicon: Lexicon
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """Return how many things are counted."""
        return sum(len(column.numbers) for column in self.columns)

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return a matrix (texts x things), 32-bit floats, each stream beside the next."""
        parts = [part.rows for part in self.parts(self.lexicon.known(texts))]
        return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))

    def parts(self, known: Known) -> list[Part]:
        """Return what occurs of each stream; what labellers share is counted once."""
        for column in self.columns:
            if column not in known.parts:
                known.parts[column] = _part(column, known)
        return [known.parts[column] for column in self.columns]


@dataclass(frozen=True, slots=True)
class Part:
    """The things of one stream that occur in texts.

    `rows` (texts x learned things) are as long as the stream's weight; `places` is for each entry
    of them where, for one, it stands.
    """

    rows: sparse.csr_matrix
    places: Places


def _part(column: Column, known: Known) -> Part:
    stream, width = STREAMS[column.stream], len(column.numbers)
    places = stream.places(known)
    at, learned = column.ranks.of(stream.numbers(known, places))
    at, places = at[learned], tuple(each[learned] for each in places)
    data = column.weights
    if stream.once:
        data = data[at]
    else:
        at, places, often = _counted(at, places, known, max(width, 1))
        data = (1 + np.log(often)) * data[at]
    row = known.row[places[-1]]
    length = np.sqrt(np.bincount(row, data**2, minlength=known.texts))
    length[length == 0] = 1
    data = (data * (column.weight / length)[row]).astype(np.float32)
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=known.texts))))
    return Part(sparse.csr_matrix((data, at, ends), shape=(known.texts, width)), places)


def _counted(
    at: Numbers, places: Places, known: Known, width: int
) -> tuple[Numbers, Places, Floats]:
    """Return each thing once in each text, where one of its kind stands, and how often it does."""
    # What it is and which of those it is as one number: sorted sooner than an order is found.
    size = max(len(at), 1)
    both = np.sort((known.row[places[-1]] * width + at) * size + np.arange(len(at)))
    begins = np.flatnonzero(fresh(both // size))
    held = both[begins]
    often = np.diff(begins, append=len(both)).astype(np.float32)
    one = held % size
    return held // size % width, tuple(each[one] for each in places), often


_columns: WeakKeyDictionary[Lexicon, WeakSet[Column]] = WeakKeyDictionary()


def column_of(
    held: Lexicon, stream: str, numbers: Numbers, weights: Floats, weight: float
) -> Column:
    """Return a column; the same one for all labellers of a lexicon that count the same."""
    ranks = Ranks(numbers, STREAMS[stream].size(held.known(())))
    made = Column(stream, numbers, weights, weight, ranks)
    among = _columns.setdefault(held, WeakSet())
    there = next((one for one in tuple(among) if made.same(one)), made)
    among.add(there)
    return there


def learn(texts: Sequence[str], counted: Sequence[Counted]) -> Features:
    """Return what is counted in texts like these. Of few texts everything is kept."""
    few = len(texts) < FEW
    each = [set(words(text)) for text in texts]
    in_texts = Counter(chain.from_iterable(each))
    in_stems = Counter(chain.from_iterable({stem(word) for word in one} for one in each))
    enough = 1 if few else 2
    kept_words = sorted(word for word, n in in_texts.items() if n >= enough)
    kept_stems = sorted(one for one, n in in_stems.items() if n >= enough)
    least, most = (2 if few else PAIRED), len(texts) * MOST_PAIRED
    key = [one for one in kept_stems if least <= in_stems[one] <= most]
    # The paired ones first: their numbers are then small enough for a table.
    stems = key + [one for one in kept_stems if not least <= in_stems[one] <= most]
    held = lexicon(kept_words, stems, len(key))
    known = held.known(texts)
    columns = [_column(one, held, known, 1 if few else one.at_least) for one in counted]
    return Features(held, tuple(columns))


def _column(counted: Counted, held: Lexicon, known: Known, at_least: int) -> Column:
    stream = STREAMS[counted.stream]
    places = stream.places(known)
    row, number = known.row[places[-1]], stream.numbers(known, places)
    # Each number once for each text it occurs in.
    order = np.lexsort((row, number))
    row, number = row[order], number[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (number[1:] != number[:-1])
    numbers, in_texts = np.unique(number[new], return_counts=True)
    kept = in_texts >= at_least
    # As scikit-learn smooths it: as if one more text held everything.
    rarity = np.log((1 + known.texts) / (1 + in_texts[kept])) + 1
    weights = rarity.astype(np.float32)
    return column_of(held, counted.stream, numbers[kept], weights, counted.weight)
