"""Measures and indicators go to others by two coordinators, and back by one; many at once."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heedweb.workspace.domain import measures, moving, plans, values
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.domain.values import Reading
from heedweb.workspace.models import Activity, Assignment, Indicator, Measure, Room, Workspace
from tests.web.conftest import seat
from tests.web.test_indicators import entered
from tests.web.test_indicators import made as made_indicator
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
    status, _shown = many(client, "measures/many/do/", **fields, stamp=stamp_of(shown))
    assert status == 302
    leads = Assignment.objects.filter(part="lead", organisation=table.organisations["health"])
    assert leads.count() == 3


def stamp_of(shown):
    """What a preview says that was seen."""
    return re.search(r'name="stamp" value="(\w+)"', shown)[1]


def done(client, **fields):
    """Preview something for many measures, then do it; return the answer's status."""
    _status, shown = many(client, **fields)
    return many(client, "measures/many/do/", **fields, stamp=stamp_of(shown))[0]


def test_a_whole_plan_is_asked_to_go_and_let_by_another(table, plan):
    for title in ("First", "Second"):
        made(table, plan, title)
    fields = {"all": "on", "query": f"plan={plan.pk}"}
    one, two = table.client("alice"), table.client("coordinator")
    assert done(one, **fields, what="ask", to="shared") == 302
    _status, shown = many(one, **fields, what="let")
    assert "0 measures will change." in shown
    assert "so another coordinator lets them go" in shown
    assert done(two, **fields, what="let") == 302
    assert {one.room.kind for one in Measure.objects.all()} == {"shared"}
    assert done(one, **fields, what="take_back", why="A wrong year.") == 302
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


TEXT = "The victim, Amina Karsou, is met first."
PASSAGE = {"field": "text", "kind": "name", "words": "Amina Karsou", "comment": "She asked for it."}


def test_a_measure_goes_to_the_public_once_another_decided_on_what_looks_like_personal_data(
    table, plan
):
    held = made(table, plan, text=TEXT)
    one, two = table.client("alice"), table.client("coordinator")
    address = f"{ROOT}measures/{held.pk}/"
    shown = page(one, f"measures/{held.pk}/")
    assert "Looks like personal data" in shown
    assert "Amina Karsou</q>" in shown
    answer = one.post(f"{address}do/ask/", {"to": "public"})
    assert answer.status_code == 409
    assert "1 passage looks like personal data" in answer.content.decode()
    assert one.post(f"{address}do/keep/", {**PASSAGE, "comment": ""}).status_code == 422
    assert one.post(f"{address}do/keep/", PASSAGE).status_code == 302
    told = Activity.objects.get(verb="words_kept")
    assert (told.room, told.record) == (room_of(table), held.pk)
    assert two.post(f"{address}do/ask/", {"to": "public"}).status_code == 302
    answer = one.post(f"{address}do/let/", {"version": 1})
    assert answer.status_code == 403
    assert "You kept words" in answer.content.decode()
    two.post(f"{address}do/drop/")
    assert one.post(f"{address}do/ask/", {"to": "public"}).status_code == 302
    assert two.post(f"{address}do/let/", {"version": 1}).status_code == 302
    held.refresh_from_db()
    assert held.room == room(table, "public")


def test_what_was_written_after_it_was_asked_for_is_decided_on_before_it_goes(table, plan):
    held = moving.ask(made(table, plan), to=room(table, "public"), by=seat(table, "alice"))
    measures.write(held, words={"text": TEXT}, seen=1, by=seat(table, "alice"))
    with pytest.raises(NotNow, match="looks like personal data"):
        moving.let(held, seen=2, by=seat(table, "coordinator"))


def test_what_everybody_reads_gets_no_new_words_that_look_like_personal_data(table, plan):
    held = let(table, made(table, plan), "public")
    client = table.client("coordinator")
    sent = {"title": held.title, "number": held.number, "text": TEXT, "version": held.version}
    answer = client.post(f"{ROOT}measures/{held.pk}/write/", sent)
    assert answer.status_code == 409
    assert "Everybody reads it" in answer.content.decode()
    with pytest.raises(NotNow):
        measures.write(held, words={"text": TEXT}, seen=1, by=seat(table, "alice"))
    held = measures.write(held, words={"text": "Met."}, seen=1, by=seat(table, "alice"))
    assert held.text == "Met."
    held = moving.take_back(held, reason="Names come.", by=seat(table, "alice"))
    assert measures.write(held, words={"text": TEXT}, seen=2, by=seat(table, "alice")).text == TEXT


def test_the_name_of_a_plan_is_read_by_everybody_too(table, plan):
    held = made(table, plan)
    held.plan.name = "After the death of the victim Amina Karsou"
    held.plan.save()
    with pytest.raises(NotNow):
        moving.ask(held, to=room(table, "public"), by=seat(table, "alice"))


def test_many_measures_leave_out_those_with_words_nobody_decided_on(table, plan):
    made(table, plan, "First")
    made(table, plan, "Second", text=TEXT)
    ask = {"all": "on", "query": f"plan={plan.pk}", "what": "ask", "to": "public"}
    _status, shown = many(table.client("alice"), **ask)
    assert "1 measure will change." in shown
    assert "1 is left out: hold words that look like personal data" in shown
    ask["stamp"] = stamp_of(shown)
    assert many(table.client("alice"), "measures/many/do/", **ask)[0] == 302
    assert [one.title for one in Measure.objects.filter(to__isnull=False)] == ["First"]


def test_an_indicator_is_sent_to_others_from_its_page(table):
    held = Indicator.objects.create(
        workspace=table.workspace, room=room_of(table), code="w1", name="Wells", kind="outcome",
        unit="wells", source=TEXT, made_by=table.people["alice"],
    )  # fmt: skip
    one, two = table.client("alice"), table.client("coordinator")
    address, league = f"indicators/{held.pk}/", table.client("cso_member")
    assert "Looks like personal data" in page(one, address)
    act = f"{ROOT}{address}do/"
    assert one.post(f"{act}ask/", {"to": "public"}).status_code == 409
    assert one.post(f"{act}keep/", {**PASSAGE, "field": "source"}).status_code == 302
    assert one.post(f"{act}ask/", {"to": "shared"}).status_code == 302
    assert "so another coordinator must let it go" in page(one, address)
    assert one.post(f"{act}let/", {"version": 1}).status_code == 403
    assert league.get(f"{ROOT}{address}").status_code == 404
    assert two.post(f"{act}let/", {"version": 1}).status_code == 302
    assert "Take it back" not in page(league, address)
    assert table.client("focal").post(f"{act}ask/", {"to": "public"}).status_code == 403
    assert two.post(f"{act}ask/", {"to": "public"}).status_code == 302
    assert one.post(f"{act}let/", {"version": 1}).status_code == 403
    assert two.post(f"{act}delete/").status_code == 404
    assert one.post(f"{act}take-back/", {"why": "Counted twice."}).status_code == 302
    assert league.get(f"{ROOT}{address}").status_code == 404


def test_the_public_reads_indicators_and_their_checked_values(table):
    kept = Indicator.objects.create(
        workspace=table.workspace, room=room_of(table), code="w0", name="Pumps", kind="outcome",
        unit="pumps", made_by=table.people["alice"],
    )  # fmt: skip
    held = made_indicator(table, name="Wells in use")
    first = entered(table, held, 2020, "1234", by="authority")
    entered(table, held, 2021, "777", group={"sex": "women"}, by="authority")
    second = entered(table, held, 2022, "555")
    let(table, held, "public")
    Workspace.objects.filter(pk=table.workspace.pk).update(public=True)
    shown = page_of_public(table)
    assert "Wells in use" in shown
    assert "1,234" in shown
    for hidden in (kept.name, "777", "555", "example.org"):
        assert hidden not in shown
    values.check([second], by=seat(table, "authority"))
    assert "555" in page_of_public(table)
    reading = Reading(first.on, Decimal(99), first.since)
    values.replace(first, reading=reading, why="Counted anew.", by=seat(table, "focal"))
    shown = page_of_public(table)
    assert "1,234" in shown
    assert "99" not in shown
    moving.take_back(held, reason="Counted twice.", by=seat(table, "alice"))
    assert "Wells in use" not in page_of_public(table)


def page_of_public(table):
    return table.client("public").get("/public/aurelia/indicators/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_public_page_of_indicators_asks_the_same_for_one_and_for_many(table, many):
    for at in range(many):
        held = made_indicator(table, name=f"Wells {at}")
        entered(table, held, 2020, "5", by="authority")
        let(table, held, "public")
    Workspace.objects.filter(pk=table.workspace.pk).update(public=True)
    with CaptureQueriesContext(connection) as asked:
        shown = page_of_public(table)
    assert shown.count("<table") == many
    assert len(asked) == 4


def test_a_plan_s_name_gets_no_such_words_while_everybody_reads_a_measure_of_it(table, plan):
    held, by = made(table, plan), seat(table, "coordinator")
    named = {"name": "What the victim, Amina Karsou, asks for"}
    later = plans.write(plan, words=named, seen=plan.version, by=by)
    later = plans.write(later, words={"name": "Wells"}, seen=later.version, by=by)
    let(table, held, "public")
    with pytest.raises(NotNow, match="Everybody reads it"):
        plans.write(later, words=named, seen=later.version, by=by)
    plan.refresh_from_db()
    assert plan.name == "Wells"
    assert plans.write(later, words={"name": "Deep wells"}, seen=later.version, by=by).version == 4
