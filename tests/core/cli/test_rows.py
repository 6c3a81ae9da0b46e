"""`heed rows`: ready-made data at the command line."""

from __future__ import annotations

import json

import pytest

from heed.cli.main import run
from tests.core.exchange.files import RECORD, UPR_RECORD, sheet, uhri


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(
        sheet(["Nr", "Recommendation", "By"], ["7", "Plant trees", "Chad"], ["8", "Sing", "Nowhere"]
    ).getvalue())  # fmt: skip
    return path


def test_rows_are_lines_of_json_and_faults_lines_on_stderr(listed, capsys):
    matching = listed.with_name("matching.json")
    assert run(["rows", str(listed), "--columns"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == "table"
    told["columns"].append({"field": "recommending", "index": 2, "header": "By"})
    told["fixed"] = {"state": "PER"}
    matching.write_text(json.dumps(told))
    assert run(["rows", str(listed), "--matching", str(matching)]) == 1
    out, err = capsys.readouterr()
    (row,) = map(json.loads, out.splitlines())
    assert (row["number"], row["text"], row["state"]) == (2, "Plant trees", "PER")
    assert row["recommending"] == [{"name": "Chad", "iso3": "TCD"}]
    assert err.splitlines() == [
        'row 3: By: "Nowhere" is no State that heed knows; correct its name.',
        "list.xlsx: 1 rows, 1 left out",
    ]


def test_rows_of_a_state_are_written_to_a_file(tmp_path, capsys):
    path, out = tmp_path / "export.json", tmp_path / "rows.jsonl"
    path.write_bytes(uhri(RECORD, UPR_RECORD | {"Countries": ["Chad"]}).getvalue())
    assert run(["rows", str(path), "--state", "tcd", "--out", str(out)]) == 0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["u-1"]
    assert capsys.readouterr() == ("", "export.json: 1 rows, 0 left out\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["export.json", "rows.jsonl"]


def test_refused_file_writes_nothing(tmp_path, capsys):
    path, out = tmp_path / "export.json", tmp_path / "rows.jsonl"
    path.write_bytes(uhri(RECORD).getvalue()[:200])
    assert run(["rows", str(path), "--out", str(out)]) == 1
    assert capsys.readouterr().err == (
        'cannot read "export.json": it is cut off in row 1. Nothing was stored. '
        "Download it again, and check that it is whole.\n"
    )
    assert not out.exists()


@pytest.mark.parametrize("content", [None, "no json", '{"columns": 5}'])
def test_matching_that_is_none(listed, content, capsys):
    matching = listed.with_name("m.json")
    if content is not None:
        matching.write_text(content)
    assert run(["rows", str(listed), "--matching", str(matching)]) == 1
    assert capsys.readouterr().err.startswith('cannot read "m.json": it ')


def test_unknown_state_is_wrong_use(listed, capsys):
    with pytest.raises(SystemExit) as caught:
        run(["rows", str(listed), "--state", "QQQ"])
    assert caught.value.code == 2
    assert "QQQ is no State's code of three letters" in capsys.readouterr().err
