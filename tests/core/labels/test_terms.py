"""Terms are found whatever their case, number and spelling, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.labels.terms import Terms, fold_word, term_words
from heed.vocab.taxonomies import Label, Taxonomy, taxonomies


def made(*labels, silent=(), code="own.x"):
    held = tuple(Label(name, name, terms=tuple(terms)) for name, terms in labels)
    return Taxonomy(code, code, held, silent=tuple(silent))


def codes(taxonomy, text):
    return [one.code for one in Terms([taxonomy]).find(text)]


def words(taxonomy, text):
    return [text[one.start : one.end] for one in Terms([taxonomy]).find(text)]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("asylum-seeker", "Let ASYLUM SEEKERS in"),
        ("asylum seeker", "every asylum-seeker’s family"),
        ("treaty body", "the treaty bodies"),
        ("women", "a woman's place"),
        ("trade union", "the trade unions' rights"),
        ("organised crime", "fight organized crime"),
        ("labour", "the labor market"),
        ("programme", "a program for Sul"),
        ("traffick*", "the traffickers"),
        ("anti-terror*", "the anti-terrorist act"),
        ("lese-majeste", "a law on lèse-majesté"),
        ("baha'i", "the Baha’is of Aurelia"),
        ("Convention No. 169", "ILO Convention No. 169"),
    ],
)
def test_a_term_is_found_in_other_forms(term, text):
    assert codes(made(("a", [term])), text) == ["a"]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("press", "pressing matters"),
        ("women", "womenfolk"),
        ("child labour", "labour of a child"),
        ("traffick*", "the traffic"),
        ("asylum seeker", "asylum, seekers"[:6]),
        ("minority", "a minor matter"),
    ],
)
def test_other_words_are_not_the_term(term, text):
    assert codes(made(("a", [term])), text) == []


def test_the_longer_term_hides_the_shorter_within_it():
    held = made(("training", ["human rights education"]), ("schools", ["education"]))
    assert codes(held, "Human rights education is education") == ["training", "schools"]


def test_a_silent_phrase_hides_the_terms_within_it():
    held = made(("meeting", ["assembly"]), silent=["General Assembly"])
    assert words(held, "The General Assembly met; a peaceful assembly did not") == ["assembly"]


def test_taxonomies_do_not_hide_each_other():
    long = made(("violence", ["violence against women"]), code="own.long")
    short = made(("women", ["women"]), code="own.short")
    found = Terms([long, short]).find("Stop violence against women")
    assert [(one.taxonomy, one.code) for one in found] == [
        ("own.long", "violence"),
        ("own.short", "women"),
    ]


def test_one_term_may_mean_two_labels():
    held = made(("a", ["girls"]), ("b", ["girl"]))
    assert codes(held, "each girl") == ["a", "b"]


def test_a_stem_and_a_whole_word_both_lead_on():
    held = made(("a", ["migra* policy"]), ("b", ["migrant children"]))
    assert codes(held, "migrant policy, migrant children") == ["a", "b"]


def test_a_stem_and_a_whole_word_that_stop_together_both_count():
    held = made(("a", ["detain*"]), ("b", ["detainee"]))
    assert codes(held, "the detainees") == ["b", "a"]


def test_offsets_are_those_of_the_text_as_it_is():
    text = "Straße, élèves: the  TREATY-BODIES’ views"
    assert words(made(("a", ["treaty body"])), text) == ["TREATY-BODIES"]


ALL = Terms(taxonomies().values())


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_words_of_its_own(text):
    for one in ALL.find(text):
        said = text[one.start : one.end]
        assert said.strip() == said != ""


TERMS = [
    (one.code, label.code, term)
    for one in taxonomies().values()
    for label in one.labels
    for term in label.terms
    if "*" not in term
]


@settings(deadline=None)
@given(st.sampled_from(TERMS), st.text(max_size=40), st.text(max_size=40))
def test_what_is_found_is_the_term_as_the_text_writes_it(term, before, after):
    """The words at the offsets fold to a term of the label, wherever in a text it stands."""
    text = f"{before} | {term[2]} | {after}"
    known: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for taxonomy, code, one in TERMS:
        known.setdefault((taxonomy, code), []).append(term_words(one))
    for one in ALL.find(text):
        said = term_words(text[one.start : one.end].replace("*", " "))
        stems = [
            term_words(t) for t in taxonomies()[one.taxonomy].label(one.code).terms if "*" in t
        ]
        whole = known.get((one.taxonomy, one.code), [])
        assert said in whole or any(
            len(stem) == len(said)
            and all(w.startswith(s[:-1]) if s.endswith("*") else w == s
                    for w, s in zip(said, stem, strict=True))
            for stem in stems
        )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Children’s", "child"), ("bodies", "body"), ("processes", "process"), ("dies", "die"),
        ("status", "status"), ("crisis", "crisis"), ("neighbours", "neighbor"), ("hour", "hour"),
        ("criminalisation", "criminalization"), ("realised", "realized"), ("centre", "center"),
        ("defence", "defense"), ("programmes", "program"), ("ICCPR", "iccpr"), ("access", "access"),
    ],
)  # fmt: skip
def test_words_are_compared_without_number_and_spelling(word, folded):
    assert fold_word(word) == folded
