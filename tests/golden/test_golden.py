"""Each golden case is one trap: the real layout, the smallest size, our own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from heed.kinds import extract, together
from heed.reading.read import read_bytes

HERE = Path(__file__).parent
REPORTS = sorted((HERE / "upr_report").glob("*.yaml"))
ADDENDA = sorted((HERE / "upr_addendum").glob("*.yaml"))

FRONT = """\
Human Rights Council
Fiftieth session
Agenda item 6
Universal Periodic Review
Report of the Working Group on the Universal Periodic Review*
{state}
United Nations A/HRC/90/7{add}
General Assembly Distr.: General
Original: English
\f
A/HRC/90/7{add}
2
"""
INTRODUCTION = """\
Introduction
1. The Working Group held its fortieth session. (A/HRC/WG.6/40/XAU/1)
\f
A/HRC/90/7
3
 II. Conclusions and/or recommendations
"""


def report_of(text: str, state: str = "Aurelia", dialogue: str = "") -> bytes:
    introduction = INTRODUCTION.replace(" II. Concl", f"{dialogue} II. Concl")
    return paged(FRONT.format(state=state, add="") + introduction + text)


def addendum_of(text: str) -> bytes:
    return paged(FRONT.format(state="Aurelia", add="/Add.1") + text)


def paged(text: str) -> bytes:
    """Cases write the break between two pages as \\f."""
    return text.replace("\\f", "\f").encode()


def without_pages(data: bytes) -> bytes:
    """Return the report as a text that lost its page breaks, its symbol and its page numbers."""
    lines = data.decode().replace("\f", "").split("\n")
    kept = [line for line in lines if not re.fullmatch(r"A/HRC/90/7|\d", line)]
    front = "Contents\nI. Summary of the proceedings of the review process ... 5-49\n"
    text = "\n".join(kept).replace("United Nations A/HRC/90/7", front)
    return text.encode()


def shown(items, expected):
    """Return of each item what the case speaks of."""
    return [{key: item[key] for key in want} for item, want in zip(items, expected, strict=True)]


def found(item):
    return {
        "paragraph": item.paragraph,
        "text": item.text,
        "states": [who.iso3 for who in item.recommending],
        "position": str(item.position) if item.position else None,
        "claim": str(item.claim) if item.claim else None,
        "printed": item.paragraph_as_printed,
        "comment": item.comment,
        "part": item.supported_part,
        "notes": [note.text for note in item.notes],
        "parts": [[part.text, [w.iso3 for w in part.recommending]] for part in item.parts],
        "problems": [problem.code for problem in item.problems],
    }


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_report_case(path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    data = report_of(case["text"], case.get("state", "Aurelia"), case.get("dialogue", ""))
    if case.get("bare"):
        data = without_pages(data)
    document = read_bytes(data, name=path.stem)
    said = extract(document)
    items = [found(item) for item in said.recommendations]
    assert shown(items, case["expect"]) == case["expect"]
    if "cited" in case:
        cited = [[c.reference, c.text, [w.iso3 for w in c.recommending]] for c in said.cited]
        assert cited == case["cited"]
    if "passages" in case:
        assert [[p.role, p.paragraph, p.text] for p in said.passages] == case["passages"]


@pytest.mark.parametrize("path", ADDENDA, ids=lambda p: p.stem)
def test_addendum_case(path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    report = read_bytes(report_of(case["report"]), name="report")
    addendum = read_bytes(addendum_of(case["text"]), name="addendum")
    (review,) = together([report, addendum])
    items = [found(item) for item in review.extraction.recommendations]
    assert shown(items, case["expect"]) == case["expect"]
    if "review" in case:
        assert [p.code for p in review.extraction.problems] == case["review"]


def test_offsets_span_the_printed_item():
    text = (
        "9. The recommendations below enjoy the support of Aurelia:\n9.1. Build a library (Chad);\n"
    )
    document = read_bytes(report_of(text), name="r")
    (item,) = extract(document).recommendations
    assert document.text[item.start : item.end] == "9.1. Build a library (Chad);"
