"""Which mechanism a database means by the name of a body."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from heed.vocab.mechanisms import mechanisms
from heed.vocab.packaged import load
from heed.vocab.states import fold


@lru_cache(maxsize=4096)
def find(name: str) -> str | None:
    """Return the code of the mechanism that is called `name`, None if none is.

    Names are compared after folding. A mandate of the special procedures is found by how its name
    begins. Spellings: `data/bodies.yaml`.
    """
    bare = _folded(name)
    known = _names().get(bare)
    if known is not None:
        return known
    return next((code for start, code in _starts() if f"{bare} ".startswith(f"{start} ")), None)


def _folded(name: str) -> str:
    """Return a name as it is compared; scripts without spaces and letters in Latin alike."""
    return fold(name) or name.strip().casefold()


@cache
def _names() -> dict[str, str]:
    found = {_folded(one.name): code for code, one in mechanisms().items()}
    found |= {_folded(code): code for code in mechanisms()}
    return found | {_folded(name): row["code"] for row in _rows() for name in row["names"]}


@cache
def _starts() -> tuple[tuple[str, str], ...]:
    return tuple((_folded(s), row["code"]) for row in _rows() for s in row.get("starts", ()))


def _rows() -> Any:  # noqa: ANN401 -- the file as it is
    return load("data/bodies.yaml")["entries"]
