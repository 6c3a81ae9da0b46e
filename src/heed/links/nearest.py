"""Search by meaning, without a model: the texts that are nearest to some words or to another text.

A text is held by its stems, by the instruments that it names, each under its code and spelled out
("CRPD" is found by "persons with disabilities" and the other way round), and by the matters,
persons and measures it is about (`heed.vocab.matters`) with all that contains them, so that housing
is found by "basic services". These count twice. Texts are ranked by BM25 (Robertson and Zaragoza
2009, with its usual constants), which weighs what is rare and forgives length.

Directions learned from the texts themselves (truncated singular values of 50 to 200 dimensions)
were tried beside: with concepts counted they added nothing (`docs/links.md`).
"""

from __future__ import annotations

import io
import zipfile
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from heed.errors import InputProblem
from heed.labels import instruments
from heed.labels.terms import Terms
from heed.labels.words import stem, words
from heed.vocab import instruments as named
from heed.vocab.matters import SORTS, taxonomy, wider

_SATURATION, _LENGTH = 1.2, 0.75  # k1 and b of BM25
_OF_CONCEPTS = 2.0
# Of many texts, what stands in a greater share is looked up only where a query has nothing else:
# it says little and takes longest.
_MANY = 2_000
_COMMON = 0.25
_MOST = 255  # times that a thing is counted in one text
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class _Held:
    """Things and where they stand: those of thing `n` are `rows[starts[n]:starts[n + 1]]`.

    `counts` say how often, `lengths` how many stems each text has.
    """

    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int32]


class Index:
    """Texts by their rows, in the order they came."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self._things: dict[str, int] = {}
        none = np.zeros(0, np.int32)
        self._held = _Held(np.zeros(1, np.int64), none, np.zeros(0, np.uint8), none)
        self.add(texts)

    def __len__(self) -> int:
        return len(self._held.lengths)

    def add(self, texts: Sequence[str]) -> None:
        """Add texts as the next rows. It takes as long as they need, and a pass over all."""
        said, counts, sizes, lengths = array("i"), bytearray(), array("i"), array("i")
        for text in texts:
            found, length = things(text)
            said.extend(self._things.setdefault(one, len(self._things)) for one in found)
            counts.extend(min(count, _MOST) for count in found.values())
            sizes.append(len(found))
            lengths.append(length)
        held, first = self._held, len(self)
        row = np.repeat(np.arange(first, first + len(texts), dtype=np.int32), sizes)
        before = np.repeat(np.arange(len(held.starts) - 1, dtype=np.int32), np.diff(held.starts))
        thing = np.concatenate((before, np.array(said, np.int32)))
        # Two runs in order and a third: sorting them is merging them.
        order = np.argsort(thing, kind="stable")
        sums = np.cumsum(np.bincount(thing, minlength=len(self._things)))
        self._held = _Held(
            np.concatenate(([0], sums)).astype(np.int64),
            np.concatenate((held.rows, row))[order],
            np.concatenate((held.counts, np.frombuffer(bytes(counts), np.uint8)))[order],
            np.concatenate((held.lengths, np.array(lengths, np.int32))),
        )

    def nearest(
        self, text: str, limit: int, *, among: npt.NDArray[np.bool] | None = None
    ) -> list[tuple[int, float]]:
        """Return the rows nearest to `text` with their scores, best first, of equals the earlier.

        The score is 0 to 1: what share of all that `text` says the row says too. Rows that share
        nothing are not given. `among` marks the rows (one value each) that may be given.
        """
        scores = self._scores(text)
        if among is not None:
            scores = np.where(among, scores, 0)
        limit = min(limit, int(np.count_nonzero(scores)))
        if limit <= 0:
            return []
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        rows = np.nonzero(scores >= least)[0]
        rows = rows[np.argsort(-scores[rows], kind="stable")][:limit]
        return [(int(row), round(float(scores[row]), 4)) for row in rows]

    def _scores(self, text: str) -> npt.NDArray[np.float32]:
        held, many = self._held, len(self)
        scores = np.zeros(many, np.float32)
        found, length = things(text)
        known = {self._things[one]: one for one in found if one in self._things}
        often = {n: int(held.starts[n + 1] - held.starts[n]) for n in known}
        bound = many * _COMMON if many > _MANY else many
        rare = [n for n in known if often[n] <= bound] or list(known)
        if not rare:
            return scores
        mean = max(float(held.lengths.mean()), 1.0)
        tempered = _SATURATION * (1 - _LENGTH + _LENGTH * held.lengths / mean)
        tempered = tempered.astype(np.float32)
        own = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
        whole = 0.0
        for one, count in found.items():
            n = self._things.get(one, -1)
            if n >= 0 and n not in rare:
                continue
            weight = _rarity(often.get(n, 0), many) * (_OF_CONCEPTS if ":" in one else 1.0)
            whole += weight * count / (count + own)
            if n >= 0:
                at = slice(int(held.starts[n]), int(held.starts[n + 1]))
                row, counts = held.rows[at], held.counts[at].astype(np.float32)
                scores[row] += weight * counts / (counts + tempered[row])
        shares: npt.NDArray[np.float32] = np.minimum(scores / np.float32(max(whole, 1e-9)), 1)
        return shares

    def save(self, path: Path) -> None:
        """Write the index to a file, in numpy's own format without objects."""
        named_things = np.frombuffer("\n".join(self._things).encode(), np.uint8)
        held = self._held
        with path.open("wb") as file:
            np.savez(
                file, format=np.array(_FORMAT), things=named_things, starts=held.starts,
                rows=held.rows, counts=held.counts, lengths=held.lengths,
            )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Index:
        """Return the index that `save` wrote. Raises `InputProblem` for another file."""
        made = cls()
        try:
            with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
                names = file["things"].tobytes().decode()
                held = _Held(file["starts"], file["rows"], file["counts"], file["lengths"])
                version = int(file["format"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as why:
            raise _other(path) from why
        made._things = {one: n for n, one in enumerate(names.split("\n"))} if names else {}
        if version != _FORMAT or not _whole(held, len(made._things)):
            raise _other(path)
        made._held = held
        return made


def things(text: str) -> tuple[dict[str, int], int]:
    """Return what a text is held by, with how often, and how many words it has spelled out."""
    found: dict[str, int] = dict(Counter(stem(word) for word in words(text)))
    codes = {one.code for one in instruments.find(text)}
    for word in {word for code in codes for word in _title(code)}:
        found.setdefault(word, 1)
    length = sum(found.values())
    found |= {f"instrument:{code}": 1 for code in codes}
    for term in _terms().find(text):
        for code in wider(term.taxonomy)[term.code]:
            found[f"{term.taxonomy}:{code}"] = 1
    return dict(sorted(found.items())), length


def _rarity(often: int, many: int) -> float:
    return float(np.log1p((many - often + 0.5) / (often + 0.5)))


def _whole(held: _Held, things_: int) -> bool:
    """Return whether the parts of an index fit each other."""
    kinds = (np.int64, np.int32, np.uint8, np.int32)
    parts: list[npt.NDArray[Any]] = [held.starts, held.rows, held.counts, held.lengths]
    if any(part.dtype != kind or part.ndim != 1 for part, kind in zip(parts, kinds, strict=True)):
        return False
    starts, rows = held.starts, held.rows
    return bool(
        len(starts) == things_ + 1
        and starts[0] == 0
        and starts[-1] == len(rows) == len(held.counts)
        and (np.diff(starts) >= 0).all()
        and (not len(rows) or (rows.min() >= 0 and rows.max() < len(held.lengths)))
    )


def _other(path: Path) -> InputProblem:
    return InputProblem(
        path.name, "index", "is not an index of texts, or a damaged one.", "Make it anew."
    )


@cache
def _title(code: str) -> tuple[str, ...]:
    """Return the stems of an instrument's name."""
    found = named.find(code)
    return tuple(stem(word) for word in words(f"{found.name} {found.label}")) if found else ()


@cache
def _terms() -> Terms:
    return Terms([taxonomy(sort) for sort in SORTS])
