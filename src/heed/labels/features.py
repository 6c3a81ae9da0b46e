"""Texts as rows of numbers: which things of each stream occur, weighted by how rare they are.

As scikit-learn's TfidfVectorizer with sublinear counts, for each stream by itself; its own loop
over strings takes several times as long for what is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.streams import STREAMS, Known, Numbers
from heed.labels.words import stem, words

Floats = npt.NDArray[np.float32]
# A table for pairs of 2,000 stems: 16 MB.
_MOST_IN_TABLE = 4_000_000
# Two numbers in one: more than there are stems.
_BOTH = 1 << 32
# Words remembered with their numbers; texts of the field use about 20,000.
_REMEMBERED = 60_000


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


@dataclass(frozen=True, slots=True)
class Column:
    """The learned things of one stream: their numbers in order, and the weight of each.

    `table` has for each possible number its place, -1 where it was not learned, if there are not
    too many to be looked up like that.
    """

    stream: str
    numbers: Numbers
    weights: Floats
    weight: float
    table: npt.NDArray[np.int32] | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """What was learned to be counted. `rows` gives texts as numbers, one column for each thing."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    of_key: int
    columns: tuple[Column, ...]
    _words: Mapping[str, int] = field(repr=False, compare=False)
    _stems: Mapping[str, int] = field(repr=False, compare=False)
    _seen: dict[str, int] = field(repr=False, compare=False, default_factory=dict)

    @property
    def width(self) -> int:
        """Return how many things are counted."""
        return sum(len(column.numbers) for column in self.columns)

    def known(self, texts: Sequence[str]) -> Known:
        """Return the words of texts as numbers."""
        seen = self._seen
        if len(seen) > _REMEMBERED:
            seen.clear()
        each = [words(text) for text in texts]
        said = list(chain.from_iterable(each))
        found = list(map(seen.get, said))
        if None in found:
            found = [seen.get(word) or self._remember(word) for word in said]
        both = np.array(found, np.int64) - 1
        sizes = np.array([len(one) for one in each], np.int64)
        begins = np.cumsum(sizes) - sizes
        return Known(
            words=both // _BOTH - 1,
            stems=both % _BOTH - 1,
            row=np.repeat(np.arange(len(each)), sizes),
            place=np.arange(len(both)) - np.repeat(begins, sizes),
            texts=len(each),
            of_words=len(self.words),
            of_stems=len(self.stems),
            of_key=self.of_key,
        )

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return a matrix (texts x things), 32-bit floats, each stream beside the next."""
        parts = self.parts(self.known(texts))
        return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))

    def parts(self, known: Known) -> list[sparse.csr_matrix]:
        """Return for each stream a matrix (texts x its things), its rows as long as its weight."""
        return [_part(column, known) for column in self.columns]

    def _remember(self, word: str) -> int:
        """Return the numbers of a word and of its stem as one, which is never 0."""
        found = (self._words.get(word, -1) + 1) * _BOTH + self._stems.get(stem(word), -1) + 2
        self._seen[word] = found
        return found


def _part(column: Column, known: Known) -> sparse.csr_matrix:
    stream = STREAMS[column.stream]
    row, asked = stream.count(known)
    at, learned = _places(column, asked)
    row = row[learned]
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=known.texts))))
    ones = np.ones(len(row), np.float32)
    shape = (known.texts, len(column.numbers))
    counted = sparse.csr_matrix((ones, at[learned], ends), shape=shape)
    if not stream.once:
        counted.sum_duplicates()
        counted.data = 1 + np.log(counted.data)
        row = np.repeat(np.arange(known.texts), np.diff(counted.indptr))
    counted.data = counted.data * column.weights[counted.indices]
    length = np.sqrt(np.bincount(row, counted.data**2, minlength=known.texts))
    length[length == 0] = 1
    counted.data = (counted.data * (column.weight / length)[row]).astype(np.float32)
    return counted


def _places(column: Column, asked: Numbers) -> tuple[Numbers, npt.NDArray[np.bool]]:
    """Return where `asked` stand among what was learned, and which of them do."""
    if column.table is not None:
        found = column.table[asked].astype(np.int64)
        return found, found >= 0
    numbers = column.numbers
    if not len(numbers):
        return asked, np.zeros(len(asked), bool)
    at = np.searchsorted(numbers, asked)
    at[at == len(numbers)] = 0
    return at, numbers[at] == asked


def features(
    words_: Sequence[str], stems: Sequence[str], of_key: int, columns: Sequence[Column]
) -> Features:
    """Return features made of what was learned before; the first `of_key` stems are paired."""
    sizes = {"words": len(words_), "stems": len(stems), "key": of_key}
    return Features(
        tuple(words_),
        tuple(stems),
        of_key,
        tuple(_with_table(column, sizes) for column in columns),
        {word: n for n, word in enumerate(words_)},
        {one: n for n, one in enumerate(stems)},
    )


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
    bare = features(kept_words, stems, len(key), ())
    known = bare.known(texts)
    columns = [_column(one, known, 1 if few else one.at_least) for one in counted]
    return features(kept_words, stems, len(key), columns)


def _column(counted: Counted, known: Known, at_least: int) -> Column:
    row, number = STREAMS[counted.stream].count(known)
    # Each number once for each text it occurs in.
    order = np.lexsort((row, number))
    row, number = row[order], number[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (number[1:] != number[:-1])
    numbers, in_texts = np.unique(number[new], return_counts=True)
    kept = in_texts >= at_least
    # As scikit-learn smooths it: as if one more text held everything.
    rarity = np.log((1 + known.texts) / (1 + in_texts[kept])) + 1
    return Column(counted.stream, numbers[kept], rarity.astype(np.float32), counted.weight)


def _with_table(column: Column, sizes: Mapping[str, int]) -> Column:
    stream = STREAMS[column.stream]
    possible = sizes[stream.base] ** stream.many
    if stream.base != "key" or possible > _MOST_IN_TABLE:
        return column
    table = np.full(possible, -1, np.int32)
    table[column.numbers] = np.arange(len(column.numbers), dtype=np.int32)
    return replace(column, table=table)
