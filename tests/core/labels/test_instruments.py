"""Finds the instruments that a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.labels import instruments as finder
from heed.labels.instruments import find, may_name
from heed.vocab import instruments

FILES = (
    "treaties", "other_treaties", "regional_treaties", "procedures", "collective_instruments",
    "ilo_conventions",
)  # fmt: skip
EXAMPLES = [row for name in FILES for row in instruments.data(name)["examples"]]
NOT = [
    (text, {row["code"] for row in instruments.data(name)["entries"]})
    for name in FILES[:-1]  # those of the ILO's are headers that contradict themselves
    for text in instruments.data(name)["not_examples"]
]
NAMES = sorted({name for one in instruments.every().values() for name in (one.name, *one.names)})


def codes(text):
    return [one.code for one in find(text)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda row: row["text"][:40])
def test_every_example_of_the_data_is_found(example):
    assert example["code"] in codes(example["text"])


@pytest.mark.parametrize(
    ("text", "own"), NOT, ids=lambda value: value[:40] if isinstance(value, str) else "own"
)
def test_what_is_no_instrument_of_a_file_is_not_found_as_one(text, own):
    assert set(codes(text)) & own == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ratify CEDAW and its Optional Protocol", ["CEDAW", "CEDAW-OP"]),
        ("the Optional Protocol to the Convention against Torture", ["OPCAT"]),
        ("the CONVENTION AGAINST TORTURE", ["CAT"]),
        ("CAT and the Optional Protocol thereto", ["CAT", "OPCAT"]),
        ("CAT-OP, OP-CAT or OPCAT", ["OPCAT", "OPCAT", "OPCAT"]),
        (
            "the Convention on the Rights of the Child and its three Optional Protocols",
            ["CRC", "CRC-OP-AC", "CRC-OP-SC", "CRC-OP-IC"],
        ),
        ("the two Optional Protocols to the CRC", ["CRC-OP-AC", "CRC-OP-SC"]),
        ("the Optional Protocols to the CRC", ["CRC-OPs"]),
        ("ICCPR-OP 1 and 2", ["ICCPR-OP1", "ICCPR-OP2"]),
        ("the Second Optional Protocol", ["ICCPR-OP2"]),
        (
            "the Optional Protocol to the Covenant on Civil and Political Rights (ICCPR)",
            ["ICCPR-OP1"],
        ),
        (
            "the Optional Protocol to the ICCPR, aiming at the abolition of the death penalty",
            ["ICCPR-OP2"],
        ),
        (
            "the Optional Protocols to ICESCR, to CEDAW and CRPD",
            ["ICESCR-OP", "CEDAW-OP", "CRPD-OP"],
        ),
        ("the Optional Protocol to CAT and CRPD", ["OPCAT", "CRPD"]),
        ("ICESCR, CAT and their Optional Protocols", ["ICESCR", "CAT", "ICESCR-OP", "OPCAT"]),
        (
            "the Optional Protocol to CRC on the sale of children and the one on child soldiers",
            ["CRC-OP-SC", "CRC-OP-AC"],
        ),
        ("the Optional Protocol", ["optional-protocols"]),
        ("Protocols I and II to the Geneva Conventions", ["GENEVA-AP1", "GENEVA-AP2"]),
        ("the 1951 Convention and its 1967 Protocol", ["REFUGEES", "REFUGEES-1967"]),
        ("the Palermo Convention and its Protocols",
         ["TRANSNATIONAL-CRIME", "TRAFFICKING", "SMUGGLING"]),
        ("Protocol No. 12 to the European Convention on Human Rights", ["ECHR-P12"]),
        ("both International Covenants", ["ICCPR", "ICESCR"]),
        ("the Covenant on Economic, Social and Cultural Rights", ["ICESCR"]),
        (
            "the Convention on the Elimination of All Forms of Discrimi-\nnation against Women",
            ["CEDAW"],
        ),
    ],
)  # fmt: skip
def test_treaties_and_protocols_are_told_apart(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ILO Convention 189", ["C189"]),
        ("Convention No. 87", ["C087"]),
        ("ILO Conventions Nos. 29, 105 and 182", ["C029", "C105", "C182"]),
        ("C87 and C98 of the ILO", ["C087", "C098"]),
        ("International Labour Organization Convention No. 169", ["C169"]),
        ("the Domestic Workers Convention", ["C189"]),
        ("the Maritime Labour Convention", ["MLC"]),
        ("ILO Convention 999", ["ilo-conventions"]),
        ("the fundamental ILO Conventions", ["ilo-core"]),
        ("Convention 12 of the ruling party", []),
    ],
)
def test_conventions_of_the_ilo_are_found_by_number_and_title(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("articles 21 and 22 of the Convention against Torture", ["CAT-21", "CAT-22"]),
        ("article 5 of the Convention against Torture", ["CAT"]),
        ("CED, including articles 31 and 32", ["ICPPED", "ICPPED-31", "ICPPED-32"]),
        ("article 14 of the Convention on the Rights of the Child", ["CRC"]),
    ],
)
def test_procedures_are_found_by_their_article(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the cat sat on the mat",
        "as recommended by CERD",
        "the recommendations of CEDAW and CERD",
        "document CRC/C/XAU/CO/3",
        "the Committee against Torture",
        "a convention of the ruling party",
    ],
)
def test_what_only_looks_like_an_instrument_is_not_one(text):
    assert codes(text) == []


def test_treaties_not_yet_joined_are_told_from_treaties_in_general():
    assert codes("international human rights treaties") == ["human-rights-treaties"]
    assert codes("international human rights treaties to which it is not yet a party") == [
        "other-treaties"
    ]


@pytest.mark.parametrize(
    "one",
    [
        one
        for one in instruments.every().values()
        if one.year and one.code not in instruments.procedures()
    ],
    ids=lambda one: one.code,
)
def test_every_instrument_is_found_by_its_own_title(one):
    text = f"the {one.name}, {one.year}" + (f" (No. {one.number})" if one.number else "")
    found = codes(f"Ratify {text}")
    if one.code in instruments.conventions():
        alike = {
            c.code for c in instruments.conventions().values()
            if c.name.replace(" (Revised)", "") == one.name.replace(" (Revised)", "")
        }  # fmt: skip
        assert set(found) & alike
    else:
        assert found[0] == one.code


@given(st.lists(st.sampled_from([*NAMES, "and", "its Optional Protocol", "(ICCPR)", "No. 87"])))
def test_offsets_lie_within_the_text_and_begin_and_end_at_words(parts):
    text = " ".join(parts)
    for one in find(text):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start].isalnum()
        assert text[one.end - 1].isalnum()
        assert one.start == 0 or not text[one.start - 1].isalnum()
        assert one.end == len(text) or not text[one.end].isalnum()
        assert one.code in instruments.every()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_read(text):
    assert all(one.start < one.end for one in find(text))


@given(st.sampled_from(NAMES), st.text(alphabet="abc .,;\n", max_size=20))
def test_what_stands_before_moves_the_places_only(name, before):
    alone = find(f"Ratify {name}")
    moved = find(f"{before}. Ratify {name}")
    shift = len(before) + 2
    assert [(one.code, one.start + shift) for one in alone] == [
        (one.code, one.start) for one in moved
    ]


def test_no_phrase_is_lost_by_the_quick_look():
    lost = []

    def walk(node, path):
        for word, inner in node.items():
            if word == 0:
                if inner.kind != "topic" and not may_name(" ".join(path)):
                    lost.append(" ".join(path))
            else:
                walk(inner, [*path, word])

    walk(finder._tree()._tree, [])
    assert lost == []
