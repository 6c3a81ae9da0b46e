"""A labeller that was learned: one straight line for each label, and how sure it may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from heed.labels.features import Features, Floats, Part
from heed.labels.lexicon import Block, blocks
from heed.labels.reasons import Why, why
from heed.records import Suggestion

Doubles = npt.NDArray[np.float64]
_UNSAID = Why("", ())


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is proposed, and what may pass without review; learned from texts it had not seen.

    A label is proposed from the chance `proposed`. It is sure from the chance `sure` in a text
    whose every label is at least `apart` away from that bound (in log-odds): a text with a label
    that was nearly proposed, or nearly not, is for a person. `sure` is above 1 where nothing may
    pass.
    """

    proposed: float
    sure: float = 2.0
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class LinearLabeller:
    """Proposes labels of `taxonomy` by weighing what occurs in a text.

    `weights` (things x labels) and `bias` give a score, `slope` and `offset` make it a chance. With
    `many` a text may have several labels, else it has the likeliest; with `always` it has at least
    that one.
    """

    taxonomy: str
    codes: tuple[str, ...]
    version: str
    many: bool
    always: bool
    features: Features
    weights: Floats
    bias: Floats
    slope: Floats
    offset: Floats
    bounds: Bounds

    @property
    def method(self) -> str:
        """Return its name and version."""
        return f"linear {self.taxonomy} {self.version}"

    def scores(self, texts: Sequence[str]) -> Doubles:
        """Return how far each text is on the side of each label (texts x labels)."""
        return self._weighed(self.features.parts(self.features.lexicon.known(texts)))

    def chances(self, texts: Sequence[str]) -> Doubles:
        """Return the chance that a person would give each label to each text, 0 to 1."""
        return self._chances(self.scores(texts))

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return what would be proposed to a person for each text, most likely first.

        Nothing for a text of which no word is known: what is usual is no reading of it.
        """
        found: list[tuple[Suggestion, ...]] = []
        for block in blocks(texts):
            found += self._propose(block, reasons=reasons)
        return found

    def _propose(self, texts: Block, *, reasons: bool) -> list[tuple[Suggestion, ...]]:
        known = self.features.lexicon.known(texts)
        parts = self.features.parts(known)
        chances = self._chances(self._weighed(parts))
        chosen = self.chosen(chances)
        chosen[~np.any([np.diff(part.rows.indptr) > 0 for part in parts], axis=0)] = False
        rows, labels = np.nonzero(chosen)
        order = np.lexsort((-chances[rows, labels], rows))
        rows, labels = rows[order], labels[order]
        score = chances[rows, labels]
        sure = self.certain(chances)[rows] & (score >= self.bounds.sure)
        whys: Iterable[Why] = repeat(_UNSAID)
        if reasons:
            whys = why(self.features, self.weights, texts, known, parts, (rows, labels))
        found: list[list[Suggestion]] = [[] for _ in texts]
        taxonomy, codes, method = self.taxonomy, self.codes, self.method
        each = zip(rows.tolist(), labels.tolist(), score.tolist(), sure.tolist(), whys)  # noqa: B905
        for row, label, likely, safe, said in each:
            found[row].append(
                Suggestion(taxonomy, codes[label], likely, safe, said.text, method, said.words)
            )
        return [tuple(one) for one in found]

    def chosen(self, chances: Doubles) -> npt.NDArray[np.bool]:
        """Return which labels are proposed, given their chances."""
        if self.many:
            chosen = chances >= self.bounds.proposed
            bare = ~chosen.any(axis=1) if self.always else np.zeros(len(chances), bool)
        else:
            chosen = np.zeros(chances.shape, bool)
            bare = np.ones(len(chances), bool)
        chosen[bare, chances[bare].argmax(axis=1)] = True
        return chosen

    def certain(self, chances: Doubles) -> npt.NDArray[np.bool]:
        """Return which texts are so clear that a person need not look."""
        return self.margin(chances) >= self.bounds.apart

    def margin(self, chances: Doubles) -> Doubles:
        """Return for each text how far the nearest label is from being decided otherwise."""
        odds = _log_odds(chances)
        if self.many:
            bound = np.log(self.bounds.proposed / (1 - self.bounds.proposed))
            nearest: Doubles = np.abs(odds - bound).min(axis=1)
            return nearest
        two = np.sort(odds, axis=1)[:, -2:]
        apart: Doubles = two[:, 1] - two[:, 0]
        return apart

    def _weighed(self, parts: Sequence[Part]) -> Doubles:
        total: Doubles = np.zeros((parts[0].rows.shape[0], len(self.codes)))
        start = 0
        for part in parts:
            width = part.rows.shape[1]
            # Where most things occur, taking each thing's weights once is quicker than each text.
            rows = part.rows.tocsc() if part.rows.nnz > width else part.rows
            total += rows @ self.weights[start : start + width]
            start += width
        return total + self.bias

    def _chances(self, scores: Doubles) -> Doubles:
        return chances(scores, self.slope, self.offset, many=self.many, always=self.always)


def chances(
    scores: Doubles, slope: Floats, offset: Floats, *, many: bool, always: bool = False
) -> Doubles:
    """Return scores as chances; where a text has exactly one label they sum to 1.

    With `always` a text has at least one label: the chances are those given that not all are wrong.
    """
    odds = np.clip(scores * slope + offset, -30, 30)
    if many:
        likely: Doubles = 1 / (1 + np.exp(-odds))
        if always:
            none = np.prod(1 - likely, axis=1, keepdims=True)
            likely = likely / (1 - none)
        return likely
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    shared: Doubles = raised / raised.sum(axis=1, keepdims=True)
    return shared


def rounded(weights: Floats) -> Floats:
    """Return weights as multiples of the 127th part of each label's largest.

    Files hold them as such, one byte each, so that what is saved is what was measured.
    """
    scale = scale_of(weights)
    whole: Floats = (np.rint(weights / scale) * scale).astype(np.float32)
    return whole


def scale_of(weights: Floats) -> Floats:
    """Return for each label the 127th part of its largest weight."""
    largest: Floats = np.abs(weights).max(axis=0, initial=0)
    largest[largest == 0] = 1
    scale: Floats = (largest / 127).astype(np.float32)
    return scale


def _log_odds(chances: Doubles) -> Doubles:
    held = np.clip(chances, 1e-9, 1 - 1e-9)
    odds: Doubles = np.log(held / (1 - held))
    return odds
