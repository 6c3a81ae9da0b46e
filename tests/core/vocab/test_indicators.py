"""The lists of indicators: what each entry must say, and how they are found."""

from __future__ import annotations

import re

import pytest

from heed.vocab.indicators import KINDS, find, listed, lists
from heed.vocab.packaged import load
from heed.vocab.taxonomies import taxonomies

EVERY = [one for held in lists().values() for one in held.entries]
FIELDS = {"code", "name", "kind", "unit", "falling", "splits", "sdg", "recalled"}


def test_lists_say_where_they_are_from():
    assert sorted(lists()) == ["ohchr", "sdg"]
    for held in lists().values():
        assert all((held.name, held.author, held.source, held.licence))
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", held.date)


def test_entries_have_known_fields_and_each_code_once():
    for name in ("sdg", "ohchr"):
        rows = load(f"data/indicators/{name}.yaml")["entries"]
        assert [row for row in rows if set(row) - FIELDS] == []
    codes = [one.code for one in EVERY]
    assert len(codes) == len(set(codes))
    assert [one.code for one in EVERY if one.kind not in KINDS or not one.unit] == []
    # As long as a workspace keeps a code, a name and a unit.
    assert [one.code for one in EVERY if len(one.code) > 40 or len(one.unit) > 80] == []


def test_numbers_of_the_global_framework_stand_under_their_target():
    targets = taxonomies()["sdg.targets"]
    for one in lists()["sdg"].entries:
        number = one.code.removeprefix("sdg.")
        assert re.fullmatch(r"\d{1,2}\.[0-9a-d]{1,2}\.\d", number), number
        assert targets.label(number.rpartition(".")[0]) is not None, number
        assert len(one.of) == 1


def test_indicators_of_rights_stand_under_a_right_and_mostly_an_attribute():
    for one in lists()["ohchr"].entries:
        assert 1 <= len(one.of) <= 2, one.code
        assert len(one.of) == 2 or one.code.count(".") == 2, one.code
    rights = {one.code.split(".")[1] for one in lists()["ohchr"].entries}
    assert rights == {right["code"] for right in load("data/indicators/ohchr.yaml")["rights"]}


def test_every_right_has_a_structural_process_or_outcome_indicator_and_sdg_numbers_resolve():
    assert {one.kind for one in lists()["ohchr"].entries} == set(KINDS)
    numbers = {one.sdg for one in lists()["ohchr"].entries if one.sdg}
    assert {number for number in numbers if listed(f"sdg.{number}") is None} == set()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("16.3.2", "ohchr.fair-trial.presumption.pre-trial"),
        ("sdg.16.3.2", "sdg.16.3.2"),
        ("matern", "ohchr.health.reproductive.maternal"),
        ("fair trial aid", "ohchr.fair-trial.access.aid"),
        ("prisons", "ohchr.torture.conditions.occupancy"),
    ],
)
def test_indicators_are_found_by_number_by_words_and_by_what_they_stand_under(typed, first):
    assert find(typed)[0].code == first


def test_nothing_typed_finds_nothing():
    assert find("  ") == []
    assert find("unicorns") == []


def test_a_prefix_of_numbers_finds_its_target():
    assert {one.sdg for one in find("16.3")} == {"16.3.1", "16.3.2", "16.3.3"}
