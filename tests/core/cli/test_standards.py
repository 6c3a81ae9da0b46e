"""`heed ratifications` and `heed instruments` at the command line."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from heed.cli.main import run
from heed.vocab.instrument_facts import counted

HEADER = (
    "iso2,member,state party,year ratification or accession,signatory,no action,status,note\r\n"
)
_FOLDER = os.environ.get("HEED_CORPUS", "")
with_corpus = pytest.mark.skipif(not _FOLDER, reason="HEED_CORPUS is not set")


def test_standings_are_lines_of_json_and_bad_rows_lines_on_stderr(tmp_path, capsys):
    path = tmp_path / "hr_status_cat.csv"
    path.write_text(
        f"{HEADER}PE,Peru,1,1988,0,0,state party,\r\nMS,Montserrat,0,,0,1,no action,\r\n"
        "ZW,Zimbabwe,0,,0,0,state party,\r\n"
    )
    assert run(["ratifications", str(path)]) == 1
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(one["state"], one["standing"], one["row"]) for one in rows] == [
        ("PER", "party", 2), ("ZWE", "unclear", 4),
    ]  # fmt: skip
    assert err.splitlines() == [
        'hr_status_cat.csv, row 3: "Montserrat" is no State of the United Nations. It is left out.',
        (
            "hr_status_cat.csv, row 4: Zimbabwe: no mark is set; party without a year."
            " Read as unclear."
        ),
        "2 rows, 1 that contradict themselves, 1 left out",
    ]


def test_one_state_can_be_asked_for(tmp_path, capsys):
    path = tmp_path / "opcat.csv"
    path.write_text(f"{HEADER}PE,Peru,1,1988,0,0,state party,\r\nTD,Chad,0,,0,1,no action,\r\n")
    assert run(["ratifications", str(path), "--state", "TCD"]) == 0
    [row] = capsys.readouterr().out.splitlines()
    assert json.loads(row)["instrument"] == "OPCAT"


def test_a_refused_file_writes_nothing(tmp_path, capsys):
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n")
    out = tmp_path / "out.jsonl"
    assert run(["ratifications", str(path), "--out", str(out)]) == 1
    assert capsys.readouterr().err.startswith('cannot read "notes.csv": it has no columns')
    assert not out.exists()


def test_what_was_not_checked_is_printed_and_counted(capsys):
    assert run(["instruments", "--unchecked"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["checked"] for row in rows} == {False}
    assert len(rows) == sum(open_ for _, open_ in counted().values())
    assert "category: 198 facts, 0 not checked against a second source" in err.splitlines()


@with_corpus
def test_the_eighteen_files_of_the_data_set(capsys):
    files = sorted(Path(_FOLDER, "standards").glob("hr_status_*.csv"))
    assert run(["ratifications", *map(str, files)]) == 1
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert Counter(row["standing"] for row in rows) == {
        "party": 2301, "none": 982, "signatory": 187, "denounced": 2, "unclear": 1,
    }  # fmt: skip
    assert len({row["instrument"] for row in rows}) == len(files) == 18
    assert len({row["state"] for row in rows}) == 193
    told = err.splitlines()
    assert told[-1] == "3473 rows, 11 that contradict themselves, 1 left out"
    assert "hr_status_op_crc_ic.csv: no row for Gabon." in told


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(
        "State,Instrument,Ratified,In force\nGhana,C155,,2012-01-01\nGhana,C50,,1957-05-20\n"
        "Ghana,CAT,2000-09-07,\nChad,C155,,2012-01-01\n"
    )
    return path


def test_duties_are_lines_of_json_by_day_with_their_reasons(register, capsys):
    asked = register.with_name("asked.csv")
    asked.write_text("instrument,kind,when\nCAT,next-report,2028-05-10\nC155,out-of-cycle,2028\n")
    arguments = ["duties", str(register), "--state", "GHA", "--years", "2027-2028"]
    assert run([*arguments, "--asked", str(asked)]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["kind"], row["instrument"], row.get("due")) for row in rows] == [
        ("copies", "C155", "2027-09-01"), ("regular", "C155", "2027-09-01"),
        ("periodic", "CAT", "2028-05-10"), ("copies", "C155", "2028-09-01"),
        ("out-of-cycle", "C155", "2028-09-01"), ("none", "C050", None),
    ]  # fmt: skip
    assert rows[2]["certain"] is True
    assert rows[2]["reasons"][0]["rule"] == "stated"
    assert err.splitlines() == ["5 duties, 5 of them certain; 1 without any"]


def test_what_is_wrong_in_a_table_of_requests_is_told(register, capsys):
    asked = register.with_name("asked.csv")
    asked.write_text(
        "instrument,kind,when\nCAT,due,2028\nC155,regular,soon\nnothing,regular,2024\n"
        "C155,regular,2024-02-31\n"
    )
    arguments = ["duties", str(register), "--state", "GHA", "--years", "2027"]
    assert run([*arguments, "--asked", str(asked)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith('asked.csv, row 2: "due" is none of regular, out-of-cycle,')
    assert told[1].startswith('asked.csv, row 3: "soon" is no day.')
    assert told[2].startswith('asked.csv, row 4: "nothing" names no instrument')
    assert told[3].startswith('asked.csv, row 5: "2024-02-31" is no day.')
    asked.write_text("a,b\n1,2\n")
    assert run([*arguments, "--asked", str(asked)]) == 1
    assert "no columns that say what was asked" in capsys.readouterr().err


def test_a_span_of_years_is_two_years(register):
    with pytest.raises(SystemExit) as caught:
        run(["duties", str(register), "--state", "GHA", "--years", "2031-2026"])
    assert caught.value.code == 2


@pytest.mark.parametrize("command", ["ratifications", "duties", "instruments"])
def test_the_commands_of_standards_have_help_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as caught:
        run([command, "--help"])
    assert caught.value.code == 0
    assert "example: heed" in capsys.readouterr().out
