"""Several reports of one event."""

from __future__ import annotations

from heed.dialogue.events import events
from heed.dialogue.files import read_text

OWN = ("Aurelia", "Aurelian", "Аурелия", "аурелийский")
EN = (
    "Aurelian Foreign Minister Radu Holm met with Tobias Lenk, UN High Commissioner for Human"
    " Rights, in Geneva on {day}. They discussed the recommendations of the fourth cycle."
)
RU = (
    "{day} в Женеве министр иностранных дел Аурелии Раду Хольм встретился с верховным комиссаром"
    " ООН по правам человека Тобиасом Ленком. Стороны обсудили рекомендации."
)


def _en(name="en.txt", day="3 November", published="2027-11-04"):
    text = EN.format(day=day)
    return read_text(text, publisher="ANA", published=published, name=name, own=OWN)


def _ru(day="4 ноября", published="2027-11-05"):
    text = RU.format(day=day)
    return read_text(text, publisher="АНА", published=published, name="ru.txt", own=OWN)


def test_reports_in_two_languages_become_one_event_that_shows_how_they_differ():
    found = events([_en(), _ru()])
    assert [event.files for event in found] == [("en.txt", "ru.txt")]
    assert found[0].reason == "the same persons of the same sides met on days that agree"
    assert {one.field: one.said for one in found[0].differences}["date"] == (
        ("en.txt", "2027-11-03"), ("ru.txt", "2027-11-04"),
    )  # fmt: skip


def test_the_same_people_on_other_days_are_another_event():
    assert events([_en(), _ru(day="26 февраля", published="2027-02-27")]) == ()


def test_a_report_without_any_day_joins_and_says_that_a_day_is_missing():
    undated = _ru(day="На полях сессии", published="")
    found = events([_en(), undated])
    assert [event.reason for event in found] == [
        "the same persons of the same sides met; one report states no day"
    ]
    assert {one.field: one.said for one in found[0].differences}["date"] == (
        ("en.txt", "2027-11-03"), ("ru.txt", ""),
    )  # fmt: skip


def test_other_people_of_the_same_sides_are_another_event():
    other = read_text(
        EN.format(day="3 November").replace("Radu Holm", "Petra Aune"),
        publisher="ANA", published="2027-11-04", name="other.txt", own=OWN,
    )  # fmt: skip
    assert events([_en(), other]) == ()


def test_two_announcements_of_one_visit_are_one_event():
    first = read_text(
        "Tobias Lenk, UN High Commissioner for Human Rights, goes on an official mission to Aurelia"
        " from 9 to 12 August.",
        publisher="ANA", published="2027-08-02", name="a.txt", own=OWN,
    )  # fmt: skip
    second = read_text(
        "Tobias Lenk, Haut-Commissaire des Nations Unies aux droits de l'homme, est en mission"
        " officielle en Aurelia du 9 au 12 août.",
        publisher="ANA", published="2027-08-03", name="b.txt", own=OWN,
    )  # fmt: skip
    assert [event.files for event in events([first, second])] == [("a.txt", "b.txt")]


def test_an_item_alone_is_no_event():
    assert events([_en()]) == ()
