"""Each paper of a review in its layout, at the smallest size, in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from heed.kinds import extract, recognise
from heed.reading.read import read_bytes

HERE = Path(__file__).parent
CASES = [
    path
    for path in sorted(HERE.glob("upr_*/*.yaml"))
    if path.parent.name not in ("upr_report", "upr_addendum")
]


def document_of(text):
    """Cases write a cell's end as | and a paragraph within a cell as ¶; a page has its head."""
    table = text.startswith("Recommendation")
    plain = text.replace("|", "\t").replace("¶", "\u2028") if table else text
    return read_bytes(plain.encode(), name="case")


def shown(record, wanted):
    said = {key: getattr(record, key) for key in wanted}
    return {
        key: list(value) if isinstance(value, tuple) else value and str(value) if key == "position"
        else value
        for key, value in said.items()
    }  # fmt: skip


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_paper_case(path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    document = document_of(case["text"])
    known = recognise(document)
    expect = case["expect"]
    assert shown(known, expect["known"]) == expect["known"]
    assert known.reasons
    found = extract(document, known)
    assert found.recommendations == ()
    for name in ("passages", "totals", "listed"):
        wanted = expect.get(name, [])
        held = getattr(found, name)
        assert [shown(r, w) for r, w in zip(held, wanted, strict=True)] == wanted
    for name, values in expect.get("facts", {}).items():
        assert [fact.value for fact in found.facts if fact.name == name] == values


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_places_hold_the_words(path):
    document = document_of(yaml.safe_load(path.read_text(encoding="utf-8"))["text"])
    for passage in extract(document).passages:
        first = passage.text.split()[0]
        assert first in document.text[passage.start : passage.end]
