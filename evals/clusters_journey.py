"""From import to confirmed clusters, by hand in Chromium, on the documents of one State.

    HEED_CORPUS=... python -m evals.clusters_journey

The reports, addenda and thematic lists of Slovenia's three cycles are dropped on the first page of
a new workspace. When they have been read, labelled and compared, clusters that are certain are
confirmed in bulk; the others are gone through by key, and members that the reader of
`evals/clusters.json` found not to belong are taken out. Clusters that the reader did not see are
confirmed as they stand. Printed: clicks, keys, seconds of waiting for the machine and of the walk.
Screenshots are written to build/screenshots.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright
from tests.e2e.conftest import ARGUMENTS, PHONE, SHOTS, WIDE, Site, served

SHEET = Path(__file__).parent / "clusters.json"
STATE = "SVN"
_PATIENCE = 300


class Hand:
    """Clicks and presses keys, and counts both."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys = page, 0, 0

    def click(
        self, role: Literal["button", "link"], name: str | re.Pattern[str], *, leads: bool = True
    ) -> None:
        """Click what has this role and name; where it `leads` on, wait for the next page."""
        target = self.page.get_by_role(role, name=name).first
        self.clicks += 1
        if not leads:
            target.click()
            return
        with self.page.expect_navigation():
            target.click()

    def press(self, key: str, *, leads: bool = False) -> None:
        """Press a key; where it `leads` on, wait for the next page."""
        self.keys += 1
        if not leads:
            self.page.keyboard.press(key)
            return
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


def main() -> None:
    """Walk, and print what it took."""
    corpus = Path(os.environ["HEED_CORPUS"]) / "corpus"
    files = documents(corpus)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is not installed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for site in served(Path(folder)):
            page = browser.new_context(viewport=WIDE).new_page()
            told = walk(page, site, files)
        browser.close()
    for name, value in told.items():
        print(f"{name:44}{value}")


def documents(corpus: Path) -> list[Path]:
    """Return the documents of the three cycles that hold recommendations, answers or themes."""
    reports = sorted((corpus / "reports/pdf").glob(f"{STATE}_*"))
    others = (
        path
        for path in sorted((corpus / "slovenia").iterdir())
        if "addendum" in path.name or "thematic-list" in path.name
    )
    return [*reports, *others]


def walk(page: Page, site: Site, files: Sequence[Path]) -> dict[str, str]:
    """Go from import to confirmed clusters; return what it took."""
    page.goto(site.heed("invite", "me@example.org").strip())
    hand = Hand(page)
    hand.click("button", "Sign in")
    root = re.sub(r"(/w/[^/]+/).*", r"\1", page.url)
    began = time.monotonic()
    page.locator("input[type=file]").first.set_input_files([str(path) for path in files])
    hand.clicks += 2  # the file dialogue is opened and closed by a click each
    hand.click("button", "Read them")
    clusters = ready(page, root)
    machine = time.monotonic() - began
    page.goto(root)
    began = time.monotonic()
    hand.click("link", re.compile("^Clusters$"))
    hand.click("link", "Confirm what is certain")
    page.screenshot(path=SHOTS / "journey-bulk.png", full_page=True)
    hand.click("button", re.compile(r"^Confirm \d+"))
    bulk = clusters - waiting(page, root)
    page.goto(f"{root}clusters/")
    hand.click("link", "Go through what waits")
    page.screenshot(path=SHOTS / "journey-cluster.png", full_page=True)
    out, seen = through(page, hand)
    took = time.monotonic() - began
    page.screenshot(path=SHOTS / "journey-done.png", full_page=True)
    page.set_viewport_size(PHONE)
    page.screenshot(path=SHOTS / "journey-done-360.png", full_page=True)
    return {
        "documents": str(len(files)),
        "clusters proposed": str(clusters),
        "confirmed in bulk": str(bulk),
        "gone through by key": str(seen),
        "members taken out": str(out),
        "clusters that still wait": str(waiting(page, root)),
        "clicks, from signing in": str(hand.clicks),
        "keys": str(hand.keys),
        "seconds until clusters were there": f"{machine:.0f}",
        "seconds of the walk, without reading": f"{took:.0f}",
    }


def ready(page: Page, root: str) -> int:
    """Wait until all is read and compared, and return how many clusters wait."""
    last, until = -1, time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        page.wait_for_timeout(5_000)
        now = waiting(page, root)
        busy = page.locator("progress").count()
        if now and now == last and not busy:
            return now
        last = now
    raise SystemExit(f"No clusters after {_PATIENCE} seconds.")


def waiting(page: Page, root: str) -> int:
    """Return how many clusters wait for a person."""
    page.goto(f"{root}clusters/")
    found = re.search(r"Wait for a person\s*(\d+)", page.locator("main").inner_text())
    return int(found[1]) if found else 0


def through(page: Page, hand: Hand) -> tuple[int, int]:
    """Go through what waits. Return how many members were taken out, of how many clusters."""
    strangers = {
        frozenset(one["members"]): one["not"]
        for one in json.loads(SHEET.read_text())["clusters"]
        if one["state"] == STATE and one["not"]
    }
    out = seen = 0
    while page.locator("#members").count() and page.locator("[data-key=a]").count():
        seen += 1
        keys = members(page)
        for stranger in strangers.get(frozenset(keys), ()):
            for _ in range(members(page).index(stranger) + 1):
                hand.press("j")
            hand.press("r", leads=True)
            out += 1
        if page.locator("[data-key=a]").count():
            hand.press("a", leads=True)
        else:
            hand.click("link", re.compile("^Next cluster"))
    return out, seen


def members(page: Page) -> list[str]:
    """Return the keys of the members that the page shows, from top to bottom."""
    found: list[str] = page.evaluate(
        """[...document.querySelectorAll('.round')].flatMap(round => {
            const symbol = round.querySelector('h2 bdi').innerText.trim();
            const numbers = [...round.querySelectorAll('.item .no a')];
            return numbers.map(a => symbol + '#' + a.innerText.trim());
        })"""
    )
    return found


if __name__ == "__main__":
    main()
