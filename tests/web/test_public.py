"""What everybody reads without an account, and who opens that door."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.commands import workspace as command
from heedweb.workspace.domain import publishing
from heedweb.workspace.models import Recommendation, Review, Workspace
from tests.web.test_notes import published, row_of, seat, standing

DOOR = "/w/aurelia/public/"


def opened(table):
    Workspace.objects.filter(pk=table.workspace.pk).update(public=True)


def pages(table):
    review = Review.objects.get(workspace=table.workspace)
    args = {"front": (), "review": (review.pk,), "recommendation": (row_of(table).pk,),
            "notes": (), "history": ()}  # fmt: skip
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
    front, _review, row, listed, _history = (Client().get(p).content.decode() for p in pages(read))
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
