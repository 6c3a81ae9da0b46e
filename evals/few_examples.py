"""Scores labellers taught from thirty texts for six labels, with and without the labels' own words.

Texts and labels are UPR Info's (sessions 1-16, the train part), one text each; names, meanings and
terms are this project's. A draw is four texts of each label and six of none; it is judged on some
3,000 others. Run it alone: `HEED_CORPUS=... python -m evals.few_examples`.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
from collections.abc import Sequence
from pathlib import Path

from heed.labels.figures import scored
from heed.labels.measuring import cross_validated
from heed.labels.training import Example, given_of, train

LABELS = {
    "Women's rights": (
        "Equality of women, violence against women, participation",
        ("women", "gender equality", "domestic violence", "girls"),
    ),
    "Rights of the Child": (
        "Children's rights, child labour, corporal punishment",
        ("children", "child", "corporal punishment"),
    ),
    "Migrants": ("Migrant workers and their families", ("migrants", "migrant workers")),
    "Detention": (
        "Prisons, conditions of detention, arbitrary detention",
        ("prison", "detention", "detainees", "overcrowding"),
    ),
    "Right to education": (
        "Schools, access to education", ("education", "schools", "teachers"),
    ),
    "Disabilities": (
        "Rights of persons with disabilities", ("disabilities", "disabled", "accessibility"),
    ),
}  # fmt: skip
CODES = tuple(LABELS)
DRAWS, TEXTS, OF_EACH, JUDGED = 10, 30, 4, 1_500
Scores = dict[str, float]


def scores(corpus: Path) -> Scores:
    """Return the mean micro-F1 over the draws of each way, and of its own estimate of it."""
    labelled, others = _pools(corpus)
    total: Scores = {}
    for draw in range(DRAWS):
        chance = random.Random(draw)  # noqa: S311 -- draws that repeat, no secret
        taught, judged = _draw(chance, labelled, others)
        for name, besides in _ways().items():
            found, expected = _judged(taught, judged, besides)
            for key, value in ((f"few_{name}", found), (f"few_{name}_expected", expected)):
                total[key] = total.get(key, 0.0) + value / DRAWS
    return total


def _ways() -> dict[str, list[Example]]:
    """Return what is given besides the texts: nothing, the terms as one text, each by itself."""
    names = [Example(f"{code}. {meaning}", (code,)) for code, (meaning, _) in LABELS.items()]
    joined = [Example("; ".join(terms), (code,)) for code, (_, terms) in LABELS.items()]
    single = [Example(term, (code,)) for code, (_, terms) in LABELS.items() for term in terms]
    return {"texts_alone": [], "terms_joined": names + joined, "terms_single": names + single}


def _pools(corpus: Path) -> tuple[list[Example], list[Example]]:
    """Return the texts that have one of the labels, and those that have none."""
    found: dict[str, Example] = {}
    path = corpus / "upr_info_train.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes = tuple(code for code in row["issues"].split("|") if code in LABELS)
            found.setdefault(" ".join(row["text"].lower().split()), Example(row["text"], codes))
    held = list(found.values())
    return [one for one in held if one.codes], [one for one in held if not one.codes]


def _draw(
    chance: random.Random, labelled: Sequence[Example], others: Sequence[Example]
) -> tuple[list[Example], list[Example]]:
    taught: dict[str, Example] = {}
    for code in CODES:
        mine = [one for one in labelled if code in one.codes and one.text not in taught]
        taught |= {one.text: one for one in chance.sample(mine, OF_EACH)}
    taught |= {one.text: one for one in chance.sample(others, TEXTS - len(taught))}
    judged = chance.sample(labelled, JUDGED) + chance.sample(others, JUDGED)
    return list(taught.values()), [one for one in judged if one.text not in taught]


def _judged(
    taught: Sequence[Example], judged: Sequence[Example], besides: Sequence[Example]
) -> tuple[float, float]:
    """Return the F1 on texts to be judged, and what cross-validation says of it beforehand."""
    labeller = train(taught, taxonomy="own.few", codes=CODES, besides=besides)
    chosen = labeller.chosen(labeller.chances([one.text for one in judged]))
    found = scored(chosen, given_of(judged, labeller.codes), labeller.codes)
    expected = cross_validated(taught, taxonomy="own.few", codes=CODES, besides=besides)
    return found.micro_f1, expected.micro_f1


if __name__ == "__main__":
    for name, value in scores(Path(os.environ["HEED_CORPUS"]) / "corpus").items():
        print(f"{name:<40}{value:>8.4f}")
