"""Every pair at or above the threshold, none left out, against comparing all with all."""

import os
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.links import overlap

# Few words, so that many texts are nearly alike; scripts with and without case and spaces.
WORDS = (
    "ratify", "the", "convention", "protocol", "torture", "ensure", "rights", "women", "prisons",
    "право", "женщин", "حقوق", "المرأة", "条约", "συνθήκη", "İstanbul", "ﬁne", "1951",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
        st.text(max_size=12),
        st.sampled_from(["", " — ", "Ratify the convention.", "ratify THE Convention"]),
    ),
    max_size=14,
)
NEAR = 1e-5


def reckoned(one, other):
    """Return the likeness by the definition: weighed sets of stems and neighbours."""
    from heed.labels.words import stem, words
    from heed.links.words import rarity

    def held(text):
        stems = [stem(word) for word in words(text)]
        weights = {one: max(rarity(one), 0.5) for one in stems}
        two = {pair: weights[pair[0]] + weights[pair[1]] for pair in pairwise(stems)}
        return weights | two

    some, others = held(one), held(other)
    if not some or not others:
        return 0.0
    lengths = [sum(weight**2 for weight in each.values()) ** 0.5 for each in (some, others)]
    return sum(some[n] * others[n] for n in some.keys() & others.keys()) / np.prod(lengths)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([0.2, 0.5, 0.6, 0.8, 0.95, 1.0]))
def test_pairs_are_those_that_comparing_all_finds(texts, threshold):
    found = overlap.pairs(texts, threshold=threshold)
    every = list(found.every())
    scores = {(a, b): score for a, b, score in every}
    assert len(scores) == len(every) == found.total
    for a, b in combinations(range(len(texts)), 2):
        is_ = reckoned(texts[a], texts[b])
        if (a, b) in scores:
            assert scores[a, b] == pytest.approx(is_, abs=NEAR)
            assert is_ >= threshold - NEAR
        else:
            assert is_ < threshold + NEAR


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_a_pair_does_not_depend_on_other_texts(texts):
    alone = [overlap.similarity(a, b) for a, b in combinations(texts[:4], 2)]
    found = {(a, b): score for a, b, score in overlap.pairs(texts, threshold=0.3).every()}
    for (a, b), score in zip(combinations(range(len(texts[:4])), 2), alone, strict=True):
        if score > 0.3 + NEAR:
            assert found[a, b] == pytest.approx(score, abs=NEAR)


def test_copies_are_kept_as_one_and_counted_all():
    found = overlap.pairs(["Ratify it.", "x", "ratify it", "Ratify it", "", ""], threshold=0.9)
    assert found.same.tolist() == [0, 1, 0, 0, 4, 5]
    assert found.first.tolist() == []
    assert sorted(found.every()) == [(0, 2, 1.0), (0, 3, 1.0), (2, 3, 1.0)]


def test_a_thousand_copies_hold_no_pairs():
    found = overlap.pairs(["Ratify the Convention of Aurelia"] * 1_000, threshold=0.5)
    assert len(found.first) == 0
    assert found.total == 1_000 * 999 // 2


@pytest.mark.parametrize("threshold", [0, -1, 1.01])
def test_a_threshold_that_means_nothing_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold"):
        overlap.pairs(["x"], threshold=threshold)


def test_nothing_is_found_in_nothing():
    assert overlap.pairs([], threshold=0.5).total == 0
    assert overlap.pairs(["", "?"], threshold=0.5).total == 0


@pytest.mark.corpus
@pytest.mark.skipif("HEED_CORPUS" not in os.environ, reason="HEED_CORPUS is not set")
def test_nothing_is_lost_in_real_texts():
    from evals.labels import rows

    texts = [row.text for row in rows(Path(os.environ["HEED_CORPUS"]) / "corpus", "check")]
    found = overlap.pairs(texts, threshold=0.6)
    held = overlap.holding(texts)
    dense = (held.matrix[::10] @ held.matrix.T).toarray()
    sure, some = set(), set()
    for at, other in np.argwhere(dense >= 0.6 - NEAR):
        pair = tuple(sorted((int(held.texts[at * 10]), int(held.texts[other]))))
        if pair[0] != pair[1]:
            some.add(pair)
            if dense[at, other] >= 0.6 + NEAR:
                sure.add(pair)
    asked = set(held.texts[::10].tolist())
    pairs = {
        p for p in zip(found.first.tolist(), found.second.tolist(), strict=True) if asked & set(p)
    }
    assert len(sure) > 50
    assert sure <= pairs <= some
