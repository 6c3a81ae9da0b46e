"""Options: kept in one file, read when used, overruled by the environment, wrong in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heedweb.administration import options
from heedweb.administration.options import OPTIONS, OptionProblem
from heedweb.workspace.domain import documents
from heedweb.workspace.domain.given import Given

REPORT = Given("r.pdf", Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf"))
START = "import heedweb.config.settings"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HEED_DATA", str(tmp_path))
    for one in OPTIONS:
        monkeypatch.delenv(one.variable, raising=False)
    return tmp_path


def started(folder, **told):
    environment = {**os.environ, "HEED_DATA": str(folder), **told}
    return subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True
    )


def test_a_change_is_there_at_the_next_reading_and_for_its_owner_alone(folder):
    assert options.number("upload_mb") == 50
    assert options.change({"upload_mb": " 20 ", "mail_host": "mail.example.org"}) == [
        "upload_mb", "mail_host"
    ]  # fmt: skip
    assert (options.number("upload_mb"), options.value("mail_host")) == (20, "mail.example.org")
    assert (folder / "options.json").stat().st_mode & 0o777 == 0o600
    assert options.change({"upload_mb": None}) == ["upload_mb"]
    assert options.number("upload_mb") == 50
    assert not options.is_set("upload_mb")
    assert [p.name for p in folder.iterdir() if "partial" in p.name] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("upload_mb", "0"), ("upload_mb", "51"), ("upload_mb", "x"), ("upload_mb", "²"),
     ("mail_port", "65536"), ("mail_host", "a b"), ("mail_host", "a\nb"), ("mail_tls", "2"),
     ("mail_from", "nobody"), ("mail_from", "a@b.org\nBcc: c@d.org"), ("fetch", "yes"),
     ("fetch_hosts", "127.0.0.1"), ("fetch_hosts", ""), ("fetch_url", "http://documents.un.org/"),
     ("fetch_url", "https://example.org/x"), ("mail_password", "a\x00b"), ("none", "x")],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_one_line_and_nothing_is_kept(folder, name, value):
    with pytest.raises(OptionProblem) as held:
        options.change({"pages": "100", name: value})
    assert "\n" not in str(held.value)
    assert not options.is_set("pages")


def test_the_environment_wins_and_then_nothing_else_changes_it(monkeypatch):
    options.change({"pages": "100"})
    monkeypatch.setenv("HEED_PAGES", "200")
    assert (options.number("pages"), options.fixed("pages")) == (200, True)
    with pytest.raises(OptionProblem, match="fixed by HEED_PAGES of the environment"):
        options.change({"pages": "300"})
    monkeypatch.delenv("HEED_PAGES")
    assert options.number("pages") == 100


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"pages": 5}', '{"pages": "0"}', '{"nothing": "x"}', '{"fetch_hosts": ""}']
)
def test_a_broken_file_stops_the_start_with_one_line(folder, text):
    (folder / "options.json").write_text(text)
    done = started(folder)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert "options.json" in last


def test_a_wrong_variable_stops_the_start(folder):
    done = started(folder, HEED_MAIL_PORT="many")
    assert "HEED_MAIL_PORT: give a whole number from 1 to 65,535." in done.stderr
    assert started(folder, HEED_MAIL_TLS="1").returncode == 0


def test_a_file_that_breaks_while_heed_runs_leaves_what_was_read_last(folder):
    options.change({"pages": "100"})
    assert options.number("pages") == 100
    (folder / "options.json").write_text("{")
    assert options.number("pages") == 100


def test_what_reads_limits_and_hosts_reads_the_options():
    assert not options.fetch_policy().on
    options.change(
        {"fetch": "on", "fetch_hosts": "undocs.org", "fetch_url": "https://undocs.org/a"}
    )
    policy = options.fetch_policy()
    assert (policy.on, policy.hosts) == (True, frozenset({"undocs.org"}))
    assert policy.target("https://undocs.org/A/1").host == "undocs.org"


def test_the_manual_says_of_every_option_what_is_declared():
    guide = Path("docs/administrator.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", guide, re.M))
    declared = {
        one.name: f"`{one.variable}` | {one.help} | {f'`{one.default}`' if one.default else 'none'}"
        for one in OPTIONS
    }
    assert {name: rows.get(name) for name in declared} == declared


def test_a_document_of_more_pages_than_are_let_in_is_refused(cast):
    options.change({"pages": "3"})
    (told,) = documents.take_in(workspace=cast.workspace, files=[REPORT], by=cast.alice)
    assert told.state == "refused"
    assert "pages; at most 3 are let in here." in told.line
    options.change({"pages": None})
    (told,) = documents.take_in(workspace=cast.workspace, files=[REPORT], by=cast.alice)
    assert told.state == "done"


def test_an_upload_over_the_limit_is_refused_from_the_next_request_on(cast):
    file = SimpleUploadedFile("report.pdf", b"x" * (1024 * 1024 + 1))
    options.change({"upload_mb": "1"})
    shown = cast.client("alice").post("/w/aurelia/imports/", {"documents": file})
    assert "report.pdf is larger than 1 MB." in shown.content.decode()
