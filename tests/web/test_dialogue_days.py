"""Days of the dialogue: in the calendar of the room's people, and told to them once each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from heedweb.workspace.domain import dialogue_reminders, gathered, reminders
from heedweb.workspace.models import Event, Item, Notice, Promise, Visit
from heedweb.workspace.notice_words import NOTICES
from tests.web.conftest import seat
from tests.web.test_items import taken, words_of
from tests.web.test_register import get, promised
from tests.web.test_reminders import made, unfolded
from tests.web.test_visits import asked

LONG_AGO = timezone.now() - timedelta(days=90)


def day(days):
    return timezone.localdate() + timedelta(days=days)


def event(table, title="Review", **words):
    return gathered.begin(words={"title": title, **words}, by=seat(table, "focal"))


@pytest.fixture
def room(table):
    """A promise, a letter and a visit's answer due; an event and a visit to come."""
    promise = promised(table, due=day(20), what="In secret")
    item = taken(table, kind="urgent_appeal", publisher="Mandate")
    Item.objects.filter(pk=item.pk).update(reply_due=day(21))
    waits = asked(table, reply_due=day(22))
    comes = event(table, on=day(23), until=day(24))
    visit = asked(table, who="Subcommittee", begins=day(25), ends=day(27))
    for kind in (Promise, Item, Event, Visit):
        kind.objects.update(made=LONG_AGO)
    Notice.objects.all().delete()
    return {"promise": promise, "item": item, "waits": waits, "event": comes, "visit": visit}


def told(table, who="focal"):
    found = Notice.objects.filter(user=table.people[who]).order_by("pk")
    return list(found.values_list("verb", flat=True))


ALL = ["promise_due", "letter_due", "answer_due", "event_comes", "visit_comes"]
LATE = ["promise_late", "letter_late", "answer_late"]


def test_each_day_is_told_once_at_each_step_to_who_writes_in_the_room(table, room):
    for at in range(40):
        reminders.remind(day(at))
        reminders.remind(day(at))
    for who in ("focal", "alternate", "authority"):
        verbs = told(table, who)
        assert {verb: verbs.count(verb) for verb in verbs} == {
            **dict.fromkeys(ALL, 2), **dict.fromkeys(LATE, 1),
        }  # fmt: skip
    assert set(told(table)) <= set(NOTICES)


@pytest.mark.parametrize("who", ["coordinator", "cso_member", "nhri_member", "reader", "auditor"])
def test_nobody_of_another_room_is_told_even_who_sees_to_it(table, room, who):
    Promise.objects.update(owner=table.organisations["justice"])
    for at in range(40):
        dialogue_reminders.remind(table.workspace, day(at))
    assert told(table, who) == []
    bodies = Notice.objects.values_list("user__memberships__organisation__name", flat=True)
    assert set(bodies) == {"health"}


def test_a_notice_leads_to_the_record_and_holds_nothing_of_what_was_promised(table, room):
    reminders.remind(day(17))
    page = words_of(get(table, "notices"))
    assert "A promise is due soon: Aurelia → OHCHR" in page
    assert "In secret" not in page
    held = Notice.objects.get(user=table.people["focal"], verb="promise_due")
    assert held.url == f"/w/aurelia/dialogue/promises/{room['promise'].pk}/"


def test_what_is_done_called_off_or_deleted_is_not_told(table, room):
    Promise.objects.update(fulfilled=day(0), why="Done")
    Item.objects.update(replied=day(0))
    Visit.objects.filter(pk=room["waits"].pk).update(answered="accepted")
    Visit.objects.filter(pk=room["visit"].pk).update(answered="postponed")
    Event.objects.update(gone=timezone.now())
    assert [reminders.remind(day(at)) for at in range(40)] == [0] * 40


def test_a_new_day_is_told_anew(table, room):
    reminders.remind(day(17))
    Promise.objects.update(due=day(40))
    reminders.remind(day(37))
    assert told(table).count("promise_due") == 2


def test_an_event_that_is_a_visit_with_days_comes_once(table):
    held = event(table, on=day(14))
    asked(table, event=held, begins=day(14))
    for kind in (Event, Visit):
        kind.objects.update(made=LONG_AGO)
    Notice.objects.all().delete()
    reminders.remind(day(0))
    assert told(table) == ["visit_comes"]


def test_the_calendar_of_the_rooms_people_holds_its_days_and_no_word_of_what_was_said(table, room):
    lines = unfolded(table.client("public"), made(table))
    assert [one for one in lines if one.startswith("SUMMARY")] == [
        "SUMMARY:Promise due: Aurelia → OHCHR", "SUMMARY:Reply due: Mandate 2026-11-04",
        "SUMMARY:Answer due on the visit of Special Rapporteur on water",
        "SUMMARY:Event: Review", "SUMMARY:Visit: Subcommittee",
    ]  # fmt: skip
    assert f"DTEND;VALUE=DATE:{day(28):%Y%m%d}" in lines
    assert "In secret" not in "".join(lines)
    assert f"UID:promise-due-{room['promise'].pk}@127.0.0.1" in lines


@pytest.mark.parametrize("who", ["coordinator", "nhri_member"])
def test_the_calendar_of_others_holds_none_of_it(table, room, who):
    assert "BEGIN:VEVENT" not in unfolded(table.client("public"), made(table, who))


def test_days_stand_on_the_page_of_what_comes_next_and_on_the_first(table, room):
    said = words_of(get(table, "mechanisms"))
    assert "What comes next in the dialogue Only your room sees it." in said
    assert "Promise due: Aurelia → OHCHR" in said
    assert "Visit: Subcommittee" in words_of(get(table, "today"))
    assert "What comes next in the dialogue" not in words_of(get(table, "mechanisms", who="reader"))
    assert "Subcommittee" not in words_of(get(table, "today", who="coordinator"))


def test_what_was_entered_after_a_step_is_told_at_the_next_alone(table):
    promised(table, due=date.max)
    Promise.objects.update(due=day(10))
    Notice.objects.all().delete()
    reminders.remind(day(0))
    assert told(table) == []
    reminders.remind(day(7))
    assert told(table) == ["promise_due"]
