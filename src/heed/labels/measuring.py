"""How right a labeller is on texts it has not seen, and how much more examples would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heed.labels.features import ABOUT
from heed.labels.linear import Doubles, LinearLabeller
from heed.labels.training import (
    Example,
    Given,
    Learner,
    calibrated,
    folds_of,
    given_of,
    teachable,
)

_FOLDS = 5
# Parts of the examples that a learning curve is drawn through.
_PARTS = (0.125, 0.25, 0.5, 1.0)
# Fewer examples than this teach nothing that could be measured.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How right one label is: how many texts have it, and precision, recall, F1 (None: no case)."""

    support: int
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How right all labels are. `exact` is the share of texts with exactly the right labels.

    Defined as in the scoring script of the corpus: `macro_f1` is over labels that some text has.
    """

    texts: int
    precision: float
    recall: float
    micro_f1: float
    macro_f1: float
    exact: float
    per_label: dict[str, LabelScore]


@dataclass(frozen=True, slots=True)
class Band:
    """Proposals of about one score: how many, their mean score, and the share that is right."""

    low: float
    high: float
    proposals: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Curve:
    """What was learned from how many examples: (examples, micro-F1) each, fewest first.

    `gain` is the F1 to be expected from as many examples again: the mean of the last two doublings,
    the later one counted twice; None where there are too few examples to say.
    """

    points: tuple[tuple[int, float], ...]
    gain: float | None


def scored(chosen: Given, given: Given, codes: Sequence[str]) -> Scores:
    """Return how right `chosen` is (texts x labels)."""
    right = (chosen & given).sum(axis=0)
    said, true = chosen.sum(axis=0), given.sum(axis=0)
    f1 = 2 * right / np.maximum(said + true, 1)
    each = {
        code: LabelScore(
            int(true[n]),
            float(right[n] / said[n]) if said[n] else None,
            float(right[n] / true[n]) if true[n] else None,
            float(f1[n]),
        )
        for n, code in enumerate(codes)
    }
    total = right.sum()
    return Scores(
        texts=len(given),
        precision=float(total / max(said.sum(), 1)),
        recall=float(total / max(true.sum(), 1)),
        micro_f1=float(2 * total / max(said.sum() + true.sum(), 1)),
        macro_f1=float(f1[true > 0].mean()) if (true > 0).any() else 0.0,
        exact=float((chosen == given).all(axis=1).mean()) if len(given) else 0.0,
        per_label=each,
    )


def reliability(likely: Doubles, right: npt.NDArray[np.bool], bands: int = 10) -> tuple[Band, ...]:
    """Return proposals by score, in bands of equal width; both arrays are one-dimensional."""
    found: list[Band] = []
    edges = np.linspace(0, 1, bands + 1)
    place = np.minimum((likely * bands).astype(int), bands - 1)
    for n in range(bands):
        held = place == n
        if held.any():
            mean, share = float(likely[held].mean()), float(right[held].mean())
            found.append(Band(float(edges[n]), float(edges[n + 1]), int(held.sum()), mean, share))
    return tuple(found)


def calibration_error(bands: Sequence[Band]) -> float:
    """Return the expected calibration error: how far scores are from shares, by proposals."""
    total = sum(band.proposals for band in bands)
    return sum(band.proposals * abs(band.score - band.right) for band in bands) / max(total, 1)


@dataclass(frozen=True, slots=True)
class Passed:
    """The texts that need no person: their share, and precision, recall and exact sets there."""

    share: float
    precision: float
    recall: float
    exact: float


def passed(labeller: LinearLabeller, likely: Doubles, given: Given) -> Passed:
    """Return how right the proposals are where the least certain texts are left to a person."""
    certain = labeller.certain(likely)
    there = scored(labeller.chosen(likely)[certain], given[certain], labeller.codes)
    return Passed(float(certain.mean()), there.precision, there.recall, there.exact)


def cross_validated(
    examples: Sequence[Example],
    *,
    taxonomy: str,
    codes: Sequence[str],
    many: bool = True,
    folds: int = _FOLDS,
    seed: int = 0,
    besides: Sequence[Example] = (),
) -> Scores:
    """Return how right a labeller of these examples is, each measured by one that has not seen it.

    Every labeller learns from what is given `besides`, as in `train`. Raises `InputProblem` where
    there is nothing to learn from.
    """
    taught = teachable(examples, taxonomy, codes)
    whole = [*examples, *besides]
    given, fold = given_of(whole, taught), folds_of(examples, folds, seed, besides=len(besides))
    chosen = _chosen(whole, given, taught, many=many, fold=fold)
    return scored(chosen[fold >= 0], given[fold >= 0], taught)


def curve(
    examples: Sequence[Example],
    *,
    taxonomy: str,
    codes: Sequence[str],
    many: bool = True,
    seed: int = 0,
    besides: Sequence[Example] = (),
) -> Curve:
    """Return how right labellers of an eighth, a quarter, half and all of the examples are.

    All are measured on the same texts, in folds; of few examples the smallest parts are left out.
    Raises `InputProblem` where there is nothing to learn from.
    """
    taught = teachable(examples, taxonomy, codes)
    whole = [*examples, *besides]
    given, fold = given_of(whole, taught), folds_of(examples, _FOLDS, seed, besides=len(besides))
    order = np.random.default_rng(seed).permutation(len(examples))
    points: list[tuple[int, float]] = []
    for part in _PARTS:
        kept = fold < 0
        kept[order[: round(part * len(examples))]] = True
        count = int(kept.sum()) - len(besides)
        if count < _FEWEST:
            continue
        chosen = _chosen(whole, given, taught, many=many, fold=fold, kept=kept)
        points.append((count, scored(chosen[fold >= 0], given[fold >= 0], taught).micro_f1))
    return Curve(tuple(points), _gain([f1 for _, f1 in points]))


def _gain(f1: Sequence[float]) -> float | None:
    if len(f1) < 2:
        return None
    last = f1[-1] - f1[-2]
    before = f1[-2] - f1[-3] if len(f1) > 2 else last
    # Each doubling helps less than the one before it: half of what the last ones gave.
    return max(0.0, min((2 * last + before) / 6, 1 - f1[-1]))


def _chosen(
    examples: Sequence[Example],
    given: Given,
    codes: Sequence[str],
    *,
    many: bool,
    fold: npt.NDArray[np.int64],
    kept: npt.NDArray[np.bool] | None = None,
) -> Given:
    """Return what is proposed for each example by a labeller of the `kept` ones in other folds."""
    learner = Learner(tuple(codes), many=many, counted=ABOUT)
    chosen = np.zeros(given.shape, bool)
    for one in np.unique(fold[fold >= 0]):
        out = fold == one
        use = ~out if kept is None else ~out & kept
        own = fold[use] >= 0
        if own.sum() < 2:
            continue
        seen = [example for example, take in zip(examples, use, strict=True) if take]
        labels, within = given[use], folds_of(seen, _FOLDS, 1)
        within[~own] = -1
        inner = learner.unseen(seen, labels, within)
        labeller = calibrated(learner.fit(seen, labels, "", ""), inner[own], labels[own])
        held = [example.text for example, left in zip(examples, out, strict=True) if left]
        chosen[out] = labeller.chosen(labeller.chances(held))
    return chosen
