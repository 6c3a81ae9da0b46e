"""What `heed doctor` says of the installation; needs no Django."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def checks() -> Iterator[tuple[bool, str]]:
    """Yield what `heed doctor` says of this installation: whether it is well, and one line."""
    data = Path(os.environ.get("HEED_DATA", "data")).resolve()
    database = data / "heed.sqlite3"
    if not database.exists():
        yield True, f"no installation in {data} yet"
        return
    free = shutil.disk_usage(data).free / 1e9
    yield free > 1, f"{free:.1f} GB free on the disk of {data}"
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as held:
            (well,) = held.execute("PRAGMA quick_check").fetchone()
            (waiting,) = held.execute(
                "SELECT count(*) FROM workspace_importjob WHERE state IN ('queued', 'running')"
            ).fetchone()
    except sqlite3.Error as error:
        yield False, f"the database cannot be read: {error}"
        return
    yield well == "ok", f"the database is {'whole' if well == 'ok' else well}"
    yield True, f"{waiting} imports wait or run"
