"""Texts become numbers quickly: the same numbers as by the plain way, once for all labellers."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.labels import suggest
from heed.labels.features import Counted, learn
from heed.labels.lexicon import Block, lexicon
from heed.labels.ranks import Ranks
from heed.labels.training import train
from heed.labels.words import spans, words

from .sentences import ASKED, CODES, asked, examples


@given(st.text(st.characters(codec="utf-8"), max_size=60).filter(lambda text: "İ" not in text))
def test_words_are_what_the_pattern_finds(text):
    assert words(text) == re.findall(r"\w+", text.lower())


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6))
def test_every_word_has_its_place_in_its_text(texts):
    begin, end = spans(texts)
    said = [(text, word) for text in texts for word in words(text)]
    assert len(begin) == len(end) == len(said)
    for (text, word), start, stop in zip(said, begin.tolist(), end.tolist(), strict=True):
        assert words(text[start:stop]) == [word]


@given(st.sets(st.integers(0, 999), max_size=80), st.sampled_from([1_000, 10**9]))
def test_a_number_is_found_where_it_stands_among_those_learned(learned, size):
    numbers = np.array(sorted(learned), np.int64)
    place, known = Ranks(numbers, size).of(np.arange(1_000))
    assert set(np.flatnonzero(known).tolist()) == learned
    assert place[known].tolist() == list(range(len(learned)))


@pytest.fixture(scope="module")
def matters():
    return train(examples(160), taxonomy="own.matters", codes=CODES)


def test_the_words_that_decided_are_found_behind_letters_that_grow_in_lower_case(matters):
    text = "İİİ: Improve access to clean water"
    (found,) = matters.propose([text])
    assert "water" in {text[start:end] for one in found for start, end in one.words}


def test_a_text_is_read_the_same_alone_and_among_thousands(matters):
    texts = [one.text for one in examples(300, seed=5)] * 15
    together = matters.propose(texts)
    assert len(together) == 4_500
    for text, found in zip(texts[:300], together, strict=False):
        (alone,) = matters.propose([text])
        assert [dataclasses.replace(one, score=0) for one in alone] == [
            dataclasses.replace(one, score=0) for one in found
        ]
        assert [one.score for one in alone] == pytest.approx([one.score for one in found], abs=1e-6)


def test_a_text_without_words_is_answered(matters):
    said = train(asked(160), taxonomy="own.asked", codes=ASKED, many=False, asked=True)
    for labeller in (matters, said):
        (found, nothing) = labeller.propose(["...", ""])
        assert all((one.reason, one.words) == ("", ()) for one in (*found, *nothing))


def test_labellers_of_the_same_words_read_a_text_once():
    one = lexicon(["clean", "water"], ["clean", "water"], 1)
    assert lexicon(("clean", "water"), ("clean", "water"), 1) is one
    assert lexicon(["clean", "water"], ["clean", "water"], 2) is not one
    block = Block(["Clean water", "Water!"])
    assert one.known(block) is one.known(block)
    assert one.known(block).words.tolist() == [0, 1, 1]
    assert one.known(block).row.tolist() == [0, 0, 1]


def test_several_are_asked_together_as_each_alone(matters):
    said = train(asked(160), taxonomy="own.asked", codes=ASKED, many=False, asked=True)
    texts = [one.text for one in examples(50, seed=2)]
    both = suggest(texts, [matters, said])
    each = zip(matters.propose(texts), said.propose(texts), strict=True)
    assert both == [(*about, *asked_) for about, asked_ in each]


def test_labellers_of_the_same_texts_count_once_what_they_share():
    texts = ["Ratify the treaty", "Train the police", "Train judges"]
    one = learn(texts, [Counted("words", 0.7, 1), Counted("stems", 0.7, 1)])
    two = learn(texts, [Counted("words", 0.7, 1), Counted("stems", 0.9, 1)])
    assert one.columns[0] is two.columns[0]
    assert one.columns[1] is not two.columns[1]
    known = one.lexicon.known(Block(texts))
    first, second = one.parts(known), two.parts(known)
    assert first[0] is second[0]
    assert np.allclose(first[1].rows.toarray() * 0.9, second[1].rows.toarray() * 0.7)
