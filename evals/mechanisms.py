"""Scores what is read from documents of committees, mandate holders, the Council and the ILO.

The composed documents stand in `samples/documents` with their gold (`gold.jsonl`): a part for
developing, whose errors may be listed, and a part for checking, of which figures alone are shown.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heed.errors import InputProblem
from heed.kinds import extract, recognise
from heed.reading import read
from heed.records import Context, Extraction, Recommendation

DOCUMENTS = Path(__file__).parent.parent / "samples" / "documents"
Gold = dict[str, Any]


def folded(text: str | None) -> str:
    """Return a text with its white space folded."""
    return " ".join((text or "").split())


# What is compared of an item that was found: the gold's side and heed's.
FIELDS: dict[str, tuple[Callable[[Gold], Any], Callable[[Recommendation, Context], Any]]] = {
    "parts": (
        lambda g: [(p["label"], folded(p["text"])) for p in g["parts"]],
        lambda r, _: [(p.label, folded(p.text)) for p in r.parts],
    ),
    "concern": (
        lambda g: folded(g["concern"]),
        lambda _, c: folded(c.concern.text if c.concern else ""),
    ),
    "articles": (lambda g: g["articles"], lambda _, c: list(c.articles)),
    "recalls": (lambda g: sorted(g["recalls"]), lambda _, c: sorted(c.recalls)),
    "heading": (lambda g: folded(g["heading"]), lambda _, c: folded(c.heading)),
    "instrument": (lambda g: g["instrument"] or None, lambda _, c: c.instrument),
    "addressees": (lambda g: g["addressees"], lambda _, c: list(c.addressees)),
    "repeated": (lambda g: g["repeated"], lambda _, c: c.repeated),
    "follow_up": (lambda g: g["follow_up"], lambda _, c: c.follow_up),
}


@dataclass
class Tally:
    """Counts of one kind in one part."""

    documents: int = 0
    known: Counter[str] = field(default_factory=Counter)
    gold: int = 0
    found: int = 0
    equal: int = 0
    placed: int = 0
    in_roles: int = 0
    roles: Counter[bool] = field(default_factory=Counter)
    fields: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    dues: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)


def scores(documents: Path = DOCUMENTS, *, show_errors: bool = False) -> dict[str, float]:
    """Return the scores of each kind and part; nothing where the documents are not there."""
    gold = documents / "gold.jsonl"
    if not gold.exists():
        print("samples/documents is not there: other mechanisms are not scored.")
        return {}
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tally = tallies[row["kind"], row["part"]]
        errors = list(_score(documents / row["file"], row, tally))
        if show_errors and row["part"] == "develop":
            for error in errors:
                print(f"  {row['file']}: {error}")
    found: dict[str, float] = {}
    for (kind, part), tally in sorted(tallies.items()):
        found |= {f"composed {kind} ({part}): {name}": s for name, s in _figures(tally).items()}
    return found


def _score(path: Path, row: Gold, tally: Tally) -> Iterable[str]:
    """Count one document; yield what is wrong with it."""
    tally.documents += 1
    tally.gold += len(row["items"])
    try:
        document = read(path)
        known = recognise(document)
        for name, have, want in (
            ("kind and mechanism", (known.kind, known.mechanism), (row["kind"], row["mechanism"])),
            ("symbol", known.symbol, row["symbol"]),
            ("date", known.dated, row["date"]),
        ):
            tally.known[name] += have == want
            if have != want:
                yield f"{name}: {want}, found {have}"
        said = extract(document, known)
    except InputProblem as problem:
        yield f"refused: {problem}"
        tally.roles[False] += len(row["roles"])
        for name in ("dues", "grades"):
            getattr(tally, name).update({"missed": len(row[name])})
        return
    yield from _items(said, row, tally)
    yield from _sets("dues", _gold_dues(row), _dues(said), tally.dues)
    yield from _sets("grades", _gold_grades(row), _grades(said), tally.grades)


def _items(said: Extraction, row: Gold, tally: Tally) -> Iterable[str]:
    tally.found += len(said.recommendations)
    roles = {str(n): role for n, role in row["roles"].items()}
    told = {p.paragraph: p.role for p in said.passages}
    for number, role in roles.items():
        tally.roles[told.get(number) == role] += 1
        if told.get(number) != role:
            yield f"role of {number}: {role!r}, found {told.get(number)!r}"
    held = {item.paragraph: item for item in said.recommendations}
    for number in [n for n in held if n in roles]:
        tally.in_roles += 1
        yield f"item {number} has the role {roles[number]}"
    wanted = {g["paragraph"] for g in row["items"]}
    yield from (f"item too many: {n}" for n in held if n not in wanted and n not in roles)
    for g in row["items"]:
        item = held.get(g["paragraph"])
        if item is None:
            yield f"item missed: {g['paragraph']}: {g['text'][:90]}"
            continue
        tally.placed += 1
        same = folded(item.text) == folded(g["text"])
        tally.equal += same
        if not same:
            yield f"text of {g['paragraph']}:\n    {folded(g['text'])}\n    {folded(item.text)}"
        for name, (of_gold, of_item) in FIELDS.items():
            want, have = of_gold(g), of_item(item, item.context or Context())
            tally.fields[name][want == have] += 1
            if want != have:
                yield f"{name} of {g['paragraph']}:\n    {want}\n    {have}"


def _sets(name: str, want: set[Any], have: set[Any], counted: Counter[str]) -> Iterable[str]:
    counted.update({"right": len(want & have), "missed": len(want - have)})
    counted.update({"wrong": len(have - want)})
    if want != have:
        yield f"{name}: missed {sorted(want - have, key=str)}, wrong {sorted(have - want, key=str)}"


def _gold_dues(row: Gold) -> set[Any]:
    return {
        (d["kind"], d["on"], d["months"], tuple(sorted(map(str, d["paragraphs"]))))
        for d in row["dues"]
    }


def _dues(said: Extraction) -> set[Any]:
    return {(d.kind, d.on, d.months, tuple(sorted(d.paragraphs))) for d in said.dues}


def _gold_grades(row: Gold) -> set[Any]:
    return {
        (g.get("state"), g["document"], str(g["paragraph"]), tuple(sorted(g["limbs"])), g["grade"])
        for g in row["grades"]
    }


def _grades(said: Extraction) -> set[Any]:
    return {
        (g.state, g.document, g.paragraph, tuple(sorted(g.limbs)), g.grade) for g in said.grades
    }


def _figures(tally: Tally) -> dict[str, float]:
    """Return the figures of one kind and part; a figure without a case is left out."""
    figures = {
        f"recognised, {name}": tally.known[name] / tally.documents
        for name in ("kind and mechanism", "symbol", "date")
    }
    if tally.gold or tally.found:
        figures |= {
            "precision": _share(tally.equal, tally.found),
            "recall": _share(tally.equal, tally.gold),
            "F1": _share(2 * tally.equal, tally.found + tally.gold),
            "F1, paragraph only": _share(2 * tally.placed, tally.found + tally.gold),
            "no item where none is": 1 - tally.in_roles / max(1, tally.found),
        }
    for name, counted in tally.fields.items():
        figures[name] = _share(counted[True], counted.total())
    if tally.roles:
        figures["roles"] = _share(tally.roles[True], tally.roles.total())
    for name in ("dues", "grades"):
        counted = getattr(tally, name)
        if counted.total():
            beside = counted["missed"] + counted["wrong"]
            figures[f"{name}, F1"] = _share(2 * counted["right"], 2 * counted["right"] + beside)
    return figures


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
