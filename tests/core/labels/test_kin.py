"""A labeller that leans on the terms of a taxonomy: what it knows before it has seen much."""

from __future__ import annotations

import hashlib

import pytest

from heed.labels.features import Counted, learn
from heed.labels.files import dumps, loads
from heed.labels.kin import kin
from heed.labels.terms import Terms
from heed.labels.training import Example, learned
from heed.vocab.taxonomies import Label, Taxonomy

from .sentences import CODES, examples

TERMS = Terms(
    [
        Taxonomy(
            "own.matters",
            "Matters",
            (
                Label("Water", "Water", terms=("drinking water", "clean water", "well", "tap")),
                Label("Press", "Press", terms=("journalist", "media", "gazette")),
            ),
        )
    ]
)


def test_a_thing_belongs_to_a_label_by_how_often_it_stands_in_its_terms():
    texts = ["clean water", "Clean water!", "clean streets", "the well of clean hope", "clean up"]
    seen = learn(
        texts, [Counted("words", 1, 1), Counted("pairs", 1, 1), Counted("neighbours", 1, 1)]
    )
    shares = kin(seen, texts, TERMS).toarray()
    assert shares.shape == (seen.width, 2)
    words, _, neighbours = seen.columns
    named = dict(zip(seen.lexicon.words, shares[: len(words.numbers), 0], strict=True))
    assert named["clean"] == pytest.approx(0.4)
    assert (named["water"], named["well"], named["streets"]) == (1, 1, 0)
    # Pairs share no weight; of the neighbours only those that stand in a term as a whole.
    assert shares[:, 1].sum() == 1
    assert shares[-len(neighbours.numbers) :, 0].sum() == 0


def test_a_word_of_a_term_counts_though_few_examples_had_it():
    few = [
        *examples(120),
        Example("Provide a well in every village", ("Water",)),
        Example("Provide a tap in every village", ("Water",)),
        Example("Provide a gazette in every village", ("Press",)),
        Example("Provide a lamp in every village", ("School",)),
    ]
    plain = learned(few, taxonomy="own.matters", codes=CODES).labeller
    leant = learned(few, taxonomy="own.matters", codes=CODES, terms=TERMS).labeller
    water, text = leant.codes.index("Water"), ["Look into a well", "Look into a tap"]
    assert (leant.scores(text)[:, water] > plain.scores(text)[:, water]).all()


def test_it_is_of_the_same_form_and_says_the_same_from_a_file():
    few = examples(60)
    plain = learned(few, taxonomy="own.matters", codes=CODES).labeller
    leant = learned(few, taxonomy="own.matters", codes=CODES, terms=TERMS).labeller
    assert leant.weights.shape == plain.weights.shape
    assert leant.weights.tobytes() != plain.weights.tobytes()
    held = dumps(leant)
    again = loads(held, hashlib.sha256(held).hexdigest(), "m")
    texts = [one.text for one in examples(20, seed=3)]
    assert again.propose(texts) == leant.propose(texts)
