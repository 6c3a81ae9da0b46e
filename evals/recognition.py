"""What every document of the corpus is recognised as: a confusion table, and OHCHR's lists."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from pathlib import Path

from heed.errors import InputProblem
from heed.exchange.thematic_list import matrix
from heed.kinds import extract, recognise
from heed.reading import read
from heed.reading.read import read_bytes
from heed.records import Listed

# What the name of a file in the folder of one State says of its kind.
_NAMED = {
    "addendum": "upr_addendum",
    "advance-questions": "upr_advance_questions",
    "compilation": "upr_compilation",
    "decision": "upr_decision",
    "high-commissioner-letter_SCAN": "refused: no_text_layer",
    "infographic": "upr_infographic",
    "national-report": "upr_national_report",
    "stakeholder-summary": "upr_stakeholder_summary",
    "thematic-list": "upr_thematic_list",
}


def scores(corpus: Path) -> dict[str, float]:
    """Print the table; return the share on its diagonal, and how well the lists are read."""
    table: Counter[tuple[str, str]] = Counter()
    for path in sorted((corpus / "reports").glob("pdf/*.pdf")):
        table["upr_report", _kind(path)] += 1
    for path in sorted((corpus / "reports").glob("txt/*.txt")):
        table["upr_report", _kind(path)] += 1
    for path in sorted((corpus / "slovenia").iterdir()):
        words = next(w for w in _NAMED if re.search(rf"{w}", path.name))
        table[_NAMED[words], _kind(path)] += 1
    for path in sorted((corpus / "other-un-documents").glob("*.pdf")):
        table["refused: not_recognised", _kind(path)] += 1
    print("recognition (what it is -> what heed says)")
    for (real, told), count in sorted(table.items()):
        print(f"  {real:<28}{told:<28}{count:>5}{'' if real == told else '  WRONG'}")
    right = sum(count for (real, told), count in table.items() if real == told)
    return {"kinds recognised": right / table.total(), **_lists(corpus)}


def _kind(path: Path) -> str:
    try:
        return recognise(read(path)).kind
    except InputProblem as problem:
        return f"refused: {problem.code}"


def _lists(corpus: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    for path in sorted((corpus / "slovenia").glob("*thematic-list.docx")):
        stem = path.name.split("_thematic")[0]
        listed = extract(read(path)).listed
        lines = (corpus / "gold" / f"{stem}_labels.jsonl").read_text(encoding="utf-8").splitlines()
        gold = [json.loads(line) for line in lines]
        rows = {row.paragraph: row for row in listed}
        right = sum(_gold(rows[g["paragraph"]]) == g for g in gold if g["paragraph"] in rows)
        found[f"{stem} thematic list, rows equal in every field"] = right / len(gold)
        again = extract(read_bytes(matrix(listed, stem), name=stem)).listed
        same = sum(_placeless(a) == _placeless(b) for a, b in zip(listed, again, strict=False))
        found[f"{stem} thematic list, rows equal out and in again"] = same / len(listed)
    return found


def _placeless(row: Listed) -> Listed:
    return dataclasses.replace(row, start=0, end=0)


def _gold(row: Listed) -> dict[str, object]:
    return {
        "paragraph": row.paragraph,
        "text": row.text,
        "recommending_states": [who.name for who in row.recommending],
        "recommending_iso3": [who.iso3 for who in row.recommending],
        "position_label": row.position_as_printed,
        "position": str(row.position) if row.position else None,
        "position_source": row.position_source,
        "section_theme": row.heading,
        "themes": list(row.themes),
        "groups_of_persons": list(row.groups_of_persons),
        "sdgs": [{"goal": goal.number, "name": goal.name} for goal in row.goals],
    }
