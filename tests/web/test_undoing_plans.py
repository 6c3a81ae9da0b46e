"""What is deleted of a plan, and what is done to many measures at once, is undone in one step."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from heedweb.workspace.domain import (
    assignments,
    chapters,
    measures,
    milestones,
    ties,
    undoables,
)
from heedweb.workspace.domain import measures_at_once as many
from heedweb.workspace.domain.measures_at_once import Deed
from heedweb.workspace.domain.reversing import CannotUndo
from heedweb.workspace.models import Assignment, Chapter, Measure, Undoable
from tests.web.conftest import seat
from tests.web.test_measure_parts import rows
from tests.web.test_measures import led, made, plan
from tests.web.test_moving import room
from tests.web.test_undoing_deletions import rows as everything

__all__ = ["plan"]


def undo(table, who="coordinator"):
    client = table.client(who)
    address = reverse("workspace:history-undo-act", args=["aurelia", Undoable.objects.first().pk])
    return client.post(address)


def deletions(table, plan, by):
    """Each deletion of a plan, ready to be done."""
    held = made(table, plan, answers=rows(table)[:1])
    chapter = chapters.make(plan=plan, words={"title": "Water"}, by=by)
    milestone = milestones.add(measure=held, words={"title": "First water"}, by=by)
    part = led(table, held, answer=True)
    ties.need(held, needed=[made(table, plan, "Plan wells")], by=by)
    ties.tie(held, labels=[("sdg.targets", "6.1", "Water")], by=by)
    return {
        "chapter": lambda: chapters.delete(chapter, by=by),
        "milestone": lambda: milestones.delete(milestone, by=by),
        "part": lambda: assignments.take_away(Assignment.objects.get(pk=part.pk), by=by),
        "answers": lambda: measures.aim_no_more(held, at=held.targets.all(), by=by),
        "needs": lambda: ties.need_no_more(held, needs=held.needs.all(), by=by),
        "ties": lambda: ties.untie(held, ties=held.ties.all(), by=by),
    }


@pytest.mark.parametrize("what", ["chapter", "milestone", "part", "answers", "needs", "ties"])
def test_what_is_deleted_of_a_plan_is_put_back(read, plan, what):
    act = deletions(read, plan, seat(read, "alice"))[what]
    before = everything()
    act()
    assert everything() != before
    assert undo(read, "focal").status_code in (403, 404)
    assert undo(read).status_code == 302
    assert everything() == before


def test_a_circle_is_not_put_back(table, plan):
    by = seat(table, "alice")
    first, second = made(table, plan), made(table, plan)
    ties.need(first, needed=[second], by=by)
    ties.need_no_more(first, needs=first.needs.all(), by=by)
    ties.need(second, needed=[first], by=by)
    with pytest.raises(CannotUndo):
        undoables.undo(undoable=Undoable.objects.first(), by=by)


def deeds(table):
    return {
        "lead": Deed("assign", body=table.organisations["health"], part="lead"),
        "due": Deed("due", due=date(2030, 5, 1)),
        "ask": Deed("ask", to=room(table, "public")),
    }


@pytest.mark.parametrize("what", ["lead", "due", "ask"])
def test_what_was_done_to_many_is_undone_in_one_step(table, plan, what):
    first, second, third = (made(table, plan, name, due=None) for name in ("A", "B", "C"))
    led(table, first, "justice", answer=True)
    led(table, second, "health", "support", answer=True)
    led(table, second, "justice")
    before = everything()
    by, seen = seat(table, "alice"), list(Measure.objects.order_by("pk"))
    assert many.carry_out(seen, deed=deeds(table)[what], by=by) == 3
    if what == "lead":
        leads = Assignment.objects.filter(part="lead").values_list("organisation__name", flat=True)
        assert list(leads) == ["health"] * 3
    assert undo(table).status_code == 302
    now = everything()
    for was, one in zip(before["Measure"], now["Measure"], strict=True):
        was.pop("changed"), one.pop("changed")
        # Who had it open in between is told that it was written.
        assert (one.pop("version") > was.pop("version")) is (what != "lead")
    for told in (before, now):
        told.pop("Notice"), told.pop("Mail")
    assert now == before
    assert third.pk


def test_many_of_which_one_was_answered_since_stay(table, plan):
    first = made(table, plan)
    by = seat(table, "alice")
    many.carry_out([first], deed=deeds(table)["lead"], by=by)
    assignments.answer(Assignment.objects.get(), accepted=True, by=seat(table, "focal"))
    with pytest.raises(CannotUndo):
        undoables.undo(undoable=Undoable.objects.first(), by=by)
    assert Assignment.objects.get().answer == "accepted"


def test_letting_many_go_has_no_undo_but_taking_back(table, plan):
    held = made(table, plan)
    many.carry_out([held], deed=deeds(table)["ask"], by=seat(table, "alice"))
    held.refresh_from_db()
    many.carry_out([held], deed=Deed("let"), by=seat(table, "coordinator"))
    assert Undoable.objects.count() == 1
    assert not Chapter.objects.exists()
