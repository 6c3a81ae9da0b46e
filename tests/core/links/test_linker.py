"""Which items of two lists are linked, how, and why."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.links import linker
from heed.links.grounds import NAMES
from heed.links.learning import learn
from heed.links.linker import Item, Linker
from heed.links.weights import PRIOR, kept, loaded, shipped
from heed.records import RELATIONS

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
REPEATS = ("same", "narrower_or_broader")
TRAFFIC = "Combat trafficking in persons"
ALLOWED = {"repeat": REPEATS, "no repeat": ("related", "different")}


def linked(later, earlier):
    return Linker().links([Item("4.1", later)], [Item("3.1", earlier)])


def relation(later, earlier):
    found = linked(later, earlier)
    return found[0].relation if found else "different"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']} {case['proves']}")
def test_each_rule_of_the_guideline(case):
    wanted = ALLOWED.get(case["relation"], (case["relation"],))
    assert relation(case["later"], case["earlier"]) in wanted


def test_every_rule_has_a_case():
    assert {case["rule"] for case in CASES} == {f"R{n}" for n in range(1, 10)}


def test_the_best_comes_first_for_each_later_item_in_the_order_of_the_list():
    later = [Item("b", "Protect journalists"), Item("a", TRAFFIC)]
    earlier = [Item("1", "Combat trafficking in persons by training judges"), Item("2", TRAFFIC),
               Item("3", "Take measures for the safety of journalists")]  # fmt: skip
    found = Linker().links(later, earlier)
    assert [one.later for one in found] == sorted((one.later for one in found), reverse=True)
    mine = [one for one in found if one.later == "a"]
    assert [one.earlier for one in mine[:2]] == ["2", "1"]
    assert [one.score for one in mine] == sorted((one.score for one in mine), reverse=True)


def test_a_reason_says_what_a_person_understands():
    (link,) = linked("Ratify ICRMW (Meridia)", "Consider ratifying ICRMW (Novaria)")
    assert "both ask to join ICRMW" in link.reason
    (link,) = linked("Train police officers on domestic violence", "Combat domestic violence")
    assert "same subject: domestic violence" in link.reason
    assert "the later names a measure: training" in link.reason
    (link,) = linked(TRAFFIC + " of Roma", TRAFFIC)
    assert "the later names a group: Roma" in link.reason


def test_a_reason_says_which_ask_meets_which_where_an_item_bundles_several():
    (link,) = linked("Abolish the death penalty and ratify ICRMW", "Ratify ICRMW")
    assert link.reason.endswith('meets: "ratify ICRMW" and "Ratify ICRMW"')


def test_grounds_are_named_with_value_weight_and_words_and_add_up_to_the_score():
    (link,) = linked("Combat trafficking in persons by training judges", TRAFFIC)
    assert all(one.words and 0 <= one.value <= 1 for one in link.grounds)
    total = shipped().repeat_bias + sum(one.value * one.weight for one in link.grounds)
    assert link.score == pytest.approx(1 / (1 + np.exp(-total)), abs=0.01)


def test_a_bundle_of_several_states_is_read_part_by_part():
    text = "Ratify ICRMW (Meridia); abolish the death penalty (Novaria)"
    assert relation(text, "Abolish capital punishment") == "narrower_or_broader"


def test_what_is_sure_is_the_same_step_of_the_same_treaty_and_never_what_only_meets():
    (link,) = linked("Ratify ICRMW", "Consider ratifying ICRMW")
    assert link.sure
    found = linked("Combat trafficking by training judges", "Compensate victims of trafficking")
    assert [one.sure for one in found] == [False]


def test_the_same_text_twice_in_a_list_gives_a_link_for_each():
    found = Linker().links([Item("a", TRAFFIC)], [Item("1", TRAFFIC), Item("2", TRAFFIC)])
    assert [one.earlier for one in found] == ["1", "2"]


def test_no_more_than_the_limit_of_one_later_item():
    earlier = [Item(str(n), f"{TRAFFIC} in district {n}") for n in range(7)]
    assert len(Linker().links([Item("a", TRAFFIC)], earlier, limit=3)) == 3


def test_empty_lists_and_texts_without_words_give_nothing():
    assert Linker().links([], [Item("1", TRAFFIC)]) == []
    assert Linker().links([Item("a", TRAFFIC)], []) == []
    assert Linker().links([Item("a", ""), Item("b", "...")], [Item("1", TRAFFIC)]) == []


def test_long_lists_find_the_same_repeats_from_the_nearest(monkeypatch):
    asks = ("Combat {}", "Train judges on {}", "Adopt a law against {}", "Study {}")
    wrongs = (
        "torture", "trafficking in persons", "domestic violence", "racism", "corruption",
        "child labour", "hate speech", "forced marriage", "poverty", "statelessness",
    )  # fmt: skip
    texts = [ask.format(wrong) for ask, wrong in product(asks, wrongs)]
    items = [Item(str(n), text) for n, text in enumerate(texts)]
    every = {(one.later, one.earlier) for one in Linker().links(items, items)
             if one.relation in REPEATS}  # fmt: skip
    monkeypatch.setattr(linker, "_EVERY_PAIR", 0)
    monkeypatch.setattr(linker, "NEAREST", 12)
    near = {(one.later, one.earlier) for one in Linker().links(items, items)
            if one.relation in REPEATS}  # fmt: skip
    assert near == every


WORDS = st.sampled_from([
    "Ratify", "and", "consider", "ICRMW", "combat", "torture", "Roma", "women", "by", "training",
    "judges", "the", ";", ".", ",", "CEDAW", "with", "a", "view", "to", "(Meridia)", "İ", "law",
    "education", "prosecute", "implement", "½", "2030", "rights", "of", "children",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map(" ".join))
def test_any_two_texts_give_a_link_of_the_contract_or_none(later, earlier):
    for one in linked(later, earlier):
        assert (one.later, one.earlier) == ("4.1", "3.1")
        assert one.relation in RELATIONS
        assert 0 <= one.score <= 1
        assert one.reason


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map(" ".join))
def test_a_link_is_as_likely_from_either_side(later, earlier):
    one, other = linked(later, earlier), linked(earlier, later)
    assert [link.score for link in one] == pytest.approx([link.score for link in other], abs=2e-4)


def test_weights_are_saved_as_they_are_used():
    weights = shipped()
    assert kept(loaded(kept(weights))) == kept(weights)
    assert len(weights.repeat) == len(NAMES) == len(PRIOR)


def test_every_weight_for_a_repeat_has_the_sign_that_the_rules_give_it():
    signs = [np.sign(PRIOR[name][0]) for name in NAMES]
    assert np.sign(shipped().repeat).tolist() == signs


def test_learning_stays_near_the_rules_with_few_pairs_and_follows_many():
    rng = np.random.default_rng(4)
    values = rng.random((40_000, 2))
    right = values @ [6.0, -4.0] - 1 > rng.logistic(size=40_000)
    few, _ = learn(values[:4], right[:4], [1.0, 1.0], 0.0)
    many, bias = learn(values, right, [1.0, 1.0], 0.0)
    assert few == pytest.approx([1.0, 1.0], abs=0.4)
    assert many == pytest.approx([6.0, -4.0], abs=0.6)
    assert bias == pytest.approx(-1.0, abs=0.4)


def test_words_in_common_are_those_that_tell_something():
    (link,) = Linker().links(
        [Item("a", "Improve mental health, together with all of us")],
        [Item("b", "Protect mental health in schools, with more of it")],
    )
    (said,) = (one.words for one in link.grounds if one.name == "words")
    assert "mental" in said
    assert not {"with", "of"} & set(said.replace(",", "").split())
