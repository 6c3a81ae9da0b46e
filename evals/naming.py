"""Scores how instruments are named: on 400 recommendations that were read, and on all of them.

The reference, `naming_read.json`, holds two random samples of 200 recommendations that speak of
treaties. Each was read before the rules were mended for it; `at_first_sight` keeps those counts.
On the whole corpus there is no reference: what looks like the name of an instrument is looked for
by capitals alone, and counted as resolved where a rule named an instrument, or a committee, there.

`python -m evals.naming` lists what was not resolved, the most frequent first.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from heed.labels.instruments import find, may_name, named
from heed.vocab import instruments
from heed.vocab.instrument_facts import counted
from heed.vocab.phrases import words

READ = Path(__file__).parent / "naming_read.json"
SAMPLES = ("first", "second")
Scores = dict[str, float]

_CODES = "|".join(
    sorted({code for code in instruments.treaties() if code.isalpha()} | {"CED", "CPED", "CMW"})
)
_LOOKS = re.compile(
    rf"\b(?:Conventions?|Covenants?|Protocols?|OP-?[A-Z]+|(?:{_CODES})(?:-OP\d?)?)\b"
    r"|\b(?:ILO|Labour Organi[sz]ation)[^.;]{0,30}?\b\d{1,3}\b"
)
# "in line with the Convention": named before, or not at all.
_AGAIN = re.compile(
    r"(?:[Tt]he|[Tt]his|[Tt]hat|said|corresponding|relevant|its|-mentioned|those)\s$"
)
_GOES_ON = re.compile(r"\s*(?:$|[.,;:)(/]|and\b|in\b|as\b|into\b|with\b|is\b|to which\b|without\b)")
_SHOWN = 4  # words behind it that tell one unresolved name from another


def scores(corpus: Path) -> Scores:
    """Return precision and recall of each sample, the share resolved, and the facts checked."""
    reference = json.loads(READ.read_text(encoding="utf-8"))
    texts = dict(_texts(corpus))
    found: Scores = {}
    for name in SAMPLES:
        found |= _sample(name, reference, texts)
    outcomes = Counter(outcome for text in texts.values() for outcome, _ in _outcomes(text))
    resolved = outcomes["instrument"] + outcomes["body"]
    found["naming: share resolved"] = resolved / (resolved + outcomes["unresolved"])
    facts = counted().values()
    every, unchecked = sum(one[0] for one in facts), sum(one[1] for one in facts)
    found["vocabulary: share of facts checked"] = (every - unchecked) / every
    return found


def _sample(name: str, reference: dict[str, dict[str, list[str]]], texts: dict[str, str]) -> Scores:
    count = Counter[str]()
    for row, gold in reference[name].items():
        got = {one.code for one in find(texts[row])} - instruments.collective().keys()
        right = len(got & set(gold))
        count += Counter(right=right, wrong=len(got) - right, missed=len(gold) - right)
    return {
        f"naming, {name} sample: precision": count["right"] / (count["right"] + count["wrong"]),
        f"naming, {name} sample: recall": count["right"] / (count["right"] + count["missed"]),
    }


def _texts(corpus: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((corpus / "gold").glob("*_cycle*.jsonl")):
        if path.stem.endswith("_labels"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield f"{path.stem}#{row['paragraph']}", row["text"]


def _outcomes(text: str) -> Iterator[tuple[str, str]]:
    """Yield for what looks like a name what became of it, and its first words."""
    looks = list(_LOOKS.finditer(text))
    if not looks:
        return
    held = words(text)
    places = [
        (held.starts[one.first], held.ends[one.last - 1], "body" if one.stands_for else "")
        for one in (named(held) if may_name(text) else [])
    ]
    for look in looks:
        hit = next((o for s, e, o in places if s < look.end() and look.start() < e), None)
        shown = " ".join(text[look.start() :].split()[:_SHOWN])
        if hit is not None:
            yield hit or "instrument", shown
        elif _AGAIN.search(text[: look.start()]) and _GOES_ON.match(text[look.end() :]):
            yield "again", shown
        else:
            yield "unresolved", shown


def main() -> int:
    """Print what became of every name, and the unresolved by frequency."""
    corpus = Path(os.environ["HEED_CORPUS"]) / "corpus"
    texts = dict(_texts(corpus))
    found = [pair for text in texts.values() for pair in _outcomes(text)]
    print(f"{len(texts)} recommendations; " + str(dict(Counter(outcome for outcome, _ in found))))
    unresolved = Counter(shown for outcome, shown in found if outcome == "unresolved")
    for shown, times in unresolved.most_common():
        print(f"{times:>4}  {shown}")
    for field, (every, unchecked) in counted().items():
        print(f"{field:<10}{every:>6} facts, {unchecked:>5} of them not checked")
    return 0


if __name__ == "__main__":
    sys.exit(main())
