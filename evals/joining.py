"""How many rows of UPR Info find the printed item they are, by text and State alone.

The truth is which rows the corpus found to be which item, and it is not whole. Rows that nobody
linked (a part of an item, a State that the database has wrong) count as wrong where they are
joined, so that the precision is the least it can be.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from heed.exchange import upr_info
from heed.exchange.joining import join
from heed.exchange.rows import Row
from heed.records import Part, Recommendation, Recommending

_TABLES = ("upr_info_train.csv.gz", "upr_info_check.csv.gz")
Rows = Mapping[tuple[str, int | None], list[Row]]


def scores(corpus: Path) -> dict[str, float]:
    """Return precision and recall of the joins, develop and check apart."""
    rows = _rows(corpus)
    reports = json.loads((corpus / "splits.json").read_text(encoding="utf-8"))["reports"]
    found: dict[str, float] = {}
    for part in ("develop", "check"):
        right = joined = known = 0
        for stem in reports[part]:
            one = _joined(corpus / "gold" / f"{stem}.jsonl", rows)
            right, joined, known = right + one[0], joined + one[1], known + one[2]
        found[f"UPR Info rows joined {part} precision"] = right / joined
        found[f"UPR Info rows joined {part} recall"] = right / known
    return found


def _rows(corpus: Path) -> Rows:
    """Return the rows of the database by State under review and cycle."""
    held: dict[tuple[str, int | None], list[Row]] = defaultdict(list)
    for name in _TABLES:
        with (corpus / name).open("rb") as file:
            for row in upr_info.rows(file, name):
                if isinstance(row, Row):
                    held[row.state, row.cycle].append(row)
    return held


def _joined(path: Path, rows: Rows) -> tuple[int, int, int]:
    """Return of one review how many joins are right, how many there are, how many there should be.

    A review of which the corpus links no row counts nothing.
    """
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    truth: dict[str, set[int]] = defaultdict(set)
    for at, item in enumerate(gold):
        for row_id in item.get("upr_info_ids") or ():
            truth[str(row_id)].add(at)
    if not truth:
        return 0, 0, 0
    state, cycle = path.stem.split("_")[:2]
    own = rows[state, int(cycle.removeprefix("cycle"))]
    joins = [one for one in join(own, [_item(one) for one in gold]) if one.item is not None]
    right = sum(one.item in truth.get(own[one.row].id, ()) for one in joins)
    return right, len(joins), sum(row.id in truth for row in own)


def _item(gold: Mapping[str, object]) -> Recommendation:
    parts = gold.get("parts") or ()
    assert isinstance(parts, Sequence)  # noqa: S101 -- the corpus's own form
    return Recommendation(
        str(gold["paragraph"]),
        str(gold["text"]),
        0,
        0,
        recommending=_states(gold),
        parts=tuple(Part(one["text"], _states(one)) for one in parts),
    )


def _states(gold: Mapping[str, object]) -> tuple[Recommending, ...]:
    names, codes = gold["recommending_states"], gold["recommending_iso3"]
    assert isinstance(names, list)  # noqa: S101 -- as above
    assert isinstance(codes, list)  # noqa: S101
    return tuple(map(Recommending, names, codes))
