"""Why a linear labeller proposed a label: the words of the text that weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.features import Features, Floats, Part
from heed.labels.streams import STREAMS, Known, Numbers, fresh
from heed.labels.words import SMALL, spans

# Words are named until they make up this share of what spoke for the label, and no more than four.
_SHARE = 0.6
_MOST_WORDS = 4
Doubles = npt.NDArray[np.float64]


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
    return _told(texts, known, rows, _heaviest(weighed, known, begins[rows], sizes))


def _heaviest(weighed: Doubles, known: Known, begins: Numbers, sizes: Numbers) -> Numbers:
    """Return where the words stand that decided, heaviest first (asked x most words); -1 none.

    The words of each text asked for begin at `begins` in `known`, their weights follow one another.
    """
    found = np.full((len(sizes), _MOST_WORDS), -1)
    of = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.maximum(weighed, 0)
    left = _SHARE * np.bincount(of, weights, minlength=len(sizes))
    starts = np.cumsum(sizes) - sizes
    at = np.arange(len(of)) + np.repeat(begins - starts, sizes)
    weights[known.small[at]] = 0
    some = sizes > 0
    for n in range(_MOST_WORDS):
        most = np.zeros(len(sizes))
        if some.any():
            most[some] = np.maximum.reduceat(weights, starts[some])
        most[left <= 0] = 0
        heaviest = np.flatnonzero((weights == most[of]) & (weights > 0))
        heaviest = heaviest[fresh(of[heaviest])]
        found[of[heaviest], n] = at[heaviest]
        left[of[heaviest]] -= weights[heaviest]
        weights[heaviest] = 0
    return found


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


def _told(texts: Sequence[str], known: Known, rows: Numbers, chosen: Numbers) -> list[Why]:
    """Return the reasons of texts, given where in `known` the words stand that decided."""
    many = (chosen >= 0).sum(axis=1).tolist()
    starts, stops = ((each[chosen] if len(each) else chosen).tolist() for each in spans(texts))
    found: list[Why] = []
    for row, n, start, stop in zip(rows.tolist(), many, starts, stops, strict=True):
        words = tuple(zip(start[:n], stop[:n], strict=True))
        quoted = ", ".join(f"“{phrase}”" for phrase in _phrases(texts[row], words))
        found.append(Why(f"says {quoted}" if quoted else "", words))
    return found


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
    if between == " ":
        return True
    small = between.split()
    return len(small) <= 2 and all(word.lower() in SMALL for word in small)
