"""The dialogue over time: what is drawn, and that it is what the table says."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import docx
import pytest

from heedweb.workspace.models import Activity
from heedweb.workspace.pictures.dialogue import TARGET, WIDTH, Dot, picture
from tests.web.test_items import met, taken, words_of
from tests.web.test_register import get, post, promised
from tests.web.test_visits import asked, rows_of

TODAY = date(2030, 6, 1)


def dot(on, until=None, lane="OHCHR", kind="event"):
    return Dot(kind, lane, on, until, "Meeting", "/there/")


def test_no_two_marks_of_a_lane_lie_on_each_other():
    held = picture([dot(date(2030, 3, day)) for day in (1, 1, 2, 28)], TODAY)
    (lane,) = held.lanes
    assert len({mark.y for mark in lane.marks}) == 3
    for one in lane.marks:
        for other in lane.marks:
            apart = one is other or one.y != other.y or abs(one.left - other.left) >= TARGET
            assert apart


def test_each_counterpart_has_a_lane_below_the_one_before():
    held = picture([dot(date(2030, 3, 1)), dot(date(2030, 3, 1), lane="ILO")], TODAY)
    first, second = held.lanes
    assert (first.name, second.name) == ("OHCHR", "ILO")
    assert second.top == first.end


def test_what_lasts_is_as_long_as_it_lasts():
    held = picture([dot(date(2030, 1, 1), date(2030, 12, 31), kind="visit")], TODAY)
    mark = held.lanes[0].marks[0]
    assert mark.wide > 800
    assert round(mark.left + mark.wide / 2, 0) == round(mark.x, 0)


def test_a_picture_from_right_to_left_is_the_mirror_of_the_other():
    days = [dot(date(2030, 3, 1)), dot(date(2030, 5, 1), date(2030, 9, 1))]
    plain, turned = (picture(days, TODAY, mirrored=m) for m in (False, True))
    assert turned.today == round(WIDTH - plain.today, 1)
    for one, other in zip(plain.lanes[0].marks, turned.lanes[0].marks, strict=True):
        assert (other.x, other.y) == (round(WIDTH - one.x, 1), one.y)


@pytest.fixture
def room(table):
    """An event with two sides besides Aurelia, a promise with three days, a visit with two."""
    people = [{"name": name, "office": "Head", "side": name} for name in ("OHCHR", "ILO")]
    own = {"name": "Tomas Verin", "office": "Minister", "side": "Aurelia"}
    met(table, taken(table), people=[own, *people])
    promised(
        table, made_on=date(2026, 11, 3), due=date(2027, 5, 1), fulfilled=date(2026, 11, 5),
        why="Done",
    )  # fmt: skip
    asked(table, begins=date(2027, 9, 1), ends=date(2027, 9, 9))
    return table


def test_the_picture_and_its_table_say_the_same_by_counterpart(room):
    response = get(room, "dialogue-timeline")
    timeline = response.context["timeline"]
    lanes = {
        lane.name: sorted(mark.dot.kind for mark in lane.marks) for lane in timeline.picture.lanes
    }
    assert lanes == {
        "ILO": ["event"], "OHCHR": ["due", "event", "fulfilled", "made"],
        "Special Rapporteur on water": ["asked", "visit"],
    }  # fmt: skip
    drawn = [mark.dot for lane in timeline.picture.lanes for mark in lane.marks]
    assert sorted(drawn, key=str) == sorted((row.dot for row in timeline.rows), key=str)
    html = response.content.decode()
    svg = re.search(r'<figure class="drawing">.*?</svg>', html, re.S).group()
    assert sorted(re.findall(r'<a href="([^"]+)"', svg)) == sorted(one.url for one in drawn)
    assert 'aria-label="visit, 1 September 2027: Special Rapporteur on water"' in svg


def test_the_timeline_is_narrowed_to_a_year_and_a_counterpart(room):
    def kinds(**wanted):
        rows = get(room, "dialogue-timeline", **wanted).context["timeline"].rows
        return sorted(row.dot.kind for row in rows)

    assert kinds(year=2027) == ["due", "visit"]
    assert kinds(**{"with": "ILO"}) == ["event"]
    assert kinds(year=1999) == []


def test_the_whole_timeline_goes_along_as_a_table(room):
    titles, *lines = rows_of(post(room, "dialogue-timeline-table"))
    assert titles == ["Day", "Until", "Kind", "With whom", "What"]
    assert ["2027-09-01", "2027-09-09", "visit", *["Special Rapporteur on water"] * 2] in lines
    assert len(lines) == 7
    assert Activity.objects.get(verb="exported").room == room.organisations["health"].room


def test_another_room_sees_none_of_it(room):
    for who in ("coordinator", "cso_member", "reader"):
        assert get(room, "dialogue-timeline", who=who).context["timeline"].rows == []


def test_the_timeline_asks_as_often_for_three_as_for_one(room, django_assert_max_num_queries):
    def counted():
        with django_assert_max_num_queries(60) as asked_for:
            get(room, "dialogue-timeline")
        return len(asked_for)

    get(room, "dialogue-timeline")
    before = counted()
    for nth in range(3):
        asked(room, who=f"Mandate {nth}")
        promised(room, made_on=date(2026, 11, nth + 1))
        met(room, taken(room, publisher=f"News {nth}"), date=f"2027-0{nth + 1}-01")
    assert counted() == before


def test_a_briefing_sheet_says_which_visits_are_open(room):
    asked(room, who="Declined", answered="declined")
    asked(room, who="Done", begins=date(2020, 1, 1))
    asked(room, who="Subcommittee", kind="subcommittee")
    sheet = get(room, "briefing", side="OHCHR").context["sheet"]
    assert [row.visit.who for row in sheet.visits] == ["Special Rapporteur on water"]
    said = words_of(get(room, "briefing", side="OHCHR"))
    assert "Visits that are open Special Rapporteur on water planned" in said
    data = post(room, "briefing-file", side="OHCHR").content
    lines = [one.text for one in docx.Document(BytesIO(data)).paragraphs]
    day = "asked for on 1 March 2026 · 1 September 2027"
    assert f"Special Rapporteur on water (planned) · {day}" in lines
