"""The words by which items are read: tested, bounded, and the same questions in each language."""

from __future__ import annotations

import re

import pytest

from heed.dialogue.words import LANGUAGES, offices, organisations, stop_words, words
from heed.vocab.packaged import load

ENTRIES = [
    pytest.param(language, name, at, id=f"{language}.{name}.{entry.code}")
    for language in LANGUAGES
    for name, group in words(language).groups.items()
    for at, entry in enumerate(group.entries)
]
# What one language asks and another need not: a way of speaking that the other lacks.
_OPTIONAL = {"points", "same_source", "sittings", "arrivals", "gatherings"}


@pytest.mark.parametrize(("language", "name", "at"), ENTRIES)
def test_an_entry_matches_its_examples_and_not_the_others(language, name, at):
    group = words(language).groups[name]
    entry, pattern = group.entries[at], group.patterns[at]
    assert [one for one in entry.match if not pattern.search(one)] == []
    assert [one for one in entry.other if pattern.search(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_answers_the_same_questions(language):
    expected = set(words("en").groups) - _OPTIONAL
    assert expected - set(words(language).groups) == set()


@pytest.mark.parametrize(("language", "name", "at"), ENTRIES)
def test_repetitions_are_bounded(language, name, at):
    pattern = words(language).groups[name].patterns[at].pattern
    outside = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    assert [one for one in outside if one in "+*"] == [], pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_offices_and_bodies_of_a_language_are_in_the_common_lists(language):
    held = words(language)
    assert {entry.code for entry in held.group("offices").entries} <= set(offices())
    assert {entry.code for entry in held.group("organisations").entries} <= set(organisations())
    roles = {role for office in offices().values() for role in office.roles}
    assert {entry.code for entry in held.group("roles").entries} <= roles


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_of_promises_are_the_six(language):
    six = {"invitation", "ratification", "visit", "report", "cooperation", "other"}
    assert {entry.kind for entry in words(language).group("promises").entries} <= six


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_words_are_there(language):
    assert len(stop_words(language)) >= 15


@pytest.mark.parametrize("name", ["offices", "organisations", "countries", "languages", "letters"])
def test_common_lists_say_where_they_are_from(name):
    data = load(f"data/{name}.yaml", "heed.dialogue")
    assert {"source", "date", "licence"} <= set(data)


@pytest.mark.parametrize("name", ["offices", "organisations"])
def test_common_lists_are_sorted(name):
    codes = [row["code"] for row in load(f"data/{name}.yaml", "heed.dialogue")["entries"]]
    assert len(set(codes)) == len(codes)
