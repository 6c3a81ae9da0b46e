"""Groups that grow by their average tie."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.links.gathering import Graph, gathered, of_pairs
from heed.links.overlap import pairs

NODES = 9
PAIRS = list(combinations(range(NODES), 2))
TIES = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.2, 0.4, 0.6, 0.9, 1.0]))
SOME = st.lists(st.sampled_from(PAIRS), max_size=4)


def graph(ties, **more):
    return Graph([1] * NODES, [(a, b, score) for (a, b), score in ties.items()], **more)


def test_a_chain_is_not_one_group():
    chain = {(n, n + 1): 0.9 for n in range(NODES - 1)}
    found = gathered(graph(chain), least=0.5)
    assert max(found.count(group) for group in found) == 2


def test_all_tied_to_all_is_one_group():
    assert set(gathered(graph(dict.fromkeys(PAIRS, 0.6)), least=0.5)) == {0}


def test_a_node_of_many_weighs_as_many():
    # Two copies tied to a third item by 0.9 and a fourth tied to one of them alone.
    held = Graph([2, 1, 1], [(0, 1, 1.8), (0, 2, 0.9)])
    assert gathered(held, least=0.5) == [0, 0, 2]


@settings(max_examples=150, deadline=None)
@given(TIES, st.randoms(use_true_random=False), st.sampled_from([0.3, 0.5, 0.8]))
def test_groups_hold_together_whatever_the_order(ties, dice, least):
    found = gathered(graph(ties), least=least)
    shuffled = list(ties.items())
    dice.shuffle(shuffled)
    turned = [(b, a, score) for (a, b), score in shuffled]
    assert gathered(Graph([1] * NODES, turned), least=least) == found
    for group in set(found):
        inside = [n for n in range(NODES) if found[n] == group]
        pairs = list(combinations(inside, 2))
        assert group == min(inside)
        if pairs:
            assert sum(ties.get(pair, 0) for pair in pairs) / len(pairs) >= least - 1e-9
    # No two groups are left that should have become one.
    for a, b in combinations(sorted(set(found)), 2):
        between = [p for p in PAIRS if {found[p[0]], found[p[1]]} == {a, b}]
        assert sum(ties.get(pair, 0) for pair in between) / len(between) < least


@settings(max_examples=150, deadline=None)
@given(TIES, SOME, SOME, st.lists(st.integers(0, 3), min_size=NODES, max_size=NODES))
def test_what_people_said_holds(ties, together, apart, where):
    seeds = [[n for n in range(NODES) if where[n] == seed] for seed in (1, 2, 3)]
    found = gathered(graph(ties, seeds=seeds, together=together, apart=apart))
    seed_of = {n: at for at, seed in enumerate(seeds) for n in seed}
    for seed in seeds:
        assert len({found[n] for n in seed}) <= 1
    named = [found[seed[0]] for seed in seeds if seed]
    assert len(set(named)) == len(named)
    for a, b in apart:
        if a not in seed_of or seed_of.get(a) != seed_of.get(b):
            assert found[a] != found[b]


@pytest.mark.parametrize("sizes", [[], [1], [1, 5]])
def test_what_is_not_tied_stays_alone(sizes):
    assert gathered(Graph(sizes, [])) == list(range(len(sizes)))


def test_texts_that_say_nearly_the_same_are_grouped_with_their_copies():
    texts = [
        "Close the prison of Port Aurel", "Improve access to health care in rural areas",
        "Close the prison of Port Aurel.", "Close the old prison of Port Aurel", "",
    ]  # fmt: skip
    assert of_pairs(pairs(texts, threshold=0.5)).tolist() == [0, 1, 0, 0, 4]
    assert of_pairs(pairs([], threshold=0.5)).tolist() == []
