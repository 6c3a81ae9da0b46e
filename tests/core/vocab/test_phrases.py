"""Phrases as data."""

from __future__ import annotations

import pytest

from heed.vocab.phrases import Phrases, forms, words


def test_a_phrase_has_every_form_that_its_brackets_allow():
    assert list(forms("a (b|c d) [e]")) == [
        ("a", "b"), ("a", "b", "e"), ("a", "c", "d"), ("a", "c", "d", "e"),
    ]  # fmt: skip


@pytest.mark.parametrize("broken", ["a (b", "a [b)", "a b]"])
def test_a_phrase_whose_brackets_do_not_close_is_refused(broken):
    with pytest.raises(ValueError, match="brackets do not close"):
        list(forms(broken))


def test_the_article_is_not_counted():
    assert words("The rights of the child").lower == ["rights", "of", "child"]


def test_a_word_cut_at_the_end_of_a_line_is_one():
    assert words("all forms of Discrimi-\nnation").lower[-1] == "discrimination"
    assert words("short- and long-term").lower == ["short", "and", "long", "term"]


def test_a_full_stop_ends_a_sentence_and_the_one_of_no_does_not():
    assert words("Ratify it. Sign No. 87").sentence == [0, 0, 1, 1, 1]


def test_the_longest_phrase_is_found():
    tree = Phrases()
    tree.add("convention against torture", "short")
    tree.add("convention against torture [and other treatment]", "long")
    tree.add("convention against torture and other treatment", "longest")
    held = words("the Convention against Torture and Other Treatment")
    assert tree.find(held, 0) == (6, "long")


def test_an_abbreviation_is_found_in_capitals_only():
    tree = Phrases()
    tree.add("CAT", "treaty")
    assert tree.find(words("the CAT"), 0) == (1, "treaty")
    assert tree.find(words("the cat"), 0) is None


def test_a_phrase_does_not_go_on_over_the_end_of_a_sentence():
    tree = Phrases()
    tree.add("convention on torture", "treaty")
    assert tree.find(words("the Convention. On torture"), 0) is None
