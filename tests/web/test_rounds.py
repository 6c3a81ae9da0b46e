"""Consultations: who sees them and when, how they are answered, and what is done with answers."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from heedweb.workspace.domain import publishing, rounds
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import Answer, Notice, Round
from heedweb.workspace.queries import rounds as queries
from tests.web.conftest import seat
from tests.web.test_notes import ROOMS, room, row_of

WORDS = {"title": "Wells of the north", "question": "Where are wells missing?",
         "closes": date(2099, 1, 1)}  # fmt: skip


def address(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


def begun(table, bodies=("league", "institution"), title=WORDS["title"], **more):
    by = seat(table, "coordinator")
    held = rounds.begin(words={**WORDS, "title": title}, by=by)
    chosen = {"plan": None, "recommendations": [row_of(table)], "clusters": [], **more}
    invited = [table.organisations[name] for name in bodies]
    return rounds.choose(held, invited=invited, by=by, **chosen)


def opened(table, *args, **more):
    return rounds.open_(begun(table, *args, **more), by=seat(table, "coordinator"))


def answered(table, held, body="league", to="coordination", text="In the valley."):
    author, approver = ROOMS[body]
    made = rounds.answer(held, words={"text": text}, by=seat(table, author))
    place = table.workspace.coordination().room if to == "coordination" else room(table, to)
    made = publishing.ask(made, to=place, seen=made.version, by=seat(table, author))
    return publishing.approve(made, seen=made.version, by=seat(table, approver))


def over(held):
    Round.objects.filter(pk=held.pk).update(closes=timezone.localdate() - timedelta(days=1))
    held.refresh_from_db()
    return held


def test_it_is_seen_by_the_invited_once_it_is_open(read):
    held = begun(read)
    place = address("consultation", held.pk)
    assert read.client("coordinator").get(place).status_code == 200
    assert read.client("cso_member").get(place).status_code == 404
    rounds.open_(held, by=seat(read, "coordinator"))
    assert read.client("cso_member").get(place).status_code == 200
    for who in ("cso_elsewhere", "focal", "worker", "reader"):
        assert read.client(who).get(place).status_code == 404
        assert queries.waiting(seat(read, who)) == 0
    assert queries.waiting(seat(read, "cso_member")) == 1
    assert "1 consultation or answer waits" in (
        read.client("cso_member").get("/w/aurelia/").content.decode()
    )
    told = {one.user.email for one in Notice.objects.filter(verb="consulted")}
    assert told == {"cso_member@example.org", "cso_approver@example.org",
                    "nhri_member@example.org", "nhri_approver@example.org"}  # fmt: skip


def test_what_was_asked_stays_once_it_is_open(read):
    held = opened(read)
    by = seat(read, "coordinator")
    with pytest.raises(NotNow):
        rounds.write(held, words={"question": "Other?"}, seen=held.version, by=by)
    with pytest.raises(NotNow):
        rounds.choose(held, plan=None, recommendations=[], clusters=[], invited=[], by=by)
    with pytest.raises(NotNow):
        rounds.open_(held, by=by)


def test_it_is_not_opened_for_nobody_or_after_its_day(read):
    by = seat(read, "coordinator")
    with pytest.raises(Lacking):
        rounds.open_(begun(read, ()), by=by)
    with pytest.raises(NotNow):
        rounds.open_(over(begun(read, title="Other")), by=by)


def test_the_invited_alone_answer_until_its_day(read):
    held = opened(read)
    with pytest.raises(NotTheirs):
        rounds.answer(held, words={"text": "x"}, by=seat(read, "focal"))
    with pytest.raises(NotTheirs):
        rounds.answer(held, words={"text": "x"}, by=seat(read, "coordinator"))
    with pytest.raises(NotNow):
        rounds.answer(over(held), words={"text": "x"}, by=seat(read, "cso_member"))
    assert Answer.objects.count() == 0


def test_an_answer_is_read_by_those_to_whom_two_people_let_it_go(read):
    held = opened(read)
    answered(read, held, "league", "coordination", "FORTHEDESK")
    answered(read, held, "institution", "shared", "FORTHETABLE")
    place = address("consultation", held.pk)
    seen = {
        who: [word in read.client(who).get(place).content.decode()
              for word in ("FORTHEDESK", "FORTHETABLE")]
        for who in ("coordinator", "cso_member", "nhri_member")
    }  # fmt: skip
    assert seen == {"coordinator": [True, True], "cso_member": [True, True],
                    "nhri_member": [False, True]}  # fmt: skip


def test_a_draft_of_an_answer_is_nowhere_outside_its_room(read):
    held = opened(read)
    rounds.answer(held, words={"text": "SECRETWORDS"}, by=seat(read, "cso_member"))
    for who in ("coordinator", "nhri_member"):
        page = read.client(who).get(address("consultation", held.pk)).content.decode()
        assert "SECRETWORDS" not in page
        assert "draft" not in page.partition("<main")[2]
        assert read.client(who).get(address("answer", Answer.objects.get().pk)).status_code == 404
    mine = read.client("cso_approver").get(address("consultation-answer", held.pk))
    assert mine.url == address("answer", Answer.objects.get().pk)


def test_each_answer_is_told_what_was_done_with_it_before_it_is_closed(read):
    by = seat(read, "coordinator")
    held = opened(read)
    one = answered(read, held)
    with pytest.raises(NotNow):
        rounds.close(held, by=by)
    over(held)
    with pytest.raises(NotNow):
        rounds.close(held, by=by)
    sent = {"done": "partly", "text": "Two wells are planned."}
    assert read.client("focal").post(address("answer-outcome", one.pk), sent).status_code == 403
    assert read.client("alice").post(address("answer-outcome", one.pk), sent).status_code == 302
    shown = read.client("cso_member").get(address("consultation", held.pk)).content.decode()
    assert "taken up in part" in shown
    assert "Two wells are planned." in shown
    assert Notice.objects.filter(verb="concluded").count() == 2
    assert rounds.close(held, by=by).closed is not None
    with pytest.raises(NotNow):
        rounds.conclude(one, words={"done": "not", "text": "x"}, seen=1, by=by)


def test_a_consultation_is_written_chosen_and_opened_in_the_page(read):
    client = read.client("coordinator")
    sent = {"title": "Wells", "question": "Where?", "closes": "2099-01-01"}
    made = client.post(address("consultation-new"), sent)
    held = Round.objects.get()
    assert made.url == address("consultation-choose", held.pk)
    wrong = client.post(made.url, {"rows": "A/HRC/0#0"})
    assert wrong.status_code == 422
    assert "Not here: A/HRC/0#0" in wrong.content.decode()
    league = read.organisations["league"].pk
    client.post(made.url, {"rows": row_of(read).key, "invited": [league]})
    assert [row.pk for row in held.recommendations.all()] == [row_of(read).pk]
    assert client.post(address("consultation-open", held.pk)).status_code == 302
    assert "waits for your answer" in (
        read.client("cso_member").get(address("consultations")).content.decode()
    )


def test_it_is_taken_along_as_the_reader_may_see_it_and_no_cell_is_run(read):
    held = opened(read)
    answered(read, held, "league", "coordination", "=SECRET()")
    place = address("consultation-export", held.pk)
    desk = _content(read.client("coordinator").post(place, {"format": "csv"})).decode("utf-8-sig")
    cells = {row[0]: row[3] for row in csv.reader(io.StringIO(desk))}
    assert cells == {"Organisation": "Answer", "league": "'=SECRET()", "institution": ""}
    other = _content(read.client("nhri_member").post(place, {"format": "csv"})).decode()
    assert "SECRET" not in other
    paper = docx.Document(io.BytesIO(_content(read.client("coordinator").post(place))))
    lines = [one.text for one in paper.paragraphs]
    assert "=SECRET()" in lines
    assert WORDS["title"] in lines


def _content(response):
    return b"".join(response)


def test_pages_ask_as_much_of_the_database_for_one_as_for_three(read):
    counts = []
    client = read.client("coordinator")
    client.get(address("consultations"))
    held = opened(read, ("league", "institution", "workers"))
    for n, body in enumerate(("league", "institution", "workers"), 1):
        answered(read, held, body)
        if n > 1:
            opened(read, title=f"Round {n}")
        if n != 2:
            with CaptureQueriesContext(connection) as pages:
                client.get(address("consultation", held.pk))
                client.get(address("consultations"))
            counts.append(len(pages))
    assert counts[0] == counts[1]


def test_nothing_moves_once_it_is_closed(read):
    held = opened(read)
    late = rounds.answer(held, words={"text": "Late."}, by=seat(read, "nhri_member"))
    given = answered(read, held)
    by = seat(read, "coordinator")
    words = {"done": "taken", "text": "It is in the plan."}
    rounds.conclude(given, words=words, seen=0, by=by)
    rounds.close(over(held), by=by)
    place = read.workspace.coordination().room
    for act in (
        lambda: publishing.ask(late, to=place, seen=late.version, by=seat(read, "nhri_member")),
        lambda: publishing.revise(given, by=seat(read, "cso_member")),
    ):
        with pytest.raises(NotNow, match="closed"):
            act()


def test_an_answer_to_all_is_told_to_nobody_who_was_not_invited(read):
    held = opened(read)
    answered(read, held, to="shared")
    for who in ("cso_elsewhere", "reader"):
        assert "Wells of the north" not in read.client(who).get("/w/aurelia/").content.decode()
