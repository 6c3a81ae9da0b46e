"""A coordinator plans, a ministry answers, all read: measures in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import (
    SHOTS,
    WIDE,
    came,
    looked_through,
    run_on,
    served,
    watch,
)

pytestmark = pytest.mark.e2e
REPORT = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
SET_UP = """
import django; django.setup()
from heedweb.workspace.domain import opening, workspaces
from heedweb.workspace.models import Workspace
from heedweb.workspace.roles import OrganisationKind as Kind
held = Workspace.objects.get()
by = held.memberships.get().user
for name in ("Ministry of Wells", "Ministry of Finance"):
    workspaces.add_organisation(workspace=held, name=name, kind=Kind.GOVERNMENT, by=by)
opening.set_from_outside(workspace=held, public=True, by=by)
"""
ROOT = "/w/coordination/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield from served(tmp_path_factory.mktemp("measures"), REPORT)


@pytest.fixture(scope="module")
def people(desk, browser):
    """A window for each person, by what they are called."""
    run_on(desk, SET_UP)
    places = {"second": ("coordinator", ""), "focal": ("focal_point", "Ministry of Wells")}
    windows = {"me": came(desk, browser, desk.heed("invite", "me@example.org"))}
    for name, (role, body) in places.items():
        place = ["--organisation", body] if body else []
        link = desk.heed(
            "invite", f"{name}@example.org", "--workspace", "Coordination", "--role", role, *place
        )
        windows[name] = came(desk, browser, link)
    return windows


def looked_at(page, name):
    assert looked_through(page, f"measures-{name}") == {}


def begun(page, desk):
    """Begin a plan with a chapter and three measures from the list of recommendations."""
    page.goto(f"{desk.base}{ROOT}plans/new/")
    page.get_by_label("Name").fill("Wells for all")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_role("button", name="Save").click()
    looked_at(page, "plan-empty")
    page.get_by_role("link", name="Chapters").click()
    for title in ("Water", "Light"):
        page.get_by_role("link", name="Make a chapter").click()
        page.get_by_label("Title").fill(title)
        page.get_by_role("button", name="Save").click()
    expect(page.locator("b bdi", has_text="Light")).to_be_visible()
    looked_at(page, "chapters")
    for title in ("Dig wells in the north", "Repair the old pumps", "Teach well-diggers"):
        page.goto(f"{desk.base}{ROOT}recommendations/")
        boxes = page.locator("input[name=row]")
        boxes.nth(0).check()
        boxes.nth(1).check()
        page.get_by_role("button", name="Answer with a measure").click()
        if title.startswith("Dig"):
            looked_at(page, "aim")
        page.get_by_label("What is done").fill(title)
        page.get_by_role("button", name="Make it and write in it").click()
        page.get_by_label("Chapter").select_option(label="Water")
        page.get_by_label("Due", exact=True).fill("2026-01-31")
        if title.startswith("Dig"):
            page.get_by_label("How, and what will be different then").fill("Forty wells.")
            page.get_by_label("Budget").fill("120000")
            page.get_by_label("Source of funds").fill("State budget, line 12")
            looked_at(page, "write")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_from_a_recommendation_to_everybody(desk, browser, people):
    me, second, focal = (people[name].page for name in ("me", "second", "focal"))
    begun(me, desk)
    me.goto(f"{desk.base}{ROOT}measures/")
    me.get_by_text("Do something with many").click()
    me.get_by_label("all 3 that match").check()
    me.locator("select[name=body]").nth(1).select_option(label="Ministry of Wells")
    me.locator("select[name=part]").select_option("lead")
    looked_at(me, "many")
    me.get_by_role("button", name="Preview").click()
    expect(me.get_by_text("3 measures will change.")).to_be_visible()
    looked_at(me, "preview")
    me.get_by_role("button", name="Change 3 measures").click()
    expect(me.get_by_text("3 measures are changed.")).to_be_visible()
    me.get_by_role("link", name="Dig wells in the north").click()
    me.get_by_role("link", name="Set a milestone").click()
    me.get_by_label("What can be seen then").fill("First water")
    me.get_by_role("button", name="Save").click()
    me.get_by_role("link", name="Tie it to SDG targets").click()
    me.get_by_label("Words or number").fill("6.1")
    me.locator("#main").get_by_role("button", name="Search").click()
    looked_at(me, "ties")
    me.locator("input[name=one]").first.check()
    me.get_by_role("button", name="Add", exact=True).click()
    me.get_by_role("link", name="Say what it waits for").click()
    me.get_by_label("Teach well-diggers").check()
    me.get_by_role("button", name="Add", exact=True).click()
    expect(me.get_by_text("Added.")).to_be_visible()

    focal.goto(f"{desk.base}{ROOT}")
    focal.get_by_role("link", name="Answer for your parts").click()
    expect(focal.get_by_role("heading", name="Parts that wait")).to_be_visible()
    looked_at(focal, "parts")
    focal.get_by_role("button", name="Accept 1 Dig wells in the north").click()
    expect(focal.get_by_text("You accepted it.")).to_be_visible()
    focal.goto(me.url)
    expect(focal.locator(".step", has_text="First water")).to_be_visible()
    looked_at(focal, "measure-of-a-ministry")

    me.reload()
    me.get_by_role("button", name="agreed").click()
    me.get_by_label("Who is to see it").select_option("public")
    me.get_by_role("button", name="Ask for it").click()
    expect(me.get_by_text("another coordinator must let it go")).to_be_visible()
    second.goto(me.url)
    looked_at(second, "measure")
    second.get_by_role("button", name="Let it go").click()
    expect(second.get_by_text("They see it now.")).to_be_visible()
    second.get_by_role("link", name="Wells for all").first.click()
    looked_at(second, "plan")
    second.get_by_role("link", name="late").first.click()
    expect(second.get_by_label("late", exact=True)).to_be_checked()

    everybody = watch(browser.new_context(viewport=WIDE).new_page(), desk.base)
    everybody.page.goto(f"{desk.base}/public/coordination/measures/")
    expect(everybody.page.get_by_text("Ministry of Wells")).to_be_visible()
    looked_at(everybody.page, "public")
    everybody.page.locator("article a").first.click()
    expect(everybody.page.get_by_role("heading", name="What is planned")).to_be_visible()
    second.goto(f"{desk.base}{ROOT}recommendations/")
    second.locator(".item .no a").first.click()
    expect(second.get_by_role("heading", name="Measures that answer it")).to_be_visible()
    looked_at(second, "recommendation")
    for watched in (*people.values(), everybody):
        assert watched.faults == []
