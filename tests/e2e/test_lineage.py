"""Links, lineage and what changed in a real browser: by key, without JavaScript, printed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import LOOKS, PHONE, SHOTS, WIDE, checked, follow, press, served
from tests.web.test_clusters import FIRST, SECOND, THIRD, report

pytestmark = pytest.mark.e2e
REPORTS = (
    ("A/HRC/14/7", (7, "seventh"), FIRST),
    ("A/HRC/28/7", (20, "twentieth"), SECOND),
    ("A/HRC/43/7", (34, "thirty-fourth"), THIRD),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A site with three reviews of one State that were compared."""
    folder = tmp_path_factory.mktemp("lineage")
    files = []
    for n, (symbol, session, text) in enumerate(REPORTS):
        files.append(folder / f"report{n}.txt")
        files[-1].write_bytes(report(symbol, session, text))
    for site in served(folder / "site", *files):
        site.heed("cluster")
        yield site


def root(desk):
    return f"{desk.base}/w/coordination"


def waiting(page):
    return int(re.search(r"(\d+) proposed links? wait", page.locator("h1").inner_text())[1])


def lineage_of(page, desk):
    """Open the lineage of the cluster that stands in three reviews."""
    page.goto(f"{root(desk)}/changes/")
    page.locator(".matters th a").first.click()
    page.wait_for_url(re.compile("/lineage/"))


def test_queue_by_key(desk, opened):
    watched = opened(viewport=WIDE)
    page = watched.page
    page.goto(f"{root(desk)}/links/queue/?order=document")
    many, first = waiting(page), page.url
    press(page, "j")
    assert page.url != first
    press(page, "k")
    assert page.url == first
    press(page, "a")
    assert waiting(page) == many - 1
    press(page, "4")
    assert waiting(page) == many - 2
    press(page, "u")
    assert waiting(page) == many - 1
    expect(page.get_by_text("Undone.")).to_have_count(1)
    press(page, "2")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys").get_by_text("Of two side by side:")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(first)
    expect(page.locator(".verdict")).to_contain_text("decided by", use_inner_text=True)
    page.goto(f"{root(desk)}/links/record/")
    expect(page.locator("table")).to_have_count(2)
    assert watched.faults == []


def test_pair_is_decided_without_javascript(desk, opened):
    page = opened(viewport=PHONE, java_script_enabled=False).page
    page.goto(f"{root(desk)}/links/")
    follow(page.get_by_role("link", name="Go through what waits"))
    many = waiting(page)
    follow(page.get_by_role("button", name="related"))
    assert waiting(page) == many - 1
    follow(page.get_by_role("button", name="Undo my last step"))
    page.goto(f"{root(desk)}/links/queue/")
    assert waiting(page) == many


def test_picture_leads_to_each_recommendation_by_key(desk, opened):
    watched = opened(viewport=WIDE)
    page = watched.page
    lineage_of(page, desk)
    assert page.locator("svg .head").all_text_contents() == ["UPR 1", "UPR 2", "UPR 3"]
    box = page.locator("svg a").first
    number = box.locator("text").last.text_content()
    box.focus()
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text(number, use_inner_text=True)
    page.get_by_role("link", name="Its lineage").click()
    expect(page.locator(f"tr:target th a:text-is('{number}')")).to_have_count(1)
    assert watched.faults == []


def test_lineage_prints_whole(desk, opened):
    page = opened(viewport=PHONE).page
    lineage_of(page, desk)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    picture = page.locator("svg").bounding_box()
    assert picture["x"] >= 0
    assert picture["x"] + picture["width"] <= 700
    expect(page.locator("header.top")).to_be_hidden()


def test_similar_and_search_by_meaning(desk, opened):
    page = opened(viewport=WIDE).page
    page.goto(f"{root(desk)}/recommendations/?q=executions")
    page.get_by_role("link", name="Search by meaning").click()
    page.locator("#meant").fill("no more death penalty")
    with page.expect_navigation():
        page.locator("#meant").press("Enter")
    page.get_by_role("link", name="60.4", exact=True).click()
    page.wait_for_url(re.compile(r"/recommendations/\d+/"))
    similar = page.locator("#similar li").first
    expect(similar).to_contain_text("death penalty", use_inner_text=True)
    similar.get_by_role("link", name="compare").click()
    page.wait_for_url(re.compile(r"/links/\d+/\d+/"))
    expect(page.locator(".pair .side")).to_have_count(2)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_accessible_fit_and_turn_for_right_to_left(desk, opened, look):
    watched = opened(**LOOKS[look])
    page = watched.page
    SHOTS.mkdir(parents=True, exist_ok=True)
    width = LOOKS[look]["viewport"]["width"]
    lineage_of(page, desk)
    for name, path in (
        ("lineage", page.url), ("link", "links/queue/"), ("links", "links/"),
        ("link-record", "links/record/"), ("changes", "changes/"), ("states", "states/"),
        ("state", "states/TCD/"), ("meaning", "recommendations/meaning/?q=torture"),
    ):  # fmt: skip
        page.goto(path if path.startswith("http") else f"{root(desk)}/{path}")
        page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
        assert (name, checked(page)) == (name, [])
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.faults == []
