"""How right labels are: figures from what was proposed and what is right. Nothing is learned here.

Whoever shows figures need not load what learning needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Truths = npt.NDArray[np.bool]


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


def scored(chosen: Truths, given: Truths, codes: Sequence[str]) -> Scores:
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


def reliability(
    likely: npt.NDArray[np.float64], right: Truths, bands: int = 10
) -> tuple[Band, ...]:
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
