"""Labels by terms alone, and by terms and issues weighed: what is proposed, and why."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.labels import suggest
from heed.labels.vocabulary import TermsLabeller, numbers, terms_labeller
from heed.labels.weighed import Once, Weights, evidence, weighed_labeller
from heed.labels.weighing import weigh
from heed.vocab.taxonomies import Label, Taxonomy, taxonomies

WEIGHED = ("uhri.themes", "uhri.groups", "sdg.goals")
BY_TERMS = terms_labeller("upr_info.issues")
EVERY = [terms_labeller(code) for code in taxonomies()]
EVERY += [weighed_labeller(code, BY_TERMS) for code in WEIGHED]
TEXT = "Protect girls and asylum-seekers in Aurelia against domestic  violence and trafficking"


def codes(labeller, text):
    return [one.code for one in labeller.propose([text])[0]]


def test_a_term_is_the_reason_and_its_words_are_marked():
    held = Taxonomy("own.x", "X", (Label("care", "Care", terms=("child care", "nursery")),))
    labeller = TermsLabeller(held, {"care": 0.8}, 0.5)
    (one,) = labeller.propose(["A nursery, child-care, nurseries"])[0]
    assert one.reason == 'says "nursery" and "child-care" and 1 more'
    assert one.words == ((2, 9), (11, 21), (23, 32))
    assert (one.score, one.sure, one.method, one.taxonomy) == (0.8, False, "terms 1", "own.x")


def test_a_label_without_a_rate_of_its_own_has_the_usual_one():
    held = Taxonomy("own.x", "X", (Label("a", "A", terms=("a",)), Label("b", "B", terms=("b",))))
    (found,) = TermsLabeller(held, {"b": 0.9}, 0.5).propose(["a b"])
    assert [(one.code, one.score) for one in found] == [("b", 0.9), ("a", 0.5)]


@pytest.mark.parametrize(
    ("taxonomy", "text", "label"),
    [
        ("uhri.themes", "Ratify the Convention against Torture", "Acceptance of international norms"),  # noqa: E501
        ("uhri.themes", "Combat trafficking in persons", "Prohibition of slavery, trafficking"),
        ("uhri.groups", "Support persons with disabilities", "persons with disabilities"),
        ("uhri.groups", "Combat trafficking in persons", "Women"),
        ("sdg.goals", "Ensure access to safe drinking water", "6"),
        ("sdg.goals", "Combat violence against women", "5"),
    ],
)  # fmt: skip
def test_what_plainly_says_it_is_proposed_first_or_second(taxonomy, text, label):
    assert label in codes(weighed_labeller(taxonomy, BY_TERMS), text)[:2]


def test_an_issue_speaks_for_a_label_that_no_term_names():
    class Always:
        taxonomy = "upr_info.issues"
        method = "always"

        def propose(self, texts, *, reasons=True):
            one = terms_labeller("upr_info.issues").propose(["the refugees"])[0][0]
            return [(dataclasses.replace(one, score=0.99, words=((4, 8),)),) for _ in texts]

    (found,) = weighed_labeller("uhri.groups", Always()).propose(["Let them in"])
    assert [one.code for one in found] == ["refugees & asylum seekers"]
    assert found[0].reason == 'UPR Info\'s issue "Asylum-seekers - refugees" goes with it'
    assert found[0].words == ((4, 8),)


class Counting:
    taxonomy = "upr_info.issues"
    method = "counting 1"

    def __init__(self):
        self.asked = []

    def propose(self, texts, *, reasons=True):
        self.asked.append((list(texts), reasons))
        return terms_labeller("upr_info.issues").propose(texts, reasons=reasons)


def test_the_issues_are_asked_once_for_all_three():
    issues = Counting()
    once = Once(issues)
    shared = [weighed_labeller(code, once) for code in WEIGHED]
    assert suggest([TEXT], shared) == suggest(
        [TEXT], [weighed_labeller(c, BY_TERMS) for c in WEIGHED]
    )
    assert issues.asked == [([TEXT], True)]
    suggest([TEXT], shared, reasons=False)
    suggest(["Ratify it"], shared, reasons=False)
    assert issues.asked[1:] == [([TEXT], False), (["Ratify it"], False)]


@pytest.mark.parametrize("labeller", EVERY, ids=lambda one: f"{one.taxonomy} {one.method}")
def test_every_labeller_keeps_to_its_taxonomy_and_is_never_sure(labeller):
    held = taxonomies()[labeller.taxonomy]
    for one in labeller.propose([TEXT])[0]:
        assert one.taxonomy == held.code
        assert held.label(one.code) is not None
        assert one.method == labeller.method
        assert re.search(r"\d$", one.method)
        assert 0 < one.score < 1
        assert one.reason
        assert one.words
        assert not one.sure


@pytest.mark.parametrize("labeller", EVERY, ids=lambda one: f"{one.taxonomy} {one.method}")
def test_without_reasons_the_same_labels_come_with_the_same_scores(labeller):
    (full,), (bare,) = labeller.propose([TEXT]), labeller.propose([TEXT], reasons=False)
    assert [dataclasses.replace(one, reason="", words=()) for one in full] == list(bare)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=3))
def test_any_texts_give_as_many_answers_likeliest_first(texts):
    found = suggest(texts, EVERY)
    assert len(found) == (len(texts) if texts else 0)
    for text, proposed in zip(texts, found, strict=True):
        for one in proposed:
            assert all(text[start:end].strip() for start, end in one.words)
        for labeller in EVERY:
            scores = [one.score for one in labeller.propose([text])[0]]
            assert scores == sorted(scores, reverse=True)


def test_a_text_without_words_gives_nothing():
    assert suggest(["", "12 — §"], EVERY) == [(), ()]


ROWS = [
    (f"{'Fund the nursery' if n % 2 else 'Mend the bridge'} of Sul, year {n}", n % 2)
    for n in range(20)
]
CARE = Taxonomy(
    "own.care",
    "Care",
    (Label("care", "Care", terms=("nursery",)), Label("road", "Road", terms=("road", "of"))),
)


def test_what_rows_teach_is_how_far_a_term_can_be_trusted():
    given_ = [{"care"} if nursery else set() for _, nursery in ROWS]
    learnt = weigh(CARE, [text for text, _ in ROWS], given_, terms_labeller("upr_info.issues"))
    assert learnt.right["care"] > learnt.usual_right > learnt.right["road"]
    assert learnt.factors[4] > 0
    again = weigh(CARE, [text for text, _ in ROWS], given_, terms_labeller("upr_info.issues"))
    assert learnt == again


def test_too_few_rows_teach_nothing():
    with pytest.raises(ValueError, match="ten labelled rows"):
        weigh(CARE, ["x"] * 9, [{"care"}] * 9, terms_labeller("upr_info.issues"))


def test_evidence_grows_with_the_terms_and_counts_an_issue_once():
    assert evidence(0, 0.0, 0.9, 0.5) == (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert evidence(1, 0.5, 0.5, 0.1) == (1.0, 0.0, 0.5, 0.5, 0.0, 0.0)
    assert evidence(3, 0.0, 0.5, 0.1) > evidence(2, 0.0, 0.5, 0.1)


def test_shipped_numbers_are_of_labels_that_exist():
    for code, held in numbers("weighed-1.json")["weights"].items():
        labels = {one.code for one in taxonomies()[code].labels}
        assert set(held["right"]) == set(held["missed"]) <= labels
        assert len(held["factors"]) == len(evidence(1, 0.5, 0.5, 0.5))
        assert all(0 < rate < 1 for rate in (*held["right"].values(), *held["missed"].values()))
    for code, held in numbers("terms-1.json")["rates"].items():
        assert set(held["codes"]) <= {one.code for one in taxonomies()[code].labels}
        assert all(0 < rate < 1 for rate in held["codes"].values())


def test_a_label_that_no_row_showed_is_proposed_by_the_usual_rate():
    bare = Weights(0.0, (0.0,) * 6, {}, {}, 0.7, 0.01)
    assert bare.right.get("unseen", bare.usual_right) == 0.7
    unseen = "Human rights & use of mercenaries / private security"
    assert unseen not in numbers("weighed-1.json")["weights"]["uhri.themes"]["right"]
    assert unseen in codes(
        weighed_labeller("uhri.themes", BY_TERMS), "Regulate private military companies"
    )
