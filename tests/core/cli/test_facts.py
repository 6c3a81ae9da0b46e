"""`heed facts` prints what documents say, and the comparisons between them."""

from __future__ import annotations

import json

from heed.cli.main import run
from tests.golden.test_golden import addendum_of, report_of

REPORT = report_of(
    "50. The recommendations below will be examined by Aurelia:\n50.1. Dig (Chad);\n"
)


def test_one_line_for_each_file_and_one_for_the_review(tmp_path, capsys):
    (tmp_path / "r.txt").write_bytes(REPORT)
    (tmp_path / "a.txt").write_bytes(addendum_of("1. Aurelia accepts recommendations 50.1."))
    assert run(["facts", str(tmp_path / "r.txt"), str(tmp_path / "a.txt")]) == 0
    report, addendum, review = map(json.loads, capsys.readouterr().out.splitlines())
    assert (report["kind"], report["recommendations"]) == ("upr_report", 1)
    assert addendum["answers"][0]["paragraph"] == "50.1"
    assert review == {"review": "A/HRC/90/7", "checks": []}


def test_a_file_of_no_kind_is_refused_in_one_line(tmp_path, capsys):
    (tmp_path / "x.txt").write_text("Nothing of the kind.")
    assert run(["facts", str(tmp_path / "x.txt")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "x.txt" in told.err
