"""An own taxonomy of six labels, taught from thirty examples with the keyboard, and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import LOOKS, PHONE, SHOTS, WIDE, served, signed_in, watch

pytestmark = pytest.mark.e2e
SAMPLES = Path("src/heedweb/demo/documents")
NAME = "What our ministries do"
# Name, meaning, words that texts use; and by what a person of the team knows it.
LABELS = (
    ("Women", "Equality of women, violence against them", "women; family; marriage",
     r"women|family|marriage|wages"),
    ("Children", "Rights of the child", "children; child; birth", r"child|birth"),
    ("Justice", "Police, courts, detention", "detention; prison; police; judges",
     r"detention|prison|police|judges|custody|legal aid|death penalty|sentences"),
    ("Migration", "Migrants, refugees, stateless persons", "migrants; asylum; stateless",
     r"migrant|asylum|stateless|refugee"),
    ("Work and welfare", "Work, social protection, housing, water", "workers; insurance; water",
     r"work|insurance|housing|water|labour|wages|farms"),
    ("Treaties", "Ratification, reporting, bodies", "ratify; protocol; reports; treaty bodies",
     r"ratify|protocol|reservation|treaty|invitation|action plan|Paris Principles|mechanism"),
)  # fmt: skip
# Pages with a layout of their own on a phone.
SMALL = {"version", "teach", "taxonomy"}
EXAMPLES = 30


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    yield from served(tmp_path_factory.mktemp("taxonomy"), SAMPLES / "AUR_cycle3_report.docx")


def make(page, root):
    page.goto(f"{root}/taxonomies/")
    page.get_by_role("link", name="Make a taxonomy").click()
    page.get_by_label("Name", exact=True).fill(NAME)
    lines = [" | ".join(one[:3]) for one in LABELS]
    page.get_by_label("Labels", exact=True).fill("\n".join(lines))
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("heading", name=NAME, exact=True).wait_for()


def tag(page):
    """Tag what is shown with the keyboard alone, as somebody would who reads for these words."""
    text = page.locator(".before-you .txt").inner_text()
    for key, (*_label, known) in enumerate(LABELS, 1):
        if re.search(known, text, re.IGNORECASE):
            page.keyboard.press(str(key))
    chosen = page.locator(".options input:checked").count()
    page.keyboard.press("Enter")
    return chosen


def test_a_labeller_is_taught_from_thirty_examples(fresh, browser):
    watched = signed_in(fresh, browser, viewport=WIDE)
    page, root = watched.page, f"{fresh.base}/w/coordination"
    make(page, root)
    page.get_by_role("link", name="Tag texts").click()
    given = 0
    for done in range(EXAMPLES):
        page.get_by_text(re.compile(f"^{done} texts? tagged")).wait_for()
        page.wait_for_load_state()  # keys are heard once the scripts are there
        given += tag(page)
    page.get_by_text(f"{EXAMPLES} texts tagged").wait_for()
    assert given >= EXAMPLES * 2 // 3
    page.get_by_role("button", name="Teach it").click()
    page.get_by_role("heading", name="How well each label is learnt").wait_for(timeout=60_000)
    page.locator("svg.curve circle").nth(2).wait_for()
    expect(page.locator(".learnt").first).to_have_text(re.compile(r"\.\s*$"))
    expect(page.get_by_role("row", name=re.compile("^Women"))).to_have_count(1)
    state = page.context.storage_state()
    look(fresh, browser, state, {"version": page.url})
    page.get_by_role("button", name="Use it", exact=True).click()
    page.get_by_text("This version is used.").wait_for()
    page.get_by_role("link", name="Tag more, the most useful first").click()
    for _ in range(120):
        if page.locator(".options .prop").count():
            break
        page.wait_for_timeout(250)
        page.reload()
    page.locator(".options .prop").first.wait_for()
    code = "own.what-our-ministries-do"
    held = {
        name: f"{root}/taxonomies/{code}/{path}"
        for name, path in (("teach", "teach/"), ("taxonomy", ""), ("texts", "texts/"))
    }
    held |= {"taxonomies": f"{root}/taxonomies/", "new": f"{root}/taxonomies/new/"}  # fmt: skip
    page.goto(held["taxonomy"])
    held["label"] = page.locator(".tree .name a").first.get_attribute("href")
    held["label"] = fresh.base + held["label"]
    look(fresh, browser, state, held)
    assert watched.faults == []


def look(site, browser, state, held):
    """See each page in each look: no violation, no sideways scroll, nothing on the console."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, options in LOOKS.items():
        context = browser.new_context(**options, storage_state=state)
        watched = watch(context.new_page(), site.base)
        for title, address in held.items():
            if name != "1280" and title not in SMALL:
                continue
            watched.page.goto(address)
            path = SHOTS / f"taxonomy-{title}-{name}.png"
            watched.page.screenshot(path=path, full_page=True)
            violations = Axe().run(watched.page).response["violations"]
            found = [(v["id"], v["nodes"][0]["html"][:100]) for v in violations]
            assert found == [], (title, name)
            for way in ("ltr", "rtl"):
                watched.page.evaluate(f"document.documentElement.dir = '{way}'")
                wide = watched.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= options["viewport"]["width"], (title, name, way)
        assert watched.faults == []
        context.close()


def test_a_file_is_seen_before_it_is_taken_in(fresh, browser, tmp_path):
    path = tmp_path / "rights.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix e: <urn:e:> .\n"
        'e:a a skos:Concept; skos:prefLabel "Water"@en, "Eau"@fr; skos:definition "Safe"@en.\n'
        'e:b a skos:Concept; skos:prefLabel "Wells"@en; skos:broader e:a, e:c;\n'
        '  skos:example "Dig wells"@en .\n'
    )
    watched = signed_in(fresh, browser, viewport=PHONE)
    page = watched.page
    page.goto(f"{fresh.base}/w/coordination/taxonomies/file/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Show what it holds").click()
    page.get_by_text("2 labels · 1 example").wait_for()
    page.get_by_text("stands under a concept that is not in the file").wait_for()
    page.screenshot(path=SHOTS / "taxonomy-preview-360.png", full_page=True)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("heading", name="rights", exact=True).wait_for()
    expect(page.locator(".tree > li")).to_have_count(2)
    assert watched.faults == []
