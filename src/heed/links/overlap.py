"""Pairs of texts that say nearly the same: every pair at or above a threshold, none left out.

Two texts are compared by what stands in them: their stems, and each two stems that follow one
another. A stem counts by how rare it is in the field (`heed.links.words.rarity`), two in a row as
much as both. The similarity is the cosine of the two sets so weighed: 1 the same words in the same
order, 0 nothing in common. It depends on these two texts alone: others that are added change
nothing.

How nothing is lost without comparing all: what a text holds is ordered from the rarest to the
commonest, in one order for all. If the first thing that two texts share is f, their similarity is
no more than the product of what of each is left from f on (Cauchy and Schwarz). So only those are
compared whose rests, where they meet, are long enough together: prefix filtering (Bayardo, Ma and
Srikant 2007; Anastasiu and Karypis 2014), here as arithmetic on whole lists.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.words import stem, words
from heed.links.words import rarity

Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
_Longs = npt.NDArray[np.int64]
# What stands in most texts still counts a little: a text of such words alone is like its copy.
_LEAST = 0.5
# Sums of 32-bit numbers differ in the last digits: what is this near below a threshold is on it.
PRECISION = 1e-6
# More than sums of a million squares are off by.
_SLACK = 1e-9
# Texts read together.
_READ = 2_000
# Pairs looked at together: about 60 MB.
_TOGETHER = 250_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows at or above a threshold: `first` < `second`, ordered, with their `score`.

    `same` gives for each text the row of the first one with the same words; pairs are between
    these first ones only. So a thousand copies are a thousand numbers and not half a million.
    """

    first: Rows
    second: Rows
    score: Floats
    same: Rows

    @property
    def total(self) -> int:
        """Return how many pairs of texts there are with every copy counted."""
        sizes = np.bincount(self.same, minlength=len(self.same)).astype(np.int64)
        between = int((sizes[self.first] * sizes[self.second]).sum())
        return between + int((sizes * (sizes - 1) // 2).sum())

    def every(self) -> Iterator[tuple[int, int, float]]:
        """Yield each pair of texts with every copy, one at a time, the smaller row first."""
        copies: dict[int, list[int]] = {}
        for row, one in enumerate(self.same.tolist()):
            copies.setdefault(one, []).append(row)
        for rows in copies.values():
            yield from ((a, b, 1.0) for n, a in enumerate(rows) for b in rows[n + 1 :])
        found = (self.first.tolist(), self.second.tolist(), self.score.tolist())
        for one, other, score in zip(*found, strict=True):
            for a in copies[one]:
                yield from ((min(a, b), max(a, b), score) for b in copies[other])


@dataclass(frozen=True, slots=True)
class Held:
    """Texts as sets of things: row `n` of `matrix` has length 1 and its rarest thing first.

    `row_of` gives for each text its row; -1 where it has no word. `texts` is the way back.
    """

    matrix: sparse.csr_matrix
    row_of: Rows
    texts: Rows


def pairs(texts: Sequence[str], *, threshold: float) -> Pairs:
    """Return every pair of texts whose similarity is `threshold` (above 0, up to 1) or more.

    A text without words is like none. Raises ValueError for another threshold.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"The threshold must be above 0 and at most 1, not {threshold}.")
    held = holding(texts)
    found = list(_joined(held.matrix, threshold - PRECISION))
    first, second, score = (np.concatenate(parts) for parts in zip(*found, strict=True))
    same = np.arange(len(texts), dtype=np.int32)
    some = held.row_of >= 0
    same[some] = held.texts[held.row_of[some]]
    return Pairs(held.texts[first], held.texts[second], np.minimum(score, 1), same)


def similarity(one: str, other: str) -> float:
    """Return how like two texts are, 0 to 1, as `pairs` measures it."""
    held = holding([one, other])
    if (held.row_of < 0).any():
        return 0.0
    rows = [held.matrix[int(n)].toarray().ravel() for n in held.row_of]
    return float(min(rows[0] @ rows[1], 1.0))


def holding(texts: Sequence[str]) -> Held:
    """Return texts as sets of their stems and neighbours, the same ones once."""
    numbers: dict[str, int] = {}
    seen: dict[bytes, int] = {}
    row_of = np.full(len(texts), -1, np.int32)
    firsts, sizes, said = array("i"), array("i"), array("i")
    for at, each in enumerate(_said(texts, numbers)):
        row_of[at] = row = seen.setdefault(each, len(seen)) if each else -1
        if row == len(firsts):
            firsts.append(at)
            sizes.append(len(each) // said.itemsize)
            said.frombytes(each)
    weights = np.array([max(rarity(one), _LEAST) for one in numbers], np.float32)
    matrix = _matrix(np.array(said, np.int64), np.array(sizes, np.int64), weights)
    return Held(matrix, row_of, np.array(firsts, np.int32))


def _said(texts: Sequence[str], numbers: dict[str, int]) -> Iterator[bytes]:
    """Yield for each text the numbers of its stems in order, four bytes each."""
    of_word: dict[str, int] = {}
    for start in range(0, len(texts), _READ):
        each = [words(text) for text in texts[start : start + _READ]]
        all_words = list(chain.from_iterable(each))
        for word in set(all_words) - of_word.keys():
            of_word[word] = numbers.setdefault(stem(word), len(numbers))
        said = array("i", map(of_word.__getitem__, all_words)).tobytes()
        end = 0
        for one in each:
            begin, end = end, end + 4 * len(one)
            yield said[begin:end]


def _matrix(said: _Longs, sizes: _Longs, weights: Floats) -> sparse.csr_matrix:
    """Return rows of length 1 over things numbered from the rarest of these texts on."""
    stems, rows = len(weights), len(sizes)
    row = np.repeat(np.arange(rows), sizes)
    near = row[1:] == row[:-1]
    two = ((said[:-1] + 1) * stems + said[1:])[near]
    thing = np.concatenate((said, two)) * max(rows, 1) + np.concatenate((row, row[:-1][near]))
    thing, row = np.divmod(_once(thing), max(rows, 1))
    begins = np.nonzero(np.diff(thing, prepend=-1))[0]
    kind, counts = thing[begins], np.diff(begins, append=len(thing))
    rank = np.empty(len(kind), np.int64)
    rank[np.argsort(counts, kind="stable")] = np.arange(len(kind))
    both = row * max(len(kind), 1) + np.repeat(rank, counts)
    both.sort()
    row, column = np.divmod(both, max(len(kind), 1))
    weight = np.empty(len(kind), np.float32)
    weight[rank] = _weights(kind, weights)
    data = weight[column]
    length = np.sqrt(np.bincount(row, data.astype(np.float64) ** 2, minlength=rows))
    data /= length[row].astype(np.float32)
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=rows)))).astype(np.int32)
    shape = (rows, max(len(kind), 1))
    return sparse.csr_matrix((data, column.astype(np.int32), ends), shape=shape)


def _once(numbers: _Longs) -> _Longs:
    """Return numbers in order, each once."""
    numbers.sort()
    return numbers[np.diff(numbers, prepend=-1) > 0]


def _weights(kind: _Longs, weights: Floats) -> Floats:
    """Return the weight of each thing: a stem's own, for two in a row those of both."""
    if not len(weights):
        return weights
    before, last = np.divmod(kind, len(weights))
    single = before == 0
    return np.where(single, 0, weights[before - 1]) + weights[last]


def _joined(matrix: sparse.csr_matrix, least: float) -> Iterator[tuple[Rows, Rows, Floats]]:
    """Yield the pairs of rows at or above `least`, block by block of the first."""
    lists = _lists(matrix, least)
    ends = np.searchsorted(lists.row, np.arange(matrix.shape[0] + 1))
    work = np.concatenate(([0], np.cumsum(lists.many)))[ends]
    yield np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32)
    start = 0
    while start < matrix.shape[0]:
        stop = int(np.searchsorted(work, work[start] + _TOGETHER, side="right")) - 1
        stop = max(stop, start + 1)
        first, second = lists.met(ends[start], ends[stop], matrix.shape[0])
        for at in range(0, len(first), _TOGETHER):
            some, others = first[at : at + _TOGETHER], second[at : at + _TOGETHER]
            score = _products(matrix, some, others)
            kept = score >= least
            yield some[kept], others[kept], score[kept]
        start = stop


@dataclass(frozen=True, slots=True)
class _Lists:
    """The beginnings of rows, thing by thing in the order of rows, and who meets them there.

    Entry `n` is thing of `row[n]`; `rest[n]` is the length of the row from there on. In `order`
    the entries are listed by thing, the longest rest first; those that entry `n` must be compared
    with are the `many[n]` from `at[n]` on.
    """

    row: _Longs
    value: Floats
    after: Floats
    order: _Longs
    at: _Longs
    many: _Longs
    least: float

    def met(self, start: int, stop: int, rows: int) -> tuple[Rows, Rows]:
        """Return the pairs that entries `start` to `stop` give, each once."""
        many = self.many[start:stop]
        entry = np.repeat(np.arange(start, stop), many)
        skipped = np.repeat(np.cumsum(many) - many, many)
        other = self.order[np.repeat(self.at[start:stop], many) + np.arange(len(entry)) - skipped]
        bound = self.value[entry] * self.value[other] + self.after[entry] * self.after[other]
        kept = (self.row[entry] < self.row[other]) & (bound >= self.least)
        first, second = np.divmod(_once(self.row[entry[kept]] * rows + self.row[other[kept]]), rows)
        return first.astype(np.int32), second.astype(np.int32)


def _lists(matrix: sparse.csr_matrix, least: float) -> _Lists:
    """Return the entries at which two rows may first meet and still be alike enough."""
    sizes = np.diff(matrix.indptr)
    row = np.repeat(np.arange(matrix.shape[0]), sizes)
    squares = matrix.data.astype(np.float64) ** 2
    upto = np.concatenate(([0], np.cumsum(squares)))
    # What is left of each row from each of its entries on, never less than it is.
    left = upto[matrix.indptr[1:]][row] - upto[:-1] + _SLACK
    rest = np.sqrt(left)
    kept = rest >= least
    row, column, rest = row[kept], matrix.indices[kept].astype(np.int64), rest[kept]
    value = matrix.data[kept]
    after = np.sqrt(np.maximum(left[kept] - squares[kept], _SLACK)).astype(np.float32)
    # Each list from its longest rest: 0 where it is 1, so that places in it can be looked up.
    place = column * 2 + (1 + PRECISION - rest)
    order = np.argsort(place)
    place = place[order]
    listed = column[order]
    upper = listed * 2 + (1 + 2 * PRECISION - least / rest[order])
    begin = np.searchsorted(listed, listed)
    at, many = np.empty_like(order), np.empty_like(order)
    at[order] = begin
    many[order] = np.searchsorted(place, upper, side="right") - begin
    return _Lists(row, value, after, order, at, np.maximum(many, 0), least - PRECISION)


def _products(matrix: sparse.csr_matrix, some: Rows, others: Rows) -> Floats:
    products = matrix[some].multiply(matrix[others])
    return np.asarray(products.sum(axis=1), np.float32).ravel()
