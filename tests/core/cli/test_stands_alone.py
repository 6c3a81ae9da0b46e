"""What `heed extract` and `heed facts` print of documents that no other document answers."""

from __future__ import annotations

import json

import pytest

from heed.cli.main import run
from heed.errors import InputProblem
from heed.kinds import recognise
from heed.reading.read import read_bytes

OBSERVATIONS = """\
CEDAW/C/XAU/CO/4
Committee on the Elimination of Discrimination against Women
Concluding observations on the fourth periodic report of Aurelia*
A. Introduction
1. The Committee adopted the present concluding observations on 3 May 2024.
B. Principal areas of concern and recommendations
Bees (art. 14)
2. The Committee is concerned about smoke.
It recommends that the State party: (a) Ban it; (b) Say so.
C. Follow-up
3. The Committee requests the State party to provide, within two years, information on the
steps taken to implement the recommendation contained in paragraph 2 above.
CEDAW/C/XAU/CO/4
"""
GRADES = """\
CCPR/C/99/2
Human Rights Committee
Report on follow-up to the concluding observations of the Human Rights Committee
Concluding observations: CCPR/C/XAU/CO/3, 4 May 2023
Paragraph 9
[B1]: (a)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "o.txt").write_text(OBSERVATIONS)
    other = OBSERVATIONS.replace("CO/4", "CO/5").replace("fourth", "fifth")
    (tmp_path / "p.txt").write_text(other)
    (tmp_path / "g.txt").write_text(GRADES)
    return tmp_path


def test_extract_prints_the_ask_and_what_stands_around_it(folder, capsys):
    assert run(["extract", str(folder / "o.txt")]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert row["key"] == "CEDAW/C/XAU/CO/4#2"
    assert row["text"] == "It recommends that the State party: (a) Ban it; (b) Say so."
    assert [(part["label"], part["text"]) for part in row["parts"]] == [
        ("(a)", "Ban it"),
        ("(b)", "Say so"),
    ]
    assert (row["heading"], row["articles"], row["instrument"]) == ("Bees", ["14"], "CEDAW")
    assert row["concern"] == "The Committee is concerned about smoke."
    assert row["follow_up"] is True
    assert (row["position"], row["recommending_states"]) == (None, [])


def test_two_that_stand_alone_are_two_lists(folder, capsys):
    out = folder / "out"
    assert run(["extract", str(folder / "o.txt"), str(folder / "p.txt"), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["o.jsonl", "p.jsonl"]
    assert capsys.readouterr().err.count("1 recommendations") == 2


def test_facts_print_dues_roles_and_grades(folder, capsys):
    assert run(["facts", str(folder / "o.txt"), str(folder / "g.txt")]) == 0
    asked, graded = map(json.loads, capsys.readouterr().out.splitlines())
    (due,) = asked["dues"]
    assert (due["kind"], due["months"], due["paragraphs"]) == ("follow_up", 24, ["2"])
    assert [p["role"] for p in asked["passages"]] == ["procedural", "follow_up"]
    (grade,) = graded["grades"]
    assert (grade["document"], grade["paragraph"]) == ("CCPR/C/XAU/CO/3", "9")
    assert (grade["limbs"], grade["grade"]) == (["(a)"], "B1")


def test_grades_are_no_list(folder, capsys):
    assert run(["extract", str(folder / "g.txt")]) == 1
    assert "holds no list of its own" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("CCPR/C/1/D/2\nViews adopted by the Committee\n", "not_recognised", "views"),
        ("CRC/C/XAU/Q/4\nList of issues on Aurelia\n", "not_recognised", "list of issues"),
        (
            "CRC/C/XAU/CO/4/Add.1\nConcluding observations on the report of Aurelia\nAddendum\n",
            "not_recognised",
            "reply",
        ),
        (
            "CRC/C/XAU/CO/4/Corr.1\nConcluding observations on the report of Aurelia\n",
            "not_recognised",
            "corrigendum",
        ),
        ("CRC/C/XAU/CO/4\nObservations finales concernant\n", "language_not_read", "in French"),
        (
            "A/HRC/51/2\nHuman Rights Council\nThe concluding observations of CEDAW are cited.\n",
            "not_recognised",
            "no document",
        ),
    ],
)
def test_what_committees_publish_besides_is_refused_by_name(text, code, words):
    with pytest.raises(InputProblem) as caught:
        recognise(read_bytes(text.encode(), name="x"))
    assert caught.value.code == code
    assert words in caught.value.reason
