"""The history in a real browser: its looks, an undo in one click, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, SHOTS, WIDE, served

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")
LOOKS = {
    "1280": {"viewport": WIDE},
    "360": {"viewport": PHONE},
    "360-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "rtl": {"viewport": WIDE},
    "360-rtl": {"viewport": PHONE},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A site with a review of the sample State."""
    files = (SAMPLES / "AUR_cycle1_report.pdf", SAMPLES / "AUR_cycle1_addendum.pdf")
    yield from served(tmp_path_factory.mktemp("history"), *files)


def root(desk):
    return f"{desk.base}/w/coordination"


def correct(page, desk, words):
    page.goto(f"{root(desk)}/decide/?scope=undecided")
    page.locator("#main").wait_for()
    page.keyboard.press("c")
    field = page.locator("textarea[name=text]")
    field.fill(f"{words} {field.input_value()}")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("look", LOOKS)
def test_history_looks(desk, opened, look):
    watched = opened(**LOOKS[look])
    page = watched.page
    correct(page, desk, "Further")
    page.goto(f"{root(desk)}/history/")
    if "rtl" in look:
        page.evaluate("document.documentElement.dir = 'rtl'")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"history-{look}.png", full_page=True)
    expect(page.locator(".difference ins").first).to_contain_text("Further")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert Axe().run(page).response["violations"] == []
    assert watched.faults == []


@pytest.mark.parametrize("script", [True, False])
def test_a_step_is_undone_in_one_click(desk, opened, script):
    maker = opened(viewport=WIDE)
    correct(maker.page, desk, "Moreover")
    page = opened(viewport=WIDE, java_script_enabled=script).page
    page.goto(f"{root(desk)}/history/?verb=correct")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".messages")).to_contain_text("Undone.")
    expect(page.locator(".acts li").first).to_contain_text("undone by")
    assert page.url.endswith("/history/?verb=correct")
