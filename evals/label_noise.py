"""How far UPR Info's coders agree with themselves: what no labeller of it can be above.

Two rows of different reviews whose texts have nearly the same words (Jaccard of their stems from
0.8, not the same words) were coded twice, on different days. How well one coding predicts the other
is compared with what the labeller says of the same texts. `python -m evals.label_noise` prints it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.labels import Row, rows
from evals.labels_uhri import f1
from heed.labels.registry import trained
from heed.labels.words import stem, words

_ALIKE = 0.8


def scores(corpus: Path) -> dict[str, float]:
    """Return how well the coding of nearly the same text predicts that of sessions 17-18."""
    test, others = rows(corpus, "check"), rows(corpus, "train")
    pairs = list(_alike(test, others))
    told = trained("upr_info.issues").propose([row.text for row, _ in pairs], reasons=False)
    gold = [row.issues for row, _ in pairs]
    return {
        "upr_info.issues rows with a near copy in sessions 1-16": float(len(pairs)),
        "upr_info.issues micro-F1 of the near copy's coding": f1(
            gold, [o.issues for _, o in pairs]
        ),
        "upr_info.issues micro-F1 of the labeller on the same rows": f1(
            gold, [frozenset(one.code for one in said) for said in told]
        ),
        "upr_info.action agreement of the near copy's coding": _same(
            [row.action for row, _ in pairs], [other.action for _, other in pairs]
        ),
    }


def _alike(test: Sequence[Row], others: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield rows with the nearest row of another review that is no copy, if one is near enough."""
    stems = [frozenset(map(stem, words(row.text))) for row in others]
    at: dict[str, list[int]] = defaultdict(list)
    for place, held in enumerate(stems):
        for one in held:
            at[one].append(place)
    for row in test:
        own = frozenset(map(stem, words(row.text)))
        rare = sorted((one for one in own if one in at), key=lambda one: len(at[one]))
        # Two texts this much alike share at least one of any fifth of their stems.
        near = {place for one in rare[: len(own) // 5 + 1] for place in at[one]}
        best, likest = 0.0, -1
        for place in near:
            held = stems[place]
            alike = len(own & held) / len(own | held)
            if alike > best and held != own and others[place].state != row.state:
                best, likest = alike, place
        if best >= _ALIKE:
            yield row, others[likest]


def _same(first: Sequence[str], second: Sequence[str]) -> float:
    return sum(a == b for a, b in zip(first, second, strict=True)) / max(1, len(first))


if __name__ == "__main__":
    for name, score in scores(Path(os.environ["HEED_CORPUS"]) / "corpus").items():
        print(f"{name:<70}{score:>9.4f}")
