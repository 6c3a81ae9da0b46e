"""An installation of before the chain: what is there is bound, and found whole."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def ran(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HEED_DATA": str(folder)}
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
    )


def test_history_of_before_the_chain_is_bound(tmp_path):
    for app in (["accounts"], ["workspace", "0017"]):
        made = ran(tmp_path, "-m", "heedweb.manage", "migrate", *app, "-v0")
    assert made.returncode == 0, made.stderr
    base = sqlite3.connect(tmp_path / "heed.sqlite3")
    with base:
        base.execute(
            "INSERT INTO accounts_user"
            " (id, password, email, name, is_active, administrator, joined)"
            " VALUES (1, '', 'a@example.org', '', 1, 0, '2026-01-01')"
        )
        for pk in (1, 2):
            base.execute(
                "INSERT INTO workspace_workspace"
                " (id, name, slug, state, created, revision, structure, public)"
                " VALUES (?, ?, ?, 'XAU', '2026-01-01', 0, 0, 0)", (pk, f"W{pk}", f"w{pk}"),
            )  # fmt: skip
        acts = [
            (1, "2026-01-02 10:00:00.000100", "created", "Ärea", "{}"),
            (2, "2026-01-02 10:00:00.000100", "created", "W2", '{"rows": 3}'),
            (1, "2026-01-02 10:00:00.000100", "accept", "111.1", '{"rows": 1}'),
            (1, "2026-01-01 09:00:00", "accept", "111.2", '{"b": [1.5, null], "a": "\\u00e9"}'),
        ]
        base.executemany(
            "INSERT INTO workspace_activity (workspace_id, by_id, at, verb, subject, detail)"
            " VALUES (?, 1, ?, ?, ?, ?)", acts,
        )  # fmt: skip
    base.close()
    said = ran(tmp_path, "-c", "from heed.cli.main import main; main()", "audit", "verify")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines() == ["w1: whole, 3 rows", "w2: whole, 1 rows"]
