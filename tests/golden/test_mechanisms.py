"""What committees, mandate holders, the Council and the ILO ask: one layout a case, our own words.

A case gives `text` (pages parted by `\\f`) or `html`, and what is expected of the keys it names:
`known`, `recommendations`, `roles` (paragraph: role), `dues`, `grades`, `facts`, `problems`.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import yaml

from heed.kinds import extract, recognise, together
from heed.kinds.registry import stands_alone
from heed.reading.read import read_bytes

HERE = Path(__file__).parent
CASES = [p for p in sorted(HERE.glob("*/*.yaml")) if not p.parent.name.startswith("upr_")]


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def document_of(case):
    if "html" in case:
        page = f"<!DOCTYPE html><html><body>{case['html']}</body></html>"
        return read_bytes(page.encode(), name="case")
    return read_bytes(case["text"].replace("\\f", "\f").encode(), name="case")


def plain(record):
    """Return a recommendation with what stands around it as one flat row."""
    around = record.context
    return {
        "key": record.key,
        "paragraph": record.paragraph,
        "text": record.text,
        "parts": [[part.label, part.text] for part in record.parts],
        "heading": around.heading,
        "instrument": around.instrument,
        "articles": list(around.articles),
        "concern": around.concern.text if around.concern else None,
        "recalls": list(around.recalls),
        "addressees": list(around.addressees),
        "repeated": around.repeated,
        "follow_up": around.follow_up,
        "page": record.page,
        "problems": [problem.code for problem in record.problems],
    }


def shown(rows, wanted):
    """Return of each row what the case names; a row too many or too few stays visible."""
    pairs = [{k: row[k] for k in want} for row, want in zip(rows, wanted, strict=False)]
    return pairs + list(rows[len(wanted) :])


def fields(record, wanted):
    held = {name: getattr(record, name) for name in wanted}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in held.items()}


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_mechanism_case(path):
    case = load(path)
    document = document_of(case)
    known = recognise(document)
    expect = case["expect"]
    assert known.kind == path.parent.name
    assert fields(known, expect.get("known", {})) == expect.get("known", {})
    assert known.reasons
    found = extract(document, known)
    wanted = expect["recommendations"]
    assert shown([plain(item) for item in found.recommendations], wanted) == wanted
    roles = {p.paragraph: p.role for p in found.passages}
    assert {n: roles.get(str(n)) for n in expect.get("roles", {})} == expect.get("roles", {})
    for name in ("dues", "grades"):
        rows = expect.get(name, [])
        held = getattr(found, name)
        assert [fields(r, w) for r, w in zip(held, rows, strict=True)] == rows
    for name, values in expect.get("facts", {}).items():
        assert [fact.value for fact in found.facts if fact.name == name] == values
    assert [problem.code for problem in found.problems] == expect.get("problems", [])


def folded(text):
    return "".join(re.sub(r"[\s\f]+", "", text))


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_places_hold_what_was_found(path):
    document = document_of(load(path))
    found = extract(document)
    for item in found.recommendations:
        held = folded(document.text[item.start : item.end])
        first, last = item.text.split()[0], item.text.split()[-1]
        assert first in held
        assert held.endswith(last)
        concern = item.context.concern
        if concern:
            said = folded(document.text[concern.start : concern.end])
            assert said.startswith(concern.text.split()[0])
            assert said.endswith(concern.text.split()[-1])
    ranges = sorted((item.start, item.end) for item in found.recommendations)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ranges))
    roles = [(p.paragraph, p.role) for p in found.passages]
    assert len({number for number, _ in roles}) == len(roles)


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_document_that_stands_alone_is_a_review_by_itself(path):
    document = document_of(load(path))
    if not stands_alone(path.parent.name):
        return
    (review,) = together([document])
    assert review.addenda == ()
    assert review.checks == ()
    assert review.extraction == extract(document)
