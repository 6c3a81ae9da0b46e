"""How often the search for personal data hits what holds none, and how long hostile texts take it.

Recommendations of the UN name no private person but by mistake, so that nearly every hit on them is
a false alarm: `HEED_CORPUS=../shared python -m evals.personal_data`.
"""

from __future__ import annotations

import csv
import gzip
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from heed.personal import scan
from heed.personal.entries import entries, languages, names

# Each is tried at 100 kB: what an expression could try over and over.
HOSTILE = (
    "a", "A", "1", " ", "+", "a.", "A ", "1 ", "Aa ", "a@", "a@a.", "+1 ", "victim A ", "born 1 ",
    "1 A Street", "passport 1", "aged 1", "жертва А. ", "ضحية ", "السيد عمر ", "rue de la ",
    "15-year", "CH93 0076 ", "é", "\n", "ул. А ",
)  # fmt: skip
LONG = 100_000


def slowest() -> tuple[float, str, str]:
    """Return the longest time of the processor in ms, the best of three, and on what it was."""
    says = {one.code: one.says for language in languages() for one in entries(language)}
    for language in languages():
        held = names(language)
        if held is not None:
            says |= {f"{language}.near": held.near, f"{language}.name": held.name}
    worst = (0.0, "", "")
    for code, one in says.items():
        for piece in HOSTILE:
            text = (piece * LONG)[:LONG]
            spent = []
            for _try in range(3):
                start = time.process_time()
                for _match in one.finditer(text):
                    pass
                spent.append(time.process_time() - start)
            worst = max(worst, (min(spent) * 1000, code, piece))
    return worst


def recommendations(corpus: Path) -> Iterator[str]:
    """Yield the recommendations of UPR Info's list, English."""
    for name in ("upr_info_train.csv.gz", "upr_info_check.csv.gz"):
        with gzip.open(corpus / name, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["text"]


def measured(texts: Iterator[str]) -> tuple[int, int, Counter[str], Counter[str]]:
    """Return how many texts there are, how many are hit, and the hits by kind and by passage."""
    total = hit = 0
    kinds: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for text in texts:
        found = scan(text)
        total += 1
        hit += bool(found)
        kinds.update(one.kind for one in found)
        said.update(f"{one.kind} {text[one.start : one.end]}" for one in found)
    return total, hit, kinds, said


def main() -> None:
    """Print the figures; `--said N` prints the N commonest passages too, to be read and judged."""
    most = int(sys.argv[2]) if sys.argv[1:2] == ["--said"] else 0
    corpus = Path(os.environ["HEED_CORPUS"]) / "corpus"
    total, hit, kinds, said = measured(recommendations(corpus))
    print(f"{total} recommendations, {hit} with a hit, {1000 * hit / total:.1f} per 1,000")
    for kind, count in kinds.most_common():
        print(f"  {kind:<12}{count:>6}{1000 * count / total:>8.2f} per 1,000")
    for passage, count in said.most_common(most):
        print(f"  {count:>5}  {passage}")
    spent, code, piece = slowest()
    print(f"slowest on 100 kB: {spent:.0f} ms, {code} on {piece!r}")


if __name__ == "__main__":
    main()
