"""The worker as a process of its own: who waits for whom, and what a stop leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.db import connection

from tests.golden.test_golden import report_of
from tests.web.test_take_in import made, take

ROWS = 5
LIST = "50. The recommendations below enjoy the support of Aurelia:\n" + "".join(
    f"50.{n}. Dig well number {n} (Chad).\n" for n in range(1, ROWS + 1)
)
QUEUE = """
import django; django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from heedweb.workspace.domain import imports
from heedweb.workspace.models import Membership
first = Membership.objects.filter(workspace__name="Aurelia").first()
note = SimpleUploadedFile("note.txt", b"A note on something else altogether.")
imports.start(workspace=first.workspace, uploads=[note], by=first.user, keep_others=True)
"""
MAIN = "from heed.cli.main import main; main()"


class Installation:
    def __init__(self, folder):
        self.folder = folder
        settings = "tests.web.slow_settings"
        self.environment = os.environ | {
            "HEED_DATA": str(folder), "DJANGO_SETTINGS_MODULE": settings,
        }  # fmt: skip

    def python(self, code, *arguments):
        command = [sys.executable, "-c", code, *map(str, arguments)]
        subprocess.run(command, env=self.environment, check=True, timeout=120)

    def rows(self, query):
        with closing(sqlite3.connect(self.folder / "heed.sqlite3", timeout=20)) as held:
            return held.execute(query).fetchall()

    def run(self):
        """State, rows done and attempts of the first label run; an import queues one more."""
        return self.rows("select state, done, attempts from workspace_labelrun order by id")[0]


@pytest.fixture
def installation(transactional_db, cast, tmp_path):
    """A data folder with a copy of the tests' database: a list that no labeller has read."""
    take(cast, made(tmp_path, "list.txt", report_of(LIST)))
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "heed.sqlite3")) as file:
        connection.connection.backup(file)
    return Installation(folder)


def _until(true, what):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def test_import_does_not_wait_for_a_labelling_and_a_stop_lets_that_go_on_later(installation):
    # `installation` has unread rows: the worker labels them by itself.
    worker = subprocess.Popen([sys.executable, "-c", MAIN, "work"], env=installation.environment)
    try:
        _until((installation.folder / "begun").exists, "no labelling began")
        installation.python(QUEUE)
        state = "select state from workspace_importjob"
        _until(lambda: installation.rows(state) == [("done",)], "the import waited")
        assert installation.run() == ("running", 0, 1)
        worker.send_signal(signal.SIGTERM)
        (installation.folder / "go-on").touch()
        assert worker.wait(timeout=60) == 0
    finally:
        worker.kill()
    assert installation.run() == ("queued", ROWS, 0)
    installation.python(MAIN, "work", "--once")
    # What was read is not read again.
    assert installation.run() == ("done", 0, 1)
    assert installation.rows("select count(*) from workspace_proposal") == [(ROWS,)]
