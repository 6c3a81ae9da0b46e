"""How right the labels of UPR Info are on sessions 17-18, which no shipped labeller has seen.

`python -m evals.labels --plot FOLDER` draws the reliability of the scores (SVG).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.pictures import drawn
from heed.labels.figures import Scores, calibration_error, reliability, scored
from heed.labels.linear import LinearLabeller
from heed.labels.registry import trained
from heed.labels.training import Example, given_of
from heed.labels.vocabulary import terms_labeller

ISSUES, ACTION = "upr_info.issues", "upr_info.action"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of UPR Info: its text, the State it is addressed to, and how it was coded."""

    text: str
    state: str
    issues: frozenset[str]
    action: str


def rows(corpus: Path, part: str) -> list[Row]:
    """Return the rows of a part, `train` (sessions 1-16) or `check` (17-18)."""
    with gzip.open(corpus / f"upr_info_{part}.csv.gz", "rt", encoding="utf-8", newline="") as held:
        return [
            Row(
                row["text"],
                row["state_under_review_iso3"],
                frozenset(row["issues"].split("|")),
                row["action_category"],
            )
            for row in csv.DictReader(held)
        ]


def scores(corpus: Path) -> dict[str, float]:
    """Return the scores of both taxonomies on the check part."""
    test = rows(corpus, "check")
    seen = {_plain(row.text) for row in rows(corpus, "train")}
    new = np.array([_plain(row.text) not in seen for row in test])
    found: dict[str, float] = {}
    for taxonomy in (ISSUES, ACTION):
        found |= _of(taxonomy, test, new)
    return found


def _of(taxonomy: str, test: Sequence[Row], new: np.ndarray) -> dict[str, float]:
    labeller = trained(taxonomy)
    given = _given(labeller, test)
    likely = labeller.chances([row.text for row in test])
    chosen = labeller.chosen(likely)
    whole = scored(chosen, given, labeller.codes)
    fresh = scored(chosen[new], given[new], labeller.codes)
    # The 80 in 100 with the widest margin, whatever bound the labeller itself has learned.
    kept = np.argsort(-labeller.margin(likely))[: round(0.8 * len(test))]
    clear = scored(chosen[kept], given[kept], labeller.codes)
    sure = chosen & labeller.certain(likely)[:, None] & (likely >= labeller.bounds.sure)
    error = calibration_error(reliability(likely[chosen], given[chosen]))
    if taxonomy == ACTION:
        figures = {
            "accuracy": whole.exact,
            "accuracy, unseen texts": fresh.exact,
            "macro-F1": whole.macro_f1,
            "accuracy of the clearest 80 in 100": clear.exact,
        }
    else:
        keywords = _keywords(test, labeller.codes, given)
        figures = {
            "micro-F1": whole.micro_f1,
            "macro-F1": whole.macro_f1,
            "exact set": whole.exact,
            "micro-F1, unseen texts": fresh.micro_f1,
            "macro-F1, unseen texts": fresh.macro_f1,
            "exact set, unseen texts": fresh.exact,
            "precision of the clearest 80 in 100": clear.precision,
            "recall of the clearest 80 in 100": clear.recall,
            "micro-F1 of terms alone": keywords.micro_f1,
        }
    figures["calibration (1 - ECE)"] = 1 - error
    figures["precision of what is sure"] = float(given[sure].mean())
    figures["share of proposals that is sure"] = float(sure.sum() / chosen.sum())
    return {f"{taxonomy} {name}": figure for name, figure in figures.items()}


def _given(labeller: LinearLabeller, test: Sequence[Row]) -> np.ndarray:
    many = labeller.taxonomy == ISSUES
    codes = [tuple(row.issues) if many else (row.action,) for row in test]
    return given_of([Example("", one) for one in codes], labeller.codes)


def _keywords(test: Sequence[Row], codes: Sequence[str], given: np.ndarray) -> Scores:
    said = terms_labeller(ISSUES).propose([row.text for row in test], reasons=False)
    examples = [Example("", tuple(one.code for one in some)) for some in said]
    return scored(given_of(examples, codes), given, codes)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def main() -> None:
    """Print the scores; draw the pictures if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", metavar="FOLDER", help="write reliability-<taxonomy>.svg there")
    parsed = parser.parse_args()
    corpus = Path(os.environ["HEED_CORPUS"]) / "corpus"
    for name, score in scores(corpus).items():
        print(f"{name:<64}{score:>9.4f}")
    if parsed.plot:
        test = rows(corpus, "check")
        for taxonomy in (ISSUES, ACTION):
            labeller = trained(taxonomy)
            likely = labeller.chances([row.text for row in test])
            chosen = labeller.chosen(likely)
            bands = reliability(likely[chosen], _given(labeller, test)[chosen])
            picture = drawn(bands, f"{taxonomy}, sessions 17-18, {int(chosen.sum())} proposals")
            (Path(parsed.plot) / f"reliability-{taxonomy}.svg").write_text(
                picture, encoding="utf-8"
            )


if __name__ == "__main__":
    main()
