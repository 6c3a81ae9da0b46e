"""A database that is up to date: the migrations make it once, and tests begin with a copy.

It is kept in `build/` under a hash of what makes it, so that no test ever meets an older one.
That the migrations lead to what the models say is shown by `make check`; that they run in a new
folder, by every test that starts `heed` in one (tests/web/test_backup.py).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

_HOUSE = Path(__file__).parents[1]
_KEPT = _HOUSE / "build" / "migrated"


@cache
def migrated() -> Path:
    """Return the file of the database, made if it is not there yet; to be copied, not opened."""
    kept = _KEPT / f"{_made_of()}.sqlite3"
    _KEPT.mkdir(parents=True, exist_ok=True)
    # The tests' processes start together, and all but one wait for the first.
    with (_KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept)
    return kept


def _made_of() -> str:
    """Return a hash of the migrations, the settings, and the libraries with theirs."""
    files = sorted((_HOUSE / "src" / "heedweb").glob("*/migrations/*.py"))
    files += [_HOUSE / "src" / "heedweb" / "config" / "settings.py", _HOUSE / "uv.lock"]
    found = hashlib.sha256(sqlite3.sqlite_version.encode())
    for one in files:
        found.update(f"{one.relative_to(_HOUSE)}\0{one.stat().st_size}\0".encode())
        found.update(one.read_bytes())
    return found.hexdigest()[:16]


def _make(kept: Path) -> None:
    for older in _KEPT.glob("*.sqlite3"):
        older.unlink()
    with tempfile.TemporaryDirectory() as folder:
        told = {"HEED_DATA": folder, "DJANGO_SETTINGS_MODULE": "heedweb.config.settings"}
        command = [sys.executable, "-m", "heedweb.manage", "migrate", "-v0"]
        subprocess.run(command, env={**os.environ, **told}, cwd=_HOUSE, check=True)
        with closing(sqlite3.connect(Path(folder) / "heed.sqlite3")) as made:
            # What a run that was stopped left behind is in the way.
            kept.with_suffix(".new").unlink(missing_ok=True)
            # One file, with no log of its own beside it.
            made.execute("VACUUM INTO ?", [str(kept.with_suffix(".new"))])
    kept.with_suffix(".new").rename(kept)
