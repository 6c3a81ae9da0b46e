"""Notices: told once, seen by the person alone, mailed as they wish."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_string

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heedweb.administration import options
from heedweb.workspace.domain import mails, notices
from heedweb.workspace.models import Mail, Membership, Notice
from tests import smtp
from tests.web.conftest import seat

LATER = timedelta(seconds=61)


def told(table, who="focal", key="asked:1", subject="report on 1 Dig wells"):
    return notices.tell(
        table.people[who], table.workspace, "asked", subject, "/w/aurelia/due/", key
    )


@pytest.fixture
def office(settings):
    settings.EMAIL_BACKEND = "heedweb.administration.mail.Backend"
    with smtp.open_office() as office:
        options.change({"mail_host": "127.0.0.1", "mail_port": str(office.server_address[1])})
        yield office
        options.change({"mail_host": None, "mail_port": None})


def post_all(now):
    mails.gather(now)
    while mails.send_one(now):
        pass


def test_the_same_is_told_once(table):
    assert told(table) is not None
    assert told(table) is None
    assert told(table, key="asked:2") is not None
    assert Notice.objects.count() == 2
    held = Notice.objects.first()
    held.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_a_notice_counts_beside_the_name_and_leads_to_its_place(table):
    held = told(table)
    client = table.client("focal")
    assert "1 new notice" in client.get("/w/aurelia/").content.decode()
    page = client.get("/w/aurelia/notices/").content.decode()
    assert "A report is asked for on" in page
    assert "report on 1 Dig wells" in page
    gone = client.post(f"/w/aurelia/notices/{held.pk}/")
    assert gone["Location"] == "/w/aurelia/due/"
    assert "new notice" not in client.get("/w/aurelia/").content.decode()
    assert "report on 1 Dig wells" in client.get("/w/aurelia/notices/?show=all").content.decode()


def test_notices_of_others_are_not_there(table):
    held = told(table)
    other = table.client("alternate")
    assert other.post(f"/w/aurelia/notices/{held.pk}/").status_code == 404
    assert "Dig wells" not in other.get("/w/aurelia/notices/?show=all").content.decode()
    other.post("/w/aurelia/notices/read/")
    assert Notice.objects.get().seen is None


def test_what_is_told_within_a_minute_is_one_mail(table, office):
    told(table)
    told(table, key="asked:2", subject="report on 2 Mend wells")
    now = timezone.now()
    post_all(now)
    assert office.mails == []
    post_all(now + LATER)
    post_all(now + LATER)
    (sent,) = office.mails
    mail = message_from_string(sent)
    assert mail["Subject"] == "Aurelia: 2 things for you"
    assert mail["To"] == "focal@example.org"
    assert mail["Message-ID"] == f"<{Mail.objects.get().ident}>"
    assert "report on 2 Mend wells" in mail.get_payload()
    assert "http://127.0.0.1:8470/w/aurelia/due/" in mail.get_payload()


def test_each_is_told_by_mail_as_they_wish(table, office):
    for who, wish in (("focal", "each"), ("alternate", "daily"), ("authority", "none")):
        page = table.client(who).post("/w/aurelia/notices/wishes/", {"mails": wish})
        assert page.status_code == 302
        told(table, who)
    morning = (timezone.now() + timedelta(days=1)).replace(hour=4)
    post_all(morning)
    assert [message_from_string(one)["To"] for one in office.mails] == ["focal@example.org"]
    post_all(morning.replace(hour=5))
    told(table, "alternate", key="asked:2")
    Notice.objects.filter(key="asked:2").update(at=morning)
    post_all(morning.replace(hour=6))
    assert [message_from_string(one)["To"] for one in office.mails] == [
        "focal@example.org", "alternate@example.org",
    ]  # fmt: skip


def test_what_was_read_in_the_page_is_not_mailed(table, office):
    told(table)
    table.client("focal").post("/w/aurelia/notices/read/")
    post_all(timezone.now() + LATER)
    assert office.mails == []


def test_who_is_suspended_is_not_mailed(table, office):
    told(table)
    Membership.objects.filter(user=table.people["focal"]).update(suspended=timezone.now())
    post_all(timezone.now() + LATER)
    assert office.mails == []


def test_a_mail_that_is_not_taken_is_handed_over_again_later_under_its_name(table, office):
    told(table)
    now = timezone.now() + LATER
    office.refuses = True
    post_all(now)
    held = Mail.objects.get()
    assert (held.sent, held.tries, "refuses the address" in held.problem) == (None, 1, True)
    office.refuses = False
    post_all(now + timedelta(seconds=100))
    assert office.mails == []
    post_all(now + timedelta(seconds=121))
    assert message_from_string(office.mails[0])["Message-ID"] == f"<{held.ident}>"
    assert Mail.objects.get().sent == now + timedelta(seconds=121)


def test_without_a_mail_server_no_mail_is_made(table):
    told(table)
    assert mails.gather(timezone.now() + LATER) == 0
    assert not Mail.objects.exists()


def test_looking_for_mail_costs_one_query_while_nobody_is_to_be_mailed(table, office):
    notices.wish(mails="none", by=seat(table, "authority"))
    told(table, "authority")
    now = timezone.now() + LATER
    with CaptureQueriesContext(connection) as asked:
        assert mails.gather(now) == 0
    assert len(asked) == 1
    notices.wish(mails="daily", by=seat(table, "focal"))
    told(table)
    with CaptureQueriesContext(connection) as asked:
        assert mails.gather(now.replace(hour=4) + timedelta(days=1)) == 0
    assert len(asked) == 1
    morning = now.replace(hour=5) + timedelta(days=1)
    assert mails.gather(morning) == 1
    told(table, key="asked:2")
    Notice.objects.filter(key="asked:2").update(at=morning - timedelta(hours=1))
    with CaptureQueriesContext(connection) as asked:
        assert mails.gather(morning) == 0
    assert len(asked) == 2


def test_a_list_of_notices_costs_the_same_for_one_and_many(table):
    told(table)
    client = table.client("focal")
    client.get("/w/aurelia/notices/")
    with CaptureQueriesContext(connection) as one:
        client.get("/w/aurelia/notices/")
    for number in range(2, 4):
        told(table, key=f"asked:{number}")
    with CaptureQueriesContext(connection) as three:
        client.get("/w/aurelia/notices/")
    assert len(three) == len(one)


def test_a_wish_is_kept_for_the_person_alone(table):
    notices.wish(mails="none", by=seat(table, "focal"))
    assert notices.wish_of(seat(table, "focal")).mails == "none"
    assert notices.wish_of(seat(table, "alternate")).mails == "each"
