"""What of an item is body."""

from __future__ import annotations

import pytest

from heed.dialogue.paragraphs import dateline, paragraphs, unwrapped
from heed.dialogue.records import Part
from heed.dialogue.words import words

EN = words("en")
LEAD = (
    "The minister of Aurelia met the envoy in Karsova on Monday and spoke about the new prison law."
)


def _parts(*given):
    return paragraphs("\n\n".join(given), EN)


def test_a_paragraph_printed_twice_is_counted_once():
    assert [one.repeats for one in _parts(LEAD, "He left soon.", LEAD)] == [None, None, 0]


def test_a_repeat_with_a_dateline_or_a_bullet_before_it_is_a_repeat():
    found = _parts(LEAD, f"KARSOVA — {LEAD}", "Envoy meets minister", "• Envoy meets minister")
    assert [one.repeats for one in found] == [None, 0, None, 2]


def test_a_paragraph_told_again_with_two_words_more_is_a_repeat():
    again = LEAD.replace("met the envoy", "met the tall envoy")
    assert [one.repeats for one in _parts(LEAD, again)] == [None, 0]


def test_a_paragraph_that_shares_half_its_words_is_none():
    other = (
        "The minister of Aurelia met the envoy in Karsova but nobody told the press what was said."
    )
    assert [one.repeats for one in _parts(LEAD, other)] == [None, None]


def test_short_furniture_is_no_repeat():
    assert [one.repeats for one in _parts("|", LEAD, "|")] == [None, None, None]


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("Photo by courtesy of the Ministry", Part.FURNITURE),
        ("The minister (left) with the envoy. — ANA Photo A. Bee", Part.FURNITURE),
        ("view count : 157", Part.FURNITURE),
        ("Source : ANA", Part.FURNITURE),
        ("|", Part.FURNITURE),
        ("مشار", Part.FURNITURE),
        ("Envoy meets the minister in Karsova", Part.HEADLINE),
        (LEAD, Part.BODY),
        ("(a) asked the Government to reply; and", Part.BODY),
    ],
)
def test_what_a_paragraph_is(given, part):
    assert _parts(given, LEAD)[0].part is part


def test_contacts_at_the_end_of_a_paragraph_are_no_body():
    found = _parts(f"{LEAD} ENDS For more information, please contact: A. Bee")
    assert [(one.number, one.part) for one in found] == [(0, Part.BODY), (0, Part.CONTACTS)]


def test_lines_broken_at_the_margin_are_one_paragraph_and_keep_their_offsets():
    text = f"{LEAD[:60]}\n{LEAD[60:] * 1}\n\nHe left soon."
    wide = "word " * 12
    wrapped = f"{wide.strip()}\n{wide.strip()}\n{wide.strip()}\nend.\n\nHe left."
    told = unwrapped(wrapped)
    assert len(told) == len(wrapped)
    assert len(paragraphs(told, EN)) == 2
    assert unwrapped(text)[-13:] == "He left soon."


def test_a_paragraph_a_line_stays_a_paragraph():
    assert len(paragraphs(unwrapped(f"{LEAD}\nHe left soon.\n{LEAD}"), EN)) == 3


@pytest.mark.parametrize(
    ("text", "language", "agency", "day"),
    [
        ("MINSK, 4 November (ANA) - The minister spoke.", "en", "ANA", (11, 4)),
        ("GENEVA ( 6 October 2021 ) – The Government spoke.", "en", "", (10, 6)),
        ("ANA- The minister spoke to the envoy today.", "en", "ANA", None),
        ("KARSOVA — The minister spoke to the envoy.", "en", "KARSOVA", None),
        ("26 февраля, АНА. В Женеве министр выступил.", "ru", "АНА", (2, 26)),
        ("Алматы. 23 января. АНА – Во дворце прошла встреча.", "ru", "АНА", (1, 23)),
        ("KARSOVA, 26. Februar (ANA) - Der Minister sprach.", "de", "ANA", (2, 26)),
        ("Karsova, 18 ago (ANA).- Mañana llegará una misión.", "es", "ANA", (8, 18)),
    ],
)
def test_datelines_name_agency_and_day(text, language, agency, day):
    held = words(language)
    found = dateline(text, paragraphs(text, held)[0], held)
    assert found is not None
    assert found.agency == agency
    assert (found.day and (found.day.month, found.day.day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "On 7 December the President met the rapporteur - a first.",
        "The envoy spoke of a well-known case in the capital on Monday.",
    ],
)
def test_a_sentence_has_no_dateline(text):
    assert dateline(text, paragraphs(text, EN)[0], EN) is None
