"""Scores extraction on the real documents and on the composed ones, against floors.

`make evals` prints every score and fails below a floor. `--update` raises floors to what was
measured; to lower one, `--allow-regression REASON` records the reason beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

from evals import (
    asides,
    clusters,
    extraction,
    final,
    joining,
    labels,
    labels_instruments,
    labels_uhri,
    links,
    mechanisms,
    recalled,
    recognition,
    samples,
)

BASELINE = Path(__file__).parent / "baseline.json"
EPSILON = 0.0005
Scores = dict[str, float]


def main() -> int:
    """Score, print, compare. Return 1 if a score fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise floors to the scores")
    parser.add_argument("--allow-regression", metavar="REASON", help="lower floors, and say why")
    parser.add_argument("--errors", action="store_true", help="list errors on the develop part")
    parsed = parser.parse_args()
    scores = samples.scores()
    scores |= mechanisms.scores(show_errors=parsed.errors)
    folder = os.environ.get("HEED_CORPUS")
    fingerprint = None
    if folder:
        corpus = Path(folder) / "corpus"
        fingerprint = hashlib.sha256((corpus / "gold" / "index.json").read_bytes()).hexdigest()
        with tempfile.TemporaryDirectory() as held:
            scores |= extraction.scores(corpus, Path(held), show_errors=parsed.errors)
        scores |= final.scores(corpus)
        scores |= asides.scores(corpus, show_errors=parsed.errors)
        scores |= recalled.scores(corpus, show_errors=parsed.errors)
        scores |= recognition.scores(corpus)
        scores |= joining.scores(corpus)
        scores |= labels.scores(corpus)
        scores |= labels_uhri.scores(corpus)
        scores |= labels_instruments.scores(corpus)
        scores |= links.scores(corpus)
        scores |= clusters.scores(corpus)
    else:
        print("HEED_CORPUS is not set: only the composed samples are scored.")
    for name, score in scores.items():
        print(f"{name:<58}{score:>9.4f}")
    return _compare(scores, fingerprint, parsed)


def _compare(scores: Scores, fingerprint: str | None, parsed: argparse.Namespace) -> int:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    floors: Scores = baseline["floors"]
    if fingerprint and baseline["corpus"] not in (None, fingerprint):
        print("The corpus is another one than the floors were measured on.")
    fallen = {n: s for n, s in scores.items() if s < floors.get(n, 0.0) - EPSILON}
    for name, score in fallen.items():
        print(f"BELOW ITS FLOOR: {name} is {score:.4f}, was {floors[name]:.4f}")
    if parsed.update and (not fallen or parsed.allow_regression):
        if fallen:
            baseline["lowered"].append({"why": parsed.allow_regression, "names": sorted(fallen)})
        raised = {n: round(s, 6) for n, s in scores.items()}
        baseline["floors"] = dict(sorted((floors | raised).items()))
        baseline["corpus"] = fingerprint or baseline["corpus"]
        BASELINE.write_text(json.dumps(baseline, indent=1) + "\n", encoding="utf-8")
        print("Floors are set to these scores.")
        return 0
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
