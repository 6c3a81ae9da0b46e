"""An item from an address and from a feed, what was missed added to it, and found, in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SHOTS, came, follow, looked_through, served
from tests.web.fetching.service import Reply, Service, file
from tests.web.test_intake import FEED, HOST, PAGE, html, rss
from tests.web.test_missed_findings import PASSAGE

pytestmark = pytest.mark.e2e
ROOT = "/w/coordination/dialogue/"


@pytest.fixture(scope="module")
def host():
    with Service().running() as running:
        running.plan("/2026/wells.html", file("html", html().encode()))
        second = html("The council met in Port Lumen. Wells were talked about.")
        running.plan("/second", file("html", second.encode()))
        running.plan("/feed.xml", rss(("Second", f"https://{HOST}/second"), ("Wells", PAGE)))
        running.plan("/away", Reply(404))
        yield running


@pytest.fixture(scope="module")
def desk(tmp_path_factory, host):
    SHOTS.mkdir(parents=True, exist_ok=True)
    told = {
        "DJANGO_SETTINGS_MODULE": "tests.e2e.fetch_settings", "TEST_HOST_PORT": str(host.port),
        "HEED_DIALOGUE_HOSTS": HOST, "HEED_DIALOGUE_FEEDS": FEED,
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        yield from served(tmp_path_factory.mktemp("intake"))


@pytest.fixture(scope="module")
def me(desk, browser):
    return came(desk, browser, desk.heed("invite", "me@example.org")).page


def looked_at(page, name):
    assert looked_through(page, f"intake-{name}") == {}


def test_an_item_is_fetched_from_an_address_and_its_record_stands_on_its_page(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}items/")
    page.get_by_role("link", name="From an address").click()
    looked_at(page, "address")
    page.get_by_label("Address").fill(f"https://{HOST}/away")
    page.get_by_label("Why it is wanted").fill("For the file on wells.")
    page.get_by_role("button", name="Fetch it").click()
    expect(page.get_by_role("alert")).to_contain_text("status 404")
    looked_at(page, "refused")
    page.get_by_label("Address").fill(PAGE)
    page.get_by_role("button", name="Fetch it").click()
    expect(page.get_by_role("heading", name="Where it came from")).to_be_visible()
    expect(page.get_by_text("There is no visual capture")).to_be_visible()
    looked_at(page, "item")


def test_what_was_missed_is_added_with_its_words(desk, me):
    page = me
    page.get_by_role("link", name="Add a statement").click()
    page.get_by_label("The words of the item").fill("Wages were discussed.")
    page.get_by_role("textbox", name="Speaker").fill("Paul Marsh")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("alert")).to_contain_text("do not stand in the item")
    looked_at(page, "add")
    page.get_by_label("The words of the item").fill(PASSAGE)
    page.get_by_role("button", name="Add it").click()
    card = page.locator(".finding:target")
    expect(card).to_contain_text("written by a person")
    expect(card).to_contain_text("Paul Marsh")
    follow(page.get_by_role("button", name="Read it again"))
    card = page.locator(".finding", has_text="Paul Marsh said")
    expect(card).to_contain_text("written by a person")
    looked_at(page, "added")


def test_a_feed_brings_what_is_new_and_knows_what_is_there(desk, me):
    page = me
    page.goto(f"{desk.base}{ROOT}feeds/")
    looked_at(page, "feeds-empty")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("button", name="Stop it")).to_be_visible()
    for _ in range(40):
        page.reload()
        if page.get_by_role("cell", name=re.compile("^taken in")).count():
            break
        page.wait_for_timeout(500)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Second")).to_contain_text("taken in")
    expect(rows.filter(has_text="Wells")).to_contain_text("was there before")
    looked_at(page, "feed")
    page.goto(f"{desk.base}{ROOT}feeds/")
    looked_at(page, "feeds")


def test_the_search_of_every_page_finds_it(desk, me):
    page = me
    page.get_by_label("Search recommendations").fill("inspections")
    page.get_by_role("button", name="Search", exact=True).first.click()
    page.get_by_text("In the dialogue of your room:").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Statements")).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text(PASSAGE)
    looked_at(page, "search")
