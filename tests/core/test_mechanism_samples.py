"""The documents of the other mechanisms are what the composer writes, and their gold holds."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from samples.mechanisms.compose import DOCUMENTS, papers, write

from heed.reading import read
from heed.vocab.mechanisms import mechanisms

PAPERS = papers()
ROLES = {"positive", "concern", "procedural", "dissemination", "follow_up", "next_report"}
NEW = {"hrc", "ga", "cas", "cfa", "coi"}
KINDS = {
    "concluding_observations": 20, "follow_up_grades": 2, "spt_report": 2, "inquiry_report": 2,
    "visit_report": 4, "country_resolution": 3, "ceacr_comment": 6, "cas_conclusions": 2,
    "cfa_case": 2, "commission_of_inquiry": 1,
}  # fmt: skip
each = pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.stem)


def folded(text):
    return " ".join(text.split())


def test_committed_documents_are_what_the_composer_writes(tmp_path):
    write(tmp_path)
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert {p.name: p.read_bytes() for p in DOCUMENTS.iterdir()} == made


def test_documents_stay_small():
    assert sum(p.stat().st_size for p in DOCUMENTS.iterdir()) <= 4 * 1024 * 1024


def test_every_kind_has_its_documents_in_two_formats_and_both_parts():
    count = Counter(p.kind for p in PAPERS)
    assert len(PAPERS) >= 44
    assert {k: n for k, n in KINDS.items() if count[k] < n} == {}
    for kind in KINDS:
        assert len({p.suffix for p in PAPERS if p.kind == kind}) >= 2
        parts = Counter(p.part for p in PAPERS if p.kind == kind)
        assert abs(parts["develop"] - parts["check"]) <= 1


def test_every_treaty_body_has_a_document_in_each_part():
    found = {(p.mechanism, p.part) for p in PAPERS if p.kind == "concluding_observations"}
    bodies = {"cat", "ccpr", "ced", "cedaw", "cerd", "cescr", "cmw", "crc", "crpd"}
    assert found == {(body, part) for body in bodies for part in ("develop", "check")}


@each
def test_gold_is_in_what_was_composed(paper):
    for item in paper.items:
        assert item.text
        assert item.text in paper.content
        for part in item.parts:
            assert part.text in item.text
            assert part.label in item.text
        assert item.concern in paper.prose
    assert paper.mechanism in set(mechanisms()) | NEW


@each
def test_every_numbered_paragraph_is_an_item_or_has_a_role(paper):
    numbers = {p.number.rstrip(".") for p in paper.pieces if p.style == "para" and p.number}
    items = {item.paragraph for item in paper.items}
    assert set(paper.roles.values()) <= ROLES
    assert items & set(paper.roles) == set()
    assert numbers <= items | set(paper.roles)
    assert len(items) == len(paper.items)


@each
def test_dates_name_paragraphs_that_are_items(paper):
    items = {item.paragraph: item for item in paper.items}
    for due in paper.dues:
        assert due["on"] or due["months"]
        for number in due["paragraphs"]:
            assert items[number.split("(")[0]].follow_up


@each
def test_no_ask_is_printed_twice(paper):
    said = Counter(part.text for item in paper.items for part in item.parts)
    said.update(item.text for item in paper.items)
    assert [text for text, n in said.items() if n > 1] == []


def test_what_is_recalled_of_another_sample_is_there():
    asked = {f"{p.symbol}#{item.paragraph}" for p in PAPERS for item in p.items}
    symbols = {p.symbol for p in PAPERS}
    recalled = {r for p in PAPERS for item in p.items for r in item.recalls}
    known = {r for r in recalled if r.split("#")[0] in symbols}
    assert len(known) >= 20
    assert known <= asked


@each
def test_grades_are_printed(paper):
    for grade in paper.grades:
        assert f"[{grade['grade']}]" in paper.content
        assert grade["document"] in paper.content
        assert re.search(rf"\b{grade['paragraph']}\b", paper.content)
        assert all(limb in paper.content for limb in grade["limbs"])
    assert bool(paper.grades) == (paper.kind == "follow_up_grades")


@pytest.mark.parametrize("paper", [p for p in PAPERS if p.suffix != "pdf"], ids=lambda p: p.stem)
def test_printed_file_holds_the_gold(paper):
    """Word and web pages give every ask whole, but for the marks of footnotes."""
    text = folded(read(DOCUMENTS / f"{paper.stem}.{paper.suffix}").text)
    whole = [item for item in paper.items if not _has_note(paper, item)]
    assert [item.paragraph for item in whole if item.text not in text] == []


def _has_note(paper, item):
    marked = [p for p in paper.pieces if any(font == "n" for font, _ in p.spans)]
    return any(item.text.startswith(p.text[:30]) or item.text[:30] in p.text for p in marked)


def test_gold_file_has_a_row_for_each_document():
    lines = (DOCUMENTS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [r["file"] for r in rows] == [f"{p.stem}.{p.suffix}" for p in PAPERS]
    assert {r["state"] for r in rows} == {"XAU"}
