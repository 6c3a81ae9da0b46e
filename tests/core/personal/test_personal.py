"""What may be personal data is found by what its examples say; no text holds the search up."""

from __future__ import annotations

from re._constants import MAXREPEAT
from re._parser import SubPattern, parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.personal import Hit, Kind, scan
from heed.personal.entries import entries, languages, names

ENTRIES = [(one.code, one) for language in languages() for one in entries(language)]
NAMED = [language for language in languages() if names(language)]


def found(text):
    return [(hit.kind, text[hit.start : hit.end]) for hit in scan(text)]


@pytest.mark.parametrize(("code", "entry"), ENTRIES, ids=[code for code, _entry in ENTRIES])
def test_expression_finds_its_examples_and_no_counterexample(code, entry):
    assert entry.match
    assert entry.other
    assert entry.reason
    assert [text for text in entry.match if not entry.says.search(text)] == []
    assert [text for text in entry.other if entry.says.search(text)] == []
    for text in entry.match:
        assert Kind(entry.kind) in [kind for kind, _said in found(text)]


@pytest.mark.parametrize("language", NAMED)
def test_names_are_found_beside_a_word_for_somebody_concerned_alone(language):
    held = names(language)
    assert [text for text in held.match if Kind.NAME not in dict(found(text))] == []
    assert [text for text in held.other if Kind.NAME in dict(found(text))] == []


def test_every_language_has_every_kind():
    assert languages() == ("ar", "en", "es", "fr", "ru", "any")
    everywhere = {one.kind for one in entries("any")}
    for language in NAMED:
        kinds = everywhere | {one.kind for one in entries(language)} | {Kind.NAME}
        assert kinds == set(Kind), language


def test_codes_are_told_apart():
    assert len({code for code, _entry in ENTRIES}) == len(ENTRIES)


def test_each_kind_is_found_where_it_stands():
    text = (
        "The victim, Amina Karsou, born on 3 March 1987, lives at 12 Old Mill Road; "
        "amina.k@example.org, +41 22 917 90 00, passport no. X123456. Her son is 9 years old."
    )
    assert found(text) == [
        (Kind.NAME, "Amina Karsou"),
        (Kind.BIRTH_DATE, "3 March 1987"),
        (Kind.ADDRESS, "12 Old Mill Road"),
        (Kind.EMAIL, "amina.k@example.org"),
        (Kind.PHONE, "+41 22 917 90 00"),
        (Kind.ID_NUMBER, "X123456"),
        (Kind.AGE, "9 years old"),
    ]
    first = scan(text)[0]
    assert first == Hit(12, 24, Kind.NAME, first.reason, "en.names")


def test_a_name_in_another_sentence_is_not_taken_for_somebody_concerned():
    assert found("Omar Deff spoke. Victims were heard.") == []


@given(st.text(alphabet="Aa1 .@+-/\nжЖضبvictim", max_size=200))
def test_hits_are_in_order_within_the_text_and_apart(text):
    hits = scan(text)
    ends = [0, *(hit.end for hit in hits)]
    assert all(end <= hit.start < hit.end for end, hit in zip(ends, hits, strict=False))
    assert not hits or hits[-1].end <= len(text)


@pytest.mark.parametrize(("code", "entry"), ENTRIES, ids=[code for code, _entry in ENTRIES])
def test_no_expression_repeats_anything_without_a_bound(code, entry):
    assert not endless(entry.says)


@pytest.mark.parametrize("language", NAMED)
def test_the_search_for_names_repeats_nothing_without_a_bound(language):
    assert not endless(names(language).near)
    assert not endless(names(language).name)


def endless(says):
    """Whether an expression repeats anything without a bound: what hostile texts hold up."""
    return MAXREPEAT in set(_counts(parse(says.pattern)))


def _counts(part):
    if isinstance(part, SubPattern | list | tuple):
        if isinstance(part, tuple) and len(part) == 3 and isinstance(part[1], int):
            yield part[1]
        for one in part:
            yield from _counts(one)
