"""Clusters in a real browser: confirmed, corrected and named by key, then seen where they count."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import LOOKS, PHONE, SHOTS, WIDE, checked, few_labels, follow, served
from tests.web.test_clusters import report

pytestmark = pytest.mark.e2e
ASKED = (
    "Ratify the Optional Protocol to the Convention against Torture",
    "Combat trafficking in persons, especially women and children",
    "Abolish the death penalty",
    "Ratify the Convention on Enforced Disappearance",
)
AGAIN = (
    "Consider ratifying the Optional Protocol to the Convention against Torture",
    "Step up efforts to combat trafficking in persons",
    "Abolish the death penalty for all crimes",
    "Accede to the Convention on Enforced Disappearance",
    "Accede to the Optional Protocol to the Convention against Torture",
)


def listed(paragraph, asks):
    items = "".join(f"{paragraph}.{n}. {ask} (Chad).\n" for n, ask in enumerate(asks, 1))
    return f"{paragraph}. The recommendations below enjoy the support of Aurelia:\n{items}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A site with the lists of two cycles, compared with each other."""
    folder = tmp_path_factory.mktemp("clusters")
    first, second = folder / "first.txt", folder / "second.txt"
    first.write_bytes(report("A/HRC/14/7", (7, "seventh"), listed(50, ASKED)))
    second.write_bytes(report("A/HRC/28/7", (20, "twentieth"), listed(60, AGAIN)))
    with few_labels():
        for site in served(folder / "site", first, second):
            site.heed("cluster")
            yield site


class Hand:
    """Presses keys and counts them; a key that changes something leads to a new page."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def go(self, key):
        with self.page.expect_navigation():
            self.press(key)

    def write(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)


def waiting(page):
    found = re.search(r"(\d+) waits?", page.locator("main p.sub").first.inner_text())
    return int(found[1]) if found else 0


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_accessible_fit_and_turn_for_right_to_left(desk, opened, look):
    watched = opened(**LOOKS[look])
    page, root = watched.page, f"{desk.base}/w/coordination"
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, path in (
        ("clusters", "clusters/"), ("cluster", "clusters/queue/"),
        ("cluster-bulk", "clusters/bulk/?least=0.5"),
    ):  # fmt: skip
        page.goto(f"{root}/{path}")
        if name == "cluster":
            page.locator("summary[data-key=m]").click()
            page.locator("summary[data-key=n]").click()
        page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
        assert (name, checked(page)) == (name, [])
        page.evaluate("document.documentElement.dir = 'rtl'")
        width = LOOKS[look]["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".brand").bounding_box()["x"] > width / 2
    assert watched.faults == []


def test_what_asks_the_same_is_confirmed_corrected_and_named_by_key(desk, opened):
    watched = opened(viewport=WIDE)
    page, root = watched.page, f"{desk.base}/w/coordination"
    page.goto(f"{root}/clusters/")
    expect(page.locator(".items > .item")).to_have_count(4)
    with page.expect_navigation():  # keys are heard once the page is whole
        page.get_by_role("link", name="Go through what waits").click()
    hand = Hand(page)
    assert waiting(page) == 4
    torture = page.url
    # One out of it, the rest confirmed; the next that waits opens by itself.
    hand.press("j", "j")
    expect(page.locator(".round .item.now")).to_have_count(1)
    hand.go("r")
    expect(page.locator(".round .item")).to_have_count(2)
    hand.go("a")
    assert (waiting(page), page.url == torture) == (3, False)
    hand.go("u")
    assert (page.url, waiting(page)) == (torture, 4)
    hand.go("a")
    # Split off, named, merged back, undone.
    second = page.url
    hand.press("j", "x", "s")
    hand.write("Mine")
    hand.go("Enter")
    expect(page.locator(".round .item")).to_have_count(1)
    hand.go("u")
    assert (page.url, page.locator(".round .item").count()) == (second, 2)
    hand.press("n")
    hand.write("Ours")
    hand.go("Enter")
    expect(page.locator("h1")).to_have_text("Ours", use_inner_text=True)
    # The rest at once.
    for _ in range(3):
        hand.go("a")
    assert page.url.split("?")[0] == f"{root}/clusters/"
    expect(page.get_by_text("Nothing waits.")).to_have_count(1)
    assert hand.keys == 24
    page.get_by_role("link", name="Ours", exact=True).click()
    page.locator(".round .no a").last.click()
    page.get_by_role("link", name="asked 1 time before").click()
    expect(page.locator(".earlier > li")).to_have_count(1)
    assert watched.faults == []


def test_clusters_are_decided_without_javascript_and_print(desk, opened):
    page = opened(viewport=PHONE, java_script_enabled=False).page
    root = f"{desk.base}/w/coordination"
    page.goto(f"{root}/clusters/?which=confirmed")
    page.locator(".cname").first.click()
    expect(page.locator(".round .item").first).to_be_visible()
    here = page.url
    count = page.locator(".round .item").count()
    page.locator("input[name=row]").first.check()
    page.get_by_role("button", name="Out of it").click()
    expect(page.locator(".round .item")).to_have_count(count - 1)
    follow(page.get_by_role("button", name="Undo my last step"))
    page.goto(here)
    expect(page.locator(".round .item")).to_have_count(count)
    page.emulate_media(media="print")
    expect(page.locator(".acts.sticky")).to_be_hidden()
    expect(page.locator(".round .txt").first).to_be_visible()
