"""What is known of each instrument, and from where."""

from __future__ import annotations

import re
from datetime import date

import pytest

from heed.vocab import instrument_facts, instruments
from heed.vocab.instruments import ASIDE

ILO = {**instruments.conventions(), **instruments.recommendations()}
STATUSES = {"", "up-to-date", "interim", "outdated", *ASIDE}


def test_every_recommendation_of_the_ilo_is_held():
    held = instruments.recommendations().values()
    assert [one.number for one in held] == list(range(1, 210))
    assert [one.year for one in held] == sorted(one.year for one in held)


def test_a_status_and_a_subject_are_of_their_lists():
    assert {one.status for one in ILO.values()} == STATUSES
    assert {one.subject for one in ILO.values()} - {""} == set(instruments.subjects())


def test_what_the_conference_ended_says_when_and_nothing_else_does():
    ended = {one.code for one in ILO.values() if one.ended}
    assert ended == {one.code for one in ILO.values() if one.status in ("withdrawn", "abrogated")}
    assert all(one.ended > one.year for one in ILO.values() if one.ended)


def test_only_what_was_in_force_can_be_abrogated():
    held = [one for one in ILO.values() if one.status == "abrogated"]
    assert [one.code for one in held if not one.in_force] == []


def test_days_are_days_and_entry_into_force_comes_after_adoption():
    for one in instruments.every().values():
        for day in filter(None, (one.adopted, one.in_force)):
            assert date.fromisoformat(day).year >= one.year


def test_titles_in_french_and_spanish_are_those_of_conventions_and_recommendations():
    for one in ILO.values():
        words = {"C": ("Convention", "Convenio"), "R": ("Recommandation", "Recomendación")}
        french, spanish = words.get(one.code[0], ("", ""))
        assert one.fr.startswith(french) or not one.fr
        assert one.es.startswith(spanish) or not one.es


@pytest.mark.parametrize("one", instruments.procedures().values(), ids=lambda one: one.code)
def test_a_procedure_says_what_it_is_and_how_it_is_accepted(one):
    kinds = {"complaints", "inquiry", "inter-state", "amendment"}
    assert one.kind in kinds or one.code == "standing-invitation"
    assert one.accepted in {"declaration", "opt-out", "treaty"} or one.kind not in kinds - {
        "amendment"
    }


def test_only_fields_that_are_filled_are_checked():
    for one in instruments.every().values():
        assert [field for field in one.checked if not getattr(one, field)] == []
        assert set(one.checked) <= set(instrument_facts.FIELDS)


def test_what_was_not_checked_is_counted():
    held = instrument_facts.counted()
    assert held["category"] == (198, 0)
    assert sum(open_ for _, open_ in held.values()) == sum(
        not fact.checked for fact in instrument_facts.facts()
    )


def test_every_check_names_its_source():
    files = ("ilo_conventions", "treaties")
    checks = [one for name in files for one in instruments.data(name)["checks"]]
    fields = {field for one in checks for field in one["fields"]}
    used = {field for one in instruments.every().values() for field in one.checked}
    assert used <= fields
    assert all(re.search(r"\w{3}", one["source"]) for one in checks)
