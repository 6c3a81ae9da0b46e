"""Every page: for the owner, a member, a stranger, and somebody who is signed out."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.workspace.models import ImportJob, Recommendation, Review, SourceDocument
from tests.golden.test_golden import report_of
from tests.web.test_take_in import made, take

PAGES = [
    "today", "imports", "import", "reviews", "review", "recommendations", "recommendation",
    "documents", "document", "original", "page",
]  # fmt: skip


def address(cast, name):
    row = Recommendation.objects.first()
    report = SourceDocument.objects.get(kind="upr_report")
    job, _ = ImportJob.objects.get_or_create(workspace=cast.workspace, by=cast.alice)
    extra = {
        "import": [job.pk],
        "review": [Review.objects.get().pk],
        "recommendation": [row.pk],
        "document": [report.pk],
        "original": [report.pk],
        "page": [report.pk, 2],
    }.get(name, [])
    return reverse(f"workspace:{name}", args=[cast.workspace.slug, *extra])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("bob", 200), ("charlie", 404)])
def test_page_is_for_members(filled, name, who, status):
    response = filled.client(who).get(address(filled, name))
    response.close()
    assert response.status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_signed_out_is_sent_to_sign_in(filled, name):
    response = filled.client("nobody").get(address(filled, name))
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", [n for n in PAGES if n not in ("original", "page")])
def test_page_asks_nothing_of_another_host_and_runs_nothing_inline(filled, name):
    response = filled.client("alice").get(address(filled, name))
    text = response.content.decode()
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r'\s(?:style|on[a-z]+)="', text) == []
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["recommendations", "reviews", "documents", "imports", "today"])
def test_list_costs_the_same_with_one_row_and_with_three(cast, tmp_path, name):
    def cost(items):
        text = "50. The recommendations below enjoy the support of Aurelia:\n" + "".join(
            f"50.{n}. Dig well {n} (Chad, Mali).\n" for n in range(1, items + 1)
        )
        symbol = f"A/HRC/90/{items}".encode()
        session = ("first", "second", "third")[items - 1].encode()
        data = report_of(text).replace(b"A/HRC/90/7", symbol).replace(b"fortieth", session)
        take(cast, made(tmp_path, f"{items}.txt", data))
        ImportJob.objects.create(workspace=cast.workspace, by=cast.alice)
        client = cast.client("alice")
        # The first request after a change brings the list in memory up to date.
        client.get(reverse(f"workspace:{name}", args=["aurelia"]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"workspace:{name}", args=["aurelia"]))
        return len(queries)

    one = cost(1)
    cost(2)
    assert cost(3) == one


def test_original_is_a_download_that_no_browser_runs(filled):
    response = filled.client("alice").get(address(filled, "original"))
    assert response["Content-Disposition"] == 'attachment; filename="AUR_cycle1_report.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"
    assert response.getvalue().startswith(b"%PDF-")
    response.close()


def test_passage_is_marked_on_its_page(filled):
    row = Recommendation.objects.get(key="A/HRC/16/97#48.2")
    page = filled.client("alice").get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert page.count('<rect class="hit"') == len(row.boxes)
    assert f"/pages/{row.page}.png" in page
    assert "according to A/HRC/16/97/Add.1#2" in page


def test_passage_of_a_text_is_marked_among_its_lines(cast, tmp_path):
    text = "50. The recommendations below enjoy the support of Aurelia:\n50.1. Dig a well (Chad).\n"
    take(cast, made(tmp_path, "r.txt", report_of(text)))
    row = Recommendation.objects.get()
    page = cast.client("alice").get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert "<mark>50.1. Dig a well (Chad).</mark>" in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 70),
        ("?position=noted", 4),
        ("?position=noted&position=unclear", 5),
        ("?state=CHL&position=supported", None),
        ("?doubt=any", None),
        ("?cycle=1", 70),
        ("?cycle=2", 0),
        ("?q=48.2", 1),
        ("?q=zzzz", 0),
    ],
)
def test_address_narrows_the_list(filled, asked, count):
    page = filled.client("alice").get(f"/w/aurelia/recommendations/{asked}").content.decode()
    shown = int(re.search(r"<h1>(\d+) recommendation", page).group(1))
    if count is None:
        assert 0 < shown < 70
    else:
        assert shown == count


def test_facet_counts_are_those_of_the_lists_they_lead_to(filled):
    client = filled.client("alice")
    page = client.get("/w/aurelia/recommendations/").content.decode()
    links = re.findall(r'href="\?([a-z]+=[^"]+)"[^>]*><span>.*?<span class="n">(\d+)<', page)
    assert len(links) > 10
    for query, count in links[:25]:
        narrowed = client.get(f"/w/aurelia/recommendations/?{query}").content.decode()
        assert re.search(r"<h1>(\d+)", narrowed).group(1) == count


@pytest.mark.parametrize("typed", ['"', "AND", "a OR", "x*", "(", "NEAR(", "-", "'; DROP TABLE"])
def test_anything_may_be_typed_into_the_search(filled, typed):
    response = filled.client("alice").get("/w/aurelia/recommendations/", {"q": typed})
    assert response.status_code == 200


def test_search_finds_other_endings_and_phrases(cast, tmp_path):
    text = "50. The recommendations below enjoy the support of Aurelia:\n"
    text += "50.1. Train the prison guards (Chad).\n50.2. Guard the prisons’ élan (Mali).\n"
    take(cast, made(tmp_path, "r.txt", report_of(text)))
    client = cast.client("alice")

    def found(typed):
        page = client.get("/w/aurelia/recommendations/", {"q": typed}).content.decode()
        return re.findall(r">(50\.\d)</a></div>", page)

    assert found("prisons guarding") == ["50.1", "50.2"]
    assert found('"prison guards"') == ["50.1"]
    assert found("elan") == ["50.2"]


def test_not_found_says_what_to_do(cast):
    response = cast.client("alice").get("/w/aurelia/reviews/99/")
    assert response.status_code == 404
    assert "Go to your start page" in response.content.decode()
