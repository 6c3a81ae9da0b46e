"""What labelling costs, against plain scikit-learn doing the same in the same run.

Labels 41,000 texts (the rows of sessions 1-18, then again from the first until there are enough)
with reasons and without, on one core, in processor time. The plain way is a TfidfVectorizer of
words and neighbours with a LinearSVC for each label. Training is compared on the same rows: heed
counts more, and learns six times (five of them to see how sure it may be).
Run: `python -m benchmarks.labels`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from evals.labels import Row, rows
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from heed.labels.features import ABOUT
from heed.labels.labeller import Labeller, suggest
from heed.labels.registry import labellers, trained
from heed.labels.training import Example, Learner, given_of

_TEXTS = 41_000
_GOALS = {"without reasons": 60, "with reasons": 200}


def main() -> None:
    """Print milliseconds for 1,000 texts, and ratios."""
    folder = os.environ.get("HEED_CORPUS")
    if not folder:
        print("labels: HEED_CORPUS is not set, skipped.")
        return
    corpus = Path(folder) / "corpus"
    known = rows(corpus, "train")
    texts = [row.text for row in (*known, *rows(corpus, "check"))]
    texts = (texts + texts)[:_TEXTS]
    issues, action = trained("upr_info.issues"), trained("upr_info.action")
    suggest(texts[:2_000], [issues, action])
    plain, plain_fit = _plain(known, issues.codes)
    floor = _per_thousand(lambda: plain(texts), len(texts))
    print(f"labels, {len(texts):,} texts, ms for 1,000 (processor time of one core)")
    print(f"  plain scikit-learn, issues {floor:>35.0f}")
    for name, some in (
        ("issues", [issues]),
        ("action", [action]),
        ("issues and action", [issues, action]),
    ):
        _show(name, texts, some, floor)
    _show("all taxonomies", texts[:8_000], labellers(), floor)
    own_fit = _fit(known, issues.codes)
    print(f"  training once, issues: {own_fit:.1f} s, plain {plain_fit:.1f} s,", end=" ")
    print(f"{own_fit / plain_fit:.2f} x")


def _show(name: str, texts: Sequence[str], some: Sequence[Labeller], floor: float) -> None:
    for how, goal in _GOALS.items():
        reasons = how == "with reasons"
        taken = _per_thousand(lambda: suggest(texts, some, reasons=reasons), len(texts))  # noqa: B023
        print(f"  {name}, {how:<24}{taken:>12.0f}{taken / floor:>8.2f} x  (goal {goal})")


def _plain(
    known: Sequence[Row], codes: Sequence[str]
) -> tuple[Callable[[Sequence[str]], object], float]:
    given = given_of([Example("", tuple(row.issues)) for row in known], codes)
    begun = time.process_time()
    counts = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    seen = counts.fit_transform([row.text for row in known])
    lines = [LinearSVC(C=1.0).fit(seen, given[:, n]) for n in range(len(codes))]
    weights = np.array([line.coef_[0] for line in lines]).T
    bias = np.array([line.intercept_[0] for line in lines])
    taken = time.process_time() - begun
    return lambda texts: np.argwhere(counts.transform(texts) @ weights + bias > 0).tolist(), taken


def _fit(known: Sequence[Row], codes: Sequence[str]) -> float:
    examples = [Example(row.text, tuple(row.issues)) for row in known]
    begun = time.process_time()
    learner = Learner(tuple(codes), many=True, counted=ABOUT)
    learner.fit(examples, given_of(examples, codes), "upr_info.issues", "1")
    return time.process_time() - begun


def _per_thousand(act: Callable[[], object], texts: int) -> float:
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1e6 / texts


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
