"""Reminders: each once, on its day; and the calendar, by its secret alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from heedweb.workspace.domain import reminders, reports
from heedweb.workspace.models import Membership, Milestone, Notice, Request, Wish
from heedweb.workspace.queries import ics
from tests.web.conftest import seat
from tests.web.test_progress import asked, day, led, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(table):
    return led(table, 1)


@pytest.fixture
def request_(table, measure):
    (one,) = asked(table, measure, due=day(30))
    Notice.objects.all().delete()
    return one


def verbs(who, table):
    found = Notice.objects.filter(user=table.people[who]).order_by("pk")
    return list(found.values_list("verb", flat=True))


def test_each_reminder_is_told_once_on_its_day(table, request_):
    for at in range(40):
        reminders.remind(day(at))
        reminders.remind(day(at))
    told = verbs("focal", table)
    assert told[:3] == ["due_soon", "due_soon", "overdue"]
    keys = Notice.objects.filter(user=table.people["focal"]).values_list("key", flat=True)
    assert [key.rpartition(":")[2] for key in keys.order_by("pk")[:3]] == ["14", "3", "overdue"]
    weekly = [one for one in told[3:] if one == "overdue_week"]
    assert weekly == told[3:]
    assert len(weekly) in (1, 2)
    assert "overdue_week" in verbs("coordinator", table)


@pytest.mark.parametrize("first", [0, 3])
def test_what_is_overdue_on_monday_is_told_on_the_first_day_that_heed_runs(table, request_, first):
    monday = next(day(at) for at in range(35, 45) if day(at).weekday() == 0)
    for at in range(first, 7):
        reminders.remind(monday + timedelta(days=at))
    assert verbs("focal", table).count("overdue_week") == 1
    told = Notice.objects.get(verb="overdue_week", user=table.people["coordinator"])
    assert told.subject == "1 report (institutions: 1)"


def test_what_became_overdue_since_monday_is_told_the_week_after(table, request_):
    monday = next(day(at) for at in range(35, 45) if day(at).weekday() == 0)
    Request.objects.filter(pk=request_.pk).update(due=monday)
    for at in range(7):
        reminders.remind(monday + timedelta(days=at))
    assert "overdue_week" not in verbs("focal", table)
    reminders.remind(monday + timedelta(days=7))
    assert verbs("focal", table).count("overdue_week") == 1


def test_what_was_missed_is_told_late_and_only_the_latest(table, request_):
    reminders.remind(day(29))
    assert verbs("focal", table) == ["due_soon"]
    assert Notice.objects.filter(key__endswith=":3").exists()


def test_a_new_day_is_reminded_of_anew(table, request_):
    reminders.remind(day(28))
    Request.objects.filter(pk=request_.pk).update(due=day(60))
    reminders.remind(day(58))
    assert verbs("focal", table) == ["due_soon", "due_soon"]


def test_what_was_sent_waits_for_those_who_validate(table, request_, measure):
    sent(measure, table)
    Notice.objects.all().delete()
    reminders.remind(day(28))
    assert (verbs("focal", table), verbs("authority", table)) == ([], ["due_soon"])


def test_what_is_answered_is_not_reminded_of(table, request_, measure):
    held = sent(measure, table)
    reports.approve(held, seen=held.version, by=seat(table, "authority"))
    Notice.objects.all().delete()
    assert reminders.remind(day(31)) == 0


def unfolded(client, address):
    text = client.get(address).content.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def made(table, who="focal"):
    client = table.client(who)
    client.post("/w/aurelia/notices/calendar/new/")
    page = client.get("/w/aurelia/notices/wishes/").content.decode()
    return re.search(r'value="http://127.0.0.1:8470(/calendar/[^"]+)"', page).group(1)


def test_the_calendar_holds_what_is_due_and_no_word_of_a_report(table, request_, measure):
    words = "Ein sehr langer Titel, mit Komma; und \\ – " + "über " * 20
    measure.title, measure.due = words[:200], day(50)
    measure.save()
    Milestone.objects.create(
        measure=measure, title="First well", due=day(40), made_by=table.people["coordinator"]
    )
    reports.begin(measure, words={"text": "In secret.", "on": day(-1)}, by=seat(table, "focal"))
    lines = unfolded(table.client("public"), made(table))
    starts = [one for one in lines if one.startswith("DTSTART")]
    assert starts == [f"DTSTART;VALUE=DATE:{day(n):%Y%m%d}" for n in (30, 50, 40)]
    said = next(one for one in lines if one.startswith("SUMMARY:Measure due"))
    assert "Titel\\, mit Komma\\; und \\\\ – über" in said
    assert f"UID:request-{request_.pk}@127.0.0.1" in lines
    assert "In secret" not in "".join(lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3


def test_without_the_secret_there_is_no_calendar(table, request_):
    address = made(table)
    public = table.client("public")
    assert public.get("/calendar/.ics").status_code == 404
    assert public.get(f"/calendar/{'0' * 43}.ics").status_code == 404
    again = made(table)
    assert public.get(address).status_code == 404
    assert public.get(again).status_code == 200
    table.client("focal").post("/w/aurelia/notices/calendar/end/")
    assert public.get(again).status_code == 404
    assert Wish.objects.get().calendar == ""


def test_the_calendar_of_who_is_suspended_is_gone(table, request_):
    address = made(table)
    Membership.objects.filter(user=table.people["focal"]).update(suspended=datetime.now(UTC))
    assert table.client("public").get(address).status_code == 404


def test_others_see_only_what_they_may_in_their_calendar(table, request_, measure):
    measure.due = day(50)
    measure.save()
    lines = unfolded(table.client("public"), made(table, "nhri_member"))
    assert "BEGIN:VEVENT" not in lines


def test_a_line_is_folded_between_characters():
    line = "SUMMARY:" + "ü€𝄞" * 40
    rows = ics.folded(line).split("\r\n")
    assert all(len(row.encode()) <= 75 for row in rows)
    assert rows[0] + "".join(row[1:] for row in rows[1:]) == line
