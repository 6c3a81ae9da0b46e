"""Every page at 1280 px, at 360 px, in the dark and from right to left: axe, no sideways scroll."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from heed.exchange.thematic_list import matrix
from heed.kinds import extract
from heed.reading import read
from heed.records import Goal, Listed, Position
from tests.e2e.conftest import PHONE, SHOTS, WIDE, signed_in, watch

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")
LOOKS = {
    "1280": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "360": {"viewport": PHONE},
    "360-dark": {"viewport": PHONE, "color_scheme": "dark"},
}
PAGES = (
    "sign-in", "today", "import", "imports", "reviews", "review", "list", "search", "nothing",
    "recommendation", "docx", "documents", "document", "leaf", "docx-leaf", "missed", "readings",
    "paper", "decide", "corrected", "decided", "table", "print", "views", "missing",
)  # fmt: skip


def _listed(row):
    source = f"{row.key.split('#')[0]} - Para. {row.paragraph.split('.')[0]}"
    return Listed(
        row.paragraph, row.text, 0, 0, row.recommending, Position.NOTED, "Noted", source,
        "Harbours", ("Harbours", "Roads"), ("Sailors",), (Goal(9, "INDUSTRY"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def addresses(site, browser, tmp_path_factory):
    """The address of each page on a site that holds the three composed reviews and a matrix."""
    paper = tmp_path_factory.mktemp("papers") / "matrix.docx"
    rows = extract(read(SAMPLES / "AUR_cycle1_report.pdf")).recommendations
    paper.write_bytes(matrix([_listed(row) for row in rows[:40]], "Matrix"))
    site.heed("take-in", *map(str, sorted(SAMPLES.glob("AUR_*"))), str(paper))
    page = signed_in(site, browser, viewport=WIDE).page
    root = f"{site.base}/w/coordination"
    page.goto(f"{root}/imports/")
    page.locator("input[type=file]").set_input_files(
        [SAMPLES / "AUR_cycle1_report.pdf", Path("README.md")]
    )
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Done.").wait_for(timeout=30_000)
    held = {"import": page.url, "sign-in": f"{site.base}/sign-in/", "missing": f"{root}/x/"}
    held |= {name: f"{root}/{name}/" for name in ("imports", "reviews", "documents")}
    held |= {"today": f"{root}/", "list": f"{root}/recommendations/"}
    held |= {"table": f"{held['list']}?as=table", "print": f"{held['list']}?print=1"}
    held |= {"views": f"{root}/views/"}
    held |= {"search": f"{held['list']}?q=children", "nothing": f"{held['list']}?q=zebra"}
    for name, where, link in (
        ("review", held["reviews"], "h2 a"),
        ("document", held["documents"], "td a"),
        ("docx", f"{held['list']}?cycle=3", ".item .no a"),
        ("recommendation", f"{held['list']}?cycle=1&doubt=any", ".item .no a"),
    ):
        page.goto(where)
        held[name] = site.base + page.locator(link).first.get_attribute("href")
    page.goto(held["documents"])
    held["paper"] = site.base + page.get_by_role("link", name="matrix.docx").get_attribute("href")
    held |= {"leaf": f"{held['document']}pages/5/", "missed": f"{held['document']}pages/5/add/"}
    held["readings"] = f"{held['review']}readings/"
    page.goto(held["docx"])
    held["docx-leaf"] = site.base + page.locator(".source .cap a").first.get_attribute("href")
    page.goto(f"{root}/decide/")
    held["decide"] = page.url
    held["decided"] = f"{root}/decide/?review=999"
    page.goto(held["recommendation"])
    page.get_by_role("link", name="Decide or correct").click()
    held["corrected"] = page.url
    page.locator("summary", has_text="Correct").click()
    page.locator("#id_text").fill("Corrected by a person")
    page.get_by_role("button", name="Save").click()
    return held, page.context.storage_state()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(site, browser, addresses, name, look):
    held, state = addresses
    context = browser.new_context(**LOOKS[look], storage_state=state)
    watched = watch(context.new_page(), site.base)
    page = watched.page
    page.goto(held[name])
    page.wait_for_load_state("networkidle")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=look.startswith("360"))
    assert (page.locator("h1").inner_text() == "There is nothing here") == (name == "missing")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:100]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
    assert watched.faults == []
    context.close()


@pytest.mark.parametrize("name", ["today", "list", "recommendation"])
def test_page_turns_for_right_to_left(site, browser, addresses, name):
    held, state = addresses
    context = browser.new_context(viewport=PHONE, storage_state=state)
    page = context.new_page()
    page.goto(held[name])
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.screenshot(path=SHOTS / f"{name}-rtl.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    brand = page.locator(".brand").bounding_box()
    assert brand["x"] > PHONE["width"] / 2
    context.close()
