"""The door of the dialogue: a stranger's item in, its text and what it says of itself out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from heed.confined.files import LIMITS, faulty, handed
from heed.confined.tasks import Asked
from heed.dialogue.sources import Source
from heed.reading.read import MOST_BYTES


def source(path: Path, *, name: str | None = None) -> Source:
    """Return what the file of an item at `path` holds, as `heed.dialogue.source`.

    Raises `InputProblem`.
    """
    called = name or path.name
    answer = handed(Asked("source"), (path, called), LIMITS, MOST_BYTES)
    found = answer.source
    if found is None or not 0 <= found.body_from <= len(found.text):
        raise faulty(called)
    return replace(found, file=called)
