"""Says how specific and how measurable a request is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.labels.specificity import MEASURABILITY, SPECIFICITY, WordingLabeller, assess
from heed.vocab import instruments
from heed.vocab.taxonomies import taxonomies

DATA = instruments.data("specificity")


def says(text):
    return [one.says for one in assess(text).features]


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda row: row["text"][:40])
def test_every_example_of_the_data_is_classed(example):
    found = assess(example["text"])
    assert found.specificity == example["specificity"]
    assert found.measurability == example["measurability"]


@pytest.mark.parametrize("text", DATA["not_examples"])
def test_what_only_asks_to_go_on_is_general(text):
    found = assess(text)
    assert (found.specificity, found.measurability) == ("general", "not")


@pytest.mark.parametrize(
    ("text", "specificity", "measurability"),
    [
        ("Ratify the Convention against Torture", "specific", "measurable"),
        ("Consider ratifying the Convention against Torture", "specific", "partly"),
        ("Bring its laws into line with the CRC", "specific", "partly"),
        ("Abolish the death penalty", "specific", "measurable"),
        ("Reach 0.7 per cent of income for aid", "specific", "measurable"),
        ("Investigate all cases of ill-treatment", "partly", "partly"),
        ("Protect journalists", "partly", "not"),
        ("Strengthen the rights of women", "general", "not"),
        ("Strengthen the law of 3 May 1999", "general", "not"),
        ("Note the court's ruling decriminalizing it", "partly", "not"),
    ],
)
def test_the_wording_is_classed_by_what_it_names(text, specificity, measurability):
    found = assess(text)
    assert (found.specificity, found.measurability) == (specificity, measurability)


def test_each_feature_says_what_it_saw():
    assert 'sets a date: "by 2027"' in says("Pass the Equality Bill by 2027")
    assert 'names a law or plan: "Equality Bill"' in says("Pass the Equality Bill by 2027")
    assert 'names a body: "Equality Commission"' in says("Support the Equality Commission")
    assert 'asks to go on: "Continue"' in says("Continue its work")


def test_a_proposal_is_never_sure_and_says_why():
    text = "Abolish the death penalty by 2030"
    (found,) = WordingLabeller(MEASURABILITY).propose([text])[0]
    assert found.taxonomy == "heed.measurability"
    assert found.code == "measurable"
    assert not found.sure
    assert found.reason == ('names a step that is taken or not: "Abolish"; sets a date: "by 2030"')
    assert [text[start:end] for start, end in found.words] == ["Abolish", "by 2030"]


def test_a_text_without_words_gets_no_proposal():
    assert WordingLabeller().propose(["", "..."]) == [(), ()]


def test_without_reasons_the_class_is_the_same():
    texts = ["Abolish the death penalty", "Continue", "Train judges"]
    full = WordingLabeller().propose(texts)
    plain = WordingLabeller().propose(texts, reasons=False)
    assert [one.code for (one,) in full] == [one.code for (one,) in plain]
    assert all(one.reason == "" and one.words == () for (one,) in plain)


@pytest.mark.parametrize("code", [SPECIFICITY, MEASURABILITY])
def test_every_class_is_a_label_with_a_definition_and_a_measure(code):
    labels = taxonomies()[code].labels
    assert {one.code for one in labels} == set(DATA["measured"][code])
    assert all(one.definition for one in labels)


PARTS = [
    "Continue", "Consider", "adopting a law", "by 2027", "women", "the Penal Code", "Ratify CAT",
    "training", "at least 12 years", ".", "and", "5 per cent",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_features_lie_within_the_text(parts):
    text = " ".join(parts)
    found = assess(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found.features)
    assert taxonomies()[SPECIFICITY].label(found.specificity) is not None
    assert taxonomies()[MEASURABILITY].label(found.measurability) is not None


@given(st.text(max_size=120))
def test_any_text_can_be_assessed(text):
    assert assess(text).specificity in ("specific", "partly", "general")
