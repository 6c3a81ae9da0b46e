"""Every page at 1280 px, at 360 px, in the dark and from right to left: axe, no sideways scroll."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from heed.exchange.thematic_list import matrix
from heed.kinds import extract
from heed.reading import read
from heed.records import Goal, Listed, Position
from tests.e2e.conftest import PHONE, SHOTS, WIDE, follow, signed_in, watch
from tests.golden.test_golden import report_of

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")
OTHERS = Path("samples/documents")
BODIES = ("XAU_cedaw_2024.pdf", "XAU_ccpr_2023.docx", "XAU_ceacr_c111_2023.html",
          "XAU_visit_housing_2019.pdf", "XAU_hrc_resolution_2022.html")  # fmt: skip
HEADER = (
    "row_id,state_under_review_iso3,state_under_review,recommending_state_iso3,recommending_state,"
    "text,response,action_category,issues,session,year,cycle\n"
)
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
    "mechanisms", "mechanism", "committee", "request", "ilo", "sheet", "sources", "lone", "data",
)  # fmt: skip


def _listed(row):
    source = f"{row.key.split('#')[0]} - Para. {row.paragraph.split('.')[0]}"
    return Listed(
        row.paragraph, row.text, 0, 0, row.recommending, Position.NOTED, "Noted", source,
        "Harbours", ("Harbours", "Roads"), ("Sailors",), (Goal(9, "INDUSTRY"),),
    )  # fmt: skip


def _data(folder):
    """A report with rows of data that differ from it or are none of it, and a table to match."""
    report, data, table = folder / "report.txt", folder / "upr.csv", folder / "ours.csv"
    text = "50. The recommendations below enjoy the support of Iceland:\n50.1. Dig a well (Chad);\n"
    made = report_of(text, "Iceland").replace(b"/40/XAU/1", b"/40/ISL/1")
    report.write_bytes(made)
    rows = ("1,ISL,Iceland,TCD,Chad,Dig a well.,Noted,5,Water,40,2022,3\n"
            "2,ISL,Iceland,PER,Peru,Plant a tree on every hill.,Accepted,5,Trees,40,2022,3\n"
            "3,ISL,Iceland,PER,Peru,,Accepted,5,Trees,40,2022,3\n")  # fmt: skip
    data.write_text(HEADER + rows)
    table.write_text(
        "Nr;Ask;By;Answer\n1.1;Dig another well;Chad, Atlantis;yes\n1.2;Sing;Peru;no\n"
    )
    return report, data, table


@pytest.fixture(scope="module")
def addresses(site, browser, tmp_path_factory):
    """The address of each page on a site that holds the three composed reviews and a matrix."""
    paper = tmp_path_factory.mktemp("papers") / "matrix.docx"
    rows = extract(read(SAMPLES / "AUR_cycle1_report.pdf")).recommendations
    paper.write_bytes(matrix([_listed(row) for row in rows[:40]], "Matrix"))
    bodies = (OTHERS / name for name in BODIES)
    taken = (*sorted(SAMPLES.glob("AUR_*")), paper, *bodies, *_data(paper.parent))
    site.heed("take-in", *map(str, taken))
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
    held |= {"mechanisms": f"{root}/mechanisms/", "mechanism": f"{root}/mechanisms/cedaw/"}
    held |= {"sources": f"{root}/sources/", "lone": f"{root}/sources/?show=lone"}
    held |= {"ilo": f"{root}/recommendations/?mechanism=ilo"}
    held |= {"today": f"{root}/", "list": f"{root}/recommendations/"}
    # axe looks at every row; the whole list is looked at as a list, the others narrowed.
    held |= {
        "table": f"{held['list']}?as=table&q=education",
        "print": f"{held['list']}?print=1&q=education",
    }
    held |= {"views": f"{root}/views/"}
    held |= {"search": f"{held['list']}?q=education", "nothing": f"{held['list']}?q=zebra"}
    for name, where, link in (
        ("review", held["reviews"], "h2 a"),
        ("document", held["documents"], "td a"),
        ("docx", f"{held['list']}?cycle=3", ".item .no a"),
        ("recommendation", f"{held['list']}?cycle=1&doubt=any", ".item .no a"),
        ("committee", held["mechanism"], "h3 a"),
        ("request", f"{held['list']}?body=cedaw&mark=follow_up", ".item .no a"),
        ("sheet", held["imports"], "ul.passages a"),
    ):
        page.goto(where)
        held[name] = site.base + page.locator(link).first.get_attribute("href")
    page.goto(held["documents"])
    held["paper"] = site.base + page.get_by_role("link", name="matrix.docx").get_attribute("href")
    page.goto(held["documents"])
    held["data"] = site.base + page.get_by_role("link", name="upr.csv").get_attribute("href")
    held |= {"leaf": f"{held['document']}pages/5/", "missed": f"{held['document']}pages/5/add/"}
    held["readings"] = f"{held['review']}readings/"
    page.goto(held["docx"])
    held["docx-leaf"] = site.base + page.locator(".source .cap a").first.get_attribute("href")
    page.goto(f"{root}/decide/")
    held["decide"] = page.url
    held["decided"] = f"{root}/decide/?review=999"
    page.goto(held["recommendation"])
    follow(page.get_by_role("link", name="Decide or correct"))
    held["corrected"] = page.url
    page.locator("summary", has_text="Correct").click()
    page.locator("#id_text").fill("Corrected by a person")
    page.get_by_role("button", name="Save").click()
    return held, page.context.storage_state()


@pytest.fixture(scope="module")
def looks(site, browser, addresses):
    """A window of each look, signed in; what all pages load is loaded once."""
    _, state = addresses
    contexts = {
        look: browser.new_context(**options, storage_state=state) for look, options in LOOKS.items()
    }
    yield {look: watch(context.new_page(), site.base) for look, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(addresses, looks, name, look):
    held, _ = addresses
    watched = looks[look]
    watched.faults.clear()
    page = watched.page
    # At "load" all pictures are there, and htmx has begun to ask for what it asks for.
    page.goto(held[name])
    page.wait_for_function("document.querySelector('.htmx-request') === null")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=look.startswith("360"))
    assert (page.locator("h1").inner_text() == "There is nothing here") == (name == "missing")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:100]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
    assert watched.faults == []


@pytest.mark.parametrize("look", LOOKS)
def test_preview_of_a_table_is_accessible_and_fits(addresses, looks, look):
    held, _ = addresses
    watched = looks[look]
    watched.faults.clear()
    page = watched.page
    page.goto(held["sheet"])
    for column, field in (("Ask", "text"), ("By", "recommending"), ("Answer", "position")):
        page.get_by_label(column, exact=True).select_option(field)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("heading", name="What that makes of it").wait_for()
    page.screenshot(path=SHOTS / f"sheet-preview-{look}.png", full_page=True)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:100]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
    assert watched.faults == []


@pytest.mark.parametrize("name", ["today", "list", "recommendation", "mechanisms", "sheet"])
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
