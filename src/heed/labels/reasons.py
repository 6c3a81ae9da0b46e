"""Why a linear labeller proposed a label: the words of the text that weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.features import Features, Floats, Part
from heed.labels.streams import STREAMS, Known, Numbers, fresh
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
    parts: Sequence[Part],
    asked: tuple[Numbers, Numbers],
) -> list[Why]:
    """Return the reason for each text and label of `asked`; the labels of a text stand together."""
    rows, labels = asked
    begins = np.searchsorted(known.row, np.arange(known.texts + 1))
    sizes = begins[rows + 1] - begins[rows]
    ends = np.cumsum(sizes)
    # What stands in the text at place 0 has its weight here.
    shift = ends - sizes - begins[rows]
    weighed = np.zeros(int(sizes.sum()))
    firsts = {"words": _firsts(known, known.words), "stems": _firsts(known, known.stems)}
    start = 0
    for column, part in zip(features.columns, parts, strict=True):
        entry, of = _entries(part.rows, rows)
        value = part.rows.data[entry] * weights[start + part.rows.indices[entry], labels[of]]
        first = firsts["words" if STREAMS[column.stream].base == "words" else "stems"]
        for place in part.places:
            weighed += np.bincount(shift[of] + first[place][entry], value, minlength=len(weighed))
        start += len(column.numbers)
    return _told(texts, rows.tolist(), ends.tolist(), weighed)


def _firsts(known: Known, each: Numbers) -> Numbers:
    """Return for each word where the same one (or its stem) stands first in its text."""
    size = max(len(each), 1)
    # Text, number and place as one: what is alike stands together, the first of it first.
    width = each.max(initial=0) + 2
    both = np.sort((known.row * width + each + 1) * size + np.arange(len(each)))
    at, new = both % size, fresh(both // size)
    first = np.empty(len(each), np.int64)
    first[at] = at[new][np.cumsum(new) - 1]
    return first


def _entries(part: sparse.csr_matrix, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Return the entries of the rows asked for, and for each which of those it belongs to."""
    begin, end = part.indptr[rows].astype(np.int64), part.indptr[rows + 1]
    counts = end - begin
    of = np.repeat(np.arange(len(rows)), counts)
    return np.arange(counts.sum()) + np.repeat(begin - (np.cumsum(counts) - counts), counts), of


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
