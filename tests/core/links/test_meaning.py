"""What one text asks, and the words that it is read by."""

from __future__ import annotations

import pytest

from heed.labels.terms import Terms
from heed.links.meaning import meaning
from heed.vocab import instruments
from heed.vocab.matters import SORTS, about, concepts, find, taxonomy, wider
from heed.vocab.packaged import load


def asks(text):
    return [(sorted(one.matters), sorted(one.persons), sorted(one.measures))
            for one in meaning(text).asks]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prevent, combat and eliminate trafficking in persons", [(["trafficking"], [], [])]),
        ("Combat torture; improve prison conditions",
         [(["ill-treatment"], [], []), (["detention"], [], [])]),
        ("Combat hate speech and prosecute its perpetrators",
         [(["hate-speech"], [], ["investigate"])]),
        ("Combat discrimination against women", [(["gender-equality"], ["women"], [])]),
        ("Investigate all killings and bring the killers to justice",
         [(["extrajudicial"], [], ["investigate"])]),
        ("Protect journalists, as recommended by the Committee against Torture",
         [([], ["journalists"], [])]),
        ("Combat torture, in line with its pledge on education", [(["ill-treatment"], [], [])]),
        ("Adopt a law on housing so as to reduce poverty", [(["housing"], [], ["law"])]),
    ],
)  # fmt: skip
def test_an_ask_has_matter_persons_and_measures(text, expected):
    assert asks(text) == expected


def test_to_be_in_line_with_a_treaty_is_asked_where_the_law_is_to_be_brought_there():
    (one,) = meaning("Bring its legislation into line with the Convention against Torture").asks
    assert "CAT" in one.instruments
    (one,) = meaning("Improve prisons in line with the Convention against Torture").asks
    assert one.instruments == frozenset()


def test_each_part_of_a_bundle_is_an_ask_and_the_states_are_left_out():
    found = meaning("Ratify ICRMW (Spain, France); abolish the death penalty (Italy)")
    assert [sorted(one.steps) for one in found.asks] == [["join ICRMW"], []]
    assert "France" not in found.text


@pytest.mark.parametrize(
    ("text", "stage"),
    [("Adopt a law on asylum", "make"), ("Implement the law on asylum", "carry"),
     ("Allocate funds to the law on asylum", "fund"), ("Adopt and implement a law", ""),
     ("Implement measures for asylum", "")],
)  # fmt: skip
def test_the_step_of_a_process_is_read(text, stage):
    assert meaning(text).asks[0].stage == stage


@pytest.mark.parametrize(
    ("text", "strength"),
    [("Consider abolishing the death penalty", "consider"),
     ("Continue to combat torture", "go_on"), ("Combat torture", "do")],
)  # fmt: skip
def test_the_strength_of_an_ask_is_read(text, strength):
    assert meaning(text).asks[0].strength == strength


def test_offsets_are_of_the_text_and_what_is_known_lies_in_it():
    found = meaning("Combat torture and train judges, as recommended by many, on asylum law")
    for start, end in [*((one.start, one.end) for one in found.asks), *found.known]:
        assert 0 <= start < end <= len(found.text)
    assert "torture" in [found.text[start:end] for start, end in found.known]


def test_a_text_of_which_nothing_is_known_is_one_empty_ask():
    (one,) = meaning("Lorem ipsum dolor").asks
    assert one.empty


@pytest.mark.parametrize("sort", SORTS)
def test_concepts_lie_within_known_ones_and_have_terms_that_are_found(sort):
    terms = Terms([taxonomy(sort)])
    for code, one in concepts(sort).items():
        assert set(one.within) <= concepts(sort).keys()
        assert set(one.of) <= concepts("persons").keys()
        assert {part for pair in one.made_of for part in pair} <= {
            *concepts("matters"), *concepts("persons"),
        }  # fmt: skip
        assert code in wider(sort)[code]
        for term in one.terms:
            if not term.endswith("*"):
                assert code in {hit.code for hit in terms.find(term)}, term


def test_no_code_means_two_things():
    codes = [code for sort in SORTS for code in concepts(sort)]
    twice = {code for code in codes if codes.count(code) > 1}
    assert twice == {"civil-society"}  # room for them, and they themselves


def test_treaties_are_about_known_concepts_and_protocols_about_what_their_treaty_is():
    for row in load("data/treaty_subjects.yaml")["entries"]:
        assert row["code"] in instruments.every()
        assert all(find(code) for code in row["about"])
    assert about("CAT-22") == about("CAT") == {"ill-treatment"}
    assert about("CRC-OP-IC") == about("CRC") == {"rights-of-child"}
