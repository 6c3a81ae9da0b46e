"""A real `heed serve` on a folder of its own, and a real browser."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.migrated import migrated

SHOTS = Path("build/screenshots")
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
LOOKS = {
    "1280": {"viewport": WIDE},
    "360-dark": {"viewport": PHONE, "color_scheme": "dark"},
}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


# Begun first, so that no process is left alone with one of them.
LONGEST = ("test_every_page", "test_whole_journey", "test_rooms", "test_administration")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda one: one.path.stem not in LONGEST)


@dataclass
class Site:
    base: str
    environment: dict[str, str]

    def heed(self, *arguments: str) -> str:
        command = [sys.executable, "-c", "from heed.cli.main import main; main()", *arguments]
        ran = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        )
        return ran.stdout


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def site_on(folder: Path, base: str) -> Site:
    told = {"HEED_DATA": str(folder), "HEED_BASE_URL": base, "HEED_FETCH": "on"}
    return Site(base, {**os.environ, **told})


@cache
def installed(*files: Path) -> Path:
    """A data folder with a workspace that has taken `files` in; made once, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="heed-e2e-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = site_on(folder, "http://127.0.0.1")
    if not files:
        shutil.copy(migrated(), folder / "heed.sqlite3")
        site.heed("workspace", "create", "Coordination", "--by", "me@example.org")
        return folder
    shutil.copytree(installed(), folder, dirs_exist_ok=True)
    site.heed("take-in", *map(str, files))
    return folder


def served(
    folder: Path, *files: Path, host: str = "127.0.0.1", second: str = "offered"
) -> Iterator[Site]:
    """Yield a site of its own, on a copy of what is `installed`.

    Browsers keep passkeys for names alone: `localhost`. `second` says whether who writes must have
    a second step.
    """
    shutil.copytree(installed(*files), folder, dirs_exist_ok=True)
    port = free_port()
    base = f"http://{host}:{port}"
    site = site_on(folder, base)
    site.environment["HEED_SECOND_STEP"] = second
    command = [sys.executable, "-c", "from heed.cli.main import main; main()", "serve"]
    log = (folder / "serve.log").open("w")
    process = subprocess.Popen(
        [*command, "--port", str(port)], env=site.environment, stdout=log, stderr=log
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{base}/sign-in/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=40)
        log.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    yield from served(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Watched:
    """A page whose faults are kept: console errors, and requests to other hosts."""

    page: Page
    faults: list[str]


def watch(page: Page, base: str) -> Watched:
    faults: list[str] = []

    def heard(message):
        if message.type in ("error", "warning") and "404" not in message.text:
            faults.append(message.text)

    def asked(request):
        if not request.url.startswith((base, "data:")):
            faults.append(f"request to {request.url}")

    page.on("console", heard)
    page.on("request", asked)
    return Watched(page, faults)


def signed_in(site: Site, browser: Browser, **options) -> Watched:
    link = site.heed("invite", "me@example.org").strip()
    page = browser.new_context(**options).new_page()
    watched = watch(page, site.base)
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/w/"))
    return watched


@pytest.fixture(scope="module")
def opened(desk, browser):
    """Opens windows on a module's `desk` for a person who is signed in; once is enough."""
    state = signed_in(desk, browser).page.context.storage_state()

    def window(**options):
        page = browser.new_context(storage_state=state, **options).new_page()
        return watch(page, desk.base)

    return window


@contextmanager
def few_labels() -> Iterator[None]:
    """Serve with a labeller that knows few words, so that what it proposes is plain."""
    before = os.environ.get("DJANGO_SETTINGS_MODULE")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.e2e.label_settings"
    try:
        yield
    finally:
        if before is not None:
            os.environ["DJANGO_SETTINGS_MODULE"] = before


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def follow(leading):
    """Click what leads to another page, and wait until that page is whole."""
    with leading.page.expect_navigation():
        leading.click()


def checked(page):
    """Look at a page as axe does, and that it does not scroll sideways."""
    found = Axe().run(page).response["violations"]
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    return [(v["id"], v["nodes"][0]["html"][:100]) for v in found]


def came(desk, browser, link, **options) -> Watched:
    """Come in by a sign-in link, in a window of one's own."""
    watched = watch(browser.new_context(**{"viewport": WIDE, **options}).new_page(), desk.base)
    watched.page.goto(link.strip())
    watched.page.get_by_role("button", name="Sign in").click()
    watched.page.wait_for_url(re.compile("/w/"))
    return watched


def looked_through(page, name, *, dark=False):
    """Look at a page wide, on a phone, from right to left, and in the dark where asked.

    Returns what is wrong by look: what axe finds; what scrolls sideways fails at once. The page is
    left as it was.
    """
    before, found = page.viewport_size, {}

    def seen(look):
        found[look] = checked(page)
        page.screenshot(path=str(SHOTS / f"{name}-{look}.png"), full_page=True)

    for look, size in (("1280", WIDE), ("360", PHONE)):
        page.set_viewport_size(size)
        seen(look)
    if dark:
        page.emulate_media(color_scheme="dark")
        seen("dark")
        page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.dir = 'rtl'")
    seen("rtl")
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size(before)
    return {f"{name} {look}": faults for look, faults in found.items() if faults}


def run_on(desk, code, *arguments):
    """Run Python in the data folder of a site, as its commands do; return what it printed."""
    told = {**desk.environment, "DJANGO_SETTINGS_MODULE": "heedweb.config.settings"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=told, capture_output=True, text=True, check=True).stdout
