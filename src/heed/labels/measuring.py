"""How right a labeller is on texts it has not seen, and how much more examples would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heed.labels.features import ABOUT
from heed.labels.figures import Scores, scored
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
class Curve:
    """What was learned from how many examples: (examples, micro-F1) each, fewest first.

    `gain` is the F1 to be expected from as many examples again: the mean of the last two doublings,
    the later one counted twice; None where there are too few examples to say.
    """

    points: tuple[tuple[int, float], ...]
    gain: float | None


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


def measured(
    examples: Sequence[Example],
    *,
    taxonomy: str,
    codes: Sequence[str],
    many: bool = True,
    seed: int = 0,
    besides: Sequence[Example] = (),
) -> tuple[Scores, Curve]:
    """Return what `cross_validated` does, and how right labellers of parts of the examples are.

    The parts are an eighth, a quarter, a half and all; all are measured on the same texts, in
    folds; of few examples the smallest parts are left out. Raises `InputProblem` where there is
    nothing to learn from.
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
        if count < _FEWEST and part < 1:
            continue
        chosen = _chosen(whole, given, taught, many=many, fold=fold, kept=kept)
        scores = scored(chosen[fold >= 0], given[fold >= 0], taught)
        points.append((count, scores.micro_f1))
    # The last part is the whole.
    return scores, Curve(tuple(points), _gain([f1 for _, f1 in points]))


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
