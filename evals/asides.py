"""Claims, comments, footnotes and pledges of 24 reports, against what was read there by eye.

`asides.json` holds, for each report, the paragraphs that have one (claims with their kind). A
report that is not named under a heading is not scored for it.
"""

from __future__ import annotations

import json
from pathlib import Path

from heed.kinds import extract
from heed.reading import read
from heed.records import Extraction

GOLD = Path(__file__).parent / "asides.json"
HEADINGS = ("claims", "comments", "notes", "pledges")


def scores(corpus: Path, *, show_errors: bool) -> dict[str, float]:
    """Return F1 of each heading over all reports that are scored for it."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    right = dict.fromkeys(HEADINGS, 0)
    said = dict.fromkeys(HEADINGS, 0)
    held = dict.fromkeys(HEADINGS, 0)
    for stem, expected in gold.items():
        found = _found(extract(read(corpus / "reports" / "txt" / f"{stem}.txt")))
        for heading, wanted in expected.items():
            want = set(wanted.items()) if isinstance(wanted, dict) else set(wanted)
            have = found[heading]
            right[heading] += len(want & have)
            said[heading] += len(have)
            held[heading] += len(want)
            if show_errors and want != have:
                print(
                    f"  {stem} {heading}: missed {sorted(want - have)}, extra {sorted(have - want)}"
                )
    return {f"asides: {h} F1": 2 * right[h] / (said[h] + held[h]) for h in HEADINGS}


def _found(said: Extraction) -> dict[str, set[object]]:
    items = said.recommendations
    return {
        "claims": {(i.paragraph, str(i.claim)) for i in items if i.claim},
        "comments": {i.paragraph for i in items if i.comment},
        "notes": {i.paragraph for i in items if i.notes},
        "pledges": {p.paragraph for p in said.passages if p.role == "pledge"},
    }
