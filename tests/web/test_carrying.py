"""Plans carried forward, what became of them, and advice on measures."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from heedweb.workspace import access
from heedweb.workspace.domain import assignments, carrying, measures, plans, ties
from heedweb.workspace.domain.carrying import How
from heedweb.workspace.models import (
    Activity,
    Chapter,
    Measure,
    Milestone,
    Need,
    Notice,
    Plan,
    Recommendation,
)
from tests.web.conftest import seat


def where(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


@pytest.fixture
def by(read):
    return seat(read, "coordinator")


@pytest.fixture
def plan(read, by):
    """A plan of five years: one measure under way, one done."""
    words = {"name": "First", "first": date(2024, 1, 1), "last": date(2028, 12, 31)}
    made = plans.begin(words=words, by=by)
    chapter = Chapter.objects.create(plan=made, number="1", title="Water", made_by=by.user)
    Chapter.objects.create(plan=made, number="1.1", title="Wells", parent=chapter, made_by=by.user)
    row = Recommendation.objects.order_by("pk")[0]
    going = measures.make(
        plan=made, by=by, answers=[row],
        words={"title": "Dig wells", "chapter": chapter, "start": date(2024, 2, 29),
               "due": date(2028, 6, 1), "budget": 12},
    )  # fmt: skip
    assignments.assign(going, body=read.organisations["health"], part="lead", by=by)
    assignments.answer(going.assignments.get(), accepted=True, by=seat(read, "authority"))
    for title, reached in (("Survey", date(2024, 5, 1)), ("Pumps", None)):
        Milestone.objects.create(
            measure=going, title=title, due=date(2025, 1, 1), reached=reached, made_by=by.user
        )
    done = measures.make(plan=made, words={"title": "Map springs"}, by=by)
    for state in ("agreed", "done"):
        done = measures.bring_to(done, state=state, by=by)
    return made


def test_what_is_still_to_be_done_goes_along_under_new_days(read, plan, by):
    client = read.client("coordinator")
    page = client.get(where("plan-carry", plan.pk))
    assert [one.chosen for one in page.context["going"]] == [True, False]
    sent = {"name": "Second", "first": "2029-01-01", "last": "2033-12-31", "years": "5",
            "which": "open"}  # fmt: skip
    page = client.post(where("plan-carry", plan.pk), {**sent, "do": "look"})
    assert "1 June 2033" in page.content.decode()
    assert Plan.objects.count() == 1
    made = client.post(where("plan-carry", plan.pk), {**sent, "do": "carry"})
    second = Plan.objects.get(name="Second")
    assert made.headers["Location"] == where("plan", second.pk)
    assert second.copied_from == plan
    copy = second.measures.get()
    assert (copy.title, copy.state, copy.start, copy.due) == (
        "Dig wells", "proposed", date(2029, 2, 28), date(2033, 6, 1),
    )  # fmt: skip
    assert (copy.copied_from.plan, copy.chapter.plan, copy.chapter.title) == (plan, second, "Water")
    assert [one.answer for one in copy.assignments.all()] == ["proposed"]
    assert [(one.title, one.due) for one in copy.milestones.all()] == [("Pumps", date(2030, 1, 1))]
    assert copy.targets.get().recommendation is not None
    assert list(second.chapters.values_list("title", "parent__title")) == [
        ("Water", None), ("Wells", "Water"),
    ]  # fmt: skip
    told = Activity.objects.filter(verb="chapter_made").values_list("subject", flat=True)
    assert list(told.order_by("pk")) == ["1 Water", "1.1 Wells"]
    assert Notice.objects.filter(verb="assigned", record=copy.pk).count() == 3


def test_what_waits_for_what_goes_along_and_is_told(read, plan, by):
    dig, water = Measure.objects.get(title="Dig wells"), Measure.objects.get(title="Map springs")
    ties.need(dig, needed=[water], by=by)
    second = carrying.carry(plan=plan, measures=[dig.pk, water.pk], how=How("Second"), by=by)
    need = Need.objects.get(measure__plan=second)
    assert (need.measure.title, need.needed.title) == ("Dig wells", "Map springs")
    told = Activity.objects.filter(verb="measure_needs").order_by("pk").last()
    assert (told.subject, told.changes[0]["after"]) == ("1 Dig wells", ["2"])


def test_chosen_measures_go_along_with_empty_days(read, plan):
    done = Measure.objects.get(title="Map springs")
    sent = {"name": "Second", "years": "", "which": "chosen", "measure": [done.pk], "do": "carry"}
    read.client("coordinator").post(where("plan-carry", plan.pk), sent)
    copy = Plan.objects.get(name="Second").measures.get()
    assert (copy.title, copy.state, copy.due) == ("Map springs", "proposed", None)


def test_nothing_is_carried_where_nothing_is_chosen(read, plan):
    sent = {"name": "Second", "which": "chosen", "do": "carry"}
    page = read.client("coordinator").post(where("plan-carry", plan.pk), sent)
    assert "Choose the measures" in page.content.decode()
    assert Plan.objects.count() == 1


def test_the_history_tells_of_the_plan_and_of_each_measure(plan, by):
    chosen = list(plan.measures.values_list("pk", flat=True))
    made = carrying.carry(plan=plan, measures=chosen, how=How("Second"), by=by)
    act = Activity.objects.get(verb="plan_carried")
    assert [(one["field"], one["after"]) for one in act.changes] == [
        ("copied_from", "First"), ("measures", 2),
    ]  # fmt: skip
    told = Activity.objects.filter(verb="measure_carried").values_list("record", flat=True)
    assert sorted(told) == sorted(made.measures.values_list("pk", flat=True))


def test_both_plans_say_what_became_of_the_first(read, plan, by):
    going = plan.measures.get(title="Dig wells")
    made = carrying.carry(plan=plan, measures=[going.pk], how=How("Second"), by=by)
    measures.make(plan=made, words={"title": "Plant trees"}, by=by)
    client = read.client("coordinator")
    for one in (plan, made):
        assert where("plan-became", made.pk) in client.get(where("plan", one.pk)).content.decode()
    page = client.get(where("plan-became", made.pk)).context
    assert [(row.measure.title, len(row.copies)) for row in page["pairs"]] == [
        ("Dig wells", 1), ("Map springs", 0),
    ]  # fmt: skip
    assert [one.title for one in page["new"]] == ["Plant trees"]


def test_who_sees_one_plan_alone_is_not_told_of_the_other(read, plan, by):
    done = plan.measures.get(title="Map springs")
    made = carrying.carry(plan=plan, measures=[done.pk], how=How("Second"), by=by)
    health = read.client("focal")
    assert "Second" not in health.get(where("plan", plan.pk)).content.decode()
    assert health.get(where("plan-became", made.pk)).status_code == 404


def test_a_plan_of_no_ancestor_has_nothing_to_tell(read, plan):
    assert read.client("coordinator").get(where("plan-became", plan.pk)).status_code == 404


def test_advice_stands_on_the_page_of_a_measure(read, plan):
    request = RequestFactory().get("/")
    request.user = read.people["coordinator"]
    access.seat(request, "aurelia")
    measure = plan.measures.get(title="Map springs")
    page = Template("{% load smart %}{% smart measure %}").render(
        Context({"request": request, "measure": measure})
    )
    assert "No institution leads it." in page
    assert "never a grade" in page
    led = plan.measures.get(title="Dig wells")
    page = Template("{% load smart %}{% smart measure %}").render(
        Context({"request": request, "measure": led})
    )
    assert "No institution leads it." not in page
