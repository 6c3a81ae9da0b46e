"""Reads what a text asks of each instrument it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.labels import suggest
from heed.labels.asks import read
from heed.labels.instrument_labels import AskLabeller, InstrumentLabeller
from heed.vocab import instruments
from heed.vocab.taxonomies import taxonomies

DATA = instruments.data("asks")


def asked(text):
    return sorted(one.code + ("?" if one.considering else "") for one in read(text).asks)


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda row: row["asks"][0])
def test_every_example_of_the_data_is_read(example):
    assert sorted(one.code for one in read(example["text"]).asks) == example["asks"]


@pytest.mark.parametrize("text", DATA["not_examples"])
def test_where_nothing_is_asked_nothing_is_read(text):
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sign or ratify CED; and accede to OPCAT",
         ["accede OPCAT", "ratify ICPPED", "sign ICPPED"]),
        ("Ratify: ICRMW; the Rome Statute; and CED",
         ["ratify ICPPED", "ratify ICRMW", "ratify ROME"]),
        ("Become a party to both Covenants", ["join ICCPR", "join ICESCR"]),
        ("Ratify CEDAW and bring laws into line with it", ["incorporate CEDAW", "ratify CEDAW"]),
        ("Ratify CRPD and ensure its full implementation", ["implement CRPD", "ratify CRPD"]),
        ("Ratify CAT, and align the penal code with this Convention",
         ["incorporate CAT", "ratify CAT"]),
        ("Incorporate the provisions of the CRC into domestic law", ["incorporate CRC"]),
        ("Establish a preventive mechanism in line with OPCAT", ["implement OPCAT"]),
        ("Lift its reservations to CEDAW and ratify OPCAT", ["ratify OPCAT", "withdraw CEDAW"]),
        ("Review the reservations it made to ICERD", ["review ICERD"]),
        ("Submit its overdue reports to the treaty bodies, including CAT and CRC",
         ["report CAT", "report CRC", "report treaty-bodies"]),
        ("Present the initial report on the implementation of ICESCR", ["report ICESCR"]),
        ("Ratify CED and recognize the competence of its Committee",
         ["accept ICPPED", "ratify ICPPED"]),
        ("Respond to the request of the Special Rapporteur on torture to visit",
         ["invite special-procedures"]),
        ("Extend a standing invitation to the special procedures", ["invite standing-invitation"]),
        ("Cooperate fully with the International Criminal Court", ["cooperate ROME"]),
        ("Implement the recommendations of the Committee against Torture", []),
        ("The State has signed CAT", []),
    ],
)  # fmt: skip
def test_what_is_asked_of_each_is_read(text, expected):
    assert asked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Consider ratifying CRPD", ["ratify CRPD?"]),
        ("Consider signing and ratifying CED and ratify OPCAT",
         ["ratify ICPPED?", "ratify OPCAT", "sign ICPPED?"]),
        ("Study the possibility of acceding to ICRMW", ["accede ICRMW?"]),
        ("Consider extending a standing invitation", ["invite standing-invitation?"]),
        ("Ratify CRPD and consider other steps", ["ratify CRPD"]),
    ],
)  # fmt: skip
def test_what_is_only_to_be_considered_is_marked(text, expected):
    assert asked(text) == expected


def test_a_proposal_says_why_and_where():
    text = "Consider acceding to the Convention against Torture"
    (found,) = AskLabeller().propose([text])[0]
    assert found.taxonomy == "instruments.asks"
    assert found.code == "accede CAT"
    assert found.method == "instruments 1"
    assert found.reason == (
        'asks to consider it (accede to): "acceding to the Convention against Torture"'
    )
    assert [text[start:end] for start, end in found.words] == [
        "acceding to", "Convention against Torture",
    ]  # fmt: skip


def test_an_instrument_named_twice_is_proposed_once_with_both_places():
    text = "Ratify CAT; the Convention against Torture matters"
    (found,) = InstrumentLabeller().propose([text])[0]
    assert found.code == "CAT"
    assert [text[start:end] for start, end in found.words] == ["CAT", "Convention against Torture"]


def test_without_reasons_the_labels_are_the_same():
    texts = ["Ratify CAT and its Optional Protocol", "Withdraw its reservations to CEDAW", "No"]
    labellers = (InstrumentLabeller(), AskLabeller())
    full = suggest(texts, labellers)
    plain = suggest(texts, labellers, reasons=False)
    assert [[one.code for one in found] for found in full] == [
        [one.code for one in found] for found in plain
    ]
    assert all(one.reason == "" and one.words == () for found in plain for one in found)


def test_only_what_was_right_often_enough_when_read_is_sure():
    (found,) = AskLabeller().propose(["Ratify CAT"])[0]
    right, of = DATA["measured"]["ratify"]
    assert found.score == round((right + 1) / (of + 2), 3)
    assert found.sure == (found.score >= 0.95)
    (weak,) = AskLabeller().propose(["Implement CAT"])[0]
    assert not weak.sure


VERBS = ["Ratify", "consider signing", "withdraw its reservations to", "report to", "and", ";"]
NAMES = ["CAT", "its Optional Protocol", "the Committee against Torture", "both Covenants",
         "a standing invitation", "special procedures", "ILO Convention 87",
         "article 22 of CAT", "the core treaties"]  # fmt: skip


@given(st.lists(st.sampled_from([*VERBS, *NAMES]), max_size=12))
def test_every_proposal_is_a_label_and_lies_within_the_text(parts):
    text = " ".join(parts)
    for found in suggest([text], (InstrumentLabeller(), AskLabeller()))[0]:
        assert taxonomies()[found.taxonomy].label(found.code) is not None
        assert found.words
        assert all(0 <= start < end <= len(text) for start, end in found.words)
        assert 0 < found.score <= 1
