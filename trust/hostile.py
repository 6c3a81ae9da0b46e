"""The hostile files through the commands: each outcome as stated, nothing left, no connection.

Every file is given to `heed read`, and the tables to `heed rows --columns` and `heed rows` as well.

The files are made by the program beside the corpus (HEED_CORPUS); what must happen to each stands
in its `expected.csv`. Run: `make trust-hostile`.
"""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heed.confined import tables
from heed.confined.client import SERVER
from heed.confined.limits import MB, Limits
from heed.confined.tasks import Asked

HEED = Path(sys.executable).parent / "heed"
# Not taken in as documents, and refused by name; tables are what `heed rows` takes.
TABLES = (".xlsx", ".csv")
NO_DOCUMENTS = (*TABLES, ".png")
ROW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Case:
    """One file with what must become of it: accept, refuse or either."""

    path: Path
    outcome: str
    detail: str

    def allows(self, found: str) -> bool:
        """Return whether this outcome is as stated; kinds that are no documents are refused.

        A table is no document and is refused as one; the page keeps it as data.
        """
        refused = self.path.suffix in NO_DOCUMENTS and found == "refuse"
        stated = "refuse" if self.path.suffix in NO_DOCUMENTS and not self.table else self.outcome
        return refused or stated in (found, "either")

    @property
    def table(self) -> bool:
        """Whether the file is a table."""
        return self.path.suffix in TABLES


@contextmanager
def made() -> Iterator[list[Case]]:
    """Make the files in a folder of their own. Yields none without HEED_CORPUS."""
    corpus = os.environ.get("HEED_CORPUS")
    if not corpus:
        print("HEED_CORPUS is not set: the hostile files are skipped.")
        yield []
        return
    source = Path(corpus) / "hostile"
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        subprocess.run(
            [sys.executable, source / "make.py", files], check=True, capture_output=True, cwd=folder
        )
        with (source / "expected.csv").open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        yield [Case(files / row["file"], row["outcome"], row["detail"]) for row in rows]
        planted = [p.name for p in files.rglob("*") if p.name == "PWNED"]
        slipped = [p.name for p in Path(tempfile.gettempdir()).glob("heed-SLIP*")]
        if planted or slipped:
            raise SystemExit(f"FAILED: written outside: {planted + slipped}")


@contextmanager
def listening() -> Iterator[list[object]]:
    """Listen where the files point to (port 9 of this machine) and keep who connects."""
    heard: list[object] = []
    with socket.socket() as server:
        try:
            server.bind(("127.0.0.1", 9))
        except PermissionError:
            print("port 9 cannot be listened on without being root; connections are not counted")
            yield heard
            return
        server.listen()
        server.settimeout(0.2)
        stop = threading.Event()

        def hear() -> None:
            while not stop.is_set():
                try:
                    connection, who = server.accept()
                except TimeoutError:
                    continue
                heard.append(who)
                connection.close()

        thread = threading.Thread(target=hear)
        thread.start()
        try:
            yield heard
        finally:
            stop.set()
            thread.join()


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a file at the command line, and what its child cost."""

    outcome: str
    line: str
    seconds: float
    memory: int


def at_the_command(case: Case) -> Found:
    """Give a file to `heed read`, and to a confined child whose cost is measured."""
    ran = subprocess.run([HEED, "read", case.path], capture_output=True, check=False, timeout=60)
    line = ran.stderr.decode().strip()
    with case.path.open("rb") as file:
        child = SERVER.run(Asked("examine", (case.path.name,)), [file.fileno()], Limits())
    return Found(_outcome(ran.returncode, line, case), line, child.seconds, child.memory)


def as_a_table(case: Case) -> Found:
    """Give a file to `heed rows`: its columns, then its rows with the first column as the text."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as matching:
        matching.write('{"columns": [{"field": "text", "index": 0}]}')
        matching.flush()
        seconds, memory = 0.0, 0
        for more in (["--columns"], ["--matching", matching.name]):
            started = time.monotonic()
            ran = subprocess.run(
                [HEED, "rows", case.path, *more],
                capture_output=True, check=False, timeout=ROW_SECONDS,
            )  # fmt: skip
            seconds = max(seconds, time.monotonic() - started)
            lines = ran.stderr.decode().strip().splitlines() or [""]
            outcome = _outcome(ran.returncode, lines[0], case)
            # A row that is left out is named by its number; the file is accepted all the same.
            if ran.returncode == 1 and lines[0].startswith("row "):
                outcome = "accept"
            if outcome != "accept":
                break
    with case.path.open("rb") as file:
        child = SERVER.run(Asked("head", (case.path.name,)), [file.fileno()], tables.LIMITS)
        memory = child.memory
    return Found(outcome, lines[0], seconds, memory)


def _outcome(status: int, line: str, case: Case) -> str:
    outcome = {0: "accept", 1: "refuse"}.get(status, f"exit {status}")
    named = f'cannot read "{case.path.name}": it ' in line and "Nothing was stored." in line
    return "no clear line" if outcome == "refuse" and (not named or "\n" in line) else outcome


def left_over() -> set[str]:
    """Return the temporary files and reading processes that there are now."""
    held = {str(path) for path in Path(tempfile.gettempdir()).iterdir()}
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"heed.confined.server" in process.read_bytes():
                held.add(process.parent.name)
        except OSError:
            continue
    return held


def _table_is_right(case: Case) -> bool:
    """Print what becomes of a table at `heed rows`. Returns whether it is as stated."""
    if not case.table:
        return True
    one = as_a_table(case)
    right = case.outcome in (one.outcome, "either") and one.memory <= 1024 * MB
    print(
        f"{'' if right else 'MISS '}  as a table: {one.outcome} {one.seconds:.1f} s "
        f"{one.memory // MB} MB {one.line[:110]}"
    )
    return right


def main() -> int:
    """Run every case and print the table. Returns 1 if one is not as stated."""
    with made() as cases, listening() as heard:
        if not cases:
            return 0
        at_the_command(cases[0])
        before, misses = left_over(), 0
        found: list[Found] = []
        started = time.monotonic()
        for case in cases:
            one = at_the_command(case)
            found.append(one)
            right = case.allows(one.outcome) and one.seconds <= 20 and one.memory <= 1024 * MB
            misses += not right
            print(
                f"{'' if right else 'MISS '}{case.path.name}: {one.outcome} (stated: "
                f"{case.outcome}, {case.detail}) {one.seconds:.1f} s {one.memory // MB} MB "
                f"{one.line[:110]}"
            )
            misses += not _table_is_right(case)
        left = left_over() - before
        seconds = time.monotonic() - started
    worst = max(found, key=lambda f: f.seconds), max(found, key=lambda f: f.memory)
    print(f"{len(cases)} files in {seconds:.0f} s, {misses} not as stated")
    print(f"worst child: {worst[0].seconds:.1f} s, {worst[1].memory // MB} MB")
    print(f"connections: {len(heard)}; left behind: {sorted(left) or 'nothing'}")
    return 1 if misses or heard or left else 0


if __name__ == "__main__":
    sys.exit(main())
