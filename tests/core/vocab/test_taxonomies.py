"""The taxonomies that come with heed, and what maps them to each other."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from heed.labels.terms import Terms
from heed.vocab.packaged import load, names
from heed.vocab.taxonomies import Label, Taxonomy, crosswalk, taxonomies

HELD = taxonomies()
FILES = {load(name)["code"]: load(name) for name in names("data/taxonomies")}
WALKS = [Path(name).stem.split("--") for name in names("data/crosswalks")]
KEYS = {
    "code", "name", "author", "many", "within", "description", "source", "date", "licence",
    "silent", "labels", "examples", "not_examples",
}  # fmt: skip
LABEL_KEYS = {
    "code", "name", "parent", "definition", "terms", "older", "later", "translations",
}  # fmt: skip
WITH_TERMS = [code for code, raw in FILES.items() if "examples" in raw]


def found(code, text):
    return {one.code for one in Terms([HELD[code]]).find(text)}


@pytest.mark.parametrize("code", FILES)
def test_a_file_says_where_it_is_from_and_nothing_unknown(code):
    raw = FILES[code]
    assert raw["source"]
    assert raw["licence"]
    assert raw["date"]
    assert set(raw) <= KEYS
    assert [row for row in raw["labels"] if not set(row) <= LABEL_KEYS] == []


@pytest.mark.parametrize("code", FILES)
def test_no_code_stands_twice_and_every_parent_is_a_label(code):
    one = HELD[code]
    codes = [label.code for label in one.labels]
    assert len(codes) == len(set(codes))
    above = HELD[one.within] if one.within else one
    assert [x.code for x in one.labels if x.parent and above.label(x.parent) is None] == []


def test_how_many_labels_there_are():
    sizes = {code: len(one.labels) for code, one in HELD.items()}
    assert sizes["upr_info.issues"] == 54
    assert sizes["sdg.goals"] == 17
    assert sizes["sdg.targets"] == 169
    assert sizes["uhri.themes"] == 96
    assert sizes["uhri.groups"] == 35


def test_every_issue_is_defined_and_every_one_has_terms():
    issues = HELD["upr_info.issues"].labels
    assert [one.code for one in issues if not (one.definition and one.terms)] == []


def test_targets_lie_within_goals_as_many_as_the_un_counts():
    within = Counter(one.parent for one in HELD["sdg.targets"].labels)
    counted = {"1": 7, "2": 8, "3": 13, "4": 10, "5": 9, "6": 8, "7": 5, "8": 12, "9": 8, "10": 10,
               "11": 10, "12": 11, "13": 5, "14": 10, "15": 12, "16": 12, "17": 19}  # fmt: skip
    assert within == counted


@pytest.mark.parametrize("code", WITH_TERMS)
def test_terms_find_the_examples(code):
    wrong = [x["text"] for x in FILES[code]["examples"] if x["code"] not in found(code, x["text"])]
    assert wrong == []


@pytest.mark.parametrize("code", WITH_TERMS)
def test_terms_do_not_find_what_is_no_example(code):
    rows = FILES[code]["not_examples"]
    assert [x["text"] for x in rows if x["code"] in found(code, x["text"])] == []


@pytest.mark.parametrize("code", WITH_TERMS)
def test_examples_are_of_labels_that_exist(code):
    rows = FILES[code]["examples"] + FILES[code]["not_examples"]
    assert [x["code"] for x in rows if HELD[code].label(x["code"]) is None] == []


@pytest.mark.parametrize(("source", "target"), WALKS)
def test_a_crosswalk_goes_between_labels_that_exist(source, target):
    walk = crosswalk(source, target)
    assert walk
    assert [code for code in walk if HELD[source].label(code) is None] == []
    reached = {code for codes in walk.values() for code in codes}
    assert [code for code in reached if HELD[target].label(code) is None] == []


@pytest.mark.parametrize(("source", "target"), WALKS)
def test_a_crosswalk_says_where_it_is_from_and_each_entry_once(source, target):
    raw = load(f"data/crosswalks/{source}--{target}.yaml")
    assert all(raw[key] for key in ("source", "date", "licence", "why"))
    assert len({row["from"] for row in raw["entries"]}) == len(raw["entries"])
    assert [row for row in raw["entries"] if len(set(row["to"])) != len(row["to"])] == []


def test_a_target_maps_to_its_goal_and_what_is_not_mapped_to_nothing():
    assert crosswalk("sdg.targets", "sdg.goals")["16.9"] == ("16",)
    assert crosswalk("sdg.goals", "sdg.targets") == {}


@pytest.mark.parametrize(
    ("code", "printed", "label"),
    [
        ("uhri.themes", "A12 Acceptance of international norms", "Acceptance of international norms"),  # noqa: E501
        ("uhri.themes", "E31 Right to work", "Right to work and to just & favorable conditions of work & labour rights"),  # noqa: E501
        ("uhri.themes", "Sexual & gender-based violence", "Sexual & other forms of gender-based violence"),  # noqa: E501
        ("uhri.groups", "women", "Women"),
        ("uhri.groups", "migrants", "Migrants & domestic workers"),
    ],
)  # fmt: skip
def test_names_of_other_years_are_found(code, printed, label):
    assert HELD[code].find(printed) == HELD[code].label(label)


def test_a_name_that_is_none_is_not_found():
    assert HELD["uhri.groups"].find("Martians") is None


def test_a_name_of_its_own_goes_before_an_older_one():
    own = Taxonomy("x", "X", (Label("a", "A", older=("b",)), Label("b", "B")))
    assert own.find("b") == own.labels[1]


@pytest.mark.corpus
@pytest.mark.parametrize("cycle", [2, 3])
def test_every_label_of_the_thematic_lists_is_known(corpus, cycle):
    lines = (corpus / f"gold/SVN_cycle{cycle}_labels.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    themes = {name for row in rows for name in row["themes"]}
    groups = {name for row in rows for name in row["groups_of_persons"]}
    assert [x for x in themes if HELD["uhri.themes"].find(x) is None] == []
    assert [x for x in groups if HELD["uhri.groups"].find(x) is None] == []
    if cycle == 3:
        assert themes <= {one.code for one in HELD["uhri.themes"].labels}
        assert groups <= {one.code for one in HELD["uhri.groups"].labels}


@pytest.mark.corpus
def test_issues_are_those_of_the_database(corpus):
    with gzip.open(corpus / "upr_info_train.csv.gz", "rt", encoding="utf-8", newline="") as file:
        held = {name for row in csv.DictReader(file) for name in row["issues"].split("|")}
    assert held == {one.code for one in HELD["upr_info.issues"].labels}
