"""Labels in a real browser: twenty by key, the rest in bulk, then the list narrowed by them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import LOOKS, PHONE, SHOTS, WIDE, checked, few_labels, follow, press, served
from tests.golden.test_golden import report_of

pytestmark = pytest.mark.e2e
ASKS = ("Dig well {n}", "Count the lamps of street {n}", "Paint the bridge of town {n}",
        "Repair ferry {n}", "Open the harbour beside well {n}")  # fmt: skip
COUNT = 40
QUEUE = "labels/queue/?taxonomy=test.matters"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A site with forty recommendations that a labeller has read."""
    folder = tmp_path_factory.mktemp("labels")
    items = "".join(
        f"50.{n}. {ASKS[n % len(ASKS)].format(n=n)} (Chad).\n" for n in range(1, COUNT + 1)
    )
    report = folder / "report.txt"
    report.write_bytes(
        report_of(f"50. The recommendations below enjoy the support of Aurelia:\n{items}")
    )
    with few_labels():
        for site in served(folder / "site", report):
            site.heed("label")
            yield site


def waiting(page):
    return int(re.search(r"(\d+) recommendations? waits?", page.locator("h1").inner_text())[1])


def test_twenty_by_key_the_rest_in_bulk_and_the_list_by_label(desk, opened):
    watched = opened(viewport=WIDE)
    page, root = watched.page, f"{desk.base}/w/coordination"
    page.goto(f"{root}/{QUEUE}")
    assert waiting(page) == COUNT
    # Its words light up while a proposal has the focus.
    page.locator(".line.n1 input[type=checkbox]").focus()
    lit = "getComputedStyle(document.querySelector('mark.w1')).backgroundColor"
    assert page.evaluate(lit) == "rgb(255, 210, 77)"
    keys = 0
    for n in range(20):
        if n == 5:
            page.keyboard.press("1")
            keys += 1
        if n == 9:
            page.keyboard.press("c")
            page.keyboard.type("Light")
            press(page, "Enter")
            expect(page.get_by_text("added, not saved yet")).to_have_count(1)
            keys += 3
        press(page, "a")
        keys += 1
    assert (waiting(page), keys) == (COUNT - 20, 24)
    press(page, "u")
    assert waiting(page) == COUNT - 19
    press(page, "a")
    press(page, "j")
    assert waiting(page) == COUNT - 20
    page.goto(f"{root}/labels/bulk/?taxonomy=test.matters&least=0.9")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(r"^Confirm \d+ label")).click()
    done = page.get_by_role("status").inner_text()
    assert re.match(r"You confirmed \d+ labels of \d+ recommendations\.", done)
    labels = int(re.search(r"\d+", done)[0])
    page.goto(f"{root}/recommendations/?labels=confirmed")
    water = page.locator(".facet a", has_text="Water")
    with_bulk = int(water.locator(".n").inner_text())
    water.click()
    page.wait_for_url(re.compile("about.test.matters=water"))
    expect(page.locator(".items > .item")).to_have_count(with_bulk)
    assert labels > 0
    page.goto(f"{root}/labels/record/")
    assert page.locator("svg circle.dot").count() > 0
    assert watched.faults == []


def test_bulk_is_undone_as_one(desk, opened):
    page, root = opened(viewport=WIDE).page, f"{desk.base}/w/coordination"
    page.goto(f"{root}/labels/bulk/?taxonomy=test.action&least=0.7")
    before = page.locator(".lead-count").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(r"^Confirm \d+ label")).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    page.goto(f"{root}/labels/bulk/?taxonomy=test.action&least=0.7")
    expect(page.locator(".lead-count")).to_have_text(before, use_inner_text=True)


def test_labels_are_given_without_javascript(desk, opened):
    page = opened(viewport=PHONE, java_script_enabled=False).page
    root = f"{desk.base}/w/coordination"
    page.goto(f"{root}/labels/")
    follow(page.get_by_role("link", name="All taxonomies at once"))
    here = page.url
    page.get_by_label("Another label").fill("Lihgt")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Light · Matters").click()
    page.get_by_role("button", name="Save as ticked").click()
    expect(page).not_to_have_url(here)
    page.goto(here)
    expect(page.locator(".tag.confirmed", has_text="Light")).to_have_count(1)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_accessible_fit_and_turn_for_right_to_left(desk, opened, look):
    watched = opened(**LOOKS[look])
    page, root = watched.page, f"{desk.base}/w/coordination"
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, path in (
        ("label", "labels/queue/"), ("label-bulk", "labels/bulk/?least=0.5"),
        ("label-record", "labels/record/"),
    ):  # fmt: skip
        page.goto(f"{root}/{path}")
        page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
        assert (name, checked(page)) == (name, [])
        page.evaluate("document.documentElement.dir = 'rtl'")
        width = LOOKS[look]["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".brand").bounding_box()["x"] > width / 2
    assert watched.faults == []
