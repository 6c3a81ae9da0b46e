"""People are named to those of their organisation; others are told the organisation."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heedweb.workspace.domain import decisions, documents
from heedweb.workspace.models import Recommendation, Review
from tests.web.conftest import given

ROOT = "/w/aurelia/"


@pytest.fixture
def decided(table):
    """Three recommendations, decided on by three coordinators."""
    documents.take_in(
        workspace=table.workspace, files=given("AUR_cycle1_report.pdf"), by=table.people["alice"]
    )
    table.people["bob"] = table.workspace.memberships.get(user__email="bob@example.org").user
    rows = Recommendation.objects.filter(review__workspace=table.workspace).order_by("order")[:3]
    for row, who in zip(rows, ("alice", "bob", "coordinator"), strict=True):
        decisions.accept(
            workspace=table.workspace, seen={row.pk: row.revision}, by=table.people[who]
        )
    return table


def pages(held):
    row = Recommendation.objects.filter(review__workspace=held.workspace).order_by("order")[0]
    review = Review.objects.get(workspace=held.workspace)
    document = review.documents.get()
    columns = "columns=number&columns=by&as=table"
    return [ROOT, f"{ROOT}recommendations/", f"{ROOT}recommendations/?{columns}",
            f"{ROOT}recommendations/?print=1", f"{ROOT}recommendations/{row.pk}/",
            f"{ROOT}documents/{document.pk}/", f"{ROOT}reviews/{review.pk}/readings/",
            f"{ROOT}views/", f"{ROOT}clusters/", f"{ROOT}taxonomies/"]  # fmt: skip


@pytest.mark.parametrize("who", ["focal", "nhri_member", "cso_approver", "worker", "reader"])
def test_no_page_names_the_people_of_others(decided, who):
    client = decided.client(who)
    for address in pages(decided):
        page = client.get(address)
        assert page.status_code == 200, address
        # Who was let in is told by address until the page of people takes that over.
        text = re.sub(r"<li>[^\n]*let in[^\n]*</li>", "", page.content.decode())
        assert "alice" not in text, address
        assert "bob" not in text, address
    assert "Coordination" in client.get(pages(decided)[4]).content.decode()


def test_coordinators_are_named_to_coordinators(decided):
    client = decided.client("coordinator")
    assert "alice" in client.get(pages(decided)[4]).content.decode()
    assert "bob" in client.get(pages(decided)[1]).content.decode()


def test_the_export_names_the_organisation(decided):
    address = f"{ROOT}recommendations/export/?columns=number&columns=by"
    for who, named in (("focal", False), ("coordinator", True)):
        answer = decided.client(who).post(address, {"format": "csv"})
        text = b"".join(answer.streaming_content).decode()
        assert ("alice" in text) == named, who
        assert ("Coordination" in text) != named, who


def test_the_page_asks_for_names_once(decided):
    """One decision on a row or three of three people: as many queries."""
    row = Recommendation.objects.filter(review__workspace=decided.workspace).order_by("order")[0]
    client = decided.client("focal")
    address = f"{ROOT}recommendations/{row.pk}/"
    counts = []
    for again in (False, True):
        if again:
            for who in ("bob", "coordinator"):
                row.refresh_from_db()
                decisions.accept(
                    workspace=decided.workspace, seen={row.pk: row.revision},
                    by=decided.people[who],
                )  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as held:
            client.get(address)
        counts.append([query["sql"].split(" WHERE ")[0] for query in held])
    assert counts[0] == counts[1]


def test_who_left_or_keeps_the_installation_is_somebody_outside(decided):
    decided.workspace.memberships.filter(user=decided.people["alice"]).delete()
    page = decided.client("coordinator").get(pages(decided)[4]).content.decode()
    assert "alice" not in page
    assert "somebody outside" in page
