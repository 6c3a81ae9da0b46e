"""Two people at one form: nobody's words are lost, and what does not clash is merged."""

from __future__ import annotations

import re
from datetime import date

import pytest

from heedweb.workspace.domain import plans
from heedweb.workspace.models import Activity, Plan, Typed
from tests.web.conftest import seat

WORDS = {"name": "Wells for all", "kind": "nhrap", "text": "Water.", "currency": "EUR"}


@pytest.fixture
def plan(table):
    words = {**WORDS, "first": date(2026, 1, 1), "last": date(2030, 12, 31)}
    return plans.begin(words=words, by=seat(table, "coordinator"))


def fields(page):
    """Return what a browser would send back of a form, by field."""
    html = page.content.decode()
    form = html[html.index('class="write"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', form))
    found["kind"] = re.search(r'<option value="(\w+)" selected', form).group(1)
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_what_two_change_in_different_fields_is_merged(table, plan):
    address = f"/w/aurelia/plans/{plan.pk}/write/"
    one, two = table.client("coordinator"), table.client("alice")
    first, second = fields(one.get(address)), fields(two.get(address))
    assert one.post(address, {**first, "name": "Water for all"}).status_code == 302
    both = two.post(address, {**second, "text": "Water and soil."})
    assert both.status_code == 409
    merged = fields(both)
    assert (merged["name"], merged["text"]) == ("Water for all", "Water and soil.")
    assert two.post(address, merged).status_code == 302
    held = Plan.objects.get()
    assert (held.name, held.text, held.version) == ("Water for all", "Water and soil.", 3)
    assert not Typed.objects.exists()


def test_where_both_change_a_field_both_are_shown_and_nothing_is_saved(table, plan):
    address = f"/w/aurelia/plans/{plan.pk}/write/"
    one, two = table.client("coordinator"), table.client("alice")
    first, second = fields(one.get(address)), fields(two.get(address))
    one.post(address, {**first, "text": "Theirs."})
    page = two.post(address, {**second, "text": "Mine."}).content.decode()
    assert "Theirs." in page
    assert "both changed it" in page
    assert Plan.objects.get().text == "Theirs."
    # Who leaves the page finds both again.
    again = two.get(address)
    assert again.status_code == 409
    assert "Mine." in again.content.decode()


def test_what_is_typed_is_kept_for_that_person_alone(table, plan):
    address = f"/w/aurelia/plans/{plan.pk}/write/"
    one, two = table.client("coordinator"), table.client("alice")
    typed = {**fields(one.get(address)), "text": "Half a sent"}
    kept = one.post(address, typed, headers={"HX-Request": "true"})
    assert "Kept for you" in kept.content.decode()
    assert Plan.objects.get().text == "Water."
    assert "Half a sent" in one.get(address).content.decode()
    assert "Half a sent" not in two.get(address).content.decode()
    one.post(address, {"drop": "yes"})
    assert "Half a sent" not in one.get(address).content.decode()


def test_a_change_tells_its_fields(table, plan):
    address = f"/w/aurelia/plans/{plan.pk}/write/"
    client = table.client("coordinator")
    client.post(address, {**fields(client.get(address)), "currency": "CHF"})
    act = Activity.objects.get(verb="plan_written")
    assert act.changes == [{"subject": "", "field": "currency", "before": "EUR", "after": "CHF"}]


def test_what_is_wrong_is_said_beside_its_field(table, plan):
    client = table.client("coordinator")
    sent = {**WORDS, "first": "2030-01-01", "last": "2026-01-01", "name": "Other"}
    page = client.post("/w/aurelia/plans/new/", sent)
    assert page.status_code == 422
    assert "It ends before it begins." in page.content.decode()
    page = client.post("/w/aurelia/plans/new/", WORDS)
    assert page.status_code == 409
    assert "choose another name" in page.content.decode()
    assert Plan.objects.count() == 1
