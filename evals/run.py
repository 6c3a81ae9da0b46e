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
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from evals import (
    asides,
    clusters,
    dialogue,
    extraction,
    final,
    joining,
    labels,
    labels_instruments,
    labels_uhri,
    links,
    mechanisms,
    naming,
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
    folder = os.environ.get("HEED_CORPUS")
    corpus = Path(folder) / "corpus" if folder else None
    fingerprint = None
    if corpus:
        fingerprint = hashlib.sha256((corpus / "gold" / "index.json").read_bytes()).hexdigest()
    else:
        print("HEED_CORPUS is not set: only the composed samples are scored.")
    scores = _scores(corpus, show_errors=parsed.errors)
    for name, score in scores.items():
        print(f"{name:<58}{score:>9.4f}")
    return _compare(scores, fingerprint, parsed)


def _scores(corpus: Path | None, *, show_errors: bool) -> Scores:
    """Return all scores in the order of the parts, which are scored two at a time."""
    parts: list[Callable[[], Scores]] = [
        samples.scores,
        partial(mechanisms.scores, show_errors=show_errors),
    ]
    if corpus:
        parts += [
            partial(_extraction, corpus, show_errors=show_errors),
            partial(final.scores, corpus),
            partial(asides.scores, corpus, show_errors=show_errors),
            partial(recalled.scores, corpus, show_errors=show_errors),
            partial(recognition.scores, corpus),
            partial(joining.scores, corpus),
            partial(_labels, corpus),
            partial(links.scores, corpus),
            partial(clusters.scores, corpus),
            partial(dialogue.scores, corpus),
            partial(naming.scores, corpus),
        ]
    # Errors that are listed are those of one part after another.
    with ProcessPoolExecutor(max_workers=1 if show_errors else 2) as two:
        scored = [two.submit(part) for part in parts]
        return {name: score for part in scored for name, score in part.result().items()}


def _extraction(corpus: Path, *, show_errors: bool) -> Scores:
    with tempfile.TemporaryDirectory() as held:
        return extraction.scores(corpus, Path(held), show_errors=show_errors)


def _labels(corpus: Path) -> Scores:
    """Score all that begins with the labeller of issues, which is loaded once."""
    found = labels.scores(corpus)
    return found | labels_uhri.scores(corpus) | labels_instruments.scores(corpus)


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
