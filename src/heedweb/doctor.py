"""What is known of the installation's health: for `heed doctor` and for the page.

Reads the data folder and the database, changes neither, and needs no Django.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import heed
from heedweb.administration import options

DATABASE, ALIVE, BACKED_UP = "heed.sqlite3", "worker-alive", "last-backup.json"
# A worker tells every ten seconds that it lives.
SILENT_SECONDS = 60
_LEAST_GB = 1
_WAITING = ("queued", "running")
_FAILED = ("stopped", "failed", "refused")
_JOBS = (
    "workspace_importjob", "workspace_labelrun", "workspace_linkrun", "workspace_trained",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at: whether it is well, and what fills its words (`WORDS`)."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)
    well: bool = True

    @property
    def noted(self) -> bool:
        """Whether it tells of what is not there, such as a backup: neither well nor ill."""
        return self.name.startswith("no_")

    def line(self, words: str) -> str:
        """Return it in one line, in these words."""
        return words.format(**self.values)


# `heedweb.administration.words` names them for translation; a test compares.
WORDS = {
    "none": "no installation in {folder} yet",
    "versions": "heed {heed}, Python {python}, Django {django}, SQLite {sqlite}",
    "options": "the options are in order",
    "options_wrong": "{problem}",
    "disk": "{free} GB free on the disk of {folder}",
    "unreadable": "the database cannot be read: {problem}",
    "database": "the database is whole",
    "database_damaged": "the database is damaged: {said}. Stop heed and restore the last backup.",
    "jobs": "{waiting} jobs wait or run, {failed} failed or stopped",
    "worker": "jobs are done; last sign of life {at}",
    "no_worker": "no process does jobs; start heed serve or heed work",
    "mail": "mail goes through {host}:{port}",
    "no_mail": "no mail server is set up; sign-in links are handed over by people",
    "backup": "last backup {at}: {file}",
    "no_backup": "no backup was made yet; make one: heed backup FILE",
    "originals": "{count} originals were read whole, the longest ago {at}; {faults} are damaged",
}


def facts(data: Path | None = None) -> Iterator[Fact]:
    """Yield what is known of the installation in a folder, by default `HEED_DATA`'s."""
    folder = data or options.folder()
    if not (folder / DATABASE).exists():
        yield Fact("none", {"folder": folder})
        return
    yield Fact("versions", _versions())
    yield from _options()
    free = shutil.disk_usage(folder).free / 1e9
    values: dict[str, object] = {"free": f"{free:.1f}", "folder": folder}
    yield Fact("disk", values, well=free > _LEAST_GB)
    try:
        with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as held:
            yield from _database(held, folder)
    except sqlite3.Error as error:
        yield Fact("unreadable", {"problem": error}, well=False)
    yield _backup(folder)


def _versions() -> dict[str, object]:
    return {
        "heed": heed.__version__,
        "python": ".".join(map(str, sys.version_info[:3])),
        "django": metadata.version("django"),
        "sqlite": sqlite3.sqlite_version,
    }


def _options() -> Iterator[Fact]:
    try:
        options.must_be_right()
        host, port = options.value("mail_host"), options.value("mail_port")
    except options.OptionProblem as problem:
        yield Fact("options_wrong", {"problem": problem}, well=False)
        return
    yield Fact("options")
    yield Fact("mail", {"host": host, "port": port}) if host else Fact("no_mail")


def _database(held: sqlite3.Connection, folder: Path) -> Iterator[Fact]:
    (said,) = held.execute("PRAGMA quick_check").fetchone()
    if said == "ok":
        yield Fact("database")
    else:
        yield Fact("database_damaged", {"said": said}, well=False)
    tables = {name for (name,) in held.execute("SELECT name FROM sqlite_master")}
    waiting = sum(_count(held, table, _WAITING) for table in _JOBS if table in tables)
    failed = sum(_count(held, table, _FAILED) for table in _JOBS if table in tables)
    yield Fact("jobs", {"waiting": waiting, "failed": failed})
    yield _worker(folder, waiting)
    if "workspace_blobcheck" in tables:
        yield from _originals(held)


def _count(held: sqlite3.Connection, table: str, states: tuple[str, ...]) -> int:
    marks = ", ".join("?" * len(states))
    # The names of tables are those above.
    asked = f"SELECT count(*) FROM {table} WHERE state IN ({marks})"  # noqa: S608
    return int(held.execute(asked, states).fetchone()[0])


def _worker(folder: Path, waiting: int) -> Fact:
    try:
        at = datetime.fromtimestamp((folder / ALIVE).stat().st_mtime, UTC)
    except OSError:
        at = None
    if at is None or (datetime.now(UTC) - at).total_seconds() > SILENT_SECONDS:
        return Fact("no_worker", well=waiting == 0)
    return Fact("worker", {"at": _moment(at)})


def _originals(held: sqlite3.Connection) -> Iterator[Fact]:
    asked = "SELECT count(*), min(at), coalesce(sum(fault <> ''), 0) FROM workspace_blobcheck"
    count, at, faults = held.execute(asked).fetchone()
    if count:
        values = {"count": count, "at": str(at)[:16], "faults": faults}
        yield Fact("originals", values, well=faults == 0)


def _backup(folder: Path) -> Fact:
    told = last_backup(folder)
    return Fact("no_backup") if told is None else Fact("backup", told)


def last_backup(folder: Path) -> dict[str, object] | None:
    """Return when the last backup was made (`at`, UTC), its `file` and `size`; None without one."""
    try:
        told = json.loads((folder / BACKED_UP).read_text(encoding="utf-8"))
        return {"at": str(told["at"]), "file": str(told["file"]), "size": int(told["size"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_backup(folder: Path, file: Path, size: int) -> None:
    """Keep in the data folder that a backup of `size` bytes was made just now."""
    told = {"at": _moment(datetime.now(UTC)), "file": str(file.resolve()), "size": size}
    (folder / BACKED_UP).write_text(json.dumps(told) + "\n", encoding="utf-8")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def checks() -> Iterator[tuple[bool, str]]:
    """Yield what `heed doctor` says of this installation: whether it is well, and one line."""
    for fact in facts():
        yield fact.well, fact.line(WORDS[fact.name])
