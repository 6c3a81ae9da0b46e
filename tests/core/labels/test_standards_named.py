"""How documents name the standards of the ILO and the treaties, in three languages."""

from __future__ import annotations

import pytest

from heed.labels.instruments import find

NAMED = [
    ("ILO Conventions Nos. 87 and 98", ["C087", "C098"]),
    ("C87 and C98 of the ILO", ["C087", "C098"]),
    ("ILO C.189", ["C189"]),
    ("ILO-169", ["C169"]),
    ("Convention No. 87", ["C087"]),
    ("the ILO Protocol P029", ["P029"]),
    ("Forced Labour Protocol", ["P029"]),
    ("Minimum Age Convention No. 138", ["C138"]),
    ("ILO Convention No. 182 on the Worst Forms of Child Labour as well as No. 138 on Minimum Age",
     ["C138", "C182"]),
    (("ILO Conventions Nos. 138 concerning Minimum Age; 182 concerning the Worst Forms of Child"
     " Labour, 169 concerning Indigenous and Tribal Peoples"), ["C138", "C169", "C182"]),
    ("the core Conventions of the ILO, in particular Nos. 29, 105 and 182",
     ["C029", "C105", "C182", "ilo-core"]),
    ("Convention 169 concerning Indigenous and Tribal Peoples", ["C169"]),
    ("ILO Recommendation No. 202", ["R202"]),
    ("Recommendations Nos. 203 and 204 of the ILO", ["R203", "R204"]),
    ("Social Protection Floors Recommendation, 2012 (No. 202)", ["R202"]),
    ("ILO Convention (No. 111) and Recommendation (No. 111)", ["C111", "R111"]),
    ("Convention (n° 87) sur la liberté syndicale et la protection du droit syndical", ["C087"]),
    ("les conventions nos 87 et 98 de l’OIT", ["C087", "C098"]),
    ("convention sur l’abolition du travail forcé, 1957 (n° 105)", ["C105"]),
    ("los Convenios núms. 87 y 98", ["C087", "C098"]),
    ("Convenio 169 sobre pueblos indígenas", ["C169"]),
    ("Recomendación núm. 202 de la OIT", ["R202"]),
    ("Convenio (revisado) sobre el trabajo nocturno (mujeres), 1948 (núm. 89)", ["C089"]),
    ("Pacte international relatif aux droits civils et politiques", ["ICCPR"]),
    ("ratificar el PIDESC", ["ICESCR"]),
    ("el Protocolo Facultativo de la Convención contra la Tortura", ["OPCAT"]),
    ("OPCAT, ICRMW and OP-ICESCR", ["ICESCR-OP", "ICRMW", "OPCAT"]),
]  # fmt: skip
# Conventions that share a title are told apart by number, then by year; else the latest is meant.
SISTERS = [
    ("Maternity Protection Convention, 1919 (No. 3)", "C003"),
    ("Maternity Protection Convention, 1919", "C003"),
    ("Maternity Protection Convention (Revised), 1952 (No. 103)", "C103"),
    ("Maternity Protection Convention, 2000 (No. 183)", "C183"),
    ("the Maternity Protection Convention", "C183"),
    ("Convention sur le chômage, 1934 (n° 44)", "C044"),
    ("Night Work (Women) Convention (Revised), 1948 (No. 89)", "C089"),
]
NOT_NAMED = [
    "Convention 169",
    "Convention No. 108 of the Council of Europe",
    "Council of Europe Convention No. 108 on data protection",
    "implement recommendation No. 87 of the ILO Committee of Experts",
    "recommendation 87.12 of the Working Group",
    "the minimum age recommendation",
    "Security Council resolution 1325, paragraph 182, and resolution No. 87",
    "article 87 of the Constitution, as the ILO asked",
    "child labour, and draft resolution A/C.3/64/L.50 of the General Assembly",
    "the ILO and draft resolution A/C.3/64/L.50",
]


@pytest.mark.parametrize(("text", "codes"), NAMED, ids=[text for text, _ in NAMED])
def test_every_way_of_naming_resolves(text, codes):
    assert sorted({one.code for one in find(f"Ratify {text}.")}) == codes


@pytest.mark.parametrize(("text", "code"), SISTERS, ids=[text for text, _ in SISTERS])
def test_sisters_of_one_title_are_told_apart(text, code):
    assert [one.code for one in find(text)] == [code]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_names_no_instrument_gives_none(text):
    assert find(text) == ()


def test_the_span_holds_title_year_and_number():
    text = "Ratify the Maternity Protection Convention, 2000 (No. 183), this year"
    [one] = find(text)
    assert text[one.start : one.end] == "Maternity Protection Convention, 2000 (No. 183"


def test_covenants_such_as_name_their_examples_only():
    text = "acceding to covenants on human rights such as the Convention on the Rights of the Child"
    assert [one.code for one in find(text)] == ["human-rights-treaties", "CRC"]
