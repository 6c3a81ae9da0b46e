"""Days as written, and the day that is meant."""

from __future__ import annotations

from datetime import date

import pytest

from heed.dialogue.days import Reported, days, reported, resolved, span
from heed.dialogue.words import words

AT = Reported(date(2027, 2, 23), "day of publication", 2027)  # a Tuesday
NOWHERE = Reported(None, "")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("on 4 November 2026", "en", "2026-11-04"),
        ("on February 27, 2024", "en", "2024-02-27"),
        ("on 2024-02-27", "en", "2024-02-27"),
        ("am 3. März 2027", "de", "2027-03-03"),
        ("le 1er février 2027", "fr", "2027-02-01"),
        ("el 2 de enero de 2027", "es", "2027-01-02"),
        ("7 декабря 2026 года", "ru", "2026-12-07"),
        ("3 березня 2027 року", "uk", "2027-03-03"),
        ("في 4 أيار/مايو 2023", "ar", "2023-05-04"),
        ("12.01.2027", "de", "2027-01-12"),
    ],
)
def test_a_whole_day_is_stated(text, language, day):
    found = days(text, words(language))
    assert len(found) == 1
    assert resolved(found[0], NOWHERE, text) == (day, "stated")


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("on 20 February", "2027-02-20", "day and month stated, year from the day of publication"),
        ("on 30 December", "2026-12-30", "day and month stated, year from the day of publication"),
        ("on Monday night", "2027-02-22", "derived from “Monday” and the day of publication"),
        ("on Tuesday", "2027-02-23", "derived from “Tuesday” and the day of publication"),
        ("yesterday", "2027-02-22", "derived from “yesterday” and the day of publication"),
    ],
)
def test_the_rest_of_a_day_comes_from_the_day_of_the_report_and_says_so(text, day, basis):
    assert resolved(days(text, words("en"))[0], AT, text) == (day, basis)


def test_a_weekday_beside_a_day_gives_the_year_where_nothing_else_does():
    text = "on Friday (July 18)"
    found = days(text, words("en"))
    assert len(found) == 1
    assert resolved(found[0], NOWHERE, text) == (
        "2025-07-18", "day and month stated, year derived from the weekday",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["on Wednesday", "on 4 November", "today"])
def test_a_day_that_nothing_completes_stays_open(text):
    assert resolved(days(text, words("en"))[0], NOWHERE, text)[0] is None


def test_what_is_promised_for_a_weekday_lies_ahead():
    text = "on Friday"
    assert span(days(text, words("en"))[0], AT, text) == "2027-02-26"


def test_a_span_of_days_has_both_ends():
    text = "from 5 to 7 August"
    assert span(days(text, words("en"))[0], AT, text) == "2027-08-05/2027-08-07"


def test_tomorrow_with_its_weekday_is_one_day():
    text = "Mañana miércoles llegará"
    found = days(text, words("es"))
    assert [span(one, AT, text) for one in found] == ["2027-02-24"]


def test_days_that_are_none_are_not_found():
    assert days("31 February 2027 is no day; articles 19 and 22 of 2021.", words("en"))[0].day == 31
    assert resolved(days("on 31 February 2027", words("en"))[0], AT, "")[0] is None


def test_the_day_of_the_report_is_that_of_publication_else_of_the_dateline():
    filed = days("4 November 2026", words("en"))[0]
    assert reported("2027-02-23", filed, ()).basis == "day of publication"
    assert reported("", filed, ()) == Reported(date(2026, 11, 4), "dateline", 0)
    assert reported("2027", None, ()) == Reported(None, "", 2027)
