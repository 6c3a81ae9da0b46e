"""J1 in a real browser: from dropping two files to the marked passage."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, SHOTS, WIDE, served, signed_in

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")


def documents() -> tuple[list[Path], int]:
    """A real report with its addendum where the corpus is, else the composed ones."""
    folder = os.environ.get("HEED_CORPUS")
    if folder:
        corpus = Path(folder) / "corpus"
        found = [
            *(corpus / "reports" / "pdf").glob("SVN_cycle2_*.pdf"),
            *(corpus / "slovenia").glob("SVN_cycle2_*addendum.pdf"),
        ]
        return found, 163
    return [SAMPLES / "AUR_cycle2_report.pdf", SAMPLES / "AUR_cycle2_addendum.pdf"], 123


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    yield from served(tmp_path_factory.mktemp("fresh"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_two_files_become_a_list_with_marked_passages(fresh, browser, scripts):
    files, count = documents()
    watched = signed_in(fresh, browser, viewport=WIDE, java_script_enabled=scripts)
    page = watched.page
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Done.").wait_for(timeout=30_000)
    if scripts:
        expect(page.get_by_text(f"{count} recommendations")).to_have_count(1)
    else:
        # The second walk drops the same files: they are known by their hash.
        expect(page.get_by_text("is here already")).to_have_count(2)
    page.get_by_role("link", name="Recommendations", exact=True).first.click()
    page.get_by_role("link", name="Mechanisms").click()
    page.get_by_role("link", name="Universal Periodic Review").click()
    page.locator("h3 a").first.click()
    received = page.locator(".checks li").first
    expect(received).to_have_text(re.compile(rf"^\s*{count}\b"), use_inner_text=True)
    received.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(f"{count} recommendations", use_inner_text=True)
    page.locator(".item .no a").nth(4).click()
    assert_marked(page)
    assert watched.faults == []


def assert_marked(page):
    """The rectangles lie on the picture of the page, which is there and has the page's shape."""
    page.wait_for_load_state("load")
    picture = page.locator(".leaf img").first
    assert picture.evaluate("i => i.complete && i.naturalWidth > 1000") is True
    outer = picture.bounding_box()
    for rect in page.locator("rect.hit").all():
        inner = rect.bounding_box()
        assert inner["width"] > 20
        assert outer["x"] < inner["x"]
        assert inner["x"] + inner["width"] < outer["x"] + outer["width"]
        assert outer["y"] < inner["y"]


def test_keyboard_walks_the_list(fresh, browser):
    page = signed_in(fresh, browser, viewport=WIDE).page
    page.goto(f"{fresh.base}/w/coordination/recommendations/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert (
        page.locator(".item.now .no").inner_text() == page.locator(".item .no").nth(1).inner_text()
    )
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/recommendations/\d+/"))
    first = page.locator("h1").inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.querySelector('h1').innerText !== '{first}'")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_first_tab_skips_to_the_content(fresh, browser):
    page = signed_in(fresh, browser, viewport=PHONE).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    SHOTS.mkdir(parents=True, exist_ok=True)
