"""Clusters around what people decided."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.links.clusters import Decided, Item, Tie, clusters, ties
from heed.links.naming import name_of
from heed.records import Link
from heed.vocab.matters import concepts, wrongs

TEXTS = (
    "Ratify the Convention against Torture", "Consider ratifying CAT", "Ratify CAT",
    "Combat domestic violence", "Prevent domestic violence against women",
    "Train the police on domestic violence", "Abolish the death penalty",
    "Abolish the death penalty", "Improve access to health care in rural areas",
)  # fmt: skip


def items(texts=TEXTS):
    return [Item(str(n), text, n, review=str(n % 3 + 1)) for n, text in enumerate(texts)]


def test_what_asks_the_same_over_reviews_is_one_cluster():
    tied = [Tie("0", "1", 0.9, "a"), Tie("0", "2", 0.8, "b"), Tie("1", "2", 0.7, "c")]
    first, second = clusters(items(), tied)
    assert first.members == ("0", "1", "2")
    assert first.representative == "0"
    assert first.name == (
        "Ratify the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or "
        "Punishment"
    )
    assert first.key == "first 0"
    assert first.mildest == "1"
    assert first.asks[0] < first.asks[1] == 5
    assert second.members == ("6", "7")
    assert second.name == "Abolish death penalty"


@pytest.mark.parametrize(("text", "name"), [
    ("Combat domestic violence", "Combat domestic violence"),
    ("Promote gender equality and combat corruption", "Corruption and equality of women and men"),
    ("Implement the strategy to combat unemployment", "Work and employment: a strategy or plan"),
    ("Eliminate discrimination against Roma", "Combat discrimination (Roma)"),
    ("Create jobs for youth", "Work and employment, for youth"),
    ("Protect the rights of youth", "Rights of youth"),
    ("Decriminalize defamation", "Decriminalize defamation: repealing laws"),
    ("Decriminalize homosexuality",
     "Decriminalize sexual orientation and gender identity: repealing laws"),
])  # fmt: skip
def test_a_name_combats_only_what_is_to_be_ended(text, name):
    assert name_of([text, text], text) == name
    assert wrongs() < concepts("matters").keys()


def test_a_general_ask_does_not_take_in_a_narrower_one():
    found = ties([Link("4", "3", "same", 0.9, (), "a"),
                  Link("5", "3", "narrower_or_broader", 0.8, (), "b"),
                  Link("5", "4", "related", 0.7, (), "c")])  # fmt: skip
    assert [(one.one, one.other) for one in found] == [("4", "3"), ("5", "3")]
    assert clusters(items(), found)[0].members == ("3", "4")


def test_who_would_belong_to_a_persons_cluster_is_proposed():
    tied = [Tie("0", "1", 0.9, "a"), Tie("2", "1", 0.8, "b"), Tie("0", "2", 0.4, "c")]
    decided = Decided(fixed={"k": ["0", "1"]})
    (mine,) = [one for one in clusters(items(), tied, decided=decided) if one.fixed]
    assert mine.key == "k"
    assert mine.members == ("0", "1")
    (proposed,) = mine.proposed
    assert (proposed.id, proposed.near, proposed.reason) == ("2", "1", "b")
    assert proposed.score == pytest.approx(0.6)


def test_what_people_told_apart_stays_apart():
    tied = [Tie("0", "1", 0.9), Tie("0", "2", 0.9), Tie("1", "2", 0.9)]
    apart = clusters(items(), tied, decided=Decided(apart=[("0", "2")]))
    assert all(not {"0", "2"} <= set(one.members) for one in apart)
    out = Decided(fixed={"k": ["0", "1"]}, out=[("k", "2")])
    assert not clusters(items(), tied, decided=out)[0].proposed


def test_copies_need_no_tie_and_can_be_told_apart():
    assert clusters(items(), [])[0].members == ("6", "7")
    assert clusters(items(), [], decided=Decided(apart=[("7", "6")])) == []


def test_what_people_said_is_the_same_is_together():
    found = clusters(items(), [], decided=Decided(together=[("3", "8")]))
    assert ("3", "8") in [one.members for one in found]


def test_an_item_is_in_one_of_peoples_clusters():
    with pytest.raises(ValueError, match="two clusters"):
        clusters(items(), [], decided=Decided(fixed={"a": ["0"], "b": ["0"]}))


IDS = [str(n) for n in range(len(TEXTS))]
TIES = st.lists(
    st.builds(Tie, st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from([0.3, 0.5, 0.7, 1])),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(TIES, st.integers(2, len(TEXTS)), st.sets(st.sampled_from(IDS), max_size=3))
def test_new_items_move_no_old_one(tied, first, fixed):
    old = items()[:first]
    ids = {one.id for one in old}
    held = {"k": fixed & ids} if fixed & ids else {}
    before = clusters(
        old, [t for t in tied if {t.one, t.other} <= ids], decided=Decided(fixed=held)
    )
    machine = {one.key: one.members for one in before if not one.fixed}
    after = clusters(items(), tied, decided=Decided(fixed=held, before=machine))
    found = {one.key: one for one in after}
    for one in before:
        assert set(found[one.key].members) >= set(one.members)
        if one.fixed:
            assert found[one.key].members == one.members


@settings(max_examples=25, deadline=None)
@given(TIES, st.integers(0, 9))
def test_the_order_of_what_is_given_does_not_matter(tied, seed):
    dice = random.Random(seed)
    tied = list({frozenset((one.one, one.other)): one for one in tied}.values())
    turned, shuffled = items(), list(tied)
    dice.shuffle(turned)
    dice.shuffle(shuffled)
    assert clusters(turned, shuffled) == clusters(items(), tied)
