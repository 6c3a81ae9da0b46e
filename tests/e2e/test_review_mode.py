"""Review mode in a real browser: by key, without JavaScript, two people at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, SHOTS, WIDE, served, signed_in
from tests.golden.test_golden import report_of

pytestmark = pytest.mark.e2e
LIST = (
    "50. The recommendations below enjoy the support of Aurelia:\n"
    "50.1. Dig a well (Chad).\n"
    "50.2. Count the lamps (Chad Mali).\n"
    "50.3. Paint the bridge (Peru Fiji).\n"
    "50.4. Repair the ferry (Oman Nepal).\n"
    "50.5. Open the harbour (Malta Kenya).\n"
)


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory) -> Path:
    """A report in which four of five items have two States without a comma."""
    path = tmp_path_factory.mktemp("doubtful") / "report.txt"
    path.write_bytes(report_of(LIST))
    return path


@pytest.fixture
def desk(tmp_path, doubtful):
    yield from served(tmp_path, doubtful)


@pytest.fixture(scope="module")
def full_desk(tmp_path_factory, doubtful):
    """A desk for those who only look, with a list of more than one page as well."""
    report = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")
    yield from served(tmp_path_factory.mktemp("full"), doubtful, report)


def now(page) -> str:
    return page.locator(".item.now .no").inner_text()


def press(page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def states_of(page, number: str) -> str:
    item = page.locator(".item", has=page.get_by_role("link", name=number, exact=True))
    return item.locator(".meta").inner_text()


def test_everything_is_done_by_key(desk, browser):
    watched = signed_in(desk, browser, viewport=WIDE)
    page = watched.page
    page.goto(f"{desk.base}/w/coordination/decide/")
    expect(page.locator("h1")).to_contain_text("4 of 5 need you", use_inner_text=True)
    assert now(page) == "50.2"
    press(page, "a")
    assert now(page) == "50.3"
    page.keyboard.press("c")
    page.locator("#id_text").fill("Paint the bridge blue")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+End")
    page.keyboard.type("; Mali")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("Tab")
    press(page, "Enter")
    assert now(page) == "50.4"
    press(page, "l")
    assert now(page) == "50.5"
    page.keyboard.press("n")
    page.keyboard.type("a heading")
    press(page, "Enter")
    assert now(page) == "50.4"
    press(page, "u")
    assert now(page) == "50.5"
    press(page, "a")
    press(page, "a")
    expect(page.locator("h1")).to_have_text("Nothing is doubtful", use_inner_text=True)
    page.goto(f"{desk.base}/w/coordination/recommendations/")
    expect(page.locator(".item .txt").nth(2)).to_have_text(
        "Paint the bridge blue", use_inner_text=True
    )
    assert "Mali" in states_of(page, "50.3")
    assert watched.faults == []


def test_everything_is_done_without_javascript(desk, browser):
    page = signed_in(desk, browser, viewport=PHONE, java_script_enabled=False).page
    page.goto(f"{desk.base}/w/coordination/")
    page.get_by_role("link", name="Review what is doubtful").click()
    page.get_by_role("button", name="Accept").click()
    assert now(page) == "50.3"
    page.locator("summary", has_text="Split").click()
    page.locator("#id_pieces").fill("Paint the bridge (Peru)\n\nLight it (Fiji)")
    page.get_by_role("button", name="Split it").click()
    page.locator("summary", has_text="Merge").click()
    page.get_by_role("link", name="With 50.5 after it").click()
    page.locator("#id_text").fill("Repair the ferry and open the harbour")
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator("h1")).to_have_text("Nothing is doubtful", use_inner_text=True)
    page.get_by_role("button", name="Undo my last step").click()
    assert now(page) == "50.4"


def test_second_of_two_people_sees_who_was_first(desk, browser):
    desk.heed("invite", "you@example.org", "--workspace", "Coordination", "--role", "coordinator")
    mine = signed_in(desk, browser, viewport=WIDE).page
    mine.goto(f"{desk.base}/w/coordination/decide/")
    link = desk.heed("invite", "you@example.org").strip()
    yours = browser.new_context(viewport=WIDE).new_page()
    yours.goto(link)
    yours.get_by_role("button", name="Sign in").click()
    yours.wait_for_url(re.compile("/w/"))
    # Each is led to a doubt of their own; who insists sees that the other has it open.
    yours.goto(f"{desk.base}/w/coordination/decide/")
    assert (now(mine), now(yours)) == ("50.2", "50.3")
    yours.goto(mine.url)
    expect(yours.get_by_role("status")).to_have_text(
        "me@example.org has this open as well.", use_inner_text=True
    )
    press(yours, "l")
    mine.keyboard.press("a")
    mine.get_by_role("alert").wait_for()
    assert "you@example.org has changed this in the meantime" in mine.content()


@pytest.mark.parametrize(
    ("look", "options"),
    [
        ("1280", {"viewport": WIDE}),
        ("dark", {"viewport": WIDE, "color_scheme": "dark"}),
        ("360", {"viewport": PHONE}),
        ("360-dark", {"viewport": PHONE, "color_scheme": "dark"}),
    ],
)
def test_review_mode_is_accessible_with_every_panel_open(full_desk, browser, look, options):
    page = signed_in(full_desk, browser, **options).page
    page.goto(f"{full_desk.base}/w/coordination/decide/?scope=undecided")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"decide-{look}.png", full_page=look.startswith("360"))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.screenshot(path=SHOTS / f"decide-open-{look}.png", full_page=True)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:100]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]
    page.emulate_media(media="print")
    page.screenshot(path=SHOTS / f"decide-print-{look}.png", full_page=True)
