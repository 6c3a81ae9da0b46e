"""`heed fetch` and its settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from heedweb import commands
from heedweb.fetching import timing
from tests.web.fetching.conftest import word
from tests.web.fetching.service import access, file


def test_off_is_one_line(capsys, tmp_path):
    assert commands.fetch(["A/HRC/59/15", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        'cannot fetch "A/HRC/59/15" (en): fetching is switched off. Nothing was stored. An '
        "administrator switches it on with HEED_FETCH=on (docs/administrator.md).\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_fetched_file_is_told_in_one_line(service, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "FETCH_POLICY", service.policy)
    monkeypatch.setattr(settings, "FETCH_CACHE", tmp_path / "cache")
    service.plan(access("A/HRC/59/15", "ru", "docx"), file("docx", word()))
    out = tmp_path / "out"
    arguments = ["A/HRC/59/15", "--language", "ru", "--out", str(out), "--by", "me", "--note", "x"]
    assert commands.fetch(arguments) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{out}/A_HRC_59_15.ru.docx: A/HRC/59/15 (ru), docx, ")
    assert shown.count("\n") == 1
    record = json.loads((out / "A_HRC_59_15.ru.docx.fetched.json").read_text())
    assert (record["by"], record["context_note"]) == ("me", "x")
    assert "documents.un.org" in timing.PACE._next  # the pace that this process shares


def test_wrong_use(capsys):
    for arguments in ([], ["A/HRC/59/15", "--language", "de"]):
        with pytest.raises(SystemExit) as caught:
            commands.fetch(arguments)
        assert caught.value.code == 2
    with pytest.raises(SystemExit):
        commands.fetch(["--help"])
    assert "example: heed fetch A/HRC/59/15 --language ru" in " ".join(
        capsys.readouterr().out.split()
    )


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("HEED_FETCH", "1", "HEED_FETCH: give one of off, on."),
        ("HEED_FETCH_HOSTS", "127.0.0.1", "HEED_FETCH_HOSTS: '127.0.0.1' is not the full name"),
        ("HEED_FETCH_HOSTS", "", "HEED_FETCH_HOSTS: name at least one host."),
        ("HEED_FETCH_HOSTS", "docs.un.org", "HEED_FETCH_URL: the address https://documents.un.org"),
        ("HEED_FETCH_URL", "http://documents.un.org/x", "HEED_FETCH_URL: the address http"),
        ("HEED_FETCH_URL", "https://example.org/", "its host is not on the list"),
        ("HEED_FETCH_URL", "https://undocs.org/x?y", "without a question mark"),
    ],
)
def test_wrong_setting_stops_the_start_with_one_line(name, value, line, tmp_path):
    environment = {**os.environ, "HEED_DATA": str(tmp_path), name: value}
    program = "from heedweb.commands import fetch; raise SystemExit(fetch(['A/HRC/59/15']))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1), ran.stderr
    assert line in ran.stderr
