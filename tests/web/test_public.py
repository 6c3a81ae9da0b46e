"""What everybody reads without an account, and who opens that door."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.commands import workspace as command
from heedweb.workspace.domain import assignments, measures, moving, plans, publishing, reports
from heedweb.workspace.models import Evidence, Recommendation, Review, Workspace
from tests.web.test_notes import published, room, row_of, seat, standing
from tests.web.test_rounds import answered
from tests.web.test_rounds import opened as consulted

DOOR = "/w/aurelia/public/"


def opened(table):
    Workspace.objects.filter(pk=table.workspace.pk).update(public=True)


def pages(table):
    review = Review.objects.get(workspace=table.workspace)
    args = {"front": (), "review": (review.pk,), "recommendation": (row_of(table).pk,),
            "notes": (), "history": (), "measures": (), "indicators": (), "reports": (),
            "answers": ()}  # fmt: skip
    return [reverse(f"public:{name}", args=["aurelia", *rest]) for name, rest in args.items()]


def test_what_is_closed_is_as_what_is_not(read):
    missing = Client().get("/public/nowhere/")
    for address in pages(read):
        closed = Client().get(address)
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    opened(read)
    for address in pages(read):
        assert Client().get(address).status_code == 200, address
    gone = Client().get(reverse("public:recommendation", args=["aurelia", 10**9]))
    assert gone.content == missing.content
    assert Client().post(pages(read)[0]).status_code == 405


def test_everybody_reads_the_same_and_gets_no_cookie(read):
    opened(read)
    published(read, "league", "public")
    for address in pages(read):
        first = Client().get(address)
        assert not first.cookies
        assert {read.client(who).get(address).content for who in ("focal", "alice", "admin")} == {
            first.content
        }


@pytest.mark.parametrize("body", ["health", "institution", "league", "workers", ""])
def test_what_is_public_is_read_and_nothing_else(read, body):
    opened(read)
    for at in ("draft", "in_review", "published"):
        standing(read, at, body, "shared", f"SHARED-{at}")
        standing(read, at, body, "public", f"PUBLIC-{at}")
    standing(read, "withdrawn", body, "public", "PUBLIC-withdrawn")
    standing(read, "withdrawn", body, "shared", "SHARED-withdrawn")
    front, _review, row, listed, *_others = (Client().get(p).content.decode() for p in pages(read))
    for page in (front, row, listed):
        assert "PUBLIC-published" in page
        assert "SHARED" not in page
        assert page.count("PUBLIC-") == 1
        assert page.count("It was of another year.") == 1
        assert "@example.org" not in page


def test_a_later_version_stands_alone(read):
    opened(read)
    first = standing(read, "superseded", "league", "public", "EARLIER and LATER.")
    page = Client().get(pages(read)[2]).content.decode()
    assert page.count("EARLIER") == 1
    again = publishing.revise(first.later, by=seat(read, "cso_member"))
    words = {"text": "UNSEEN."}
    publishing.write(again, words=words, seen=again.version, by=seat(read, "cso_member"))
    page = Client().get(pages(read)[2]).content.decode()
    assert page.count("EARLIER") == 1
    assert "UNSEEN" not in page


def test_what_people_took_out_of_the_list_is_not_public(read):
    opened(read)
    row = row_of(read)
    Recommendation.objects.filter(pk=row.pk).update(state="rejected")
    assert Client().get(pages(read)[2]).status_code == 404
    assert row.text not in Client().get(pages(read)[1]).content.decode()


def test_the_list_of_a_review_narrows_and_is_paged(read):
    opened(read)
    address = pages(read)[1]
    listed = Recommendation.objects.filter(review__workspace=read.workspace)
    total, noted = listed.count(), listed.filter(position="noted").count()
    page = Client().get(address).content.decode()
    assert f"1–50 of {total}" in page
    assert page.count('class="item"') == 50
    second = Client().get(f"{address}?page=2").content.decode()
    assert second.count('class="item"') == min(50, total - 50)
    narrowed = Client().get(f"{address}?position=noted").content.decode()
    assert narrowed.count('class="item"') == min(50, noted)
    assert Client().get(f"{address}?page=x&position=y").status_code == 200


def test_pages_ask_as_much_for_one_note_as_for_three(read):
    opened(read)
    counts = []
    for nth, body in enumerate(("league", "health", "workers")):
        published(read, body, "public")
        if nth != 1:
            told = []
            for address in pages(read):
                with CaptureQueriesContext(connection) as held:
                    Client().get(address)
                told.append(len(held))
            counts.append(told)
    assert counts[0] == counts[1]


def test_two_coordinators_open_it_and_one_closes_it(read):
    first, second = read.client("alice"), read.client("coordinator")
    assert first.get(DOOR).status_code == 200
    assert first.post(DOOR, {"do": "confirm"}).status_code == 409
    assert first.post(DOOR, {"do": "ask"}).status_code == 302
    assert first.post(DOOR, {"do": "ask"}).status_code == 409
    refused = first.post(DOOR, {"do": "confirm"})
    assert refused.status_code == 409
    assert "another coordinator must confirm it" in refused.content.decode()
    assert Client().get("/public/aurelia/").status_code == 404
    assert second.post(DOOR, {"do": "confirm"}).status_code == 302
    assert Client().get("/public/aurelia/").status_code == 200
    assert first.post(DOOR, {"do": "close"}).status_code == 302
    assert Client().get("/public/aurelia/").status_code == 404
    assert first.post(DOOR, {"do": "close"}).status_code == 409
    assert first.post(DOOR, {"do": "nothing"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("focal", 403), ("authority", 403), ("nhri_approver", 403), ("cso_approver", 403),
     ("worker", 403), ("reader", 403), ("auditor", 403), ("suspended", 404), ("stranger", 404),
     ("admin", 404), ("public", 302)],
)  # fmt: skip
def test_others_do_not_open_it(read, who, status):
    client = read.client(who)
    assert client.get(DOOR).status_code == status
    assert client.post(DOOR, {"do": "ask"}).status_code == status
    read.workspace.refresh_from_db()
    assert (read.workspace.public, read.workspace.opening_by) == (False, None)


def test_the_command_opens_and_closes_it(read, capsys, monkeypatch):
    monkeypatch.setattr("heedweb.commands.started", lambda: None)
    assert command(["open", "Aurelia"]) == 0
    assert "/public/aurelia/" in capsys.readouterr().out
    assert Client().get("/public/aurelia/").status_code == 200
    assert command(["close", "Aurelia"]) == 0
    assert Client().get("/public/aurelia/").status_code == 404
    assert command(["open", "Nowhere"]) == 1


def test_the_first_page_lists_what_is_open(read):
    page = Client().get("/")
    assert page.status_code == 200
    assert "Aurelia" not in page.content.decode()
    assert reverse("accounts:sign-in") in page.content.decode()
    opened(read)
    page = Client().get("/")
    assert '<a href="/public/aurelia/">' in page.content.decode()
    assert not page.cookies
    assert read.client("focal").get("/").status_code == 302


def reported(table, about, text, to="public", who="focal", by="authority"):
    held = reports.begin(about, words={"text": text, "on": date(2026, 1, 2)}, by=seat(table, who))
    held = reports.ask(held, to=room(table, to), seen=1, by=seat(table, who))
    return reports.approve(held, seen=1, by=seat(table, by))


def body_of(name, *args):
    return Client().get(reverse(f"public:{name}", args=["aurelia", *args])).content.decode()


def test_reports_to_everybody_stand_with_what_they_are_on_and_who_says_it(read):
    opened(read)
    row = row_of(read)
    held = reported(read, row, "Two wells were dug.")
    Evidence.objects.create(
        report=held, kind="link", title="Survey", link="https://example.org/s", by=held.author
    )
    reported(read, row_of(read, 1), "For the table alone.", to="shared")
    for page in (body_of("reports"), body_of("recommendation", row.pk)):
        assert "Two wells were dug." in page
        assert "<bdi>health</bdi>" in page
        assert "as of 2 January 2026" in page
        assert "Survey" in page
        assert "For the table alone." not in page
        assert "@example.org" not in page
    publishing.withdraw(held, reason="A wrong number.", by=seat(read, "authority"))
    page = body_of("reports")
    assert "Two wells were dug." not in page
    assert "Survey" not in page
    assert "A wrong number." in page


def test_a_report_on_a_measure_is_told_to_everybody_once_the_measure_is(read):
    opened(read)
    by = seat(read, "coordinator")
    plan = plans.begin(words={"name": "Wells"}, by=by)
    measure = measures.make(plan=plan, words={"title": "Dig wells"}, by=by, answers=[row_of(read)])
    part = assignments.assign(measure, body=read.organisations["health"], part="lead", by=by)
    assignments.answer(part, accepted=True, by=seat(read, "focal"))
    reported(read, measure, "Half are dug.")
    assert "Half are dug." not in body_of("reports")
    assert "Dig wells" not in body_of("reports")
    measure = moving.ask(measure, to=room(read, "public"), by=seat(read, "alice"))
    moving.let(measure, seen=measure.version, by=by)
    for page in (body_of("reports"), body_of("recommendation", row_of(read).pk)):
        assert "Half are dug." in page
        assert "Dig wells" in page


def test_an_answer_in_a_consultation_is_read_by_everybody_only_where_it_was_published(read):
    opened(read)
    held = consulted(read)
    answered(read, held, "league", to="public", text="In the valley.")
    answered(read, held, "institution", to="shared", text="On the hill.")
    page = body_of("answers")
    assert "In the valley." in page
    assert "<bdi>league</bdi>" in page
    assert "Wells of the north" in page
    assert "On the hill." not in page
    assert "Where are wells missing?" not in page


@pytest.mark.parametrize("name", ["reports", "answers"])
@pytest.mark.parametrize("many", [1, 3])
def test_what_is_said_to_everybody_costs_the_same_for_one_and_for_many(read, name, many):
    opened(read)
    for at in range(many):
        if name == "reports":
            reported(read, row_of(read, at), f"Report {at}.")
        else:
            held = consulted(read, title=f"Round {at}")
            answered(read, held, "league", to="public", text=f"Answer {at}.")
    with CaptureQueriesContext(connection) as asked:
        page = body_of(name)
    assert page.count('class="voice"') == many
    assert len(asked) == (4 if name == "reports" else 3)
