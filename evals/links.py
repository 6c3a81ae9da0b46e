"""How right links are on the labelled pairs, and how their weights are learned.

Two figures each: of the shipped weights, which were learned from the same pairs (a fit), and with
each State's pairs left out of the learning in turn. `python -m evals.links` prints them, `--errors`
lists what is wrong under the second, `--learn` writes the weights.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from scipy.stats import beta
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.labels import rows
from heed.labels.words import stem, words
from heed.links.embeddings import embedder
from heed.links.grounds import NAMES
from heed.links.learning import learn
from heed.links.linker import Item, Linker, grounds_of
from heed.links.prepared import prepared
from heed.links.weights import PRIOR, PRIOR_BIAS, Weights, kept, shipped

REPEATS = ("same", "narrower_or_broader")
_BOUNDS = (0.0, 0.1, 0.14, 0.18, 0.22, 0.26, 0.3, 0.35, 0.4)
Lists = Mapping[str, tuple[list[Item], list[Item]]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair: of which lists, the two texts, the label, and whether it is from the pairs.

    What is from the retrieval list has the label "not" where it is no repeat: related or different.
    """

    lists: str
    later: str
    earlier: str
    label: str
    judged: bool


def scores(corpus: Path) -> dict[str, float]:
    """Return the scores of the develop folder beside the corpus, none where it is not there."""
    folder = corpus.parent / "lineage"
    if not (folder / "pairs.jsonl").exists():
        print("No folder lineage beside the corpus: links are not scored.")
        return {}
    lists = _lists(folder)
    fit = dict.fromkeys(lists, shipped())
    left_out = _left_out(folder)
    found = {f"links {name}, fit": n for name, n in _scored(folder, fit).items()}
    told = _scored(folder, left_out) | _sure(folder, left_out)
    found |= {f"links {name}, State left out": n for name, n in told.items()}
    return found | _word_overlap(folder) | _read() | _embeddings(folder)


def _scored(folder: Path, weights: Mapping[str, Weights]) -> dict[str, float]:
    """Return what the scorer beside the data says of these weights for each pair of lists."""
    rows: dict[str, list[dict[str, object]]] = {}
    for name, (later, earlier) in _lists(folder).items():
        rows[name] = [
            {"later": one.later, "earlier": one.earlier, "relation": one.relation,
             "score": one.score}
            for one in Linker(weights[name]).links(later, earlier)
        ]  # fmt: skip
    return _told(folder, rows)


def _told(folder: Path, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as held:
        for name, some in rows.items():
            Path(held, f"{name}.jsonl").write_text("\n".join(map(json.dumps, some)))
        command = [sys.executable, str(folder / "score_links.py"), str(folder), held, "--json"]
        told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    (listed,) = told["retrieval"].values()
    return {
        "repeats F1": told["repeats_f1"],
        "repeats precision": told["repeats_precision"],
        "repeats recall": told["repeats_recall"],
        "four labels macro-F1": told["macro_f1"],
        "recall@10": listed["recall@10"],
        "recall@5": listed["recall@5"],
        "MAP": listed["map"],
        "precision of the list": listed["precision"],
        "quiet where none": listed["quiet_where_none"] or 0.0,
    }


def _word_overlap(folder: Path) -> dict[str, float]:
    """Return the best of TF-IDF word overlap over its thresholds, for each figure its own."""
    alike: dict[str, np.ndarray] = {}
    for name, (later, earlier) in _lists(folder).items():
        texts = [one.text for one in (*later, *earlier)]
        held = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
        alike[name] = (held[: len(later)] @ held[len(later) :].T).toarray()
    told = _by_likeness(folder, alike, _BOUNDS)
    return {f"links {name}, of word overlap": value for name, value in told.items()}


def _by_likeness(
    folder: Path, alike: Mapping[str, np.ndarray], bounds: Iterable[float]
) -> dict[str, float]:
    """Return for each figure the best that a bound on one likeness reaches."""
    best = {"repeats F1": 0.0, "recall@10": 0.0, "MAP": 0.0}
    for bound in bounds:
        rows = {}
        for name, (later, earlier) in _lists(folder).items():
            found = alike[name]
            rows[name] = [
                {"later": later[i].id, "earlier": earlier[j].id, "relation": REPEATS[1]}
                for i in range(len(later))
                for j in np.argsort(-found[i])
                if found[i, j] >= bound
            ]
        told = _told(folder, rows)
        best = {name: max(value, told[name]) for name, value in best.items()}
    return best


def _sure(folder: Path, weights: Mapping[str, Weights]) -> dict[str, float]:
    """Return how right what is sure is, and its share of all that is proposed as a repeat.

    Of judged pairs and of the retrieval list's later items with the whole earlier list.
    """
    pairs = _pairs(folder)
    likely = np.array(
        [
            weights[one.lists].repeats(row[None])[0]
            for one, row in zip(pairs, _values(folder), strict=True)
        ]
    )
    right = np.array([one.label in REPEATS for one in pairs])
    sure = likely >= shipped().sure
    proposed = likely >= shipped().proposed
    return {
        "precision of what is sure": float(right[sure].mean()) if sure.any() else 0.0,
        "share of repeats that is sure": float(sure.sum() / proposed.sum()),
    }


def _embeddings(folder: Path) -> dict[str, float]:
    """Return the best of a sentence model alone, where HEED_EMBEDDINGS names its folder."""
    named = os.environ.get("HEED_EMBEDDINGS")
    if not named:
        print("HEED_EMBEDDINGS is not set: sentence embeddings are not scored.")
        return {}
    model = embedder(Path(named))
    alike = {
        name: model.rows([one.text for one in later]) @ model.rows([one.text for one in earlier]).T
        for name, (later, earlier) in _lists(folder).items()
    }
    told = _by_likeness(folder, alike, np.arange(0.3, 0.95, 0.05))
    return {f"links {name}, of embeddings": value for name, value in told.items()}


def _read() -> dict[str, float]:
    """Return how right what is sure was where it was read, with the lower bound of 95 in 100."""
    held = json.loads((Path(__file__).parent / "links_read.json").read_text(encoding="utf-8"))
    right, of = held["fresh"]["right"], held["fresh"]["read"]
    return {
        "links precision of what is sure, read": right / of,
        "links precision of what is sure, read, lower bound": float(
            beta.ppf(0.05, right, of - right + 1)
        ),
    }


@cache
def _values(folder: Path) -> np.ndarray:
    """Return the grounds of every labelled pair (pairs x grounds)."""
    lists, pairs = _lists(folder), _pairs(folder)
    held: dict[tuple[str, str, str], np.ndarray] = {}
    for name, (later, earlier) in lists.items():
        some = prepared([one.text for one in later])
        others = prepared([one.text for one in earlier])
        for row, columns, values in grounds_of(some, others):
            for column, grounds in zip(columns, values, strict=True):
                held[name, some.texts[row], others.texts[column]] = grounds
    return np.array([held[one.lists, one.later, one.earlier] for one in pairs])


def learned(values: np.ndarray, pairs: Sequence[Pair]) -> Weights:
    """Return weights learned from these pairs."""
    repeats = np.array([one.label in REPEATS for one in pairs])
    judged = np.array([one.judged for one in pairs])
    meets = np.array([one.label != "different" for one in pairs])
    first = learn(values, repeats, [PRIOR[name][0] for name in NAMES], PRIOR_BIAS[0])
    prior = [PRIOR[name][1] for name in NAMES]
    second = learn(values[judged], meets[judged], prior, PRIOR_BIAS[1])
    return Weights(*first, *second)


@cache
def _left_out(folder: Path) -> dict[str, Weights]:
    """Return for each pair of lists the weights learned from the pairs of the other States."""
    pairs, values = _pairs(folder), _values(folder)
    made: dict[str, Weights] = {}
    for name in _lists(folder):
        others = np.array([one.lists[:3] != name[:3] for one in pairs])
        chosen = [one for one, other in zip(pairs, others, strict=True) if other]
        made[name] = learned(values[others], chosen)
    return made


@cache
def _lists(folder: Path) -> Lists:
    """Return the later and the earlier list of each name."""
    made: dict[str, tuple[list[Item], list[Item]]] = {}
    for file in sorted((folder / "inputs").glob("*_later.jsonl")):
        name = file.name.removesuffix("_later.jsonl")
        earlier = file.with_name(f"{name}_earlier.jsonl")
        made[name] = _items(file), _items(earlier)
    return made


def _items(file: Path) -> list[Item]:
    return [Item(str(row["id"]), row["text"]) for row in _rows(file)]


def _rows(file: Path) -> list[dict[str, str]]:
    held = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in held if line.strip()]


@cache
def _pairs(folder: Path) -> tuple[Pair, ...]:
    """Return the judged pairs, and each later item of the retrieval list with the whole list."""
    lists = _lists(folder)
    texts = {
        (name, which, one.id): one.text
        for name, both in lists.items()
        for which, items in zip(("later", "earlier"), both, strict=True)
        for one in items
    }
    made: dict[tuple[str, str, str], Pair] = {}
    for row in _rows(folder / "pairs.jsonl"):
        name = f"{row['state_iso3']}_{row['later_cycle']}_{row['earlier_cycle']}"
        key = (
            name,
            texts[name, "later", row["later_number"]],
            texts[name, "earlier", row["earlier_number"]],
        )
        made[key] = Pair(*key, row["label"], judged=True)
    for file in sorted(folder.glob("retrieval_*.jsonl")):
        name = file.name.removeprefix("retrieval_").removesuffix(".jsonl")
        for row in _rows(file):
            label = dict.fromkeys(row["earlier_numbers_same"], "same")
            label |= dict.fromkeys(row["earlier_numbers_broader_narrower"], "narrower_or_broader")
            for one in lists[name][1]:
                key = name, texts[name, "later", row["later_number"]], one.text
                made.setdefault(key, Pair(*key, label.get(one.id, "not"), judged=False))
    return tuple(made.values())


def counted(corpus: Path) -> dict[str, object]:
    """Return in how many texts of UPR Info each stem stands, for `heed.links.words`."""
    texts = {row.text for row in rows(corpus, "train")}
    each = Counter(one for text in texts for one in {stem(word) for word in words(text)})
    return {"texts": len(texts), "stems": {k: n for k, n in sorted(each.items()) if n >= 3}}


def _data(name: str) -> Path:
    return Path(str(resources.files("heed.links").joinpath(f"data/{name}")))


def main() -> None:
    """Print the scores; list errors or write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the pairs that are wrong")
    parser.add_argument("--learn", action="store_true", help="write the weights")
    parser.add_argument("--count", action="store_true", help="write how rare words are")
    parsed = parser.parse_args()
    folder = Path(os.environ["HEED_CORPUS"]) / "lineage"
    if parsed.count:
        held = counted(folder.parent / "corpus")
        text = json.dumps(held, ensure_ascii=False, indent=0, separators=(",", ":"))
        _data("stems-1.json").write_text(text + "\n", encoding="utf-8")
    if parsed.learn:
        weights = learned(_values(folder), _pairs(folder))
        text = json.dumps(kept(weights), indent=1) + "\n"
        _data("weights-1.json").write_text(text, encoding="utf-8")
        shipped.cache_clear()
    for name, score in scores(folder.parent / "corpus").items():
        print(f"{name:<58}{score:>9.4f}")
    if parsed.errors:
        _errors(folder)


def _errors(folder: Path) -> None:
    """Print the judged pairs whose label is another with their State left out."""
    lists, pairs = _lists(folder), _pairs(folder)
    weights = _left_out(folder)
    confused: Counter[tuple[str, str]] = Counter()
    for name, (later, earlier) in lists.items():
        texts = {one.id: one.text for one in earlier}, {one.id: one.text for one in later}
        links = Linker(weights[name]).links(later, earlier)
        said = {(texts[1][one.later], texts[0][one.earlier]): one for one in links}
        for one in pairs:
            if one.lists != name or not one.judged:
                continue
            link = said.get((one.later, one.earlier))
            got = link.relation if link else "different"
            confused[one.label, got] += 1
            if got != one.label:
                print(f"\n{one.label} -> {got}  {name}\n  {one.later}\n  {one.earlier}")
                if link:
                    print(f"  {link.score} {link.reason}")
    for (label, got), count in sorted(confused.items()):
        print(f"{label:<22}{got:<22}{count:>4}")


if __name__ == "__main__":
    main()
