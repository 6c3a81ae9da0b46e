"""Indicators: made from a known list or one's own, written by several, tied, deleted, listed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heedweb.workspace import plan_access
from heedweb.workspace.domain import cluster_decisions, indicators, plans, values
from heedweb.workspace.domain import measures as measure_domain
from heedweb.workspace.domain.refusals import NotNow, NotTheirs
from heedweb.workspace.domain.values import Reading
from heedweb.workspace.models import Activity, Cluster, Indicator, Recommendation, Typed, Use
from heedweb.workspace.queries import indicators as queries
from heedweb.workspace.queries.distances import distance
from tests.web.conftest import seat

WORDS = {
    "name": "Prisoners not yet sentenced", "kind": "process", "unit": "% of prisoners",
    "every": 12, "baseline": Decimal(40), "baseline_on": date(2020, 12, 31),
    "target": Decimal(20), "target_on": date(2030, 12, 31), "falling": True,
    "splits": {"sex": ["women", "men"]},
}  # fmt: skip


def made(table, **words):
    """An indicator kept by the ministry of health."""
    held = {**WORDS, "keeper": table.organisations["health"], **words}
    return indicators.make(words=held, by=seat(table, "coordinator"))


def entered(table, held, year, value, *, who="focal", by=None, **words):
    """A value of a year, checked by a second person if `by` is given."""
    reading = Reading(date(year, 12, 31), Decimal(value), date(year, 1, 1), **words)
    one = values.enter(held, reading=reading, by=seat(table, who))
    if by is not None:
        values.check([one], by=seat(table, by))
    return one


def test_an_indicator_gets_the_next_number_and_a_row_of_history(table):
    first, second = made(table), made(table, name="Other")
    assert (first.code, second.code) == ("1", "2")
    act = Activity.objects.filter(verb="indicator_made").first()
    assert act.room == table.workspace.coordination().room
    assert {one["field"] for one in act.changes} >= {"name", "unit", "target", "keeper", "splits"}


def test_a_code_stands_once_and_comes_free_with_deletion(table):
    held = made(table, code="P1")
    with pytest.raises(NotNow):
        made(table, code="P1")
    indicators.delete(held, by=seat(table, "coordinator"))
    other = made(table, code="P1")
    with pytest.raises(NotNow):
        indicators.bring_back(held, by=seat(table, "coordinator"))
    indicators.delete(other, by=seat(table, "coordinator"))
    assert indicators.bring_back(held, by=seat(table, "coordinator")).gone is None


def test_who_plans_makes_indicators_and_nobody_else(table):
    with pytest.raises(NotTheirs):
        indicators.make(words=WORDS, by=seat(table, "focal"))
    assert table.client("focal").get("/w/aurelia/indicators/new/").status_code == 403


def test_an_indicator_of_a_known_list_is_found_and_fills_the_form(table):
    client = table.client("coordinator")
    page = client.get("/w/aurelia/indicators/new/?find=16.3.2").content.decode()
    assert "/w/aurelia/indicators/new/from/sdg.16.3.2/" in page
    page = client.get("/w/aurelia/indicators/new/from/sdg.16.3.2/").content.decode()
    assert 'value="Prisoners not yet sentenced"' in page
    sent = {"name": "Pre-trial", "code": "sdg.16.3.2", "kind": "process", "unit": "%",
            "falling": "True", "baseline": "40,5",
            "splits": "sex: women, men\nage: young, old"}  # fmt: skip
    assert client.post("/w/aurelia/indicators/new/from/sdg.16.3.2/", sent).status_code == 302
    held = Indicator.objects.get()
    assert (held.falling, held.baseline) == (True, Decimal("40.5"))
    assert held.splits == {"sex": ["women", "men"], "age": ["young", "old"]}
    assert "SDG 16.3.2" in client.get(f"/w/aurelia/indicators/{held.pk}/").content.decode()


def test_what_is_typed_of_one_form_is_not_shown_in_another(table):
    client = table.client("coordinator")
    htmx = {"HX-Request": "true"}
    client.post("/w/aurelia/indicators/new/from/sdg.16.3.2/", {"name": "Half"}, headers=htmx)
    assert Typed.objects.get().form == "indicator:new:sdg.16.3.2"
    assert "Half" not in client.get("/w/aurelia/indicators/new/").content.decode()


@pytest.mark.parametrize(
    ("field", "sent", "said"),
    [
        ("baseline", "forty", "Write a figure"),
        ("target", "1,234", "Can be two figures"),
        ("target_on", "2030-12-31", "There is a day and no figure."),
        ("splits", "sex women men", "is not written as"),
        ("splits", "sex: women", "is not written as"),
        ("every", "0", "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(table, field, sent, said):
    words = {"name": "A", "kind": "process", "unit": "%", field: sent}
    page = table.client("coordinator").post("/w/aurelia/indicators/new/", words)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Indicator.objects.exists()


def test_two_who_write_the_same_indicator_see_both_versions(table):
    held = made(table)
    sent = {"name": held.name, "code": held.code, "kind": held.kind, "version": 1,
            "splits": "sex: women, men, others"}  # fmt: skip
    address = f"/w/aurelia/indicators/{held.pk}/write/"
    assert table.client("alice").post(address, {**sent, "unit": "theirs"}).status_code == 302
    both = table.client("coordinator").post(address, {**sent, "unit": "mine", "splits": ""})
    assert both.status_code == 409
    page = both.content.decode()
    assert "theirs" in page
    assert "sex: women, men, others" in page
    assert Indicator.objects.get().unit == "theirs"


# Who sees it.


def test_keeper_and_coordination_see_an_indicator_and_others_do_not(table):
    held = made(table)
    seen = {who: plan_access.indicators(seat(table, who)).exists() for who in table.people
            if who not in ("admin", "stranger", "suspended", "auditor")}  # fmt: skip
    assert {who for who, sees in seen.items() if sees} == {
        "focal", "alternate", "authority", "coordinator", "alice",
    }  # fmt: skip
    assert table.client("nhri_member").get(f"/w/aurelia/indicators/{held.pk}/").status_code == 404


# How far it is.


@pytest.mark.parametrize(
    ("words", "latest", "said"),
    [
        ({}, 30, "50% of the way from 40 to 20; 10 to go"),
        ({}, 40, "where the baseline was, 40; 20 to go to 20"),
        ({}, 45, "further from the target of 20 than the baseline of 40; 25 to go"),
        ({}, 20, "at the target of 20 or beyond"),
        ({}, 12, "at the target of 20 or beyond"),
        ({"baseline": None}, 30, "10 from the target of 20"),
        ({"falling": False, "baseline": Decimal(0)}, 5, "25% of the way from 0 to 20; 15 to go"),
        ({"falling": None, "baseline": None}, 25, "5 from the target of 20"),
    ],
)
def test_the_distance_is_said_in_words_and_figures(words, latest, said):
    held = Indicator(**{**WORDS, **words})
    assert distance(held, Decimal(latest)).words == said


def test_without_a_target_or_a_value_no_distance_is_said():
    assert distance(Indicator(**{**WORDS, "target": None}), Decimal(3)) is None
    assert distance(Indicator(**WORDS), None) is None


# The list.


def test_the_list_shows_the_latest_value_the_distance_and_what_is_late(table):
    held = made(table)
    entered(table, held, 2021, 38, by="authority")
    entered(table, held, 2022, 30, by="authority")
    entered(table, held, 2022, 12, by="authority", group={"sex": "women"})
    (line,) = queries.listing(seat(table, "coordinator"), {}).lines
    assert (line.latest.value, line.due, line.late) == (30, date(2023, 12, 31), True)
    assert line.distance.words == "50% of the way from 40 to 20; 10 to go"
    page = table.client("coordinator").get("/w/aurelia/indicators/").content.decode()
    assert "50% of the way from 40 to 20; 10 to go" in page
    assert "late:" in page


def test_the_list_can_be_narrowed_by_an_address(table):
    health, justice = table.organisations["health"], table.organisations["justice"]
    one = made(table, code="10", every=None)
    two = made(table, code="2", name="Wells", kind="outcome", keeper=justice, every=None)
    made(table, code="3", every=1, baseline_on=timezone.localdate(), keeper=None)
    entered(table, one, 2022, 30)
    by = seat(table, "coordinator")

    def codes(**asked):
        return [line.indicator.code for line in queries.listing(by, asked).lines]

    assert codes() == ["2", "3", "10"]
    assert codes(find="wel") == codes(kind="outcome") == codes(keeper=str(justice.pk)) == ["2"]
    assert codes(show="empty") == ["2", "3"]
    assert codes(show="waits", keeper=str(health.pk)) == ["10"]
    assert codes(show="late") == []
    assert codes(kind="nonsense", show="x", page="9") == ["2", "3", "10"]
    assert two.code == "2"


@pytest.mark.parametrize("who", ["coordinator", "focal"])
def test_the_list_takes_as_many_queries_for_one_as_for_three(table, who):
    counts = []
    client = table.client(who)
    client.get("/w/aurelia/indicators/")
    for number in (1, 2):
        for n in range(number):
            held = made(table, name=f"{number} {n}")
            entered(table, held, 2021, 38, by="authority")
            entered(table, held, 2022, 37)
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/w/aurelia/indicators/").status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_a_deleted_indicator_leaves_the_list_and_can_be_brought_back(table):
    held = made(table)
    client = table.client("coordinator")
    page = client.post(f"/w/aurelia/indicators/{held.pk}/delete/", follow=True).content.decode()
    assert f"/w/aurelia/indicators/{held.pk}/bring-back/" in page
    assert client.get(f"/w/aurelia/indicators/{held.pk}/").status_code == 404
    client.post(f"/w/aurelia/indicators/{held.pk}/bring-back/")
    assert client.get(f"/w/aurelia/indicators/{held.pk}/").status_code == 200


# What it measures.


@pytest.fixture
def measured(read):
    by = seat(read, "coordinator")
    plan = plans.begin(words={"name": "Wells for all"}, by=by)
    measure = measure_domain.make(plan=plan, words={"title": "Dig wells"}, by=by)
    return read, measure, Recommendation.objects.order_by("order")[0]


def test_an_indicator_is_tied_from_its_page(measured):
    table, measure, row = measured
    held = made(table)
    client = table.client("coordinator")
    address = f"/w/aurelia/indicators/{held.pk}/ties/"
    assert "Dig wells" in client.get(address).content.decode()
    word = max(row.text.split(), key=len).strip(".,;")
    assert f'value="{row.pk}"' in client.get(address, {"find": word}).content.decode()
    client.post(address, {"measure": measure.pk, "recommendation": row.pk})
    assert Use.objects.count() == 2
    page = client.get(f"/w/aurelia/indicators/{held.pk}/").content.decode()
    assert "Dig wells" in page
    assert f"/w/aurelia/recommendations/{row.pk}/" in page
    assert Activity.objects.get(verb="indicator_tied").changes[0]["after"] == [
        measure.number, str(row),
    ]  # fmt: skip
    client.post(address, {"drop": [one.pk for one in Use.objects.all()]})
    assert not Use.objects.exists()


def test_an_indicator_is_tied_from_the_other_page_and_shown_there(measured):
    table, measure, row = measured
    held = made(table)
    client = table.client("coordinator")
    page = client.get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert f"/w/aurelia/recommendations/{row.pk}/indicators/" in page
    for address in (f"recommendations/{row.pk}", f"measures/{measure.pk}"):
        chosen = client.get(f"/w/aurelia/{address}/indicators/")
        assert held.name in chosen.content.decode()
        client.post(f"/w/aurelia/{address}/indicators/", {"indicator": held.pk})
    assert Use.objects.count() == 2
    assert held.name in client.get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    # Who does not see the indicator is told nothing of it.
    page = table.client("nhri_member").get(f"/w/aurelia/recommendations/{row.pk}/")
    assert held.name not in page.content.decode()
    assert 'id="indicators"' not in page.content.decode()


def test_an_indicator_is_tied_to_a_cluster(measured):
    table, _measure, _row = measured
    held = made(table)
    rows = list(Recommendation.objects.order_by("order")[:2])
    keys = [row.pk for row in rows]
    coordinator = table.people["coordinator"]
    cluster_decisions.make(workspace=table.workspace, rows=keys, name="Wells", by=coordinator)
    cluster = Cluster.objects.get()
    client = table.client("coordinator")
    client.post(f"/w/aurelia/clusters/{cluster.pk}/indicators/", {"indicator": held.pk})
    assert Use.objects.get().cluster == cluster
    assert held.name in client.get(f"/w/aurelia/clusters/{cluster.pk}/").content.decode()
