"""The ILO's Conventions and the core UN treaties."""

from __future__ import annotations

from collections import Counter

import pytest

from heed.vocab import instruments
from heed.vocab.mechanisms import mechanisms

FILES = (
    "treaties", "other_treaties", "regional_treaties", "procedures", "collective_instruments",
    "ilo_conventions", "ilo_recommendations",
)  # fmt: skip
ILO = instruments.data("ilo_conventions")
UN = instruments.data("treaties")


def test_the_fundamental_and_governance_instruments_are_those_of_the_declarations():
    held = instruments.conventions().values()
    assert [i.code for i in held if i.category == "fundamental"] == [
        "C029", "C087", "C098", "C100", "C105", "C111", "C138", "C155", "C182", "C187", "P029",
    ]  # fmt: skip
    assert [i.code for i in held if i.category == "governance"] == [
        "C081", "C122", "C129", "C144", "P081",
    ]  # fmt: skip
    assert Counter(i.category for i in held).keys() == {"fundamental", "governance", "technical"}


def test_codes_are_sorted_unique_and_agree_with_their_numbers():
    codes = [row["code"] for row in ILO["entries"]]
    assert codes == sorted(set(codes))
    held = instruments.conventions().values()
    assert [i.code for i in held if i.number is not None and int(i.code[1:]) != i.number] == []
    assert {i.number for i in held if i.code[0] == "C"} == set(range(1, 193)) - {186}
    years = [i.year for i in held if i.code[0] == "C"]
    assert years == sorted(years)


def test_eighteen_core_treaties_hold_every_instrument_of_a_committee():
    assert len(instruments.treaties()) == 18
    watched = {m.instrument for m in mechanisms().values() if m.instrument}
    assert watched <= set(instruments.treaties())


def test_no_title_of_a_treaty_names_two():
    titles = [t.casefold() for i in instruments.treaties().values()
              for t in (i.code, i.name, *i.names)]  # fmt: skip
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("example", ILO["examples"], ids=lambda e: e["code"])
def test_a_header_names_its_convention(example):
    found = instruments.convention(example["text"])
    assert found is not None
    assert found.code == example["code"]


@pytest.mark.parametrize("text", ILO["not_examples"])
def test_what_names_no_convention_gives_none(text):
    assert instruments.convention(text) is None


@pytest.mark.parametrize("example", UN["examples"], ids=lambda e: e["code"])
def test_a_title_names_its_treaty(example):
    found = instruments.treaty(example["text"])
    assert found is not None
    assert found.code == example["code"]


@pytest.mark.parametrize("text", UN["not_examples"])
def test_other_treaties_give_none(text):
    assert instruments.treaty(text) is None


@pytest.mark.parametrize("one", [*instruments.conventions().values()], ids=lambda i: i.code)
def test_every_convention_is_found_by_its_own_title(one):
    number = f" (No. {one.number})" if one.code.startswith("C") else ""
    title = one.name if one.code.startswith("P") else f"{one.name}, {one.year}{number}"
    found = instruments.convention(f"{title} - Aurelia (Ratification: 2019)")
    assert found is not None
    assert found.code == one.code


def test_every_code_is_found():
    assert instruments.find("C111") is instruments.conventions()["C111"]
    assert instruments.find("CEDAW") is instruments.treaties()["CEDAW"]
    assert instruments.find("C999") is None


@pytest.mark.parametrize("name", [*FILES, "asks", "specificity"])
def test_a_file_says_where_it_is_from(name):
    held = instruments.data(name)
    assert [key for key in ("source", "date", "licence", "examples", "not_examples")
            if not held[key]] == []  # fmt: skip


@pytest.mark.parametrize("name", [*FILES, "asks", "specificity"])
def test_codes_are_sorted_and_unique(name):
    codes = [row["code"] for row in instruments.data(name)["entries"]]
    assert codes == sorted(set(codes), key=str.casefold)


def test_no_two_files_use_the_same_code():
    codes = [row["code"] for name in FILES for row in instruments.data(name)["entries"]]
    assert len(codes) == len(set(codes)) == len(instruments.every())


def test_what_belongs_to_a_treaty_names_one_that_is_held():
    held = instruments.every()
    assert [one.code for one in held.values() if one.to and one.to not in held] == []


def test_a_protocol_has_a_number_or_topic_where_its_treaty_has_several():
    held = [one for one in instruments.every().values()
            if one.to
            and one.code not in {*instruments.procedures(), *instruments.collective()}]  # fmt: skip
    several = Counter(one.to for one in held)
    assert [one.code for one in held
            if several[one.to] > 1 and not (one.nth or one.topics)] == []  # fmt: skip


def test_phrases_that_stand_for_several_name_instruments_that_are_held():
    rows = instruments.data("collective_instruments")["phrases"]
    assert [c for row in rows for c in row["means"] if c not in instruments.every()] == []
