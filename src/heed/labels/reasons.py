"""Why a linear labeller proposed a label: the words of the text that weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.features import Column, Features, Floats
from heed.labels.streams import STREAMS, Known, Numbers
from heed.labels.words import places

# Words are named until they make up this share of what spoke for the label, and no more than four.
_SHARE = 0.6
_MOST_WORDS = 4
# Of these no reason is made: they weigh something only beside others.
_SMALL = frozenset(
    {
        "a", "all", "an", "and", "any", "as", "at", "be", "by", "for", "from", "has", "have", "in",
        "is", "it", "its", "more", "no", "not", "of", "on", "or", "other", "that", "the", "their",
        "these", "this", "to", "which", "with",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Why:
    """A few words for a person, and the places in the text that they are from."""

    text: str
    words: tuple[tuple[int, int], ...]


def why(
    features: Features,
    weights: Floats,
    texts: Sequence[str],
    known: Known,
    parts: Sequence[sparse.csr_matrix],
    asked: tuple[Numbers, Numbers],
) -> list[Why]:
    """Return the reason for each text and label of `asked`; the labels of a text stand together."""
    rows, labels = asked
    begins = np.searchsorted(known.row, np.arange(known.texts + 1))
    sizes = begins[rows + 1] - begins[rows]
    ends = np.cumsum(sizes)
    weighed = np.zeros(int(sizes.sum()))
    firsts = _Firsts(known)
    start = 0
    for column, part in zip(features.columns, parts, strict=True):
        entry, of = _entries(part, rows)
        value = part.data[entry] * weights[start + part.indices[entry], labels[of]]
        for owner in _owners(column, part, firsts):
            place = (ends - sizes)[of] + owner[entry] - begins[rows[of]]
            weighed += np.bincount(place, value, minlength=len(weighed))
        start += len(column.numbers)
    return _told(texts, rows.tolist(), ends.tolist(), weighed)


class _Firsts:
    """Where in the texts, taken as one, each word and stem of each text stands first."""

    def __init__(self, known: Known) -> None:
        self.bases = {"words": known.of_words, "stems": known.of_stems, "key": known.of_key}
        self._held = {
            "words": _first(known.row, known.words, known.of_words),
            "stems": _first(known.row, known.stems, known.of_stems),
        }

    def of(self, row: Numbers, number: Numbers, base: str) -> Numbers:
        """Return where the word or stem of a text stands first; it does."""
        kind = "words" if base == "words" else "stems"
        keys, at = self._held[kind]
        found: Numbers = at[np.searchsorted(keys, row * self.bases[kind] + number)]
        return found


def _first(row: Numbers, number: Numbers, size: int) -> tuple[Numbers, Numbers]:
    learned = np.nonzero(number >= 0)[0]
    keys, at = np.unique(row[learned] * size + number[learned], return_index=True)
    return keys, learned[at]


def _entries(part: sparse.csr_matrix, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Return the entries of the rows asked for, and for each which of those it belongs to."""
    begin, end = part.indptr[rows].astype(np.int64), part.indptr[rows + 1]
    counts = end - begin
    of = np.repeat(np.arange(len(rows)), counts)
    return np.arange(counts.sum()) + np.repeat(begin - (np.cumsum(counts) - counts), counts), of


def _owners(column: Column, part: sparse.csr_matrix, firsts: _Firsts) -> list[Numbers]:
    """Return for each entry where the words stand that it is made of, each for an equal share."""
    stream = STREAMS[column.stream]
    row = np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
    number = column.numbers[part.indices]
    base = firsts.bases[stream.base]
    return [
        firsts.of(row, number // base**power % base, stream.base) for power in range(stream.many)
    ]


def _told(
    texts: Sequence[str], rows: Sequence[int], ends: Sequence[int], weighed: npt.NDArray[np.float64]
) -> list[Why]:
    found: list[Why] = []
    before, begin = -1, 0
    spans: list[tuple[int, int]] = []
    values = weighed.tolist()
    for row, end in zip(rows, ends, strict=True):
        if row != before:
            spans, before = places(texts[row]), row
        found.append(_why(texts[row], spans, values[begin:end]))
        begin = end
    return found


def _why(text: str, spans: Sequence[tuple[int, int]], weighed: Sequence[float]) -> Why:
    heavy = [(weight, place) for place, weight in enumerate(weighed) if weight > 0]
    left = _SHARE * sum(weight for weight, _ in heavy)
    heavy.sort(key=lambda one: (-one[0], one[1]))
    chosen: list[tuple[int, int]] = []
    for weight, place in heavy:
        if left <= 0 or len(chosen) == _MOST_WORDS:
            break
        start, end = spans[place]
        if text[start:end].lower() not in _SMALL:
            chosen.append((start, end))
            left -= weight
    quoted = ", ".join(f"“{phrase}”" for phrase in _phrases(text, chosen))
    return Why(f"says {quoted}" if quoted else "", tuple(chosen))


def _phrases(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words at `spans` in the text's order, joined where only small words part them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and _joined(text[found[-1][1] : start]):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return [text[start:end] for start, end in found]


def _joined(between: str) -> bool:
    small = between.split()
    return len(small) <= 2 and all(word.lower() in _SMALL for word in small)
