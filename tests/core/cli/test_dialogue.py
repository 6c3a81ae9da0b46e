"""`heed dialogue` at the command line."""

from __future__ import annotations

import io
import json

import pytest

from heed.cli.main import run

TOLD = (
    "Aurelian Foreign Minister Radu Holm met with Tobias Lenk, UN High Commissioner for Human"
    " Rights, in Geneva on 3 November. “We shall open the prisons,” said Holm."
)


@pytest.fixture
def item(tmp_path):
    path = tmp_path / "item.txt"
    path.write_text(f"The Courier\n2027-11-04\n\n{TOLD}\n", encoding="utf-8")
    return str(path)


def _rows(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_line_a_file_follows_the_contract(item, capsys):
    assert run(["dialogue", item, "--own", "Aurelia, Aurelian"]) == 0
    (row,) = _rows(capsys)
    assert row["file"] == "item.txt"
    (meeting,) = row["meetings"]
    assert {"date", "date_basis", "place", "occasion", "participants"} <= set(meeting)
    assert [
        set(one) >= {"name", "office", "organisation", "side"} for one in meeting["participants"]
    ]
    assert [one["side"] for one in meeting["participants"]] == ["Aurelia", "OHCHR"]
    (said,) = row["statements"]
    assert (said["speaker"], said["spoken_via"], said["quoted_or_reported"]) == (
        "Radu Holm", "The Courier", "quoted",
    )  # fmt: skip
    assert row["commitments"] == []
    assert (row["duplicate_paragraphs"], row["same_event_as"]) == ([], [])


def test_what_is_missing_is_said_to_be_not_stated(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(
        "Polish Foreign Minister Radu Holm met with Tobias Lenk, the UN High Commissioner for"
        " Human Rights.\n",
        encoding="utf-8",
    )
    assert run(["dialogue", str(path)]) == 0
    (meeting,) = _rows(capsys)[0]["meetings"]
    assert (meeting["date"], meeting["date_basis"], meeting["place"]) == (
        None, "not stated", "not stated",
    )  # fmt: skip


def test_two_reports_name_each_other(item, tmp_path, capsys):
    other = tmp_path / "other.txt"
    other.write_text(f"The Wire\n2027-11-05\n\n{TOLD}\n", encoding="utf-8")
    assert run(["dialogue", item, str(other), "--own", "Aurelia,Aurelian"]) == 0
    assert [row["same_event_as"] for row in _rows(capsys)] == [["other.txt"], ["item.txt"]]


def test_a_text_can_come_from_standard_input_and_go_to_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(TOLD))
    out = tmp_path / "found.jsonl"
    assert run(["dialogue", "-", "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["file"] == "-"


def test_a_file_that_cannot_be_read_is_one_line_and_nothing_is_written(item, tmp_path, capsys):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert run(["dialogue", item, str(empty)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        'cannot read "empty.txt": it is empty. Nothing was stored. Check that it was copied whole.'
    ]
