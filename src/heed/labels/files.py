"""Labellers as files: skops, which runs no code when it is read, checked by SHA-256 before."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from heed.errors import InputProblem
from heed.labels.features import Features, column_of
from heed.labels.lexicon import lexicon
from heed.labels.linear import Bounds, LinearLabeller, scale_of

_FORM = 1
Arrays = Mapping[str, npt.NDArray[np.generic]]


def dumps(labeller: LinearLabeller) -> bytes:
    """Return a labeller as the bytes of a skops file."""
    from skops import io as skops_io

    return bytes(skops_io.dumps(_arrays(labeller), compression=zipfile.ZIP_DEFLATED))


def save(labeller: LinearLabeller, path: Path) -> str:
    """Write a labeller to `path`, whole or not at all. Return the SHA-256 of the file."""
    written = dumps(labeller)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(written)
    partial.replace(path)
    return hashlib.sha256(written).hexdigest()


def load(path: Path, sha256: str) -> LinearLabeller:
    """Return the labeller of a file. Raises `InputProblem` if it is not the file that was meant."""
    try:
        held = path.read_bytes()
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})."
        raise InputProblem(path.name, "unreadable", reason, "Check that it is there.") from error
    return loads(held, sha256, path.name)


def loads(held: bytes, sha256: str, name: str) -> LinearLabeller:
    """Return the labeller in `held`. Raises `InputProblem` if its SHA-256 is another.

    A file is read only when heed knows its hash: skops has been led to run code by made-up files.
    """
    from skops import io as skops_io

    if hashlib.sha256(held).hexdigest() != sha256:
        reason = "is not the file that was saved: its SHA-256 differs."
        raise InputProblem(name, "hash", reason, "Restore it from a backup, or train anew.")
    if skops_io.get_untrusted_types(data=held):
        reason = "holds more than numbers."
        raise InputProblem(name, "types", reason, "Train anew.")
    arrays: Arrays = skops_io.loads(held, trusted=[])
    return _labeller(arrays, name)


def _arrays(labeller: LinearLabeller) -> dict[str, npt.NDArray[np.generic]]:
    counted = labeller.features
    told = {
        "form": _FORM,
        "taxonomy": labeller.taxonomy,
        "codes": labeller.codes,
        "version": labeller.version,
        "many": labeller.many,
        "always": labeller.always,
        "of_key": counted.lexicon.of_key,
        "words": counted.lexicon.words,
        "stems": counted.lexicon.stems,
        "streams": [[column.stream, column.weight] for column in counted.columns],
        "bounds": [labeller.bounds.proposed, labeller.bounds.sure, labeller.bounds.apart],
    }
    scale = scale_of(labeller.weights)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
        "weights": np.rint(labeller.weights / scale).astype(np.int8),
        "scale": scale,
        "bias": labeller.bias,
        "slope": labeller.slope,
        "offset": labeller.offset,
    }
    for n, column in enumerate(counted.columns):
        # Differences are small numbers, which pack well.
        arrays[f"numbers{n}"] = np.diff(column.numbers, prepend=0)
        arrays[f"rarity{n}"] = column.weights
    return arrays


def _labeller(arrays: Arrays, name: str) -> LinearLabeller:
    told = json.loads(arrays["told"].tobytes())
    if told["form"] != _FORM:
        reason = "was written by another version of heed."
        raise InputProblem(name, "form", reason, "Train anew.")
    weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
    return LinearLabeller(
        taxonomy=told["taxonomy"],
        codes=tuple(told["codes"]),
        version=told["version"],
        many=told["many"],
        always=told["always"],
        features=_features(told, arrays),
        weights=weights,
        bias=arrays["bias"].astype(np.float32),
        slope=arrays["slope"].astype(np.float32),
        offset=arrays["offset"].astype(np.float32),
        bounds=Bounds(*told["bounds"]),
    )


def _features(told: Mapping[str, object], arrays: Arrays) -> Features:
    streams: list[tuple[str, float]] = told["streams"]  # type: ignore[assignment]
    held = lexicon(told["words"], told["stems"], told["of_key"])  # type: ignore[arg-type]
    columns = [
        column_of(
            held,
            stream,
            np.cumsum(arrays[f"numbers{n}"].astype(np.int64)),
            arrays[f"rarity{n}"].astype(np.float32),
            weight,
        )
        for n, (stream, weight) in enumerate(streams)
    ]
    return Features(held, tuple(columns))
