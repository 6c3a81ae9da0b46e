"""The board and the pictures of a plan, in a browser: on a desk, on a phone, from right to left."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import LOOKS, SHOTS, WIDE, checked, served, watch

pytestmark = pytest.mark.e2e
SETTINGS = "tests.e2e.picture_settings"
SET_UP = """
import django; django.setup()
from django.utils import timezone
from benchmarks import planned
from heedweb.accounts.links import make_link
held = planned.seed("Aurelia", today=timezone.localdate(), size=planned.SMALL)
print(make_link(held.by), held.plans[0].pk)
"""
PAGES = {
    "board": "board/", "board-institution": "board/?institution={body}",
    "board-list": "board/measures/?late=yes", "timeline": "plans/{plan}/timeline/",
    "coverage": "coverage/", "coverage-rows": "coverage/?fold=none",
    "heat": "heat/", "heat-measures": "heat/?count=measures",
}  # fmt: skip
TURNED = ("timeline", "coverage", "coverage-rows", "heat")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", SETTINGS)
        yield from served(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def told(desk, browser):
    """Return who is signed in, and the primary keys of a plan and of an institution."""
    environment = {
        **desk.environment, "DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", SET_UP], env=environment, capture_output=True, text=True, check=True
    )
    link, plan = ran.stdout.split()
    page = browser.new_context().new_page()
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/w/"))
    page.goto(f"{desk.base}/w/aurelia/board/")
    lead = page.locator("table a[href^='?institution=']").first
    body = lead.get_attribute("href").partition("=")[2]
    return page.context.storage_state(), {"plan": plan, "body": body}


@pytest.fixture
def window(desk, browser, told):
    """Opens a window of a look for the coordinator."""
    state, keys = told

    def opened(where, **options):
        page = browser.new_context(storage_state=state, **options).new_page()
        # The whole plan is drawn; a machine with other work takes longer than a page is waited for.
        page.set_default_navigation_timeout(120_000)
        watched = watch(page, desk.base)
        page.goto(f"{desk.base}/w/aurelia/{where.format(**keys)}")
        return watched

    return opened


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_pictures_are_accessible_and_fit(window, name, look):
    watched = window(PAGES[name], **LOOKS[look])
    page = watched.page
    assert checked(page) == []
    page.screenshot(path=SHOTS / f"pictures-{name}-{look}.png", full_page=True)
    assert watched.faults == []


@pytest.mark.parametrize("name", TURNED)
def test_pictures_are_turned_for_who_reads_from_right_to_left(window, name):
    page = window(PAGES[name], viewport=WIDE, locale="ar").page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert checked(page) == []
    page.screenshot(path=SHOTS / f"pictures-{name}-rtl.png", full_page=True)


def test_a_number_of_the_board_leads_to_as_many_records(window):
    page = window(PAGES["board"], viewport=WIDE).page
    late = page.get_by_role("listitem").filter(has_text="measures past their day")
    said = late.get_by_role("link").inner_text()
    late.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"({said})")
    expect(page.locator("tbody tr")).to_have_count(min(int(said), 50))


def test_a_theme_is_unfolded_into_its_recommendations(window):
    page = window(PAGES["coverage"], viewport=WIDE).page
    first = page.locator("tbody tr").first
    said = first.locator("td a").first.inner_text()
    first.get_by_role("rowheader").get_by_role("link").click()
    expect(page.locator("tbody tr")).to_have_count(min(int(said), 25))
    expect(page.get_by_text("the measure names the recommendation")).to_be_visible()


def test_a_bar_of_the_timeline_leads_to_its_line_of_the_table(window):
    page = window(PAGES["timeline"], viewport=WIDE).page
    page.locator(".drawing a").first.click()
    expect(page.locator("tbody tr:target")).to_have_count(1)
