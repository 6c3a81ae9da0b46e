"""Why a linear labeller proposed a label: the words of the text that weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.features import Features, Floats, Numbers
from heed.labels.streams import STREAMS, Known
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
    known: Sequence[Known],
    parts: Sequence[sparse.csr_matrix],
    asked: Sequence[tuple[int, int]],
) -> list[Why]:
    """Return the reason for each (text, label) of `asked`; the labels of a text stand together."""
    found: list[Why] = []
    before = -1
    for row, label in asked:
        if row != before:
            text = _Text(features, weights, texts[row], known[row], parts, row)
            before = row
        found.append(text.why(label))
    return found


class _Text:
    """One text: which of its words each counted thing is made of, and what they weigh."""

    def __init__(
        self,
        features: Features,
        weights: Floats,
        text: str,
        known: Known,
        parts: Sequence[sparse.csr_matrix],
        row: int,
    ) -> None:
        self.text, self.places = text, places(text)
        first: dict[str, dict[int, int]] = {"words": {}, "stems": {}}
        for place in range(len(known.words) - 1, -1, -1):
            first["words"][known.words[place]] = place
            first["stems"][known.stems[place]] = place
        bases = {"words": known.of_words, "stems": known.of_stems, "key": known.of_key}
        values: list[Floats] = []
        heavy: list[Floats] = []
        owners: list[list[Numbers]] = []
        start = 0
        for column, part in zip(features.columns, parts, strict=True):
            stream = STREAMS[column.stream]
            begin, end = part.indptr[row], part.indptr[row + 1]
            at = part.indices[begin:end]
            values.append(part.data[begin:end] / stream.many)
            heavy.append(weights[start + at])
            held = first["words" if stream.base == "words" else "stems"]
            numbers = column.numbers[at]
            owners.append(
                [
                    _owners(numbers // bases[stream.base] ** power, bases[stream.base], held)
                    if power < stream.many
                    else np.full(len(at), len(self.places))
                    for power in range(2)
                ]
            )
            start += len(column.numbers)
        self.values = np.concatenate(values)
        self.heavy = np.concatenate(heavy)
        self.owners = [np.concatenate(each) for each in zip(*owners, strict=True)]

    def why(self, label: int) -> Why:
        """Return the reason for a label."""
        weighed = self.values * self.heavy[:, label]
        total = np.zeros(len(self.places) + 1)
        for owner in self.owners:
            # Things of one word have no second owner: the last place takes those.
            total += np.bincount(owner, weighed, minlength=len(total))
        return self._told(total[:-1])

    def _told(self, total: npt.NDArray[np.float64]) -> Why:
        chosen: list[int] = []
        left = _SHARE * total[total > 0].sum()
        for place in np.argsort(-total).tolist():
            if total[place] <= 0 or left <= 0 or len(chosen) == _MOST_WORDS:
                break
            start, end = self.places[place]
            if self.text[start:end].lower() not in _SMALL:
                chosen.append(place)
                left -= total[place]
        spans = [self.places[place] for place in chosen]
        quoted = ", ".join(f"“{phrase}”" for phrase in _phrases(self.text, spans))
        return Why(f"says {quoted}" if quoted else "", tuple(spans))


def _owners(numbers: Numbers, base: int, held: dict[int, int]) -> Numbers:
    """Return the place in the text of the word or stem that is the last digit of each number."""
    return np.array([held[digit] for digit in (numbers % base).tolist()], np.int64)


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
