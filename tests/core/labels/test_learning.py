"""A labeller learns from examples, says why, and is the same when it comes back from a file."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.errors import InputProblem
from heed.labels.figures import calibration_error, reliability, scored
from heed.labels.files import dumps, load, loads, save
from heed.labels.measuring import cross_validated, measured
from heed.labels.training import Example, folds_of, train

from .sentences import ASKED, CODES, asked, examples


@pytest.fixture(scope="module")
def learner():
    return train(examples(160), taxonomy="own.matters", codes=CODES)


def test_it_finds_both_matters_of_a_text_it_has_not_seen(learner):
    text = "Adopt a law on clean water and on the protection of journalists"
    (found,) = learner.propose([text])
    assert {one.code for one in found} == {"Water", "Press"}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert {one.method for one in found} == {"linear own.matters 1"}


def test_its_reason_names_the_words_that_decided(learner):
    text = "Continue to improve overcrowding in detention centres"
    (found,) = learner.propose([text])
    (only,) = found
    words = {text[start:end] for start, end in only.words}
    assert words & {"overcrowding", "detention", "centres"}
    assert not words & {"Continue", "to", "improve"}
    assert all(word in only.reason for word in words)


def test_without_reasons_it_proposes_the_same(learner):
    texts = [one.text for one in examples(40, seed=7)]
    with_words = learner.propose(texts)
    without = learner.propose(texts, reasons=False)
    shown = [[(s.code, s.score, s.sure) for s in row] for row in with_words]
    assert shown == [[(s.code, s.score, s.sure) for s in row] for row in without]
    assert {(s.reason, s.words) for row in without for s in row} == {("", ())}


def test_of_a_text_without_a_known_word_nothing_is_proposed(learner):
    alone = train(asked(160), taxonomy="own.asked", codes=ASKED, many=False, asked=True)
    for one in (learner, alone):
        assert one.propose(["", "سلام", "Xyzzy"]) == [(), (), ()]


def test_where_texts_have_one_label_it_gives_the_likeliest_alone():
    learner = train(asked(160), taxonomy="own.asked", codes=ASKED, many=False, asked=True)
    texts = ["Continue to improve school enrolment", "Consider a law on media", "Ratify the treaty"]
    assert [[s.code for s in row] for row in learner.propose(texts)] == [["2"], ["3"], ["5"]]
    assert np.allclose(learner.chances(texts).sum(axis=1), 1)


def test_the_same_examples_give_the_same_file():
    few = examples(40)
    first = dumps(train(few, taxonomy="own.matters", codes=CODES))
    second = dumps(train(few, taxonomy="own.matters", codes=CODES))
    a, b = (loads(held, hashlib.sha256(held).hexdigest(), "m") for held in (first, second))
    assert a.weights.tobytes() == b.weights.tobytes()
    assert a.bounds == b.bounds


def test_a_file_gives_back_what_was_saved(learner, tmp_path):
    sha256 = save(learner, tmp_path / "m.skops")
    again = load(tmp_path / "m.skops", sha256)
    texts = [one.text for one in examples(40, seed=3)]
    assert again.propose(texts) == learner.propose(texts)
    assert np.array_equal(again.weights, learner.weights)


def test_a_changed_file_is_not_read(learner, tmp_path):
    path = tmp_path / "m.skops"
    sha256 = save(learner, path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(InputProblem, match=r'"m\.skops".*SHA-256'):
        load(path, sha256)


def test_a_label_with_one_example_is_not_learned_and_too_few_are_refused():
    few = [Example("Clean water", ("Water",)), Example("Safe water", ("Water",))]
    with pytest.raises(InputProblem, match='"School" has 0 of the 2 examples'):
        train(few, taxonomy="own.matters", codes=CODES)
    odd = [*examples(40), Example("Plant trees", ("Trees",))]
    assert "Trees" not in train(odd, taxonomy="own", codes=(*CODES, "Trees")).codes


def test_a_label_that_the_taxonomy_does_not_have_is_refused():
    wrong = [*examples(10), Example("Plant trees", ("Trees",))]
    with pytest.raises(InputProblem, match='"Trees", which is no label'):
        train(wrong, taxonomy="own.matters", codes=CODES)


def test_what_belongs_together_is_in_one_fold():
    same = [Example("Clean  Water", ()), Example("clean water", ()), Example("a", (), "g"),
            Example("b", (), "g")]  # fmt: skip
    fold = folds_of(same, 5, 0)
    assert fold[0] == fold[1]
    assert fold[2] == fold[3]


def test_nothing_is_sure_before_enough_was_shown():
    learner = train(examples(30), taxonomy="own.matters", codes=CODES)
    found = learner.propose([one.text for one in examples(30)])
    assert not any(one.sure for row in found for one in row)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_deciding_words_are_places_in_the_text(learner, text):
    (found,) = learner.propose([f"{text} clean water"])
    for one in found:
        for start, end in one.words:
            assert 0 <= start < end <= len(text) + len(" clean water")
            assert f"{text} clean water"[start:end] in one.reason


def test_scores_are_those_of_the_definition():
    chosen = np.array([[True, False], [True, True], [False, False]])
    given_ = np.array([[True, False], [False, True], [False, True]])
    found = scored(chosen, given_, ("a", "b"))
    assert (found.precision, found.recall, found.exact) == (2 / 3, 2 / 3, 1 / 3)
    assert found.micro_f1 == 2 / 3
    assert found.per_label["a"].f1 == 2 / 3
    assert found.per_label["b"].recall == 0.5


def test_a_calibration_error_weighs_bands_by_what_is_in_them():
    likely = np.array([0.95, 0.95, 0.95, 0.15])
    right = np.array([True, True, False, False])
    bands = reliability(likely, right)
    assert [band.proposals for band in bands] == [1, 3]
    assert calibration_error(bands) == pytest.approx((3 * (0.95 - 2 / 3) + 0.15) / 4)


def test_more_examples_teach_more():
    many = examples(120)
    scores, drawn = measured(many, taxonomy="own.matters", codes=CODES)
    assert [count for count, _ in drawn.points] == [15, 30, 60, 120]
    assert drawn.points[-1][1] >= drawn.points[0][1]
    assert drawn.gain is not None
    assert 0 <= drawn.gain <= 1 - drawn.points[-1][1] + 1e-9
    assert scores.micro_f1 > 0.9


def test_what_is_given_besides_is_learned_and_never_measured():
    few = examples(24)
    besides = [Example(f"{code} {code.lower()} of its own", (code,)) for code in CODES]
    plain = cross_validated(few, taxonomy="own.matters", codes=CODES)
    helped = cross_validated(few, taxonomy="own.matters", codes=CODES, besides=besides)
    assert helped.texts == plain.texts == len(few)
    assert {c: s.support for c, s in helped.per_label.items()} == {
        c: s.support for c, s in plain.per_label.items()
    }
    scores, drawn = measured(few, taxonomy="own.matters", codes=CODES, besides=besides)
    assert scores == helped
    assert drawn.points[-1] == (len(few), helped.micro_f1)
    kind = {"taxonomy": "own.matters", "codes": CODES}
    without, with_them = train(few, **kind), train(few, **kind, besides=besides)
    place = without.codes.index("Water")
    text = ["Water of its own"]
    assert with_them.scores(text)[0, place] > without.scores(text)[0, place]
