"""The hostile files through the page: a real server, a real sign-in, each file dropped on its own.

Run: `make trust-hostile` (after the files went through the command).
"""

from __future__ import annotations

import hashlib
import html
import http.cookiejar
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from trust.hostile import HEED, Case, listening, made


@dataclass
class Site:
    """A served installation and somebody who is signed in."""

    base: str
    data: Path
    browser: urllib.request.OpenerDirector
    token: str

    def get(self, address: str) -> str:
        """Return a page."""
        with self.browser.open(f"{self.base}{address}", timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def drop(self, path: Path) -> str:
        """Drop a file on the import page, wait, and return what became of it."""
        boundary = uuid.uuid4().hex
        fields = {"csrfmiddlewaretoken": self.token, "keep_others": "on"}
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
            for k, v in fields.items()
        )
        head = f'name="documents"; filename="{path.name}"'
        body += f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
        body += path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        request = urllib.request.Request(  # noqa: S310 -- our own server
            f"{self.base}/w/trust/imports/",
            data=body,
            headers={
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Referer": self.base,
            },
        )
        try:
            with self.browser.open(request, timeout=60) as answer:
                address, text = answer.url, answer.read().decode()
        except urllib.error.HTTPError as error:
            return html.unescape(error.read().decode()) if error.code == 422 else f"HTTP {error}"
        for _ in range(200):
            if "data-done" in text:
                break
            time.sleep(0.2)
            text = self.get(address.removeprefix(self.base))
        return html.unescape(text)

    def stored(self) -> tuple[int, int, int, set[str]]:
        """Return how many rows, blobs and spooled files there are, and the other files' names."""
        with closing(sqlite3.connect(f"file:{self.data / 'heed.sqlite3'}?mode=ro", uri=True)) as db:
            (rows,) = db.execute("SELECT count(*) FROM workspace_sourcedocument").fetchone()
        held = [p for p in (self.data / "blobs").rglob("*") if p.is_file()]
        spooled = list((self.data / "spool").iterdir())
        return rows, len(held), len(spooled), {p.name for p in self.data.iterdir()}


@contextmanager
def served() -> Iterator[Site]:
    """Serve a new installation and sign in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="heed-trust") as folder:
        environment = {**os.environ, "HEED_DATA": folder, "HEED_BASE_URL": base}
        link = subprocess.run(
            [HEED, "workspace", "create", "Trust", "--by", "a@example.org"],
            env=environment, capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        process = subprocess.Popen([HEED, "serve", "--port", str(port)], env=environment)
        try:
            jar = http.cookiejar.CookieJar()
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
            for _ in range(100):
                try:
                    page = browser.open(link, timeout=5).read().decode()
                    break
                except OSError:
                    time.sleep(0.1)
            token = _token(page)
            data = f"csrfmiddlewaretoken={token}".encode()
            browser.open(urllib.request.Request(link, data=data, headers={"Referer": base}))  # noqa: S310
            site = Site(base, Path(folder), browser, "")
            site.token = _token(site.get("/w/trust/imports/"))
            yield site
            if process.poll() is not None:
                raise SystemExit("FAILED: the server ended")
        finally:
            process.terminate()
            process.wait(timeout=40)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise SystemExit("FAILED: no form on the page")
    return found.group(1)


def outcome(site: Site, case: Case) -> str:
    """Drop a file and judge: accept, refuse, or what went wrong."""
    before = site.stored()
    text = site.drop(case.path)
    after = site.stored()
    name = case.path.name
    taken = "is kept as it is" in text or "recommendations</td>" in text
    refused = f'cannot read "{name}": it ' in text and "Nothing was stored." in text
    refused = refused or "One of the files is empty" in text
    known = "is here already" in text
    if after[2] or after[3] - before[3] - {"blobs", "cache"}:
        return f"left behind: {after}"
    # A table is kept, and waits for a person to say what its columns are.
    waits = "Say what its columns are" in text and after[:2] == (before[0], before[1] + 1)
    if waits or (taken and after[:2] == (before[0] + 1, before[1] + 1)):
        digest = hashlib.sha256(case.path.read_bytes()).hexdigest()
        kept = site.data / "blobs" / digest[:2] / digest[2:]
        return "accept" if kept.exists() else "the original is not kept"
    if refused and after[:2] == before[:2]:
        return "refuse"
    return "accept" if known else f"unclear: {before} {after} {text[-300:]!r}"


def main() -> int:
    """Drop every file. Returns 1 if one is not as stated."""
    misses, slowest = 0, 0.0
    with made() as cases, listening() as heard:
        if not cases:
            return 0
        with served() as site:
            for case in cases:
                started = time.monotonic()
                found = outcome(site, case)
                slowest = max(slowest, time.monotonic() - started)
                if not case.allows(found):
                    misses += 1
                    print(f"MISS {case.path.name}: {found} (stated: {case.outcome})")
            page = site.get("/w/trust/documents/")
    escaped = "<script>alert" not in page and "onerror=" not in page
    print(
        f"{len(cases)} files through the page, {misses} not as stated, slowest {slowest:.1f} s,"
        f" connections: {len(heard)}, names escaped: {escaped}"
    )
    return 1 if misses or heard or not escaped else 0


if __name__ == "__main__":
    sys.exit(main())
