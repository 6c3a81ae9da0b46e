"""The composed samples, scored item by item; they are there without the corpus as well."""

from __future__ import annotations

import json

from samples.compose import DOCUMENTS, GOLD

from heed.kinds import together
from heed.reading import read


def scores() -> dict[str, float]:
    """Return, for each composed review, the share of items with all fields right."""
    found: dict[str, float] = {}
    for path in sorted(GOLD.glob("*.jsonl")):
        stem = path.stem.removesuffix("_report")
        files = sorted(DOCUMENTS.glob(f"{stem}_*"))
        (review,) = together([read(file) for file in files])
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        expected = {
            (g["paragraph"], g["text"], tuple(g["recommending_iso3"]), g["final_position"])
            for g in gold
        }
        read_items = {
            (i.paragraph, i.text, tuple(w.iso3 for w in i.recommending), i.position)
            for i in review.extraction.recommendations
        }
        found[f"sample {stem} all fields"] = len(expected & read_items) / len(expected | read_items)
    return found
