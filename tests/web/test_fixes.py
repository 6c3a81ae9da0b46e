"""Corrections that organisations propose: who sees them, and what an answer does."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.workspace.models import Activity, Decision, Fix
from heedweb.workspace.queries import fixes
from tests.web.test_notes import row_of, seat

PROPOSERS = ("focal", "alternate", "authority", "nhri_member", "cso_member", "cso_approver",
             "employer", "worker")  # fmt: skip
OUTSIDE = {"reader": 403, "coordinator": 403, "alice": 403, "auditor": 403, "suspended": 404,
           "stranger": 404, "admin": 404, "public": 302}  # fmt: skip


def address(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


def answered(name, fix):
    return f"{address('fix', fix.pk)}{name}/"


def propose(table, who="focal", field="text", words="Dig a well.", nth=0, **more):
    fields = {"field": field, "words": words, "reason": "So says page 3.", **more}
    row = row_of(table, nth)
    return table.client(who).post(address("fix-new", row.pk), fields)


def made(table, *args, **kwargs):
    assert propose(table, *args, **kwargs).status_code == 302
    return Fix.objects.order_by("-pk")[0]


def answer(table, fix, verb, who="coordinator", **fields):
    fix.recommendation.refresh_from_db()
    fields = {"revision": fix.recommendation.revision, "why": "", **fields}
    return table.client(who).post(answered(verb, fix), fields)


def test_who_may_propose(read):
    for who in PROPOSERS:
        assert read.client(who).get(address("fix-new", row_of(read).pk)).status_code == 200
        assert propose(read, who).status_code == 302, who
    assert Fix.objects.count() == len(PROPOSERS)
    for who, status in OUTSIDE.items():
        assert propose(read, who).status_code == status, who
    assert Fix.objects.count() == len(PROPOSERS)


def test_a_proposal_is_seen_by_its_room_and_by_coordinators(read):
    fix = made(read, "cso_member")
    sees = {"cso_member": 200, "cso_approver": 200, "alice": 200, "coordinator": 200, "focal": 404,
            "nhri_member": 404, "cso_elsewhere": 404, "reader": 404, "auditor": 403,
            "suspended": 404, "stranger": 404, "admin": 404, "public": 302}  # fmt: skip
    for who, status in sees.items():
        client = read.client(who)
        assert client.get(address("fix", fix.pk)).status_code == status, who
        if status != 302:
            listed = "So says page 3." in client.get(address("fixes")).content.decode()
            assert listed == (status == 200), who
    page = read.client("coordinator").get(address("fix", fix.pk)).content.decode()
    assert "league" in page
    assert "cso_member@" not in page
    assert fixes.waiting(seat(read, "coordinator")) == 1
    assert fixes.waiting(seat(read, "cso_member")) == 0


@pytest.mark.parametrize(
    ("field", "words", "more", "after"),
    [
        ("text", "Dig a well.", {}, "Dig a well."),
        ("paragraph", "9.99", {}, "9.99"),
        ("position", "", {"position": "noted"}, "noted"),
        ("states", "Chad; Peru", {}, ["Chad", "Peru"]),
    ],
)
def test_what_is_accepted_is_written(read, field, words, more, after):
    fix = made(read, field=field, words=words, **more)
    assert answer(read, fix, "accept", why="Right.").status_code == 302
    fix.refresh_from_db()
    row = fix.recommendation
    row.refresh_from_db()
    now = [one.name for one in row.recommending.all()] if field == "states" else getattr(row, field)
    assert now == after
    assert (fix.answer, fix.answered_by) == ("accepted", read.people["coordinator"])
    decision = Decision.objects.get(recommendation=row)
    assert decision.note == f"Proposed correction {fix.pk} of health"
    rooms = Activity.objects.filter(verb__startswith="fix_").values_list("room__organisation__name")
    assert set(rooms) == {("health",)}
    page = read.client("alternate").get(address("fix", fix.pk)).content.decode()
    assert "Right." in page
    assert "coordinator@" not in page


def test_what_is_declined_says_why_and_changes_nothing(read):
    fix = made(read)
    before = fix.recommendation.text
    assert answer(read, fix, "decline").status_code == 422
    assert answer(read, fix, "decline", why="Page 3 says otherwise.").status_code == 302
    fix.recommendation.refresh_from_db()
    assert fix.recommendation.text == before
    page = read.client("focal").get(address("fix", fix.pk)).content.decode()
    assert "Page 3 says otherwise." in page


def test_what_is_answered_is_not_answered_again(read):
    fix = made(read)
    answer(read, fix, "decline", why="No.")
    assert answer(read, fix, "accept").status_code == 409
    assert Decision.objects.count() == 0


def test_something_else_is_accepted_in_the_words_of_a_coordinator(read):
    fix = made(read, field="other", words="")
    given = {"paragraph": "9.99", "text": "Other words.", "states": "Chad", "position": "",
             "kind": "recommendation"}  # fmt: skip
    bad = answer(read, fix, "adapt", **{**given, "states": "Nowhereland"})
    assert bad.status_code == 422
    assert answer(read, fix, "adapt", **given).status_code == 302
    fix.recommendation.refresh_from_db()
    assert fix.recommendation.text == "Other words."


def test_a_row_that_changed_is_looked_at_again(read):
    first, second = made(read), made(read, words="Dig two wells.")
    seen = row_of(read).revision
    assert answer(read, first, "accept").status_code == 302
    assert answer(read, second, "accept", revision=seen).status_code == 409
    second.refresh_from_db()
    assert second.answer == "open"


@pytest.mark.parametrize("who", [*PROPOSERS, *OUTSIDE])
def test_coordinators_alone_answer(read, who):
    if who in ("coordinator", "alice"):
        return
    fix = made(read, "nhri_member")
    status = answer(read, fix, "decline", who, why="No.").status_code
    assert status in (403, 404) or (who == "public" and status == 302)
    fix.refresh_from_db()
    assert fix.answer == "open"


@pytest.mark.parametrize(
    ("field", "words", "more"),
    [("text", " ", {}), ("position", "", {"position": ""}), ("states", "Nowhereland", {}),
     ("paragraph", "1" * 41, {}), ("nothing", "x", {}), ("text", "x", {"reason": " "})],
)  # fmt: skip
def test_what_cannot_be_is_not_proposed(read, field, words, more):
    assert propose(read, field=field, words=words, **more).status_code == 422
    assert Fix.objects.count() == 0


def test_the_queue_asks_as_much_for_one_as_for_three(read):
    counts = []
    for nth, who in enumerate(("focal", "cso_member", "worker")):
        made(read, who, nth=nth)
        if nth != 1:
            client = read.client("coordinator")
            client.get(address("fixes"))
            with CaptureQueriesContext(connection) as held:
                client.get(address("fixes"))
            counts.append(len(held))
    assert counts[0] == counts[1]
