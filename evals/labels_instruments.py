"""Scores what is read of instruments, of what is asked of them, and of the wording.

The reference, `instruments_read.json`, was read in samples of the recommendations of sessions 15
and 16 before the rules saw them (`first`: 200, `second`: 100, `rare`: 60 that speak of
reservations, reports, implementation or cooperation; wording: twice 100) and of sessions 17 and 18
(`third`: 80). The rules were mended
after each sample, so the scores here are those of what has been seen; `at_first_sight` keeps the
counts of right, wrong and missed before that.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from heed.labels.asks import read
from heed.labels.specificity import assess

READ = Path(__file__).parent / "instruments_read.json"
SAMPLES = ("first", "second", "rare", "third")
WORDING = ("wording_first", "wording_second")
Scores = dict[str, float]


def scores(corpus: Path, *, show_errors: bool = False) -> Scores:
    """Return precision and recall of instruments and asks for each sample, and agreement."""
    reference = json.loads(READ.read_text(encoding="utf-8"))
    texts = _texts(corpus, {row for name in (*SAMPLES, *WORDING) for row in reference[name]})
    found: Scores = {}
    for name in SAMPLES:
        found |= _sample(name, reference[name], texts, show_errors=show_errors)
    for name in WORDING:
        found |= _wording(name, reference[name], texts)
    return found


def _sample(name: str, rows: dict[str, Any], texts: dict[str, str], *, show_errors: bool) -> Scores:
    counts = {"instruments": Counter[str](), "asks": Counter[str]()}
    for row, gold in rows.items():
        reading = read(texts[row])
        asked = {one.rstrip("?") for one in gold.get("asks", ())}
        named = {one.split(" ", 1)[1] for one in asked} | set(gold.get("named", ()))
        got = {one.code for one in reading.asks}
        counts["asks"] += _counted(asked, got)
        counts["instruments"] += _counted(named, {one.code for one in reading.mentions})
        if show_errors and got != asked:
            print(f"{name} {row}: read {sorted(asked)}, found {sorted(got)}")
    return {
        f"labels {what}, {name} sample: {measure}": value
        for what, count in counts.items()
        for measure, value in (
            ("precision", count["right"] / (count["right"] + count["wrong"])),
            ("recall", count["right"] / (count["right"] + count["missed"])),
        )
    }


def _counted(gold: set[str], got: set[str]) -> Counter[str]:
    return Counter(right=len(gold & got), wrong=len(got - gold), missed=len(gold - got))


def _wording(name: str, rows: dict[str, str], texts: dict[str, str]) -> Scores:
    pairs = [(gold.split(), assess(texts[row])) for row, gold in rows.items()]
    return {
        f"labels specificity, {name}": _share(g[0] == a.specificity for g, a in pairs),
        f"labels measurability, {name}": _share(g[1] == a.measurability for g, a in pairs),
    }


def _share(hits: Iterable[bool]) -> float:
    held = list(hits)
    return sum(held) / len(held)


def _texts(corpus: Path, rows: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in ("train", "check"):
        path = corpus / f"upr_info_{part}.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            found |= {r["row_id"]: r["text"] for r in csv.DictReader(file) if r["row_id"] in rows}
    return found
