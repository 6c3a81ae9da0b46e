"""Scores what compilations and summaries report of recommendations against a reading by eye.

`recalled.json` holds paragraph numbers, who asks, and the notes' symbols: no sentences. A sentence
counts as found where a passage of the paragraph names the same speakers; of those found, the
symbols with paragraph are compared with what the notes of the sentence print.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from heed.kinds import extract
from heed.reading import read
from heed.records import Passage
from heed.vocab.mechanisms import mechanisms

TRUTH = Path(__file__).parent / "recalled.json"
# How papers call those who ask, beside the names and short names of mechanisms.
_NAMED = {
    "human rights committee": "ccpr", "hr committee": "ccpr", "ilo committee of experts": "ceacr",
    "ceacr": "ceacr", "unesco": "unesco", "unhcr": "unhcr", "older persons": "older",
    "minority issues": "minority", "water": "water",
}  # fmt: skip

_ASKING = re.compile(
    r"\b(?:recommend\w*|urged|called (?:for|on|upon)|encouraged|invited|requested|suggested|hoped"
    r"|should|need to|necessary that)\b"
)


def scores(corpus: Path, *, show_errors: bool = False) -> dict[str, float]:
    """Return precision and recall of sentences with their speakers, and of cited keys."""
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    found: dict[str, float] = {}
    for name, told in truth["documents"].items():
        passages = extract(read(corpus / "slovenia" / name)).passages
        errors: list[str] = []
        cycle = name.split("_")[1]
        found |= _compilation(f"recalled, compilation of {cycle}", told, passages, errors)
        if show_errors:
            print("\n".join(f"  {name}: {error}" for error in errors))
    for name, told in truth["asks"].items():
        passages = extract(read(corpus / "slovenia" / name)).passages
        errors = []
        cycle = name.split("_")[1]
        found |= _asks(f"asks in the summary of {cycle}", told, passages, errors)
        if show_errors:
            print("\n".join(f"  {name}: {error}" for error in errors))
    return found


def code(printed: str) -> str:
    """Return who is meant by a name as printed: a mechanism's code, or a word for a mandate."""
    folded = " ".join(printed.lower().replace("(", " ").replace(")", " ").split())
    for words, known in _NAMED.items():
        if words in folded:
            return known
    for one in mechanisms().values():
        if one.name.lower() in folded or re.search(rf"\b{re.escape(one.short)}\b", printed):
            return one.code
    return folded


def _compilation(
    label: str, told: dict[str, dict[str, list[list[list[str]]]]], passages: Iterable[Passage],
    errors: list[str],
) -> dict[str, float]:  # fmt: skip
    held: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.role == "recalled":
            held.setdefault(passage.paragraph, []).append(passage)
    right = keys_right = keys_told = keys_found = 0
    for number, entries in told["paragraphs"].items():
        left = list(held.get(number, ()))
        for who, marks in entries:
            keys = {key for mark in marks for key in told["notes"][mark]}
            same = [p for p in left if sorted(map(code, p.said_by)) == sorted(who)]
            best = max(same, key=lambda p: len(keys & set(p.refers_to)), default=None)
            keys_told += len(keys)
            if best is None:
                errors.append(f"{number}: missed {who} {marks}")
                continue
            left.remove(best)
            right += 1
            keys_right += len(keys & set(best.refers_to))
            keys_found += len(set(best.refers_to))
            if keys != set(best.refers_to):
                errors.append(f"{number}: {sorted(keys)} found {sorted(best.refers_to)}")
        errors.extend(f"{number}: too many {p.said_by}" for p in left)
    errors.extend(f"{n}: too many" for n in held if n not in told["paragraphs"])
    total = sum(len(entries) for entries in told["paragraphs"].values())
    given = sum(map(len, held.values()))
    keys_given = sum(len(set(p.refers_to)) for ps in held.values() for p in ps)
    print(f"{label}: {total} sentences by eye, {given} found, {right} with the same speakers; "
          f"{keys_told} symbols with paragraph by eye, {keys_given} found")  # fmt: skip
    return {
        f"{label}: precision": right / max(1, given),
        f"{label}: recall": right / total,
        f"{label}: symbols, precision": keys_right / max(1, keys_given),
        f"{label}: symbols, recall": keys_right / max(1, keys_told),
    }


def _asks(
    label: str, told: dict[str, dict[str, list[str]]], passages: Iterable[Passage],
    errors: list[str],
) -> dict[str, float]:  # fmt: skip
    """Return how many asks of a sample are held as views of the right submitter.

    Precision is the share of views with a word of asking that are asks by eye.
    """
    wanted = {n: Counter(map(str.lower, who)) for n, who in told["paragraphs"].items()}
    have: dict[str, Counter[str]] = {n: Counter() for n in wanted}
    for passage in passages:
        if passage.paragraph in wanted and _ASKING.search(passage.text):
            have[passage.paragraph]["+".join(passage.said_by).lower()] += 1
    right = sum((wanted[n] & have[n]).total() for n in wanted)
    errors.extend(
        f"{n}: {dict(wanted[n])} found {dict(have[n])}" for n in wanted if wanted[n] != have[n]
    )
    total = sum(c.total() for c in wanted.values())
    given = sum(c.total() for c in have.values())
    print(f"{label}: {len(wanted)} paragraphs read, {total} asks by eye, {given} found")
    return {f"{label}: precision": right / max(1, given), f"{label}: recall": right / total}
