"""The site's search finds items, statements, events and promises of one's own room alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from heedweb.workspace.domain import findings, gathered, items
from heedweb.workspace.models import Event, Promise
from heedweb.workspace.queries import dialogue_search
from tests.web.conftest import seat
from tests.web.test_items import found as finding
from tests.web.test_items import met, taken, words_of


def found(table, text, who="focal"):
    held = dialogue_search.found(seat(table, who), text)
    return [len(held.items), len(held.statements), len(held.events), len(held.promises)]


@pytest.fixture
def kept(table):
    """An item with a meeting, a statement and a promise that a person stands for."""
    item = taken(table)
    met(table, item)
    for kind in ("commitment", "statement"):
        findings.confirm(finding(item, kind), seen=1, by=seat(table, "focal"))
    return item


def test_each_kind_is_found_by_its_words_in_whatever_form(table, kept):
    assert found(table, "library") == [1, 0, 0, 0]
    assert found(table, "Okoro")[2] == 1
    assert found(table, "recommendation organised")[1] == 1
    assert found(table, "invitations visiting")[3] == 1
    assert found(table, '"in Geneva" -libraries') == [0, 0, 0, 0]


def test_a_text_in_another_language_is_found_whatever_its_case_and_ending(table):
    taken(table, text="Министр обсудил рекомендации.\n\nКомиссар поблагодарил министра за встречу.")
    assert found(table, "РЕКОМЕНДАЦИЯМИ")[0] == 1


def test_nobody_else_finds_or_counts_it(table, kept):
    for who in ("cso_member", "coordinator", "reader", "focal_elsewhere"):
        assert found(table, "Okoro", who) == [0, 0, 0, 0]
    assert found(table, "Okoro", "alternate")[0] == 1
    where = reverse("workspace:recommendations", args=["aurelia"]) + "?q=Okoro"
    assert "In the dialogue of your room: 3 found" not in words_of(
        table.client("reader").get(where)
    )
    said = "In the dialogue of your room:"
    assert said in words_of(table.client("focal").get(where))
    assert said not in words_of(table.client("coordinator").get(where))


def test_what_is_rejected_or_deleted_is_found_no_more(table, kept):
    by = seat(table, "focal")
    held = finding(kept, "statement")
    findings.reject(held, seen=held.version, by=by)
    assert found(table, "recommendation organised")[1] == 0
    items.delete(kept, by=by)
    assert found(table, "library")[0] == 0


def test_the_page_shows_what_is_found_and_where_it_leads(table, kept):
    where = reverse("workspace:items-search", args=["aurelia"])
    said = words_of(table.client("focal").get(where, {"q": "Okoro"}))
    assert "Tomas Verin – Lena Okoro" in said
    assert "Nothing of your room's dialogue" in words_of(
        table.client("focal").get(where, {"q": "zebra"})
    ).replace("&#x27;", "'")


def test_more_than_is_shown_is_counted_and_said(table, kept):
    by = seat(table, "focal")
    for number in range(dialogue_search.MOST + 1):
        gathered.begin(words={"title": f"Meeting {number} on turbines"}, by=by)
    held = dialogue_search.found(by, "turbines")
    assert len(held.events) == dialogue_search.MOST
    assert held.count == dialogue_search.count(by, "turbines") == dialogue_search.MOST + 1
    where = reverse("workspace:items-search", args=["aurelia"])
    said = "the latest 30 are shown"
    assert said in words_of(table.client("focal").get(where, {"q": "turbines"}))
    assert said not in words_of(table.client("focal").get(where, {"q": "Okoro"}))


def test_what_a_migration_left_is_learnt_and_what_is_gone_for_good_forgotten(table, kept):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM workspace_dialogue_words")
    assert found(table, "Okoro") == [0, 0, 0, 0]
    assert dialogue_search.learn_missing() > 3
    assert found(table, "Okoro")[2] == 1
    assert dialogue_search.learn_missing() == 0
    numbers = [(Event, 2), (Promise, 3)]
    assert all(4 * kind.objects.get().pk + place in _rows() for kind, place in numbers)


def _rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM workspace_dialogue_words")
        return {row[0] for row in cursor.fetchall()}
