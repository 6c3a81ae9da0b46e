"""How well OHCHR's themes, groups and SDGs are proposed: from one list of a State to the other.

The gold is OHCHR's thematic lists of one State, of the second and the third cycle. What one list
teaches is tried on the other. The list of the second cycle has older names, which are read as those
of today, and no SDGs, so these are tried within the third cycle, in five parts. Left out where the
second cycle is the test (and never learnt): its headings that name a group (`_HEADINGS`), which
lists since 2017 do not use as themes, and the group `general`, which they leave empty.
The terms were written with both lists in view: keywords and what rests on them are flattered. So
they are also tried on other States: against the issues of UPR Info that mean one label alone, on
the check part. Its coders drew their lines elsewhere; it shows what does not carry over at all.

`python -m evals.labels_uhri --write` learns from both lists and writes what heed ships.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import KFold

import heed.labels
from heed.labels import Labeller
from heed.labels.figures import calibration_error, reliability
from heed.labels.registry import trained
from heed.labels.terms import Terms
from heed.labels.vocabulary import TermsLabeller
from heed.labels.weighed import ISSUES, WeighedLabeller
from heed.labels.weighing import weigh
from heed.records import Suggestion
from heed.vocab.taxonomies import Taxonomy, crosswalk, taxonomies

Rows = list[tuple[str, frozenset[str]]]

_FIELDS = {"uhri.themes": "themes", "uhri.groups": "groups_of_persons", "sdg.goals": "sdgs"}
_HEADINGS = {
    "uhri.themes": {
        "Lesbian, gay, bisexual and transgender and intersex persons (LGBTI)",
        "Members of minorities",
        "Migrants",
        "Refugees & asylum seekers",
    },
    "uhri.groups": {"general"},
    "sdg.goals": set(),
}


def scores(corpus: Path, issues: Labeller | None = None) -> dict[str, float]:
    """Return the scores, beside those of the most frequent labels and of terms alone.

    `issues` proposes UPR Info's issues; without, the trained labeller does.
    """
    held = issues or trained(ISSUES)
    found: dict[str, float] = {}
    for code in ("uhri.themes", "uhri.groups"):
        for test, train in ((3, 2), (2, 3)):
            name = f"{code} {{}}, cycle {test} from cycle {train}"
            found |= _tried(code, rows(corpus, code, train), rows(corpus, code, test), held, name)
        found |= _as_printed(corpus, code, held)
        found |= _elsewhere(corpus, code)
    found |= _in_parts(rows(corpus, "sdg.goals", 3), held)
    return found


def rows(corpus: Path, code: str, cycle: int, *, printed: bool = False) -> Rows:
    """Return the texts of a list with their labels, by today's names.

    With `printed` the labels that lists since 2017 do not use count too.
    """
    lines = (corpus / f"gold/SVN_cycle{cycle}_labels.jsonl").read_text(encoding="utf-8")
    gold = [json.loads(line) for line in lines.splitlines()]
    out = set() if printed else _HEADINGS[code]
    return [(row["text"], frozenset(_codes(code, row) - out)) for row in gold]


def _codes(code: str, row: dict[str, Any]) -> set[str]:
    if code == "sdg.goals":
        return {str(goal["goal"]) for goal in row["sdgs"]}
    labels = (taxonomies()[code].find(name) for name in row[_FIELDS[code]])
    return {label.code for label in labels if label}


def _tried(code: str, train: Rows, test: Rows, issues: Labeller, name: str) -> dict[str, float]:
    """Return the scores of what `train` teaches on `test`, and of the two baselines."""
    taxonomy, gold = taxonomies()[code], [labels for _, labels in test]
    learnt = WeighedLabeller(taxonomy, weigh(taxonomy, *_apart(train), issues), issues)
    proposed = learnt.propose([text for text, _ in test], reasons=False)
    common = most_frequent([labels for _, labels in train])
    keywords = TermsLabeller(taxonomy, {}, 0.5).propose([t for t, _ in test], reasons=False)
    return {
        **_figures(gold, proposed, name),
        name.format("micro-F1 of terms alone"): f1(gold, _sets(keywords)),
        name.format("micro-F1 of the most frequent labels"): f1(gold, [common] * len(gold)),
    }


def _in_parts(held: Rows, issues: Labeller) -> dict[str, float]:
    """Return the scores of the SDGs: each fifth of the list by what the others teach."""
    taxonomy, name = taxonomies()["sdg.goals"], "sdg.goals {}, cycle 3 in five parts"
    proposed: list[tuple[Suggestion, ...]] = [()] * len(held)
    common: list[Collection[str]] = [()] * len(held)
    for others, own in KFold(5, shuffle=True, random_state=0).split(held):
        train = [held[i] for i in others]
        one = WeighedLabeller(taxonomy, weigh(taxonomy, *_apart(train), issues), issues)
        for i, said in zip(own, one.propose([held[i][0] for i in own], reasons=False), strict=True):
            proposed[i] = said
            common[i] = most_frequent([labels for _, labels in train])
    gold = [labels for _, labels in held]
    keywords = TermsLabeller(taxonomy, {}, 0.5).propose([t for t, _ in held], reasons=False)
    return {
        **_figures(gold, proposed, name),
        name.format("micro-F1 of terms alone"): f1(gold, _sets(keywords)),
        name.format("micro-F1 of the most frequent labels"): f1(gold, common),
    }


def _as_printed(corpus: Path, code: str, issues: Labeller) -> dict[str, float]:
    """Return the score on the older list where what cannot be mapped counts as missed."""
    taxonomy, test = taxonomies()[code], rows(corpus, code, 2, printed=True)
    learnt = weigh(taxonomy, *_apart(rows(corpus, code, 3)), issues)
    proposed = WeighedLabeller(taxonomy, learnt, issues).propose([t for t, _ in test])
    name = f"{code} micro-F1, cycle 2 from cycle 3, what cannot be mapped counted as missed"
    return {name: f1([labels for _, labels in test], _sets(proposed))}


def _elsewhere(corpus: Path, code: str) -> dict[str, float]:
    """Return how well terms find what UPR Info's issue of the same matter marks."""
    walk = {issue: codes[0] for issue, codes in crosswalk(ISSUES, code).items() if len(codes) == 1}
    meant = Counter(label for codes in crosswalk(ISSUES, code).values() for label in codes)
    alone = {issue: label for issue, label in walk.items() if meant[label] == 1}
    terms, gold, given = Terms([taxonomies()[code]]), [], []
    for text, issues in _issues(corpus, "check"):
        gold.append({alone[issue] for issue in issues if issue in alone})
        given.append({one.code for one in terms.find(text)} & set(alone.values()))
    return {f"{code} micro-F1 of terms, by UPR Info's issues (check)": f1(gold, given)}


def _figures(
    gold: Sequence[Collection[str]], proposed: Sequence[Sequence[Suggestion]], name: str
) -> dict[str, float]:
    given = _sets(proposed)
    labels = {code for labels in gold for code in labels}
    single = [[{c} & set(some) for some in side] for c in labels for side in (gold, given)]
    pairs = list(zip(single[::2], single[1::2], strict=True))
    exact = sum(set(g) == p for g, p in zip(gold, given, strict=True)) / len(gold)
    return {
        name.format("micro-F1"): f1(gold, given),
        name.format("macro-F1"): sum(f1(g, p) for g, p in pairs) / len(labels),
        name.format("exact set"): exact,
        name.format("calibration (1 - ECE)"): 1 - _calibration_error(gold, proposed),
    }


def f1(gold: Iterable[Collection[str]], given: Iterable[Collection[str]]) -> float:
    """Return the micro-F1: twice the right labels over the given and the wanted ones."""
    pairs = [(set(g), set(p)) for g, p in zip(gold, given, strict=True)]
    size = sum(len(g) + len(p) for g, p in pairs)
    return 2 * sum(len(g & p) for g, p in pairs) / size if size else 0.0


def _calibration_error(
    gold: Sequence[Collection[str]], proposed: Sequence[Sequence[Suggestion]]
) -> float:
    pairs = [(one.score, one.code in g) for g, p in zip(gold, proposed, strict=True) for one in p]
    likely, right = zip(*pairs, strict=True)
    return calibration_error(reliability(np.array(likely), np.array(right)))


def most_frequent(gold: Sequence[Collection[str]]) -> frozenset[str]:
    """Return the most frequent labels, as many as score best where every text gets them."""
    ranked = [code for code, _ in Counter(c for labels in gold for c in labels).most_common()]
    tops = [frozenset(ranked[:k]) for k in range(1, len(ranked) + 1)]
    return max(tops, key=lambda top: f1(gold, [top] * len(gold)))


def _sets(proposed: Sequence[Sequence[Suggestion]]) -> list[set[str]]:
    return [{one.code for one in some} for some in proposed]


def _apart(held: Rows) -> tuple[list[str], list[frozenset[str]]]:
    return [text for text, _ in held], [labels for _, labels in held]


def write(corpus: Path, issues: Labeller | None = None) -> None:
    """Learn from all labelled rows and write `terms-1.json` and `weighed-1.json`."""
    folder = Path(heed.labels.__file__).parent / "data"
    gold = {code: rows(corpus, code, 3) for code in _FIELDS}
    for code in ("uhri.themes", "uhri.groups"):
        gold[code] += rows(corpus, code, 2)
    rates = {code: _rates(taxonomies()[code], some) for code, some in gold.items()}
    rates[ISSUES] = _rates(taxonomies()[ISSUES], _issues(corpus, "train"))
    _save(folder / "terms-1.json", {"rates": rates})
    # The weights rest on issues with the scores just written.
    terms = TermsLabeller(taxonomies()[ISSUES], rates[ISSUES]["codes"], rates[ISSUES]["all"])
    weights = {c: _weights(taxonomies()[c], some, issues or terms) for c, some in gold.items()}
    _save(folder / "weighed-1.json", {"weights": weights})


def _rates(taxonomy: Taxonomy, held: Rows) -> dict[str, Any]:
    """Return by label how often it is right where a term of it stands, held towards the usual."""
    terms, hits, right = Terms([taxonomy]), Counter[str](), Counter[str]()
    for text, labels in held:
        for code in {one.code for one in terms.find(text)}:
            hits[code] += 1
            right[code] += code in labels
    usual = right.total() / hits.total()
    codes = {c: round((right[c] + 5 * usual) / (hits[c] + 5), 4) for c in sorted(hits)}
    return {"all": round(usual, 4), "codes": codes}


def _weights(taxonomy: Taxonomy, held: Rows, issues: Labeller) -> dict[str, Any]:
    one = weigh(taxonomy, *_apart(held), issues)
    names = ("term", "more terms", "issue", "term and issue", "right", "missed")
    seen = {code for text, labels in held for code in labels}
    seen |= {found.code for text, _ in held for found in Terms([taxonomy]).find(text)}
    return {
        "usual": {
            "start": round(one.start, 4),
            "right": round(one.usual_right, 4),
            "missed": round(one.usual_missed, 5),
            "floor": one.floor,
        },
        "factors": dict(zip(names, (round(x, 4) for x in one.factors), strict=True)),
        "right": {code: round(one.right[code], 4) for code in sorted(seen)},
        "missed": {code: round(one.missed[code], 5) for code in sorted(seen)},
    }


def _issues(corpus: Path, part: str) -> Rows:
    path = corpus / f"upr_info_{part}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [(r["text"], frozenset(r["issues"].split("|"))) for r in csv.DictReader(file)]


def _save(path: Path, held: dict[str, Any]) -> None:
    path.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write what heed ships")
    folder = Path(os.environ["HEED_CORPUS"]) / "corpus"
    if parser.parse_args().write:
        write(folder)
        raise SystemExit
    for name, score in scores(folder).items():
        print(f"{name:<90}{score:>8.4f}")
