"""`heed link` at the command line."""

from __future__ import annotations

import io
import json

import pytest

from heed.cli.main import run
from heed.records import RELATIONS


def _file(path, *lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def _row(id_, text):
    return json.dumps({"id": id_, "text": text})


@pytest.fixture
def lists(tmp_path):
    later = _file(tmp_path / "later.jsonl", _row(7, "Consider ratifying ICRMW"), "",
                  _row("b", "Train judges on domestic violence"),
                  _row("c", "Protect the lakes of Sul"))  # fmt: skip
    earlier = _file(tmp_path / "earlier.jsonl", _row("x", "Combat domestic violence (Meridia)"),
                    _row("y", "Ratify ICRMW (Novaria)"))  # fmt: skip
    return later, earlier


def test_links_follow_the_contract_and_keep_the_ids_as_they_were_given(lists, capsys):
    assert run(["link", "--later", lists[0], "--earlier", lists[1]]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["later"], row["earlier"], row["relation"]) for row in found] == [
        (7, "y", "same"), ("b", "x", "narrower_or_broader"),
    ]  # fmt: skip
    for row in found:
        assert set(row) == {
            "later", "earlier", "relation", "score", "reason", "sure", "grounds",
        }  # fmt: skip
        assert row["relation"] in RELATIONS
        assert {"name", "value", "weight", "words"} == set(row["grounds"][0])


def test_the_later_list_may_come_from_standard_input_and_go_to_a_file(lists, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(_row("a", "Ratify ICRMW") + "\n"))
    out = tmp_path / "links.jsonl"
    assert run(["link", "--later", "-", "--earlier", lists[1], "--out", str(out)]) == 0
    assert [json.loads(line)["earlier"] for line in out.read_text().splitlines()] == ["y"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "has no JSON in line 2"),
        ('{"id": 1}', 'lacks "id" or "text" in line 2'),
        ('["a"]', 'lacks "id" or "text" in line 2'),
        ('{"id": 1, "text": null}', 'lacks "id" or "text" in line 2'),
    ],
)
def test_a_bad_line_of_either_list_is_named_and_nothing_is_written(
    line, said, lists, tmp_path, capsys
):
    bad = _file(tmp_path / "bad.jsonl", _row(1, "Ratify ICRMW"), line)
    for arguments in (
        ("--later", bad, "--earlier", lists[1]),
        ("--later", lists[0], "--earlier", bad),
    ):
        out = tmp_path / "out.jsonl"
        assert run(["link", *arguments, "--out", str(out)]) == 1
        told = capsys.readouterr().err
        assert "bad.jsonl" in told
        assert said in told
        assert told.count("\n") == 1
        assert not out.exists()


def test_a_file_that_is_not_there_is_named(lists, capsys):
    assert run(["link", "--later", "nowhere.jsonl", "--earlier", lists[1]]) == 1
    assert 'cannot read "nowhere.jsonl": it cannot be opened' in capsys.readouterr().err


def test_both_lists_cannot_be_standard_input(capsys):
    assert run(["link", "--later", "-", "--earlier", "-"]) == 1
    assert "cannot be both lists" in capsys.readouterr().err
