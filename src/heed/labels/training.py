"""Learns a labeller from examples: texts with the labels that people gave them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.errors import InputProblem
from heed.labels import bounds
from heed.labels.features import ABOUT, ASKED, FEW, Counted, Features, Floats, learn
from heed.labels.kin import kin
from heed.labels.linear import Bounds, Doubles, LinearLabeller, chances, rounded
from heed.labels.terms import Terms

Given = npt.NDArray[np.bool]
_FOLDS = 5
# Chosen on sessions 15-16 with models of sessions 1-14 (1.0 and 0.25 did worse); with few examples
# every one counts more.
_SOFTNESS, _SOFTNESS_OF_FEW = 0.5, 4.0
# A label with fewer examples than this is made a chance by the line that fits all labels together.
_OWN_LINE = 40
# In all but one of a thousand examples: then a text has at least one label.
_ALWAYS = 0.999


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the codes of all labels that people gave it, maybe none.

    Texts of one `group` are kept together where a labeller is measured on what it has not seen;
    `""` keeps those together that say the same.
    """

    text: str
    codes: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """A labeller, and how it did on its own examples when it had not seen them.

    `likely` are the chances it gave (examples x labels), `given` what people gave.
    """

    labeller: LinearLabeller
    likely: Doubles
    given: Given


def train(
    examples: Sequence[Example],
    *,
    taxonomy: str,
    codes: Sequence[str],
    many: bool = True,
    version: str = "1",
    seed: int = 0,
    asked: bool = False,
    besides: Sequence[Example] = (),
) -> LinearLabeller:
    """Return a labeller for those of `codes` that have two examples or more.

    With `asked` it looks at how a text opens: what is to be done, not what about. `besides` are
    texts that are no examples, such as what a label says of itself: learned from, never measured
    on. The same examples give the same labeller. Raises `InputProblem` where there is nothing to
    learn from.
    """
    return learned(
        examples,
        taxonomy=taxonomy,
        codes=codes,
        many=many,
        version=version,
        seed=seed,
        asked=asked,
        besides=besides,
    ).labeller


def learned(
    examples: Sequence[Example],
    *,
    taxonomy: str,
    codes: Sequence[str],
    many: bool = True,
    version: str = "1",
    seed: int = 0,
    asked: bool = False,
    besides: Sequence[Example] = (),
    terms: Terms | None = None,
) -> Learned:
    """Return what `train` returns, with how it did on examples it had not seen (in five folds).

    Where `terms` are given, words that stand in a label's terms share a weight (`kin`).
    """
    taught = teachable(examples, taxonomy, codes)
    whole = [*examples, *besides]
    given, fold = given_of(whole, taught), folds_of(examples, _FOLDS, seed, besides=len(besides))
    learner = Learner(taught, many=many, counted=ASKED if asked else ABOUT, terms=terms)
    unseen, own = learner.unseen(whole, given, fold)[fold >= 0], given[fold >= 0]
    labeller = calibrated(learner.fit(whole, given, taxonomy, version), unseen, own)
    likely = chances(unseen, labeller.slope, labeller.offset, many=many, always=labeller.always)
    return Learned(labeller, likely, own)


def teachable(examples: Sequence[Example], taxonomy: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes with two examples or more. Raises `InputProblem` if they are not two."""
    counts = Counter(code for one in examples for code in set(one.codes))
    unknown = sorted(set(counts) - set(codes))
    if unknown:
        reason = f'has examples of "{unknown[0]}", which is no label of it.'
        raise InputProblem(taxonomy, "label", reason, "Correct the examples.")
    taught = tuple(code for code in codes if counts[code] >= 2)
    enough = len(taught) >= 2 or (len(taught) == 1 and counts[taught[0]] <= len(examples) - 2)
    if enough:
        return taught
    short = next((code for code in codes if counts[code] < 2), None)
    if short is None:
        reason = "has the same label on every example: there is nothing to tell apart."
        raise InputProblem(taxonomy, "examples", reason, "Add examples of other labels.")
    reason = f'cannot be learned yet: "{short}" has {counts[short]} of the 2 examples it needs.'
    raise InputProblem(taxonomy, "examples", reason, "Tag more texts, of two labels or more.")


def given_of(examples: Sequence[Example], codes: Sequence[str]) -> Given:
    """Return which example has which label (examples x labels)."""
    place = {code: n for n, code in enumerate(codes)}
    given = np.zeros((len(examples), len(codes)), bool)
    for row, one in enumerate(examples):
        for code in one.codes:
            if code in place:
                given[row, place[code]] = True
    return given


def folds_of(
    examples: Sequence[Example], folds: int, seed: int, *, besides: int = 0
) -> npt.NDArray[np.int64]:
    """Return in which fold each example is; what belongs together is in one fold.

    Deterministic: by a hash of the group, or of the text without case and spacing. So many texts
    `besides`, which stand behind the examples, are in no fold (-1): all labellers learn from them.
    """
    said = (one.group or " ".join(one.text.lower().split()) for one in examples)
    marks = (hashlib.sha256(f"{seed} {name}".encode()).digest() for name in said)
    found = [int.from_bytes(mark[:8]) % folds for mark in marks]
    return np.array(found + [-1] * besides, np.int64)


@dataclass(frozen=True, slots=True)
class Learner:
    """How labels are learned: which ones, what is counted in a text, what terms to lean on."""

    codes: tuple[str, ...]
    many: bool
    counted: tuple[Counted, ...]
    terms: Terms | None = None

    def unseen(
        self, examples: Sequence[Example], given: Given, fold: npt.NDArray[np.int64]
    ) -> Doubles:
        """Return scores for each example by a model that has not seen its fold; 0 without one."""
        scores = np.zeros(given.shape)
        for one in np.unique(fold[fold >= 0]):
            out = fold == one
            seen = [example.text for example, left in zip(examples, out, strict=True) if not left]
            counts = learn(seen, self.counted)
            weights, bias = self._lines(counts, seen, given[~out])
            held = [example.text for example, left in zip(examples, out, strict=True) if left]
            scores[out] = counts.rows(held) @ weights + bias
        return scores

    def fit(
        self, examples: Sequence[Example], given: Given, taxonomy: str, version: str
    ) -> LinearLabeller:
        """Return a labeller of all examples whose chances are not yet set."""
        texts = [one.text for one in examples]
        counts = learn(texts, self.counted)
        weights, bias = self._lines(counts, texts, given)
        even = np.ones(len(self.codes), np.float32)
        return LinearLabeller(
            taxonomy=taxonomy,
            codes=self.codes,
            version=version,
            many=self.many,
            always=bool(given.any(axis=1).mean() >= _ALWAYS),
            features=counts,
            weights=weights,
            bias=bias,
            slope=even,
            offset=even * 0,
            bounds=Bounds(0.5),
        )

    def _lines(self, counts: Features, texts: Sequence[str], given: Given) -> tuple[Floats, Floats]:
        # Here, since it takes a second to load: whoever only asks labellers need not wait for it.
        from sklearn.svm import LinearSVC

        softness = _SOFTNESS_OF_FEW if len(given) < FEW else _SOFTNESS
        rows = counts.rows(texts).astype(np.float64)
        width = rows.shape[1]
        shared = kin(counts, texts, self.terms) if self.terms else sparse.csr_matrix((width, 0))
        rows = sparse.hstack([rows, rows @ shared], format="csr")
        weights = np.zeros((rows.shape[1], given.shape[1]))
        bias = np.full(given.shape[1], -1, np.float32)
        for label in range(given.shape[1]):
            if not given[:, label].any() or given[:, label].all():
                continue
            line = LinearSVC(C=softness, random_state=0).fit(rows, given[:, label])
            weights[:, label] = line.coef_[0]
            bias[label] = line.intercept_[0]
        whole = weights[:width] + shared @ weights[width:]
        return rounded(whole.astype(np.float32)), bias


def calibrated(labeller: LinearLabeller, unseen: Doubles, given: Given) -> LinearLabeller:
    """Return the labeller with its chances and bounds set by scores of what it had not seen."""
    slope, offset = lines(unseen, given)
    if not labeller.many:
        warmth = _warmth(unseen * slope + offset, given)
        slope, offset = slope / warmth, offset / warmth
    likely = chances(unseen, slope, offset, many=labeller.many, always=labeller.always)
    return bounds.bounded(labeller, slope, offset, likely, given)


def lines(scores: Doubles, given: Given) -> tuple[Floats, Floats]:
    """Return slope and offset that make each label's scores log-odds (Platt 1999)."""
    slope, offset = _line(scores.ravel(), given.ravel())
    slopes = np.full(scores.shape[1], slope, np.float32)
    offsets = np.full(scores.shape[1], offset, np.float32)
    for label in np.nonzero(given.sum(axis=0) >= _OWN_LINE)[0]:
        slopes[label], offsets[label] = _line(scores[:, label], given[:, label])
    return slopes, offsets


def _warmth(odds: Doubles, given: Given) -> np.float32:
    """Return by what log-odds that exclude each other are divided, to be chances (Guo 2017)."""
    from scipy.optimize import minimize_scalar

    zero, one = np.zeros(odds.shape[1], np.float32), np.ones(odds.shape[1], np.float32)

    def loss(warmth: float) -> float:
        likely = chances(odds / warmth, one, zero, many=False)
        return float(-np.log(np.maximum(likely[given], 1e-12)).mean())

    found = minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded")
    return np.float32(found.x)


def _line(scores: Doubles, given: Given) -> tuple[float, float]:
    if given.all() or not given.any():
        return 1.0, 0.0
    from sklearn.linear_model import LogisticRegression

    line = LogisticRegression(C=100.0).fit(scores[:, None], given)
    return float(line.coef_[0, 0]), float(line.intercept_[0])
