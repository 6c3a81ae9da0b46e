"""Plans taken along as files, edited elsewhere, looked at and taken in."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed.plans import reading, word_file, workbook
from heed.plans.records import Indicator as IndicatorOf
from heed.plans.records import Milestone, Part, Tie
from heed.plans.words import Words
from heedweb import plan_commands
from heedweb.workspace.domain import assignments, indicators, measures, plans, ties
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.models import (
    Activity,
    Assignment,
    Chapter,
    Measure,
    Notice,
    Plan,
    Recommendation,
)
from heedweb.workspace.queries.plan_data import plan_of
from heedweb.workspace.queries.taxonomies import vocabulary
from tests.web.conftest import seat

FORMS = {"xlsx": workbook.write, "docx": word_file.write}


def where(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


@pytest.fixture
def by(read):
    return seat(read, "coordinator")


@pytest.fixture
def plan(read, by):
    """A plan with a chapter, a measure that says all it can, and one that says little."""
    made = plans.begin(words={"name": "Wells for all", "first": date(2026, 1, 1)}, by=by)
    chapter = Chapter.objects.create(plan=made, number="1", title="ماء", made_by=by.user)
    Activity.objects.filter(verb="none").delete()
    words = {"title": "Dig wells", "text": "Deep.\nAnd clean.", "chapter": chapter,
             "due": date(2027, 1, 1), "budget": 1200}  # fmt: skip
    row = Recommendation.objects.order_by("pk")[0]
    first = measures.make(plan=made, words=words, by=by, answers=[row])
    assignments.assign(first, body=read.organisations["health"], part="lead", by=by)
    measures.make(plan=made, words={"title": "Map springs"}, by=by)
    return made


def file_of(by, plan, change=lambda held: held, form="xlsx"):
    """The bytes of a file of a plan as it stands, after `change` in another program."""
    return FORMS[form](change(plan_of(by, plan)), Words())


def first(plan, **words):
    """The plan data with its measure 1 changed."""
    held = [replace(one, **words) if one.number == "1" else one for one in plan.measures]
    return replace(plan, measures=tuple(held))


def given(client, plan, data, name="plan.xlsx"):
    address = where("plan-file", plan.pk) if plan else where("plan-file-new")
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def go_on(client, plan, page, **more):
    """Take in what a page shows."""
    html = page.content.decode()
    sent = {
        name: re.search(rf'name="{name}" value="([^"]*)"', html).group(1)
        for name in ("note", "stamp")
    }
    address = where("plan-file", plan.pk) if plan else where("plan-file-new")
    return client.post(address, {**sent, **more})


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_is_taken_along_as_a_file_that_reads_back_identical(read, plan, by, form):
    page = read.client("coordinator").post(where("plan-take", plan.pk), {"format": form})
    held = reading.read(io.BytesIO(page.content), "p")
    assert held.plan == plan_of(by, plan)
    assert page["Content-Disposition"].startswith('attachment; filename="wells-for-all-')
    assert (page["Cache-Control"], "sandbox" in page["Content-Security-Policy"]) == (
        "no-store", True,
    )  # fmt: skip
    act = Activity.objects.get(verb="plan_taken_out")
    assert (act.detail["rows"], act.room) == (2, read.workspace.coordination().room)


def test_who_sees_one_measure_takes_along_that_one(read, plan):
    page = read.client("focal").post(where("plan-take", plan.pk), {"format": "xlsx"})
    held = reading.read(io.BytesIO(page.content), "p").plan
    assert [one.title for one in held.measures] == ["Dig wells"]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_nobody_edited_changes_nothing(read, plan, by, form):
    page = given(read.client("coordinator"), plan, file_of(by, plan, form=form))
    assert "The file changes nothing" in page.content.decode()
    assert Measure.objects.count() == 2


@pytest.mark.parametrize("form", FORMS)
def test_a_file_becomes_a_new_plan_with_all_that_it_says(read, plan, by, form):
    client = read.client("coordinator")
    data = file_of(by, plan, form=form)
    page = given(client, None, data)
    assert Plan.objects.count() == 1
    assert go_on(client, None, page, name="Second").status_code == 302
    made = Plan.objects.get(name="Second")
    was, now = plan_of(by, plan), plan_of(by, made)
    strip = {"origin": "", "marks": "", "name": ""}
    assert replace(now, **strip) == replace(was, **strip)
    assert Activity.objects.get(verb="plan_taken_in").detail["measures"] == 2


def test_what_a_file_changes_is_shown_and_stored_only_when_a_person_says_so(read, plan, by):
    client = read.client("coordinator")

    def change(held):
        return first(held, title="Dig deep wells", state="under_way",
                     milestones=(Milestone("Survey", date(2026, 6, 1)),),
                     parts=(*held.measures[-1].parts, Part("justice", lead=False)))  # fmt: skip

    page = given(client, plan, file_of(by, plan, change))
    assert "Dig deep wells" in page.content.decode()
    measure = Measure.objects.get(number="1")
    assert measure.title == "Dig wells"
    assert go_on(client, plan, page).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.state) == ("Dig deep wells", "under_way")
    assert [one.title for one in measure.milestones.all()] == ["Survey"]
    parts = measure.assignments.values_list("organisation__name", "part", "answer")
    assert sorted(parts) == [("health", "lead", "proposed"), ("justice", "support", "proposed")]


def test_what_was_changed_here_since_is_not_overwritten(read, plan, by):
    client = read.client("coordinator")
    data = file_of(by, plan, lambda held: first(held, title="From the file"))
    measure = Measure.objects.get(number="1")
    measures.write(measure, words={"title": "Here", "funds": "Loan"}, seen=measure.version, by=by)
    page = given(client, plan, data)
    assert "choose" in page.content.decode()
    go_on(client, plan, page)
    measure.refresh_from_db()
    assert (measure.title, measure.funds) == ("Here", "Loan")
    page = given(client, plan, data)
    go_on(client, plan, page, **{"clash-1": "measure:1:title"})
    measure.refresh_from_db()
    assert (measure.title, measure.funds) == ("From the file", "Loan")


def test_a_plan_that_was_changed_while_somebody_looked_is_looked_at_again(read, plan, by):
    client = read.client("coordinator")
    page = given(client, plan, file_of(by, plan, lambda held: first(held, funds="Loan")))
    measure = Measure.objects.get(number="2")
    measures.write(measure, words={"title": "Meanwhile"}, seen=measure.version, by=by)
    again = go_on(client, plan, page)
    assert again.status_code == 409
    assert "changed since you looked" in again.content.decode()
    assert Measure.objects.get(number="1").funds == ""
    assert go_on(client, plan, again).status_code == 302
    assert Measure.objects.get(number="1").funds == "Loan"


def test_names_that_stand_for_nothing_are_told_with_their_rows(read, plan, by):
    client = read.client("coordinator")

    def change(held):
        last = held.measures[-1]
        return first(held, answers=(*last.answers, "A/HRC/99/1#7"), clusters=("Nowhere",),
                     parts=(*last.parts, Part("Ministry of Sand", lead=False)),
                     ties=(Tie("sdg.targets", "99.9"),))  # fmt: skip

    page = given(client, plan, file_of(by, plan, change))
    html = page.content.decode()
    for said in ("No institution called “Ministry of Sand” takes part here.",
                 "There is no recommendation A/HRC/99/1#7", "There is no cluster called “Nowhere”",
                 "There is no label sdg.targets 99.9"):  # fmt: skip
        assert f"Sheet Measures, row 4 (measure 1): {said[:20]}" in html
        assert said in html
    refused = go_on(client, plan, page)
    assert (refused.status_code, Assignment.objects.count()) == (409, 1)
    assert go_on(client, plan, refused, leave_unknown="on").status_code == 302
    assert Assignment.objects.count() == 1


def test_a_file_with_faults_is_not_taken_in(read, plan, by):
    client = read.client("coordinator")
    data = file_of(by, plan, lambda held: first(held, due=date(2020, 1, 1), start=date(2021, 1, 1)))
    page = given(client, plan, data)
    assert "It ends on 2020-01-01, before it begins." in page.content.decode()
    assert go_on(client, plan, page).status_code == 409
    assert Measure.objects.get(number="1").due == date(2027, 1, 1)


def test_measures_that_wait_for_each_other_are_told(read, plan, by):
    def change(held):
        second, one = held.measures
        return replace(held, measures=(replace(second, needs=("1",)), replace(one, needs=("2",))))

    page = given(read.client("coordinator"), plan, file_of(by, plan, change))
    assert "waits for itself" in page.content.decode()


def test_nothing_is_deleted_because_a_file_leaves_it_out(read, plan, by):
    client = read.client("coordinator")

    def change(held):
        return replace(held, measures=first(held, funds="X").measures[-1:])

    data = file_of(by, plan, change)
    page = given(client, plan, data)
    assert "1 measure is not in the file; it stays" in page.content.decode()
    go_on(client, plan, page)
    assert Measure.objects.filter(gone__isnull=True).count() == 2


def test_a_file_that_is_no_plan_is_refused_in_one_line(read, plan):
    page = given(read.client("coordinator"), plan, b"%PDF-1.7 nothing", "x.pdf")
    assert page.status_code == 422
    assert "cannot read" in page.content.decode()


def test_a_note_of_another_plan_is_forgotten(read, plan, by):
    client = read.client("coordinator")
    page = given(client, plan, file_of(by, plan, lambda held: first(held, funds="X")))
    assert go_on(client, None, page).status_code == 409
    assert Plan.objects.count() == 1


def test_a_plan_is_data_in_as_many_queries_with_one_measure_as_with_three(plan, by):
    def counted():
        with CaptureQueriesContext(
            connection,
        ) as found:
            plan_of(by, plan)
        return len(found)

    once = counted()
    row = Recommendation.objects.order_by("pk")[1]
    for number in range(3):
        measures.make(plan=plan, words={"title": f"More {number}"}, by=by, answers=[row])
    assert counted() == once


@pytest.mark.django_db(transaction=True)
def test_a_plan_goes_out_and_in_from_the_command_line(read, plan, by, tmp_path, capsys):
    out = tmp_path / "wells.docx"
    me = ["--by", "coordinator@example.org", "--workspace", read.workspace.name]
    assert plan_commands.plan(["export", "Wells for all", str(out), *me]) == 0
    assert "2 measures written" in capsys.readouterr().out
    assert reading.read(io.BytesIO(out.read_bytes()), "p").plan == plan_of(by, plan)
    assert plan_commands.plan(["import", str(out), "--plan", "Copy", "--preview", *me]) == 0
    assert "2 new measures" in capsys.readouterr().out
    assert Plan.objects.count() == 1
    assert plan_commands.plan(["import", str(out), "--plan", "Copy", *me]) == 0
    assert Plan.objects.get(name="Copy").measures.count() == 2
    focal = ["--by", "focal@example.org", "--workspace", read.workspace.name]
    assert plan_commands.plan(["import", str(out), "--plan", "Third", *focal]) == 1
    assert "Coordinators do that." in capsys.readouterr().err


def test_what_a_file_names_twice_is_there_once(read, plan, by):
    gauge = indicators.make(words={"name": "Wells", "kind": "outcome", "unit": "wells"}, by=by)
    one = IndicatorOf(gauge.code, gauge.name, gauge.unit)
    name = vocabulary(read.workspace).label("sdg.targets", "6.1").name
    twice = {
        "indicators": (one, one),
        "ties": (Tie("sdg.targets", "6.1"), Tie("sdg.targets", name)),
        "parts": (Part("justice", False), Part("justice", False)),
    }
    data = file_of(by, plan, lambda held: first(held, **twice))
    client = read.client("coordinator")
    page = go_on(client, plan, given(client, plan, data))
    assert page.status_code == 302, page.content.decode()
    held = Measure.objects.get(number="1")
    assert (held.uses.count(), held.ties.count(), held.assignments.count()) == (1, 1, 2)
    # Institutions are asked, as they are when a part is given on the page.
    asked = Notice.objects.get(verb="assigned", user=read.people["focal_elsewhere"])
    assert asked.record == held.pk


def test_a_file_gives_no_part_to_who_cannot_answer_for_one(read, plan, by):
    data = file_of(by, plan, lambda held: first(held, parts=(Part("institution", True),)))
    client = read.client("coordinator")
    page = given(client, plan, data)
    assert "institution" in page.context["preview"].unknown[0]
    assert go_on(client, plan, page).status_code == 409
    assert go_on(client, plan, page, leave_unknown="on").status_code == 302
    assert not Assignment.objects.filter(organisation__name="institution").exists()


def test_a_chapter_below_a_part_is_refused_in_a_line(read, plan, by):
    top = Chapter.objects.get()
    Chapter.objects.create(plan=plan, number="1.1", title="Wells", parent=top, made_by=by.user)

    def deeper(held):
        below = next(one for one in held.chapters if one.number == "1.1")
        new = replace(below, key="1.1.1 Deep", number="1.1.1", title="Deep", parent=below.key)
        return replace(held, chapters=(*held.chapters, new))

    client = read.client("coordinator")
    page = given(client, plan, file_of(by, plan, deeper))
    answer = go_on(client, plan, page)
    assert answer.status_code in (409, 422)
    assert Chapter.objects.count() == 2


def test_a_circle_over_two_plans_is_refused_in_a_line(read, plan, by):
    one, two = Measure.objects.order_by("pk")
    other = plans.begin(words={"name": "Other"}, by=by)
    far = measures.make(plan=other, words={"title": "Far"}, by=by)
    ties.need(one, needed=[far], by=by)
    ties.need(far, needed=[two], by=by)

    def circle(held):
        some = [replace(x, needs=("1",)) if x.number == "2" else x for x in held.measures]
        return replace(held, measures=tuple(some))

    client = read.client("coordinator")
    answer = go_on(client, plan, given(client, plan, file_of(by, plan, circle)))
    assert answer.status_code == 409
    assert "so neither could begin" in answer.content.decode()
    assert not two.needs.exists()


def test_a_period_that_ends_before_it_begins_is_refused(plan, by):
    with pytest.raises(NotNow, match="ends before it begins"):
        plans.write(plan, words={"last": date(2025, 1, 1)}, seen=plan.version, by=by)
