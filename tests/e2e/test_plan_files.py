"""A plan goes out as a Word file, is edited, comes in again, and is carried forward."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SHOTS, WIDE, looked_through, run_on, served

pytestmark = pytest.mark.e2e
REPORT = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
SET_UP = """
import datetime as dt, django; django.setup()
from heedweb.workspace import access
from heedweb.workspace.domain import assignments, measures, plans, workspaces
from heedweb.workspace.models import Chapter, Milestone, Recommendation, Workspace
from heedweb.workspace.roles import OrganisationKind as Kind
held = Workspace.objects.get()
user = held.memberships.get().user
by = access.seated(user, held)
wells = workspaces.add_organisation(
    workspace=held, name="Ministry of Wells", kind=Kind.GOVERNMENT, by=user
)
plan = plans.begin(by=by, words={
    "name": "Wells for all", "kind": "nhrap", "text": "Safe water in every village.",
    "first": dt.date(2026, 1, 1), "last": dt.date(2030, 12, 31), "currency": "EUR",
})
chapter = Chapter.objects.create(plan=plan, number="1", title="Water", made_by=user)
rows = list(Recommendation.objects.order_by("pk")[:12])
titles = ["Dig wells in the north", "حفر الآبار في الجنوب", "Map all springs", "Train engineers"]
for number, title in enumerate(titles):
    made = measures.make(plan=plan, by=by, answers=rows[number * 3 : number * 3 + 3], words={
        "title": title, "chapter": chapter, "due": dt.date(2027 + number, 6, 30),
        "text": "Each village has a well that gives clean water all year.", "budget": 250000,
    })
    assignments.assign(made, body=wells, part="lead", by=by)
    Milestone.objects.create(
        measure=made, title="A survey is done", due=dt.date(2026, 9, 1), made_by=user
    )
for state in ("agreed", "done"):
    made = measures.bring_to(made, state=state, by=by)
print(plan.pk)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("plans"), REPORT)


@pytest.fixture(scope="module")
def plan(desk):
    printed = run_on(desk, SET_UP)
    return f"{desk.base}/w/coordination/plans/{json.loads(printed)}/"


def shown(page, name):
    return looked_through(page, f"plan-{name}")


def test_a_plan_is_edited_in_word_and_carried_forward(opened, plan, tmp_path):
    watched = opened(viewport=WIDE)
    page = watched.page
    page.goto(plan)
    assert shown(page, "files") == {}
    with page.expect_download() as taken:
        page.get_by_role("button", name="Word file (DOCX)").click()
    file = tmp_path / "edited.docx"
    taken.value.save_as(file)
    document = docx.Document(str(file))
    rows = {row.cells[0].text: row.cells[1] for row in document.tables[1].rows}
    rows["Title"].paragraphs[0].runs[0].text = "Dig deep wells in the north"
    rows["Source of funds"].paragraphs[0].add_run("Budget line 4")
    rows["Supporting"].paragraphs[0].add_run("Ministry of Sand")
    document.save(str(file))

    page.get_by_role("link", name="Take a file in").click()
    page.get_by_label("File").set_input_files(str(file))
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_text("No institution called “Ministry of Sand”")).to_be_visible()
    assert shown(page, "file-preview") == {}
    page.get_by_label("Take the file in without them").check()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("The file was taken in.")).to_be_visible()
    expect(page.get_by_text("Dig deep wells in the north")).to_be_visible()

    page.get_by_role("link", name="Carry forward").click()
    assert shown(page, "carry") == {}
    page.get_by_label("Name of the new plan").fill("Wells for all, second period")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("30 June 2032")).to_be_visible()
    page.get_by_role("button", name="Carry 3 measures forward").click()
    expect(page.get_by_text("Carried forward from")).to_be_visible()
    page.get_by_role("link", name="what became of it").click()
    expect(page.get_by_text("1 measure did not go along.")).to_be_visible()
    assert shown(page, "became") == {}
    assert watched.faults == []
