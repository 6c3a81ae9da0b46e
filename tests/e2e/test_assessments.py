"""J7: an institution assesses, its approver publishes, a ministry replies; both stand together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from heedweb.workspace.roles import Role
from tests.e2e.conftest import SHOTS, WIDE, came, looked_through, run_on, served, watch
from tests.e2e.test_first_pages import SET_UP

pytestmark = pytest.mark.e2e
REPORT = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
BODIES = {"Ministry of Wells": "GOVERNMENT", "Human Rights Institution": "NHRI",
          "Wells for All": "CSO"}  # fmt: skip
PLACES = {
    Role.FOCAL_POINT: "Ministry of Wells",
    Role.AUTHORITY: "Ministry of Wells",
    Role.NHRI_MEMBER: "Human Rights Institution",
    Role.NHRI_APPROVER: "Human Rights Institution",
    Role.CSO_MEMBER: "Wells for All",
    Role.COORDINATOR: "",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("assessments"), REPORT)


@pytest.fixture(scope="module")
def people(desk, browser):
    """A window for each person, by role."""
    given = json.dumps([BODIES, {role.value: body for role, body in PLACES.items()}])
    links = json.loads(run_on(desk, SET_UP, given))
    return {role.value: came(desk, browser, links[role.value]) for role in PLACES}


def looked_at(page, name):
    assert looked_through(page, f"voices-{name}") == {}


def asked_for(page, to):
    page.get_by_label(to).check()
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("Somebody else of your room can publish it now.")).to_be_visible()


def publish(page, url):
    page.goto(url)
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("It is published.")).to_be_visible()


def assessed(page, desk, row, level, words):
    """Begin an assessment of a recommendation on the first scale that is offered."""
    page.goto(f"{desk.base}{row}")
    page.get_by_role("link", name="Assess it: level of implementation").click()
    page.get_by_label("Level").select_option(label=level)
    page.get_by_label("Reasons").fill(words)
    expect(page.get_by_text("Kept for you at")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nobody outside your room sees it.").first).to_be_visible()


def test_an_assessment_and_the_reply_to_it_stand_side_by_side(desk, browser, people):
    member, approver = people["nhri_member"].page, people["nhri_approver"].page
    focal, authority = people["focal_point"].page, people["authority"].page
    league = people["cso_member"].page
    member.goto(f"{desk.base}/w/coordination/recommendations/")
    row = member.locator(".item .no a").first.get_attribute("href").partition("?")[0]

    league.goto(f"{desk.base}/w/coordination/assessments/")
    looked_at(league, "assessments-empty")
    assessed(league, desk, row, "not started", "HIDDENDRAFT of the league.")

    assessed(member, desk, row, "partly implemented", "Nine of twelve wells were dug.")
    member.get_by_label("What it is").fill("Census of wells, 2026")
    member.get_by_label("Address on the web").fill("https://example.org/census")
    member.get_by_role("button", name="Add it").click()
    expect(member.get_by_role("link", name="Census of wells, 2026")).to_be_visible()
    looked_at(member, "assessment-draft")
    asked_for(member, "to the public")
    publish(approver, member.url)
    looked_at(approver, "assessment-published")

    focal.goto(f"{desk.base}{row}")
    focal.get_by_role("link", name="the assessment of Human Rights Institution").click()
    focal.get_by_role("link", name="Write a reply").click()
    focal.get_by_label("Reply").fill("Twelve wells are dug since June.")
    looked_at(focal, "reply-write")
    focal.get_by_role("button", name="Save").click()
    asked_for(focal, "to the public")
    publish(authority, focal.url)

    for page in (member, people["coordinator"].page):
        page.goto(f"{desk.base}{row}")
        both = page.locator("#assessments")
        expect(both.get_by_text("Nine of twelve wells were dug.")).to_be_visible()
        expect(both.get_by_text("Twelve wells are dug since June.")).to_be_visible()
        expect(page.get_by_text("HIDDENDRAFT")).to_have_count(0)
    looked_at(member, "side-by-side")
    member.goto(f"{desk.base}/w/coordination/assessments/")
    expect(member.get_by_role("cell", name="Human Rights Institution")).to_be_visible()
    expect(member.get_by_role("cell", name="Wells for All")).to_have_count(0)
    looked_at(member, "assessments")

    everybody = watch(browser.new_context(viewport=WIDE).new_page(), desk.base)
    page = everybody.page
    number = row.rstrip("/").rpartition("/")[2]
    page.goto(f"{desk.base}/public/coordination/recommendations/{number}/")
    expect(page.get_by_text("Nine of twelve wells were dug.")).to_be_visible()
    expect(page.get_by_text("Twelve wells are dug since June.")).to_be_visible()
    expect(page.get_by_role("link", name="Census of wells, 2026")).to_be_visible()
    expect(page.get_by_text("HIDDENDRAFT")).to_have_count(0)
    looked_at(page, "public")
    assert [one.faults for one in (everybody, *people.values()) if one.faults] == []


def test_a_question_and_a_consultation_are_answered(desk, people):
    desk_page, focal = people["coordinator"].page, people["focal_point"].page
    authority = people["authority"].page
    desk_page.goto(f"{desk.base}/w/coordination/recommendations/")
    row = desk_page.locator(".item .no a").nth(1).get_attribute("href").partition("?")[0]
    desk_page.goto(f"{desk.base}{row}")
    desk_page.get_by_text("Say or ask something").click()
    desk_page.get_by_label("Comment or question").fill("Which wells are meant?")
    desk_page.get_by_label("It is a question, open until settled").check()
    desk_page.get_by_label("all organisations at the shared table").check()
    desk_page.get_by_text("@ organisations at the table").click()
    desk_page.get_by_label("Ministry of Wells").check()
    looked_at(desk_page, "question")
    desk_page.get_by_role("button", name="Say it").last.click()
    expect(desk_page.get_by_text("open question")).to_be_visible()

    focal.goto(f"{desk.base}/w/coordination/questions/")
    expect(focal.get_by_text("Which wells are meant?")).to_be_visible()
    looked_at(focal, "questions")

    desk_page.goto(f"{desk.base}/w/coordination/consultations/new/")
    desk_page.get_by_label("Title").fill("Wells of the north")
    desk_page.get_by_label("What is asked").fill("Where are wells missing?")
    desk_page.get_by_label("Answers until").fill("2099-01-01")
    desk_page.get_by_role("button", name="Save").click()
    desk_page.get_by_label("Ministry of Wells").check()
    looked_at(desk_page, "consultation-choose")
    desk_page.get_by_role("button", name="Save").click()
    desk_page.get_by_role("button", name="Open it").click()
    expect(desk_page.get_by_text("It is open; the invited are told.")).to_be_visible()

    focal.goto(f"{desk.base}/w/coordination/consultations/")
    looked_at(focal, "consultations")
    focal.get_by_role("link", name="Wells of the north").click()
    focal.get_by_role("link", name="Write your answer").click()
    focal.get_by_label("Answer").fill("In the valley of the north.")
    focal.get_by_role("button", name="Save").click()
    asked_for(focal, "to the coordination")
    publish(authority, focal.url)

    desk_page.reload()
    expect(desk_page.get_by_text("In the valley of the north.")).to_be_visible()
    desk_page.get_by_role("link", name="Say what was done with it").click()
    desk_page.get_by_label("Why").fill("Two wells are in the plan.")
    desk_page.get_by_role("button", name="Save").click()
    expect(desk_page.get_by_text("Two wells are in the plan.")).to_be_visible()
    looked_at(desk_page, "consultation")
    assert [one.faults for one in people.values() if one.faults] == []
