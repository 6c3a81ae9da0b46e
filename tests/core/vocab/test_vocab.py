"""States, sessions, mechanisms."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from heed.vocab import states
from heed.vocab.mechanisms import families, mechanisms
from heed.vocab.sessions import cycle_of, ordinal


def test_all_member_states_and_two_observers():
    held = states.all_states()
    assert len([s for s in held if not s.observer]) == 193
    assert [s.iso3 for s in held if s.observer] == ["PSE", "VAT"]


def test_regional_groups_have_the_sizes_that_the_un_states():
    held = Counter(s.group for s in states.all_states())
    assert held == {
        "african": 54,
        "asia_pacific": 54,
        "eastern_european": 23,
        "latin_american_and_caribbean": 33,
        "western_european_and_other": 29,
        "": 2,
    }
    assert sorted(states.groups()) == sorted(code for code in held if code)


def test_no_spelling_names_two_states():
    spellings = [states.fold(n) for s in states.all_states() for n in (s.name, *s.names)]
    assert len(spellings) == len(set(spellings))


@pytest.mark.corpus
def test_every_spelling_of_the_corpus_is_known(corpus):
    with (corpus / "state_names.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"]]
    wrong = [
        row["name_as_written"]
        for row in rows
        if (found := states.find(row["name_as_written"])) is None or found.iso3 != row["iso3"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("session", "cycle"), [(0, None), (1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (48, 4)]
)
def test_cycle_of_a_session(session, cycle):
    assert cycle_of(session) == cycle


@pytest.mark.parametrize(
    ("word", "number"),
    [("seventh", 7), ("twentieth", 20), ("forty-eighth", 48), ("48th", 48), ("soon", None)],
)
def test_ordinals(word, number):
    assert ordinal(word) == number


def test_only_the_review_takes_positions():
    assert [m.code for m in mechanisms().values() if m.positions] == ["upr"]


def test_every_mechanism_is_of_a_family_and_every_family_has_one():
    assert {m.family for m in mechanisms().values()} == set(families())


def test_the_ten_treaty_bodies_are_there():
    bodies = [m for m in mechanisms().values() if m.family == "treaty_bodies"]
    assert len(bodies) == 10
    assert all(m.instrument and m.symbol for m in bodies)
