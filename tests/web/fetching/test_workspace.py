"""A document asked for on the import page: fetched by the worker, taken in, its origin kept."""

from __future__ import annotations

import dataclasses

import pytest
from django.urls import reverse

from heedweb.fetching import Policy
from heedweb.fetching.record import Record
from heedweb.workspace.domain import imports
from heedweb.workspace.models import ImportFile, ImportJob, Review, SourceDocument
from tests.web.fetching.conftest import PDF
from tests.web.fetching.service import file

SYMBOL = "A/HRC/16/97"
# Row 37 of the goals: what must be known of every fetched item.
KNOWN = {
    "url_asked", "url_final", "redirects", "fetched_at", "by", "tool", "method", "status",
    "headers", "sha256", "size", "type_declared", "type_sniffed", "html_source",
    "embedded_metadata", "context_note", "capture",
}  # fmt: skip


@pytest.fixture
def open_(settings, service, tmp_path):
    """An administrator has switched fetching on; the service is that of the tests."""
    settings.FETCH_POLICY = service.policy
    settings.FETCH_CACHE = tmp_path / "copies"
    return service


def ask(cast, symbol=SYMBOL, who="alice", language="en"):
    where = reverse("workspace:fetch", args=["aurelia"])
    return cast.client(who).post(where, {"symbol": symbol, "language": language})


def worked():
    imports.work(imports.claim())
    return ImportFile.objects.get()


def test_a_document_is_fetched_and_taken_in_and_its_origin_is_on_its_page(cast, open_):
    open_.document(SYMBOL, "en", "pdf", file("pdf", PDF), "g1012345")
    assert ask(cast).status_code == 302
    told = worked()
    assert (told.state, Review.objects.get().symbol) == ("done", SYMBOL)
    document = SourceDocument.objects.get()
    assert set(document.origin) >= KNOWN
    assert set(document.origin) == {f.name for f in dataclasses.fields(Record)}
    assert document.origin["sha256"] == document.blob.sha256
    assert document.origin["by"] == str(cast.alice)
    where = reverse("workspace:document", args=["aurelia", document.pk])
    shown = cast.client("alice").get(where).content.decode()
    assert "Where it came from" in shown
    assert "no visual capture (below Berkeley para 155)" in shown


def test_a_document_that_is_not_there_is_said_in_one_line(cast, open_):
    ask(cast)
    told = worked()
    assert told.state == "unfetched"
    where = reverse("workspace:import", args=["aurelia", ImportJob.objects.get().pk])
    shown = cast.client("alice").get(where).content.decode()
    assert "the service has no document with this symbol" in shown
    assert not SourceDocument.objects.exists()


@pytest.mark.parametrize("symbol", ["", "http://127.0.0.1/", "A/HRC/59/15 OR 1", "A/../../x"])
def test_what_is_no_symbol_is_refused_beside_the_form(cast, open_, symbol):
    response = ask(cast, symbol)
    assert response.status_code == 422
    assert not ImportJob.objects.exists()


def test_the_box_is_there_only_where_an_administrator_allows_it(cast, settings):
    where = reverse("workspace:imports", args=["aurelia"])
    settings.FETCH_POLICY = lambda: Policy(on=False)
    assert "by its symbol" not in cast.client("alice").get(where).content.decode()
    assert ask(cast).status_code == 404
    settings.FETCH_POLICY = lambda: Policy(on=True)
    assert "by its symbol" in cast.client("alice").get(where).content.decode()


@pytest.mark.parametrize(("who", "status"), [("bob", 302), ("charlie", 404), ("nobody", 302)])
def test_only_members_may_ask(cast, open_, who, status):
    response = ask(cast, who=who)
    assert response.status_code == status
    assert ImportJob.objects.exists() == (who == "bob")
