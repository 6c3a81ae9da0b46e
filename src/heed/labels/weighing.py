"""Learns the weights of `weighed` from rows that people labelled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from heed.labels.labeller import Labeller
from heed.labels.terms import Terms
from heed.labels.vocabulary import by_code
from heed.labels.weighed import ISSUES, Weights, evidence, mapped
from heed.vocab.taxonomies import Taxonomy, crosswalk

# Rows that a label's own rate must outweigh: with 20, two lists of one State predicted each other
# best (of 3, 5, 10, 20). Where no term stands labels are rarer, so it takes twice as many.
_TRUST = 20.0
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class _Seen:
    """Rows by labels: places of terms, score of the mapped issue, whether a person gave it."""

    terms: np.ndarray
    issues: np.ndarray
    given: np.ndarray

    def rows(self, at: np.ndarray) -> _Seen:
        return _Seen(self.terms[at], self.issues[at], self.given[at])


def weigh(
    taxonomy: Taxonomy,
    texts: Sequence[str],
    given: Sequence[Collection[str]],
    issues: Labeller,
    *,
    seed: int = 0,
) -> Weights:
    """Return what rows with their labels (`given`, codes of `taxonomy`) teach.

    The same rows give the same weights. Raises `ValueError`: fewer than ten rows, or no label.
    """
    if len(texts) < 2 * _FOLDS or not any(given):
        raise ValueError("ten labelled rows are the least to learn from")
    codes = [one.code for one in taxonomy.labels]
    seen = _seen(taxonomy, codes, texts, given, issues)
    pairs, labels = [], []
    # A rate must not have seen the row it speaks of: each fold takes those of the others.
    for others, own in KFold(_FOLDS, shuffle=True, random_state=seed).split(seen.given):
        right, missed, _, _ = _rates(seen.rows(others))
        pairs.append(_pairs(seen.rows(own), right, missed))
        labels.append(seen.given[own].reshape(-1))
    fitted = LogisticRegression(max_iter=500).fit(np.vstack(pairs), np.concatenate(labels))
    right, missed, usual_right, usual_missed = _rates(seen)
    return Weights(
        start=float(fitted.intercept_[0]),
        factors=tuple(map(float, fitted.coef_[0])),
        right={code: float(right[at]) for at, code in enumerate(codes)},
        missed={code: float(missed[at]) for at, code in enumerate(codes)},
        usual_right=usual_right,
        usual_missed=usual_missed,
    )


def _seen(
    taxonomy: Taxonomy,
    codes: Sequence[str],
    texts: Sequence[str],
    given: Sequence[Collection[str]],
    issues: Labeller,
) -> _Seen:
    place = {code: at for at, code in enumerate(codes)}
    shape = (len(texts), len(codes))
    seen = _Seen(np.zeros(shape), np.zeros(shape), np.zeros(shape))
    terms, walk = Terms([taxonomy]), crosswalk(ISSUES, taxonomy.code)
    proposed = issues.propose(texts, reasons=False)
    for row, (text, has, said) in enumerate(zip(texts, given, proposed, strict=True)):
        for code, found in by_code(terms.find(text)).items():
            seen.terms[row, place[code]] = len(found)
        for code, issue in mapped(said, walk).items():
            seen.issues[row, place[code]] = issue.score
        for code in has:
            seen.given[row, place[code]] = 1
    return seen


def _rates(seen: _Seen) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Return by label how often it was given with a term and without, and both for all labels."""
    own = seen.terms > 0
    hits, right = own.sum(0), (own * seen.given).sum(0)
    rest, missed = (~own).sum(0), (~own * seen.given).sum(0)
    usual_right = (right.sum() + 1) / (hits.sum() + 2)
    usual_missed = (missed.sum() + 1) / (rest.sum() + 2)
    return (
        (right + _TRUST * usual_right) / (hits + _TRUST),
        (missed + 2 * _TRUST * usual_missed) / (rest + 2 * _TRUST),
        float(usual_right),
        float(usual_missed),
    )


def _pairs(seen: _Seen, right: np.ndarray, missed: np.ndarray) -> np.ndarray:
    """Return the evidence of every row and label, rows first."""
    height, width = seen.given.shape
    return np.array(
        [
            evidence(int(seen.terms[i, j]), seen.issues[i, j], right[j], missed[j])
            for i in range(height)
            for j in range(width)
        ]
    )
