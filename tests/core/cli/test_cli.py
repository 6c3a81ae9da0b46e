"""The command line's contract."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from heed.cli.main import run
from tests.golden.test_golden import report_of

DOCUMENTS = Path("src/heedweb/demo/documents")
FIELDS = [
    "key", "paragraph", "text", "recommending_states", "recommending_iso3", "parts", "position",
    "claim", "position_source", "page", "start", "end", "problems",
]  # fmt: skip


def test_extract_writes_one_list_per_report(tmp_path, capsys):
    files = [str(DOCUMENTS / f"AUR_cycle2_{n}.pdf") for n in ("report", "addendum")]
    assert run(["extract", *files, "--out", str(tmp_path)]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["AUR_cycle2_report.jsonl"]
    lines = (tmp_path / "AUR_cycle2_report.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 123
    assert list(rows[0])[: len(FIELDS)] == FIELDS
    assert rows[0]["key"] == f"A/HRC/30/97#{rows[0]['paragraph']}"
    assert rows[0]["position_source"].startswith("A/HRC/30/97/Add.1#")
    assert "123 recommendations" in capsys.readouterr().err


def test_extract_writes_nothing_if_one_file_is_bad(tmp_path, capsys):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    out = tmp_path / "out"
    good = str(DOCUMENTS / "AUR_cycle1_report.pdf")
    assert run(["extract", good, str(bad), "--out", str(out)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not out.exists()


def test_csv_marks_what_a_spreadsheet_would_run(tmp_path, capsys):
    file = tmp_path / "r.txt"
    text = "50. The recommendations below enjoy the support of Aurelia:\n50.1. =SUM(1) (Chad).\n"
    file.write_bytes(report_of(text.replace("=SUM", "“=SUM”")))
    assert run(["extract", str(file), "--csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["recommending_iso3"] == "TCD"


def test_read_prints_the_document(capsys):
    assert run(["read", str(DOCUMENTS / "AUR_cycle1_report.pdf")]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["symbol"], shown["kind"], shown["format"]) == ("A/HRC/16/97", "upr_report", "pdf")
    assert shown["text"][shown["pages"][1]["start"] :].startswith("Introduction")


@pytest.mark.parametrize("arguments", [[], ["extract"], ["nonsense"]])
def test_wrong_use_ends_with_two(arguments):
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "command", ["read", "extract", "serve", "take-in", "invite", "demo", "work"]
)
def test_every_command_has_help_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as caught:
        run([command, "--help"])
    assert caught.value.code == 0
    assert "example:" in capsys.readouterr().out


def test_doctor_tries_ten_things_that_must_not_be_possible(capsys):
    assert run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("ok")]) >= 10
    assert not [line for line in lines if line.startswith("ILL")]
