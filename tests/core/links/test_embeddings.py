"""A sentence model that the administrator supplies: read, refused, and used."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from heed.cli.main import run
from heed.errors import InputProblem
from heed.links import linker
from heed.links.embeddings import embedder
from heed.links.linker import Item, Linker

WORDS = ("[PAD]", "[UNK]", "abolish", "gallows", "capital", "punishment", "train", "judges")
# Words that mean alike point alike: the gallows and capital punishment.
MEANS = np.array([[0, 0], [0, 0], [0, 0], [1, 0], [1, 0], [1, 0], [0, 1], [0, 1]], np.float32)


@pytest.fixture
def folder(tmp_path):
    """A model of eight words and two dimensions, in the form of published sentence models."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    helper, kinds = onnx.helper, onnx.TensorProto
    ids = helper.make_tensor_value_info("input_ids", kinds.INT64, ["texts", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", kinds.INT64, ["texts", "tokens"])
    out = helper.make_tensor_value_info("hidden", kinds.FLOAT, ["texts", "tokens", 2])
    table = onnx.numpy_helper.from_array(MEANS, "table")
    look_up = helper.make_node("Gather", ["table", "input_ids"], ["hidden"])
    graph = helper.make_graph([look_up], "tiny", [ids, mask], [out], [table])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    (tmp_path / "model.onnx").write_bytes(model.SerializeToString())
    words = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": {word: n for n, word in enumerate(WORDS)},
                  "unk_token": "[UNK]"},
    }  # fmt: skip
    (tmp_path / "tokenizer.json").write_text(json.dumps(words))
    return tmp_path


def test_texts_are_averaged_over_their_words_and_not_over_what_fills_up(folder):
    rows = embedder(folder).rows(["Capital punishment", "train judges gallows capital"])
    assert rows == pytest.approx(np.array([[1, 0], [2**-0.5, 2**-0.5]]), abs=1e-6)


def test_no_texts_give_no_rows_and_more_than_a_batch_one_each(folder):
    model = embedder(folder)
    assert len(model.rows([])) == 0
    assert model.rows(["gallows"] * 70).shape == (70, 2)


def test_long_lists_are_searched_by_meaning_too(folder, monkeypatch):
    monkeypatch.setattr(linker, "_EVERY_PAIR", 0)
    monkeypatch.setattr(linker, "NEAREST", 1)
    seen = []
    monkeypatch.setattr(linker, "best", lambda *sides: seen.append(sides) or real(*sides))
    later = [Item("a", "Abolish the gallows")]
    earlier = [Item("1", "Abolish the wards"), Item("2", "Abolish capital punishment")]
    for model in (None, embedder(folder)):
        Linker(embedder=model).links(later, earlier)
    matters = [sides[1][0].matters for sides in seen]
    assert matters == [frozenset(), frozenset({"death-penalty"})]


def test_a_model_that_wants_more_is_refused(folder):
    onnx = pytest.importorskip("onnx")
    model = onnx.load(str(folder / "model.onnx"))
    model.graph.input[1].name = "pixel_values"
    onnx.save(model, str(folder / "model.onnx"))
    with pytest.raises(InputProblem, match="also wants pixel_values"):
        embedder(folder)


def test_what_is_no_model_is_refused(folder):
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(InputProblem, match="cannot be read"):
        embedder(folder)


@pytest.mark.parametrize(
    ("there", "said"),
    [((), "holds no model.onnx"), (("model.onnx",), "holds no tokenizer.json")],
)
def test_a_missing_file_is_named(tmp_path, there, said):
    for name in there:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputProblem, match=said):
        embedder(tmp_path)


def test_a_missing_folder_and_missing_packages_give_one_line(tmp_path, monkeypatch, capsys):
    lines = tmp_path / "list.jsonl"
    lines.write_text(json.dumps({"id": 1, "text": "Ratify ICRMW"}) + "\n")
    arguments = ["link", "--later", str(lines), "--earlier", str(lines), "--model"]
    assert run([*arguments, str(tmp_path / "nowhere")]) == 1
    assert "is no folder" in capsys.readouterr().err
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert run([*arguments, str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "needs the package onnxruntime, which is not installed" in told
    assert told.count("\n") == 1


real = linker.best
