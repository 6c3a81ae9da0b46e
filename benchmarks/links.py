"""Near copies among 41,000 and 250,000 texts, against MinHash LSH and a sparse product in one run.

Each method has a process of its own, for its most memory. Texts are UPR Info's (sessions 1-18,
35,469 rows), then copies of them with 5 to 20 % of the words changed for others, until there are
enough. Without HEED_CORPUS they are made up. Methods:

- heed: `heed.links.overlap.pairs` at 0.8, and the clusters of what it finds;
- product: the same weighed sets multiplied with their transpose by scipy, 1,000 rows at a time, so
  it must find as many pairs; of 250,000 it does a part, from which its time is reckoned;
- minhash: datasketch, 128 permutations, Jaccard of two words in a row at 0.6 or more, verified;
  another likeness, so its pairs are not to be compared with the others'. How many it lost of its
  own is counted on 100 texts against all. Left out where datasketch is not installed.

What heed lost is counted on 1,000 texts against all. Times are processor time, which other work
on the machine changes little; the wall clock stands beside it.
Run: `python -m benchmarks.links [--quick]` (quick: 8,000 texts alone).
"""

from __future__ import annotations

import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from heed.labels.words import words
from heed.links.gathering import of_pairs
from heed.links.overlap import PRECISION, Pairs, holding, pairs

THRESHOLD = 0.8
JACCARD = 0.6
GOAL_SECONDS, GOAL_MB, GOAL_GROWTH = 8.5, 450, 1.3
SIZES = (41_000, 250_000)
QUICK = 8_000
_TOGETHER = 1_000
_MOST_MULTIPLIED = 41_000
_PART = 1_000
_MADE_UP = (
    "ratify", "strengthen", "ensure", "adopt", "measures", "rights", "children", "women", "law",
    "prisons", "labour", "treaty", "convention", "national", "plan", "access", "health", "police",
    "education", "training", "courts", "minorities",
)  # fmt: skip

Told = dict[str, Any]


def main() -> None:
    """Print each method's time, memory and pairs, and heed's as ratios."""
    sizes = (QUICK,) if "--quick" in sys.argv else SIZES
    with tempfile.TemporaryDirectory(prefix="heed-bench") as folder:
        told = {size: _size(size, Path(folder)) for size in sizes}
    if len(sizes) > 1:
        small, large = (told[size]["heed"]["cpu"] for size in sizes)
        growth = math.log(large / small) / math.log(sizes[1] / sizes[0])
        print(f"  growth: time goes with n to the {growth:.2f} (goal {GOAL_GROWTH})")


def _size(size: int, folder: Path) -> dict[str, Told]:
    path = folder / f"{size}.json"
    path.write_text(json.dumps(_texts(size)), encoding="utf-8")
    names = ["heed", "product", *(["minhash"] if find_spec("datasketch") else [])]
    told = {name: _child(name, path) for name in names}
    heed = told["heed"]
    print(f"links: {size:,} texts, near copies at {THRESHOLD}")
    for name, one in told.items():
        ratio = f"heed {heed['cpu'] / one['cpu']:.2f} x" if name != "heed" else ""
        print(
            f"  {name:<8}{one['cpu']:8.1f} s (clock {one['clock']:.1f}){one['mb']:6.0f} MB"
            f"{one['pairs']:>11,} pairs  {ratio:<12} {one['said']}"
        )
    if size == SIZES[0]:
        print(f"  goals for heed: {GOAL_SECONDS} s, {GOAL_MB} MB, nothing lost")
    if "minhash" not in told:
        print("  minhash left out: datasketch is not installed.")
    return told


def _child(name: str, path: Path) -> Told:
    command = [sys.executable, "-m", "benchmarks.links", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Told = json.loads(done.stdout)
    return found


def _texts(size: int) -> list[str]:
    dice = random.Random(7)  # noqa: S311 -- seeded on purpose
    folder = os.environ.get("HEED_CORPUS")
    if folder:
        from evals.labels import rows

        corpus = Path(folder) / "corpus"
        texts = [row.text for part in ("train", "check") for row in rows(corpus, part)][:size]
    else:
        many = min(size // 3, 35_000)
        texts = [" ".join(dice.choices(_MADE_UP, k=dice.randint(6, 30))) for _ in range(many)]
    others = [word for text in texts[:5_000] for word in text.split()]
    for at in range(size - len(texts)):
        copy = texts[at % len(texts)].split() or [""]
        for _ in range(max(1, round(len(copy) * dice.uniform(0.05, 0.2)))):
            copy[dice.randrange(len(copy))] = dice.choice(others)
        texts.append(" ".join(copy))
    return texts


def _heed(texts: Sequence[str]) -> tuple[int, Callable[[], str], float]:
    begun = time.process_time()
    found = pairs(texts, threshold=THRESHOLD)
    joined = time.process_time() - begun
    groups = of_pairs(found)
    many = int((np.bincount(groups) > 1).sum())
    clustered = time.process_time() - begun - joined

    def said() -> str:
        lost, of = _lost(texts, found)
        return (
            f"joined {joined:.1f}, {many:,} clusters {clustered:.1f}; "
            f"lost {lost} of {of:,} on 1,000 texts"
        )

    return found.total, said, 0.0


def _lost(texts: Sequence[str], found: Pairs) -> tuple[int, int]:
    """Return how many pairs of 1,000 texts with all others were not found, and of how many."""
    held = holding(texts)
    dice = np.random.default_rng(7)
    many = min(1_000, len(held.texts))
    rows = np.sort(dice.choice(len(held.texts), many, replace=False))
    near = (held.matrix[rows] @ held.matrix.T).tocoo()
    kept = (near.data >= THRESHOLD + PRECISION) & (rows[near.row] != near.col)
    some, others = held.texts[rows[near.row[kept]]], held.texts[near.col[kept]]
    wanted = set(zip(np.minimum(some, others), np.maximum(some, others), strict=True))
    return len(wanted - set(zip(found.first, found.second, strict=True))), len(wanted)


def _product(texts: Sequence[str]) -> tuple[int, Callable[[], str], float]:
    held = holding(texts)
    sizes = np.bincount(held.row_of[held.row_of >= 0], minlength=len(held.texts)).astype(np.int64)
    right = held.matrix.T.tocsr()
    whole = len(texts) <= _MOST_MULTIPLIED
    rows = len(held.texts) if whole else _PART
    total = 0
    begun = time.process_time()
    together = _TOGETHER if whole else _TOGETHER // 10
    for start in range(0, rows, together):
        stop = min(start + together, rows)
        near = sparse.coo_matrix(held.matrix[start:stop] @ right)
        one = near.row + start
        kept = (near.data >= THRESHOLD - PRECISION) & (one < near.col)
        total += int((sizes[one[kept]] * sizes[near.col[kept]]).sum())
    taken = time.process_time() - begun
    left = taken * (len(held.texts) - rows) / max(rows, 1)
    copies = int((sizes * (sizes - 1) // 2).sum())
    part = "" if whole else f"time reckoned, pairs counted, from {rows:,} texts and all copies"
    return total + copies, lambda: part, left


def _minhash(texts: Sequence[str]) -> tuple[int, Callable[[], str], float]:
    from datasketch import MinHash, MinHashLSH

    shingles = [_twos(text) for text in texts]
    hashes = MinHash.bulk([[one.encode() for one in some] for some in shingles], num_perm=128)
    lsh = MinHashLSH(threshold=JACCARD, num_perm=128)
    for row, one in enumerate(hashes):
        lsh.insert(row, one)
    found = 0
    looked = {*np.random.default_rng(7).choice(len(texts), min(100, len(texts)), replace=False)}
    seen: dict[int, int] = {}
    for row, one in enumerate(hashes):
        close = [n for n in lsh.query(one) if n != row and _jaccard(shingles[n], shingles[row])]
        found += sum(n > row for n in close)
        if row in looked:
            seen[row] = len(close)

    def said() -> str:
        of = sum(
            n != row and _jaccard(shingles[n], shingles[row])
            for row in seen
            for n in range(len(texts))
        )
        return f"lost {of - sum(seen.values()):,} of {of:,} of its own on {len(seen)} texts"

    return found, said, 0.0


def _twos(text: str) -> frozenset[str]:
    said = words(text)
    return frozenset(map(" ".join, pairwise(said))) or frozenset(said)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= JACCARD * (len(one) + len(other) - both) > 0


METHODS = {"heed": _heed, "product": _product, "minhash": _minhash}


def _one(name: str, path: Path) -> None:
    texts = json.loads(path.read_text(encoding="utf-8"))
    clock, begun = time.perf_counter(), time.process_time()
    found, said, left = METHODS[name](texts)
    told: Told = {"cpu": time.process_time() - begun + left, "clock": time.perf_counter() - clock}
    # Before the check, which needs memory of its own.
    told |= {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "pairs": found}
    print(json.dumps(told | {"said": said()}))


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in METHODS:
        _one(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
