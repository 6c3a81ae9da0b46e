"""Sentence embeddings from a model folder that the administrator supplies; nothing is downloaded.

The folder holds `model.onnx` (or `onnx/model.onnx`) and `tokenizer.json`, as sentence models are
published. The packages come with `pip install heed[embeddings]` and are looked for only here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from heed.errors import InputProblem

Floats = npt.NDArray[np.float32]
_TOGETHER = 32
# Sentence models are trained on texts of up to 256 or 512 tokens; an item rarely has 150.
_LONGEST = 256
_MODELS = ("model.onnx", "onnx/model.onnx")
_PACKAGES = "Install heed[embeddings], or leave out the model folder."


@dataclass(frozen=True)
class Embedder:
    """Gives texts as directions: what means alike points alike."""

    session: Any  # onnxruntime.InferenceSession, which has no types
    tokenizer: Any  # tokenizers.Tokenizer, likewise

    def rows(self, texts: Sequence[str]) -> Floats:
        """Return a matrix (texts x dimensions), 32-bit floats, rows of length 1.

        A model that gives a vector for each token is averaged over the tokens of the text.
        """
        parts = [
            self._batch(texts[start : start + _TOGETHER])
            for start in range(0, len(texts), _TOGETHER)
        ]
        return np.vstack(parts) if parts else np.zeros((0, 0), np.float32)

    def _batch(self, texts: Sequence[str]) -> Floats:
        held = self.tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in held], np.int64)
        given = {
            "input_ids": np.array([one.ids for one in held], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in held], np.int64),
        }
        wanted = {one.name: given[one.name] for one in self.session.get_inputs()}
        found = np.asarray(self.session.run(None, wanted)[0], np.float32)
        if found.ndim == 3:
            found = (found * mask[:, :, None]).sum(axis=1) / np.maximum(
                mask.sum(axis=1, keepdims=True), 1
            )
        length = np.linalg.norm(found, axis=1, keepdims=True)
        rows: Floats = (found / np.maximum(length, 1e-9)).astype(np.float32)
        return rows


def embedder(folder: Path) -> Embedder:
    """Return the embedder of a model folder.

    Raises `InputProblem` where the packages, the folder or one of its files is missing, or where
    they are no model and tokenizer.
    """
    model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
    words = folder / "tokenizer.json"
    if model is None or not words.is_file():
        missing = "model.onnx" if model is None else "tokenizer.json"
        reason = f"holds no {missing}." if folder.is_dir() else "is no folder."
        remedy = "Name a folder with model.onnx and tokenizer.json."
        raise InputProblem(folder.name, "model", reason, remedy)
    runtime, tokenizers = _package("onnxruntime", folder), _package("tokenizers", folder)
    try:
        session = runtime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.Tokenizer.from_file(str(words))
    except Exception as error:  # both packages raise types of their own, and bare Exception
        reason = "holds a model or tokenizer that cannot be read."
        remedy = "Take both from one sentence model in the ONNX form."
        raise InputProblem(folder.name, "model", reason, remedy) from error
    unknown = {one.name for one in session.get_inputs()} - {
        "input_ids", "attention_mask", "token_type_ids",
    }  # fmt: skip
    if unknown:
        reason = f"holds a model that also wants {', '.join(sorted(unknown))}."
        raise InputProblem(folder.name, "model", reason, "Take a sentence model.")
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    return Embedder(session, tokenizer)


def _package(name: str, folder: Path) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        reason = f"needs the package {name}, which is not installed."
        raise InputProblem(folder.name, "package", reason, _PACKAGES) from error
