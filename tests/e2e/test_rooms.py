"""A focal point writes, her authority publishes, civil society answers, everybody reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import (
    SHOTS,
    WIDE,
    came,
    follow,
    looked_through,
    run_on,
    served,
    watch,
)

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")
REPORT = SAMPLES / "AUR_cycle1_report.pdf"
BODIES = {"Ministry of Wells": "GOVERNMENT", "Wells for All": "CSO"}
PEOPLE = {
    "focal": ("focal_point", "Ministry of Wells"),
    "authority": ("authority", "Ministry of Wells"),
    "league": ("cso_member", "Wells for All"),
    "chair": ("cso_approver", "Wells for All"),
}
SET_UP = """
import django; django.setup()
from heedweb.workspace.domain import workspaces
from heedweb.workspace.models import Workspace
from heedweb.workspace.roles import OrganisationKind as Kind
held = Workspace.objects.get()
by = held.memberships.get().user
for name, kind in {bodies!r}.items():
    workspaces.add_organisation(workspace=held, name=name, kind=Kind[kind], by=by)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    yield from served(tmp_path_factory.mktemp("rooms"), REPORT)


@pytest.fixture(scope="module")
def people(desk, browser):
    """A window for each person, by what they are called."""
    code = SET_UP.format(bodies=BODIES)
    run_on(desk, code)
    windows = {}
    for name, (role, body) in PEOPLE.items():
        link = desk.heed(
            "invite", f"{name}@example.org", "--workspace", "Coordination", "--role", role,
            "--organisation", body,
        ).strip()  # fmt: skip
        windows[name] = came(desk, browser, link)
    windows["coordinator"] = came(desk, browser, desk.heed("invite", "me@example.org"))
    return windows


def looked_at(page, name):
    assert looked_through(page, f"rooms-{name}") == {}


def write(page, desk, row, words, to):
    """Write a note on a recommendation and ask for it to be published."""
    page.goto(f"{desk.base}{row}")
    page.get_by_role("link", name="Write a note").click()
    page.get_by_label("Note", exact=True).fill(words)
    # What is typed is kept before anything is pressed.
    page.get_by_text("Kept at").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Nobody outside your room sees it.").first.wait_for()
    page.get_by_label(to).check()
    page.get_by_role("button", name="Ask for it").click()
    page.get_by_text("Somebody else of your room can publish it now.").wait_for()


def publish(page, desk):
    page.goto(f"{desk.base}/w/coordination/notes/?waits=me")
    page.locator(".item a").first.click()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("It is published.").wait_for()


def test_from_a_focal_point_to_everybody(desk, browser, people):
    SHOTS.mkdir(parents=True, exist_ok=True)
    focal, authority = people["focal"].page, people["authority"].page
    league, chair = people["league"].page, people["chair"].page
    desk_page = people["coordinator"].page
    desk_page.goto(f"{desk.base}/w/coordination/recommendations/")
    row = desk_page.locator(".item .no a").first.get_attribute("href").partition("?")[0]

    league.goto(f"{desk.base}/w/coordination/notes/")
    looked_at(league, "notes-empty")
    focal.goto(f"{desk.base}{row}")
    focal.get_by_role("link", name="Write a note").click()
    looked_at(focal, "write")
    write(focal, desk, row, "The wells of the north were dug in May.", "to the shared table")
    looked_at(focal, "asked")
    desk_page.goto(f"{desk.base}/w/coordination/notes/")
    looked_at(desk_page, "notes")
    authority.goto(f"{desk.base}/w/coordination/notes/?waits=me")
    authority.locator(".item a").first.click()
    looked_at(authority, "publish")
    publish(authority, desk)
    looked_at(authority, "published")

    league.goto(f"{desk.base}{row}")
    league.get_by_text("The wells of the north were dug in May.").wait_for()
    write(league, desk, row, "Two of the nine wells give water.", "to the public")
    publish(chair, desk)
    league.goto(f"{desk.base}{row}")
    looked_at(league, "recommendation")

    desk.heed("workspace", "open", "Coordination")
    everybody = watch(browser.new_context(viewport=WIDE).new_page(), desk.base)
    page = everybody.page
    page.goto(desk.base)
    looked_at(page, "home")
    page.get_by_role("link", name="Coordination").click()
    looked_at(page, "public")
    page.get_by_text("Two of the nine wells give water.").wait_for()
    assert page.get_by_text("The wells of the north").count() == 0
    page.goto(f"{desk.base}/public/coordination/notes/")
    looked_at(page, "public-notes")
    page.locator(".voice a").first.click()
    page.get_by_text("Two of the nine wells give water.").wait_for()
    looked_at(page, "public-recommendation")
    page.locator(".sub a").first.click()
    looked_at(page, "public-review")
    page.goto(f"{desk.base}/public/coordination/history/")
    looked_at(page, "public-history")
    assert page.context.cookies() == []

    chair.goto(f"{desk.base}/w/coordination/notes/")
    chair.locator(".item a").first.click()
    chair.get_by_text("Withdraw it").first.click()
    chair.get_by_label("Reason").fill("It was counted again.")
    chair.get_by_role("button", name="Withdraw it").click()
    chair.get_by_text("It is withdrawn.").wait_for()
    looked_at(chair, "withdrawn")
    page.goto(f"{desk.base}/public/coordination/notes/")
    page.get_by_text("It was counted again.").wait_for()
    assert page.get_by_text("Two of the nine wells").count() == 0
    looked_at(page, "tombstone")
    assert [one.faults for one in (everybody, *people.values()) if one.faults] == []


def test_a_correction_is_proposed_and_accepted(desk, people):
    focal, coordinator = people["focal"].page, people["coordinator"].page
    focal.goto(f"{desk.base}/w/coordination/recommendations/")
    row = focal.locator(".item .no a").nth(1).get_attribute("href").partition("?")[0]
    focal.goto(f"{desk.base}{row}")
    focal.get_by_role("link", name="Propose a correction").click()
    looked_at(focal, "propose")
    focal.get_by_label("How it should read").fill("Dig nine wells.")
    focal.get_by_label("Why: where does it say so?").fill("So says page 3.")
    focal.get_by_role("button", name="Propose it").click()
    focal.get_by_text("Proposed. The answer").wait_for()
    looked_at(focal, "proposed")
    coordinator.goto(f"{desk.base}/w/coordination/fixes/")
    looked_at(coordinator, "fixes")
    coordinator.locator(".item a").first.click()
    looked_at(coordinator, "fix")
    coordinator.get_by_role("button", name="Accept as proposed").click()
    coordinator.get_by_text("Accepted, and written in the list.").wait_for()
    focal.goto(f"{desk.base}{row}")
    focal.locator("p.txt", has_text="Dig nine wells.").wait_for()
    coordinator.goto(f"{desk.base}/w/coordination/public/")
    looked_at(coordinator, "opening")


def test_two_who_write_at_once_see_both(desk, people):
    focal, authority = people["focal"].page, people["authority"].page
    focal.goto(f"{desk.base}/w/coordination/recommendations/")
    row = focal.locator(".item .no a").nth(2).get_attribute("href").partition("?")[0]
    focal.goto(f"{desk.base}{row}")
    focal.get_by_role("link", name="Write a note").click()
    focal.get_by_label("Note", exact=True).fill("Begun.")
    focal.get_by_role("button", name="Save").click()
    follow(focal.get_by_role("link", name="Go on writing"))
    authority.goto(focal.url)
    focal.get_by_label("Note", exact=True).fill("By the focal point.")
    focal.get_by_role("button", name="Save").click()
    focal.get_by_text("Saved.").wait_for()
    authority.get_by_label("Note", exact=True).fill("By the authority.")
    authority.get_by_role("button", name="Save").click()
    authority.get_by_text("By the focal point.").first.wait_for()
    looked_at(authority, "both")
    authority.get_by_role("button", name="Save this in its place").click()
    authority.get_by_text("Saved.").wait_for()
    authority.get_by_text("The words then").first.wait_for()
    looked_at(authority, "kept")


def test_a_room_is_told_of_support(desk, browser, people):
    code = (
        "import django; django.setup()\n"
        "from heedweb.accounts.models import User\n"
        "made = User.objects.create_user('keeper@example.org')\n"
        "made.administrator = True; made.save()\n"
    )
    run_on(desk, code)
    keeper = browser.new_context(viewport=WIDE).new_page()
    keeper.goto(desk.heed("invite", "keeper@example.org").strip())
    keeper.get_by_role("button", name="Sign in").click()
    keeper.get_by_role("heading", name="Health").wait_for()
    keeper.goto(f"{desk.base}/support/")
    looked_at(keeper, "support")
    keeper.get_by_label("Room", exact=True).select_option(label="Coordination · Wells for All")
    keeper.get_by_label("Reason").fill("A note cannot be opened.")
    keeper.get_by_role("button", name="Open it for an hour").click()
    keeper.get_by_text("You read the room of Wells for All").wait_for()
    looked_at(keeper, "supporting")
    league = people["league"].page
    league.goto(f"{desk.base}/w/coordination/")
    league.get_by_text("A note cannot be opened.").first.wait_for()
    looked_at(league, "told")
    league.get_by_role("button", name="End it").click()
    league.get_by_text("Nobody from outside reads in your room.").wait_for()
    assert keeper.goto(f"{desk.base}/w/coordination/notes/").status == 404


def test_what_looks_like_personal_data_is_decided_on_and_a_draft_can_be_discarded(desk, people):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page = people["focal"].page
    page.goto(f"{desk.base}/w/coordination/recommendations/")
    row = page.locator(".item .no a").nth(3).get_attribute("href").partition("?")[0]
    write(page, desk, row, "The wells are open. Ask at wells@ministry.example.", "to the shared")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_label("to the public").check()
    page.get_by_role("button", name="Ask for it").click()
    page.get_by_text("looks like personal data and is not decided on").wait_for()
    looked_at(page, "personal-data")
    page.get_by_label(re.compile("Why")).first.fill("The ministry's own desk.")
    page.get_by_role("button", name="Keep").first.click()
    page.get_by_label("to the public").check()
    page.get_by_role("button", name="Ask for it").click()
    page.get_by_text("Somebody else of your room can publish it now.").wait_for()
    page.get_by_role("button", name="Take it back").click()
    follow(page.get_by_role("button", name="Discard this draft"))
    page.goto(f"{desk.base}/w/coordination/notes/discarded/")
    looked_at(page, "discarded")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name="Discard this draft")).to_be_visible()
