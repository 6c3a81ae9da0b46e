"""Composed items in seven languages: the layouts of published ones, in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from heed.dialogue.files import read_text
from heed.dialogue.records import Part

ITEMS = sorted((Path(__file__).parent / "items").glob("*.yaml"))


def _read(path):
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    item = read_text(
        held["text"],
        publisher=held["publisher"],
        published=str(held["published"]),
        name=path.stem,
        own=tuple(held["own"]),
    )
    return held, item


@pytest.fixture(params=ITEMS, ids=lambda path: path.stem)
def read(request):
    return _read(request.param)


def test_each_sample_says_what_it_proves(read):
    assert read[0]["proves"]


def test_language_is_known(read):
    held, item = read
    assert item.language == held["language"]


def test_meetings_are_found_with_day_place_occasion_and_people(read):
    held, item = read
    assert [
        {
            "date": one.date,
            "place": one.place,
            "occasion": one.occasion,
            "people": [[p.name, p.office, p.organisation, p.side] for p in one.participants],
        }
        for one in item.meetings
    ] == held["meetings"]


def test_statements_have_a_speaker_and_who_passed_them_on(read):
    held, item = read
    assert [
        [one.speaker, one.spoken_via, "quoted" if one.verbatim else "reported"]
        for one in item.statements
    ] == held["statements"]


def test_commitments_have_a_kind_an_owner_an_addressee_and_a_day(read):
    held, item = read
    assert [[c.kind, c.who, c.to_whom, c.by_when] for c in item.commitments] == held["commitments"]


def test_repeats_and_what_is_no_body_are_set_apart(read):
    held, item = read
    assert list(item.duplicates) == held["duplicates"]
    apart = {one.number for one in item.paragraphs if one.part is not Part.BODY}
    assert sorted(apart) == held["apart"]


def test_every_value_stands_where_it_says(read):
    _held, item = read
    for meeting in item.meetings:
        assert 0 <= meeting.at.start < meeting.at.end <= len(item.text)
        for person in meeting.participants:
            if person.office_at and person.written:
                assert item.text[person.office_at.start : person.office_at.end] == person.written
        if meeting.occasion_at:
            at = meeting.occasion_at
            assert item.text[at.start : at.end] == meeting.occasion
    for statement in item.statements:
        assert item.text[statement.start : statement.end] == statement.quote
    for one in item.commitments:
        assert one.what in item.text


# trust.md section 5, rule 2: heed's own words attribute and never judge.
_NEVER = ("claimed", "admitted", "alleged", "refuted", "so-called", "regime")


def test_heed_s_own_words_never_judge(read):
    _held, item = read
    said = [problem.message for problem in item.problems]
    for meeting in item.meetings:
        said += [meeting.date_basis, meeting.place_basis, meeting.method]
        said += [f"{p.office} {p.organisation} {p.side} {p.reason}" for p in meeting.participants]
    for statement in item.statements:
        said += [statement.speaker, statement.spoken_via, statement.office, *statement.about]
    for one in item.commitments:
        said += [one.who, one.to_whom, one.kind, one.asked_by]
    assert [word for word in _NEVER for one in said if word in one.casefold()] == []
