"""Final positions of Slovenia after the addenda; recognition of everything in the corpus."""

from __future__ import annotations

import json
from pathlib import Path

from heed.errors import InputProblem
from heed.kinds import recognise, together
from heed.reading import read
from heed.records import Recommendation


def scores(corpus: Path) -> dict[str, float]:
    """Return shares between 0 and 1."""
    found: dict[str, float] = {}
    for cycle in (1, 2, 3):
        items = _joined(corpus, cycle)
        if cycle == 1:
            answered = [i for i in items if i.position_words]
            found["SVN cycle 1 answered by the addendum"] = len(answered) / 97
            continue
        lines = (corpus / "gold" / f"SVN_cycle{cycle}_labels.jsonl").read_text().splitlines()
        expected = {r["paragraph"]: r["position"] for r in map(json.loads, lines)}
        right = sum(expected.get(i.paragraph) == i.position for i in items)
        found[f"SVN cycle {cycle} final positions"] = right / len(expected)
    found |= _recognition(corpus)
    return found


def _joined(corpus: Path, cycle: int) -> tuple[Recommendation, ...]:
    (addendum,) = (corpus / "slovenia").glob(f"SVN_cycle{cycle}_*addendum.pdf")
    (report,) = (corpus / "reports" / "txt").glob(f"SVN_cycle{cycle}_*.txt")
    (review,) = together([read(report), read(addendum)])
    return review.extraction.recommendations


def _recognition(corpus: Path) -> dict[str, float]:
    index = json.loads((corpus / "gold" / "index.json").read_text(encoding="utf-8"))
    rows = {row["report"]: row for row in index}
    reports = sorted((corpus / "reports").glob("pdf/*.pdf")) + sorted(
        (corpus / "reports").glob("txt/*.txt")
    )
    right = 0
    for path in reports:
        row = rows[path.stem]
        try:
            known = recognise(read(path))
        except InputProblem as problem:
            print(problem)
            continue
        told = (known.kind, known.symbol, known.state, known.session, known.cycle)
        right += told == ("upr_report", row["symbol"], row["iso3"], row["session"], row["cycle"])
    others = sorted((corpus / "other-un-documents").glob("*.pdf"))
    return {
        "reports recognised with symbol, State, session, cycle": right / len(reports),
        "other papers refused": sum(map(_refused, others)) / len(others),
    }


def _refused(path: Path) -> bool:
    try:
        recognise(read(path))
    except InputProblem:
        return True
    return False
