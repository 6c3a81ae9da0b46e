"""J1 whole, timed: two documents, the doubts, the rest, and a list that is right."""

from __future__ import annotations

import csv
import io
import json
import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, SHOTS, WIDE, follow, served, signed_in
from tests.e2e.test_review_mode import now, press
from tests.golden.test_golden import report_of

pytestmark = pytest.mark.e2e
TIMES = Path("build/journey.txt")
# What a person needs to look at one doubt and its page, in seconds; generous.
LOOKING = 20


def corpus() -> Path:
    folder = os.environ.get("HEED_CORPUS")
    if not folder:
        pytest.skip("HEED_CORPUS is not set")
    return Path(folder) / "corpus"


def files_of(name: str) -> tuple[list[Path], Path]:
    reports, slovenia = corpus() / "reports" / "pdf", corpus() / "slovenia"
    if name == "slovenia-3":
        found = [*reports.glob("SVN_cycle3_*.pdf"), *slovenia.glob("SVN_cycle3_*addendum.pdf")]
    else:
        found = [*reports.glob("DEU_cycle1_*.pdf")]
    return found, corpus() / "gold" / f"{found[0].stem}.jsonl"


def gold_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def exported(page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def desk(tmp_path):
    yield from served(tmp_path)


@pytest.mark.parametrize("name", ["slovenia-3", "germany-2009"])
def test_list_is_right_in_under_ten_minutes(desk, browser, name):
    files, gold = files_of(name)
    watched = signed_in(desk, browser, viewport=WIDE, accept_downloads=True)
    page = watched.page
    started = time.monotonic()
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Read them").click()
    page.get_by_text("Done.").wait_for(timeout=60_000)
    follow(page.get_by_role("link", name="Today"))
    doubts = 0
    review = page.get_by_role("link", name="Review what is doubtful")
    if review.count():
        follow(review)
        while page.locator(".item.now").count():
            doubts += 1
            assert page.locator(".leaf img").first.evaluate("i => i.complete") in (True, False)
            press(page, "a")
        expect(page.locator("h1")).to_have_text("Nothing is doubtful", use_inner_text=True)
        page.get_by_role("link", name="Open the list").click()
    else:
        page.get_by_role("link", name="Recommendations").first.click()
    page.locator("#bulk-all").check()
    page.get_by_role("button", name="Preview").click()
    follow(page.get_by_role("button", name="Change"))
    page.goto(
        f"{desk.base}/w/coordination/recommendations/?columns=number,text,states,position,decided"
    )
    rows = exported(page)
    seconds = time.monotonic() - started
    expected = gold_of(gold)
    assert [row["Number"] for row in rows] == [str(item["paragraph"]) for item in expected]
    same = sum(
        squeezed(row["Recommendation"]) == squeezed(str(item["text"]))
        for row, item in zip(rows, expected, strict=True)
    )
    assert same / len(rows) >= 0.99
    assert {row["Decided"] for row in rows} == {"confirmed"}
    assert watched.faults == []
    whole = seconds + doubts * LOOKING
    TIMES.parent.mkdir(exist_ok=True)
    with TIMES.open("a") as log:
        log.write(
            f"{name}: {len(rows)} recommendations, {doubts} doubts, {seconds:.1f} s of the machine,"
            f" {whole:.0f} s with {LOOKING} s of looking for each doubt\n"
        )
    assert whole < 600


def squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def test_missed_recommendation_is_marked_with_the_mouse(desk, browser):
    desk.heed("take-in", "src/heedweb/demo/documents/AUR_cycle1_report.pdf")
    page = signed_in(desk, browser, viewport=WIDE).page
    page.goto(f"{desk.base}/w/coordination/documents/1/pages/2/add/")
    page.wait_for_load_state("networkidle")
    lines = page.locator(".selectable text")
    first, last = lines.nth(6).bounding_box(), lines.nth(8).bounding_box()
    page.mouse.move(first["x"] + 2, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 4, last["y"] + last["height"] / 2, steps=12)
    with page.expect_navigation():
        page.mouse.up()
    assert "start=" in page.url
    marked = page.locator("blockquote").inner_text()
    wanted = lines_of(marked)
    assert len(wanted) >= 2
    page.locator("#id_paragraph").fill("99.1")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("h1")).to_have_text("99.1", use_inner_text=True)
    expect(page.locator("rect.hit").nth(1)).to_be_attached()


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_rows_are_selected_previewed_changed_and_undone(desk, browser, scripts, tmp_path):
    path = tmp_path / "r.txt"
    path.write_bytes(
        report_of(
            "50. The recommendations below enjoy the support of Aurelia:\n"
            "50.1. Dig a well (Chad).\n50.2. Count the lamps (Mali).\n50.3. Paint it (Fiji).\n"
        )
    )
    desk.heed("take-in", str(path))
    page = signed_in(desk, browser, viewport=PHONE, java_script_enabled=scripts).page
    page.goto(f"{desk.base}/w/coordination/recommendations/")
    if scripts:
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.locator("#bulk-count")).to_have_text("2 selected", use_inner_text=True)
    else:
        page.locator("input[name=row]").nth(0).check()
        page.locator("input[name=row]").nth(1).check()
    page.locator("select[name=action]").select_option("position:noted")
    page.get_by_role("button", name="Preview").click()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"bulk-360-{scripts}.png", full_page=True)
    page.get_by_role("button", name="Change 2 recommendations").click()
    expect(page.locator(".pos.noted")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pos.noted")).to_have_count(0)


def test_review_mode_begins_where_it_was_left(desk, browser, tmp_path):
    path = tmp_path / "r.txt"
    path.write_bytes(
        report_of(
            "50. The recommendations below enjoy the support of Aurelia:\n"
            "50.1. Dig a well (Chad Mali).\n50.2. Count the lamps (Mali Fiji).\n"
        )
    )
    desk.heed("take-in", str(path))
    page = signed_in(desk, browser, viewport=WIDE).page
    page.goto(f"{desk.base}/w/coordination/decide/")
    press(page, "a")
    page.goto(f"{desk.base}/w/coordination/")
    page.get_by_role("link", name="Review what is doubtful").click()
    assert now(page) == "50.2"
