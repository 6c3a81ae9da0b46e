"""From which chance a label is proposed, and from which it may pass without review."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from heed.labels.features import Floats
from heed.labels.linear import Bounds, Doubles, LinearLabeller

# Right at least 95 times in 100 is what is promised; a little more is asked of the examples, since
# what comes later is never quite like them (sessions 17-18 are 1 to 2 points harder than 1-16).
_RIGHT = 0.965
# F1 that is within this of the best is as good.
_AS_GOOD = 0.001
# Nothing passes unless this many proposals show that it may.
_SHOWN = 100
# The share of texts, the least certain ones, that always go to a person.
_REVIEWED = 0.2


def bounded(
    labeller: LinearLabeller,
    slope: Floats,
    offset: Floats,
    likely: Doubles,
    given: npt.NDArray[np.bool],
) -> LinearLabeller:
    """Return the labeller with bounds that fit chances of texts it had not seen."""
    proposed = _proposed(likely, given) if labeller.many else 0.5
    set_ = replace(labeller, slope=slope, offset=offset, bounds=Bounds(proposed))
    margin = set_.margin(likely)
    apart = float(np.quantile(margin, _REVIEWED))
    chosen = set_.chosen(likely) & (margin >= apart)[:, None]
    return replace(set_, bounds=Bounds(proposed, _sure(likely[chosen], given[chosen]), apart))


def _proposed(likely: Doubles, given: npt.NDArray[np.bool]) -> float:
    """Return the lowest chance from which proposing gives all but the best F1 over all labels.

    A label too many is struck out sooner than one that is missing is thought of, so of bounds that
    are nearly as good the lowest is taken. For true chances the best is half of the F1 (Lipton and
    others 2014), so never above a half: higher ones are an accident of few examples.
    """
    order = np.argsort(-likely, axis=None)
    right = np.cumsum(given.ravel()[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + given.sum())
    best = float(likely.ravel()[order[np.nonzero(f1 >= f1.max() - _AS_GOOD)[0][-1]]])
    return min(max(best, 0.05), 0.5)


def _sure(likely: Doubles, right: npt.NDArray[np.bool]) -> float:
    """Return the lowest chance from which enough are right, 2 where there is none."""
    order = np.argsort(-likely)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero((share >= _RIGHT) & (np.arange(len(order)) >= _SHOWN - 1))[0]
    return float(likely[order[enough[-1]]]) if len(enough) else 2.0
