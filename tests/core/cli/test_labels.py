"""`heed suggest` and `heed train` at the command line."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest
import yaml

from heed.cli.main import _TRAINED, run
from heed.cli.train import _WRITTEN
from heed.labels.files import load
from heed.labels.registry import TAXONOMIES, card, labellers, trained
from heed.vocab.taxonomies import taxonomies

_TEXT = "Ratify ICCPR-OP2 and consider a moratorium on executions, and train prison staff"


def _lines(path, *lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def test_each_line_gives_one_line_by_the_contract(tmp_path, capsys):
    source = _lines(tmp_path / "in.jsonl", json.dumps({"id": 7, "text": _TEXT}), "",
                    json.dumps({"id": "b", "text": ""}))  # fmt: skip
    assert run(["suggest", source]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], second["id"]) == (7, "b")
    assert {one["taxonomy"] for one in first["suggestions"]} <= set(TAXONOMIES)
    for one in first["suggestions"]:
        assert set(one) == {"taxonomy", "code", "score", "sure", "reason", "method", "words"}
        assert 0 <= one["score"] <= 1
        assert one["reason"]
        assert taxonomies()[one["taxonomy"]].label(one["code"])
        assert all(_TEXT[start:end].strip() for start, end in one["words"])
    codes = {(one["taxonomy"], one["code"]) for one in first["suggestions"]}
    assert {("upr_info.issues", "Death penalty"), ("instruments.asks", "ratify ICCPR-OP2")} <= codes
    assert [c for t, c in codes if t == "upr_info.action"] == ["5"]


def test_one_taxonomy_can_be_asked_for_without_reasons(tmp_path, capsys):
    source = _lines(tmp_path / "in.jsonl", json.dumps({"id": 1, "text": _TEXT}))
    assert run(["suggest", source, "--taxonomy", "upr_info.issues", "--no-reasons"]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert {one["taxonomy"] for one in line["suggestions"]} == {"upr_info.issues"}
    assert {one["reason"] for one in line["suggestions"]} == {""}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "has no JSON in line 2"),
        ('{"id": 1}', 'lacks "id" or "text" in line 2'),
        ('["a"]', 'lacks "id" or "text" in line 2'),
        ('{"text": "a"}', 'lacks "id" or "text" in line 2'),
        ('{"id": 1, "text": 5}', 'lacks "id" or "text" in line 2'),
    ],
)
def test_a_line_that_is_none_is_named_and_nothing_is_written(tmp_path, capsys, line, said):
    source = _lines(tmp_path / "in.jsonl", '{"id": 1, "text": "Plant trees"}', line)
    assert run(["suggest", source, "--out", str(tmp_path / "out.jsonl")]) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert "in.jsonl" in told
    assert said in told
    assert not (tmp_path / "out.jsonl").exists()


def test_a_file_that_is_not_there_or_no_text_is_one_line(tmp_path, capsys):
    (tmp_path / "odd.jsonl").write_bytes(b"\xff\xfe\x00")
    for name in ("none.jsonl", "odd.jsonl"):
        assert run(["suggest", str(tmp_path / name)]) == 1
        (told,) = capsys.readouterr().err.splitlines()
        assert name in told


def test_a_taxonomy_without_a_labeller_is_named(tmp_path, capsys):
    source = _lines(tmp_path / "in.jsonl", '{"id": 1, "text": "Plant trees"}')
    assert run(["suggest", source, "--taxonomy", "own.trees"]) == 1
    assert '"own.trees": it has no labeller' in capsys.readouterr().err


def test_every_taxonomy_has_its_labeller():
    assert [one.taxonomy for one in labellers()] == list(TAXONOMIES)
    assert set(TAXONOMIES) == set(taxonomies())
    assert set(_TRAINED) == set(_WRITTEN)


def test_a_trained_labeller_is_read_only_where_it_is_needed():
    trained.cache_clear()
    labellers(["instruments", "sdg.targets"])
    assert trained.cache_info().misses == 0
    labellers(["uhri.themes", "uhri.groups", "sdg.goals"])
    assert trained.cache_info().misses == 1


@pytest.mark.parametrize("taxonomy", ["upr_info.issues", "upr_info.action"])
def test_a_shipped_model_is_the_one_of_its_card(taxonomy):
    said = card(taxonomy)
    assert trained(taxonomy).method == said["method"]
    assert {"data", "licence", "unseen", "limits", "made"} <= set(said)
    assert set(trained(taxonomy).codes) == {one.code for one in taxonomies()[taxonomy].labels}


def _database(path):
    kinds = {"Right to water": "clean water", "Right to education": "schools for all"}
    with path.open("w", encoding="utf-8", newline="") as to:
        rows = csv.writer(to)
        rows.writerow(["row_id", "state_under_review", "recommending_state", "text", "response",
                       "action_category", "issues", "session"])  # fmt: skip
        for n in range(40):
            issue, matter = list(kinds.items())[n % 2]
            said = f"Provide {matter} in province {n}"
            rows.writerow([n, "Chad", "Peru", said, "Accepted", "4", issue, "3"])
        rows.writerow([40, "Chad", "Peru", "Plant trees", "Accepted", "4", "Trees", "3"])


def test_training_writes_a_model_and_its_card(tmp_path, capsys):
    source = tmp_path / "upr_info.csv"
    _database(source)
    out = tmp_path / "models"
    asked = ["train", str(source), "--taxonomy", "upr_info.issues", "--out", str(out)]
    assert run([*asked, "--version", "7", "--licence", "none"]) == 0
    assert "40 examples, 1 rows left out" in capsys.readouterr().err
    said = yaml.safe_load((out / "upr_info.issues.yaml").read_text())
    assert said["method"] == "linear upr_info.issues 7"
    assert said["data"]["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert said["unseen"]["texts"] == 40
    learned = load(out / "upr_info.issues.skops", said["sha256"])
    (found,) = learned.propose(["Provide clean water in the north"])
    assert [one.code for one in found] == ["Right to water"]


def test_a_file_with_nothing_to_learn_from_is_refused(tmp_path, capsys):
    source = tmp_path / "upr_info.csv"
    _database(source)
    out = tmp_path / "models"
    asked = ["train", str(source), "--taxonomy", "upr_info.action", "--out", str(out)]
    assert run(asked) == 1
    assert "cannot be learned yet" in capsys.readouterr().err
    assert not out.exists()
