"""A ministry's own table and a committee's document: from the drop to one list, and differences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WIDE, follow, served, signed_in

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")
REPORT, TABLE = SAMPLES / "AUR_cycle2_report.pdf", SAMPLES / "ministry_list.csv"
WOMEN = Path("samples/documents/XAU_cedaw_2024.pdf")
COLUMNS = (
    ("Para", "paragraph"), ("What was asked", "text"), ("Asked by", "recommending"),
    ("Our position", "position"),
)  # fmt: skip


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    yield from served(tmp_path_factory.mktemp("data"))


def test_a_table_joins_the_list_and_a_person_says_which_words_stand(fresh, browser):
    watched = signed_in(fresh, browser, viewport=WIDE)
    page = watched.page
    page.locator("input[type=file]").set_input_files([REPORT, WOMEN, TABLE])
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Done.").wait_for(timeout=30_000)
    page.get_by_role("link", name="Say what its columns are").click()
    for name, field in COLUMNS:
        page.get_by_label(name, exact=True).select_option(field)
    page.get_by_label("Asked by: several values are parted by").select_option(";")
    page.get_by_label("Symbol of the document, for all rows").fill("A/HRC/30/97")
    page.get_by_label("Mechanism, for all rows").select_option("upr")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name=re.compile("Take 24 rows in")).click()
    page.get_by_text("24 rows taken in").wait_for(timeout=30_000)
    page.get_by_role("link", name="Import", exact=True).click()
    follow(page.get_by_role("link", name=re.compile("of data differ from the list")))
    before = int(page.locator(".checks b").first.inner_text())
    page.get_by_role("button", name="The list stands").first.click()
    expect(page.locator(".checks b").first).to_have_text(str(before - 1))
    page.get_by_role("link", name="Recommendations").click()
    expect(page.locator("h1")).to_contain_text("recommendations", use_inner_text=True)
    page.get_by_role("link", name=re.compile(r"^Treaty bodies \d+$")).click()
    page.get_by_role("link", name=re.compile("^chosen for follow-up")).click()
    page.locator(".item .no a").first.click()
    expect(page.get_by_role("heading", name="The concern it answers")).to_have_count(1)
    assert watched.faults == []
