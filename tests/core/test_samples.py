"""The samples are what the composer writes, and are read without a fault."""

from __future__ import annotations

import json

import pytest
from samples.compose import DOCUMENTS, GOLD, write

from heed.kinds import extract, together
from heed.reading import read

REVIEWS = [("AUR_cycle1", "pdf"), ("AUR_cycle2", "pdf"), ("AUR_cycle3", "docx")]


def gold(stem):
    lines = (GOLD / f"{stem}_report.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_committed_samples_are_what_the_composer_writes(tmp_path):
    write(tmp_path / "documents", tmp_path / "gold")
    for folder, kept in (("documents", DOCUMENTS), ("gold", GOLD)):
        made = {p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()}
        assert {p.name: p.read_bytes() for p in kept.iterdir()} == made


@pytest.mark.parametrize(("stem", "suffix"), REVIEWS)
def test_report_gives_its_gold(stem, suffix):
    items = extract(read(DOCUMENTS / f"{stem}_report.{suffix}")).recommendations
    expected = gold(stem)
    assert [i.paragraph for i in items] == [g["paragraph"] for g in expected]
    assert [i.text for i in items] == [g["text"] for g in expected]
    assert [[w.iso3 for w in i.recommending] for i in items] == [
        g["recommending_iso3"] for g in expected
    ]
    assert [i.position for i in items] == [g["position"] for g in expected]


@pytest.mark.parametrize(("stem", "suffix"), REVIEWS)
def test_addendum_gives_the_final_positions(stem, suffix):
    files = [DOCUMENTS / f"{stem}_{name}.{suffix}" for name in ("report", "addendum")]
    (review,) = together([read(path) for path in files])
    positions = [item.position for item in review.extraction.recommendations]
    assert positions == [g["final_position"] for g in gold(stem)]
