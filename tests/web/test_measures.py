"""Measures on their pages: made, written, listed, carried on, deleted and brought back."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heedweb.workspace.domain import assignments, measures, moving, plans
from heedweb.workspace.models import (
    Activity,
    Cluster,
    ClusterMember,
    Measure,
    Plan,
    Recommendation,
    Room,
)
from tests.web.conftest import seat

ROOT = "/w/aurelia/"


@pytest.fixture
def plan(table):
    words = {"name": "Wells for all", "currency": "EUR"}
    return plans.begin(words=words, by=seat(table, "coordinator"))


def made(table, plan, title="Dig wells", answers=(), **words):
    by = seat(table, "coordinator")
    return measures.make(plan=plan, words={"title": title, **words}, by=by, answers=answers)


def led(table, held, body="health", part="lead", answer=None):
    """Give an institution a part, and its answer."""
    by = seat(table, "coordinator")
    given = assignments.assign(held, body=table.organisations[body], part=part, by=by)
    if answer is not None:
        who = {"health": "focal", "justice": "focal_elsewhere"}[body]
        reason = "" if answer else "Not our field."
        assignments.answer(given, accepted=answer, by=seat(table, who), reason=reason)
    return given


def page(client, address, status=200):
    answer = client.get(ROOT + address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_measure_is_made_and_written(table, plan):
    client = table.client("coordinator")
    form = page(client, f"plans/{plan.pk}/measures/new/")
    assert 'value="EUR"' in form
    sent = {"title": "Dig wells", "version": "0", "budget": "1200.50", "currency": "EUR"}
    client.post(f"{ROOT}plans/{plan.pk}/measures/new/", sent)
    held = Measure.objects.get()
    assert (held.number, held.title, str(held.budget)) == ("1", "Dig wells", "1200.50")
    sent |= {"number": "1", "title": "Dig deep wells", "version": "1", "due": "2030-05-01"}
    client.post(f"{ROOT}measures/{held.pk}/write/", sent)
    shown = page(client, f"measures/{held.pk}/")
    assert "Dig deep wells" in shown
    assert "1,200.50 EUR" in shown
    act = Activity.objects.get(verb="measure_written")
    assert [one["field"] for one in act.changes] == ["title", "due"]


def test_a_sum_without_a_currency_is_not_saved(table, plan):
    sent = {"title": "Dig wells", "version": "0", "budget": "5", "currency": ""}
    client = table.client("coordinator")
    answer = client.post(f"{ROOT}plans/{plan.pk}/measures/new/", sent)
    assert answer.status_code == 422
    assert "Say in which currency." in answer.content.decode()
    assert not Measure.objects.exists()


def test_the_list_is_narrowed_and_counted(table, plan):
    yesterday = timezone.localdate() - timedelta(days=1)
    late = made(table, plan, "Late and led", due=yesterday)
    led(table, late)
    made(table, plan, "Without a lead")
    declined = made(table, plan, "Declined")
    led(table, declined, "justice", answer=False)
    client = table.client("coordinator")
    whole = page(client, f"plans/{plan.pk}/")
    assert "<b>3</b> measures" in whole
    assert "<b>1</b> late" in whole
    assert "<b>2</b> without lead" in whole
    shown = {
        "?late=yes": {"Late and led"},
        "?leadless=yes": {"Without a lead", "Declined"},
        f"?body={table.organisations['health'].pk}": {"Late and led"},
        "?state=proposed": {"Late and led", "Without a lead", "Declined"},
        "?state=done": set(),
        "?q=without": {"Without a lead"},
        "?chapter=none&q=2": {"Without a lead"},
    }
    titles = {"Late and led", "Without a lead", "Declined"}
    for query, wanted in shown.items():
        for address in (f"plans/{plan.pk}/", "measures/"):
            given = page(client, address + query)
            there = {one for one in titles if f"<bdi>{one}</bdi>" in given}
            assert there == wanted, (address, query)


def test_numbers_stand_in_their_order(table, plan):
    for number in ("10", "2", "2.1", "1"):
        made(table, plan, f"Number {number}.", number=number)
    client = table.client("coordinator")
    shown = page(client, f"plans/{plan.pk}/")
    places = [shown.index(f"<bdi>Number {one}.") for one in ("1", "2", "2.1", "10")]
    assert places == sorted(places)
    made(table, plan, "Aardvarks", number="99")
    by_title = page(client, "measures/?sort=title")
    assert by_title.index("<bdi>Aardvarks") < by_title.index("<bdi>Number 1.")


def test_the_table_taken_along_has_what_the_list_has(table, plan):
    held = made(table, plan, "Dig wells", due=date(2020, 1, 1))
    led(table, held, answer=True)
    made(table, plan, "=1+1", due=date(2021, 1, 1))
    answer = table.client("reader").post(f"{ROOT}measures/table/?plan={plan.pk}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 1
    answer = table.client("coordinator").post(f"{ROOT}measures/table/?late=yes&sort=due")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [one["measure"] for one in rows] == ["Dig wells", "'=1+1"]
    assert (rows[0]["lead"], rows[0]["answer of the lead"]) == ("health", "accepted")
    assert (rows[0]["due"], rows[0]["late"]) == ("2020-01-01", "late")


def test_who_has_no_part_sees_no_measure_and_no_number_of_it(table, plan):
    held = made(table, plan)
    led(table, held)
    assert page(table.client("focal"), f"measures/{held.pk}/")
    for who in ("focal_elsewhere", "nhri_member", "cso_member", "worker", "reader"):
        client = table.client(who)
        page(client, f"measures/{held.pk}/", 404)
        assert "<b>0</b> measures" in page(client, "measures/")


@pytest.mark.parametrize(
    ("who", "state", "status"),
    [
        ("coordinator", "agreed", 302), ("coordinator", "done", 409), ("focal", "agreed", 409),
        ("nhri_member", "agreed", 403),
    ],
)  # fmt: skip
def test_a_state_is_changed_by_whose_turn_it_is(table, plan, who, state, status):
    held = made(table, plan)
    led(table, held, answer=True)
    if (who, state) == ("focal", "agreed"):
        measures.bring_to(held, state="dropped", by=seat(table, "alice"), why="No water.")
    client = table.client(who)
    answer = client.post(f"{ROOT}measures/{held.pk}/do/state/", {"state": state})
    assert answer.status_code == status


def test_who_leads_says_that_it_began(table, plan):
    held = made(table, plan)
    given = led(table, held)
    measures.bring_to(held, state="agreed", by=seat(table, "alice"))
    client = table.client("focal")
    sent = {"state": "under_way"}
    assert client.post(f"{ROOT}measures/{held.pk}/do/state/", sent).status_code == 403
    assignments.answer(given, accepted=True, by=seat(table, "focal"))
    assert client.post(f"{ROOT}measures/{held.pk}/do/state/", sent).status_code == 302
    held.refresh_from_db()
    assert held.state == "under_way"


def test_giving_it_up_needs_a_reason(table, plan):
    held = made(table, plan)
    client, address = table.client("coordinator"), f"{ROOT}measures/{held.pk}/do/state/"
    refused = client.post(address, {"state": "dropped"})
    assert refused.status_code == 422
    assert "Say why, in a sentence." in refused.content.decode()
    client.post(address, {"state": "dropped", "why": "The river came back."})
    assert "The river came back." in page(client, f"measures/{held.pk}/")


def test_a_deleted_measure_is_brought_back_as_it_was(table, plan):
    held = made(table, plan)
    client = table.client("coordinator")
    client.post(f"{ROOT}measures/{held.pk}/do/delete/", {"why": "Twice."})
    page(client, f"measures/{held.pk}/", 404)
    assert "Dig wells" in page(client, "plans/deleted/")
    client.post(f"{ROOT}plans/deleted/", {"measure": held.pk})
    assert "Dig wells" in page(client, f"measures/{held.pk}/")


def test_what_was_deleted_long_ago_is_not_brought_back(table, plan):
    held = made(table, plan)
    measures.delete(held, by=seat(table, "alice"))
    Measure.objects.filter(pk=held.pk).update(gone=timezone.now() - timedelta(days=31))
    client = table.client("coordinator")
    assert "Dig wells" not in page(client, "plans/deleted/")
    answer = client.post(f"{ROOT}plans/deleted/", {"measure": held.pk})
    assert answer.status_code == 404


def test_a_deleted_plan_takes_its_measures_and_brings_them_back(table, plan):
    held = made(table, plan)
    client = table.client("coordinator")
    client.post(f"{ROOT}plans/{plan.pk}/delete/", {"why": "Another year."})
    page(client, f"measures/{held.pk}/", 404)
    client.post(f"{ROOT}plans/deleted/", {"plan": plan.pk})
    assert page(client, f"measures/{held.pk}/")
    assert Plan.objects.get().gone is None


def test_the_history_of_before_is_told_to_those_who_work_on_it_alone(read, plan):
    held = made(read, plan)
    measures.bring_to(held, state="dropped", by=seat(read, "alice"), why="They are too slow.")
    led(read, held)
    to = Room.objects.get(workspace=read.workspace, kind="shared")
    moving.ask(held, to=to, by=seat(read, "alice"))
    moving.let(held, seen=held.version, by=seat(read, "coordinator"))
    assert "They are too slow." in page(read.client("focal"), f"measures/{held.pk}/")
    others = page(read.client("cso_member"), f"measures/{held.pk}/")
    assert "They are too slow." not in others
    assert "let others see" in others


def test_lists_ask_the_database_as_often_for_three_as_for_one(read, plan):
    row = Recommendation.objects.filter(review__workspace=read.workspace).first()
    cluster = Cluster.objects.create(workspace=read.workspace, name="Wells")
    ClusterMember.objects.create(cluster=cluster, recommendation=row, standing="confirmed")
    addresses = (
        f"plans/{plan.pk}/", "measures/", "parts/", "parts/?show=all", "measures/table/",
        f"recommendations/{row.pk}/", f"clusters/{cluster.pk}/", "plans/", "plans/deleted/",
    )  # fmt: skip

    def more(n):
        for _ in range(n):
            held = made(read, plan, answers=[row, cluster])
            led(read, held)
            led(read, held, "justice", "support")
            led(read, held, "", "support")
            measures.delete(made(read, plan), by=seat(read, "alice"))

    def asked(address):
        client = read.client("coordinator")
        with CaptureQueriesContext(connection) as found:
            taken = address.endswith("table/")
            answer = client.post(ROOT + address) if taken else client.get(ROOT + address)
            if answer.streaming:
                b"".join(answer.streaming_content)
        return len(found)

    more(1)
    # What is kept between pages is kept from the first one on.
    for address in addresses:
        asked(address)
    one = {address: asked(address) for address in addresses}
    more(2)
    assert {address: asked(address) for address in addresses} == one


def test_who_declined_leads_nothing_and_is_named_as_having_declined(table, plan):
    led(table, made(table, plan), answer=False)
    client = table.client("coordinator")
    for shown in (page(client, "measures/"), page(client, f"plans/{plan.pk}/")):
        assert "nobody</span>" in shown
        assert 'declined:</span> <bdi class="soft">health</bdi>' in shown
    text = b"".join(client.post(f"{ROOT}measures/table/").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["lead"], row["supporting"], row["declined"]) == ("", "", "health")


def test_what_is_taken_along_is_told_to_the_room(table, plan):
    made(table, plan)
    client = table.client("focal")
    for address in ("measures/table/?state=done", "board/measures/table/", "coverage/table/",
                    "heat/table/", "history/table/"):  # fmt: skip
        assert client.post(ROOT + address).status_code == 200
    told = Activity.objects.filter(verb="exported").order_by("pk")
    assert {one.room for one in told} == {table.organisations["health"].room}
    assert [one.detail["rows"] for one in told][:4] == [0, 0, 0, 0]
    assert told[0].detail["query"] == "state=done"
    client = table.client("coordinator")
    client.post(f"{ROOT}measures/table/")
    client.post(f"{ROOT}plans/{plan.pk}/timeline/table/")
    rows = [one.detail["rows"] for one in Activity.objects.filter(verb="exported").order_by("-pk")]
    assert rows[:2] == [1, 1]
