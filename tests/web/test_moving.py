"""Measures and indicators go to others by two coordinators, and back by one; many at once."""

from __future__ import annotations

from datetime import date

import pytest

from heedweb.workspace.domain import measures, moving
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import Activity, Assignment, Indicator, Measure, Room, Workspace
from tests.web.conftest import seat
from tests.web.test_measure_parts import rows
from tests.web.test_measures import ROOT, led, made, page, plan

__all__ = ["plan"]


def room(table, kind):
    return Room.objects.get(workspace=table.workspace, kind=kind)


def let(table, held, kind="shared"):
    held = moving.ask(held, to=room(table, kind), by=seat(table, "alice"))
    return moving.let(held, seen=held.version, by=seat(table, "coordinator"))


def test_one_asks_another_lets_it_go_and_one_takes_it_back(table, plan):
    held = made(table, plan)
    one, two = table.client("alice"), table.client("coordinator")
    address, league = f"{ROOT}measures/{held.pk}/do/", table.client("cso_member")
    assert one.post(f"{address}ask/", {"to": "shared"}).status_code == 302
    assert one.post(f"{address}let/", {"version": held.version}).status_code == 403
    assert league.get(f"{ROOT}measures/{held.pk}/").status_code == 404
    assert two.post(f"{address}let/", {"version": held.version}).status_code == 302
    assert "Dig wells" in page(league, f"measures/{held.pk}/")
    assert one.post(f"{address}take-back/").status_code == 422
    assert one.post(f"{address}take-back/", {"why": "A wrong date."}).status_code == 302
    assert league.get(f"{ROOT}measures/{held.pk}/").status_code == 404
    told = Activity.objects.get(verb="taken_back")
    assert (told.room, told.why) == (None, "A wrong date.")


def test_what_was_written_since_is_read_again_first(table, plan):
    held = made(table, plan)
    moving.ask(held, to=room(table, "shared"), by=seat(table, "alice"))
    measures.write(held, words={"title": "Dig"}, seen=1, by=seat(table, "alice"))
    with pytest.raises(NotNow):
        moving.let(held, seen=1, by=seat(table, "coordinator"))


@pytest.mark.parametrize("who", ["focal", "authority", "nhri_approver", "cso_approver", "reader"])
def test_none_but_coordinators_move_it(table, plan, who):
    held = made(table, plan)
    with pytest.raises(NotTheirs):
        moving.ask(held, to=room(table, "shared"), by=seat(table, who))


def test_it_goes_from_the_table_to_the_public_and_not_the_other_way(table, plan):
    held = let(table, made(table, plan))
    held = let(table, held, "public")
    for kind in ("shared", "public"):
        with pytest.raises(NotNow):
            moving.ask(held, to=room(table, kind), by=seat(table, "alice"))


def test_what_is_asked_for_can_be_let_be(table, plan):
    held = made(table, plan)
    held = moving.ask(held, to=room(table, "public"), by=seat(table, "alice"))
    with pytest.raises(NotNow):
        moving.ask(held, to=room(table, "shared"), by=seat(table, "coordinator"))
    held = moving.drop(held, by=seat(table, "coordinator"))
    assert (held.to, held.asked_by) == (None, None)


def test_an_indicator_goes_the_same_way(table):
    held = Indicator.objects.create(
        workspace=table.workspace, room=room_of(table), code="w1", name="Wells", kind="outcome",
        unit="wells", made_by=table.people["alice"],
    )  # fmt: skip
    held = let(table, held)
    assert held.room == room(table, "shared")
    with pytest.raises(Lacking):
        moving.take_back(held, reason=" ", by=seat(table, "alice"))
    held = moving.take_back(held, reason="Counted twice.", by=seat(table, "alice"))
    assert held.room == room_of(table)


def room_of(table):
    return table.workspace.coordination().room


def test_the_public_reads_measures_and_institutions_that_accepted(read, plan):
    row = rows(read)[0]
    held = made(read, plan, "Dig public wells", answers=[row])
    led(read, held, "health", "lead", answer=True)
    led(read, held, "justice", "support")
    let(read, held, "public")
    kept = made(read, plan, "Dig shared wells", answers=[row])
    let(read, kept)
    Workspace.objects.filter(pk=read.workspace.pk).update(public=True)
    client = read.client("public")
    for address in ("/public/aurelia/measures/", f"/public/aurelia/recommendations/{row.pk}/"):
        shown = client.get(address).content.decode()
        assert "Dig public wells" in shown
        assert "Dig shared wells" not in shown
        assert "health" in shown
        assert "justice" not in shown
        assert "example.org" not in shown
    moving.take_back(held, reason="A wrong date.", by=seat(read, "alice"))
    assert "Dig public wells" not in client.get("/public/aurelia/measures/").content.decode()


def many(client, address="measures/many/", **fields):
    answer = client.post(ROOT + address, fields)
    return answer.status_code, answer.content.decode()


def test_many_get_an_institution_after_a_preview(table, plan):
    first, second = made(table, plan, "First"), made(table, plan, "Second")
    led(table, first)
    third = made(table, plan, "Third")
    led(table, third, "justice")
    client = table.client("coordinator")
    fields = {
        "what": "assign", "body": table.organisations["health"].pk, "part": "lead", "query": "",
        "row": [f"{one.pk}:{one.version}" for one in (first, second, third)],
    }  # fmt: skip
    status, shown = many(client, **fields)
    assert status == 200
    assert "2 measures will change." in shown
    assert "1 is left out: are so already." in shown
    assert "health (lead), justice (supporting)" in shown
    assert Assignment.objects.count() == 2
    status, _shown = many(client, "measures/many/do/", **fields, count=2)
    assert status == 302
    leads = Assignment.objects.filter(part="lead", organisation=table.organisations["health"])
    assert leads.count() == 3


def test_a_whole_plan_is_asked_to_go_and_let_by_another(table, plan):
    for title in ("First", "Second"):
        made(table, plan, title)
    fields = {"all": "on", "query": f"plan={plan.pk}", "count": 2}
    ask = {**fields, "what": "ask", "to": "shared"}
    assert many(table.client("alice"), "measures/many/do/", **ask)[0] == 302
    _status, shown = many(table.client("alice"), **{**fields, "what": "let"})
    assert "0 measures will change." in shown
    assert "so another coordinator lets them go" in shown
    let_go = {**fields, "what": "let"}
    assert many(table.client("coordinator"), "measures/many/do/", **let_go)[0] == 302
    assert {one.room.kind for one in Measure.objects.all()} == {"shared"}
    back = {**fields, "what": "take_back", "why": "A wrong year."}
    assert many(table.client("alice"), "measures/many/do/", **back)[0] == 302
    assert {one.room.kind for one in Measure.objects.all()} == {"organisation"}


def test_what_moved_since_the_preview_is_previewed_again(table, plan):
    first, second = made(table, plan, "First"), made(table, plan, "Second")
    fields = {"what": "due", "due": "2030-01-01", "query": "", "count": 2}
    fields["row"] = [f"{one.pk}:{one.version}" for one in (first, second)]
    measures.write(first, words={"title": "Changed"}, seen=1, by=seat(table, "alice"))
    client = table.client("coordinator")
    status, shown = many(client, "measures/many/do/", **fields)
    assert status == 409
    assert "Nothing was changed" in shown
    assert not Measure.objects.filter(due=date(2030, 1, 1)).exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": "assign", "row": "1:1"}, "Choose an institution and its part."),
        ({"what": "take_back", "row": "1:1"}, "Say why, in a sentence."),
        ({"what": "let"}, "Tick one or more measures first"),
    ],
)
def test_what_lacks_something_is_said_on_the_list(table, plan, fields, said):
    client = table.client("coordinator")
    answer = client.post(f"{ROOT}measures/many/", fields, follow=True)
    assert said in answer.content.decode()
