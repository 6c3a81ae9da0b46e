"""`heed taxonomy` writes a taxonomy in another form, or says in one line why not."""

from __future__ import annotations

import json

import pytest

from heed.cli.main import run
from heed.exchange.taxonomies.writing import FORMS

TABLE = "name;parent;definition\nWater;;Safe water\nWells;Water;\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "water.csv"
    path.write_text(TABLE)
    return path


def test_every_form_leads_back_to_the_same_labels(table, tmp_path, capsys):
    from heed import confined

    held = confined.taxonomy(table).taxonomy.labels
    for form, one in FORMS.items():
        out = tmp_path / f"again.{one.suffix}"
        assert run(["taxonomy", str(table), "--to", form, "--out", str(out)]) == 0
        assert confined.taxonomy(out).taxonomy.labels == held
    assert "2 labels, 0 examples" in capsys.readouterr().err


def test_json_is_printed_without_a_form(table, capsysbinary):
    assert run(["taxonomy", str(table)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["categories"] == ["Water", "Wells"]


def test_what_is_no_taxonomy_is_one_line(tmp_path, capsys):
    assert run(["taxonomy", "no.such"]) == 1
    assert "neither a file nor a taxonomy" in capsys.readouterr().err
    path = tmp_path / "x.ttl"
    path.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n")
    assert run(["taxonomy", str(path), "--out", str(tmp_path / "y.json")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "y.json").exists()
