"""The door of taxonomies: a stranger's file in, its labels and examples out."""

from __future__ import annotations

from pathlib import Path

from heed.confined.files import faulty, handed
from heed.confined.limits import Limits
from heed.confined.tasks import Asked
from heed.exchange.taxonomies import TaxonomyFile
from heed.exchange.taxonomies.nouns import MOST_BYTES

_LIMITS = Limits()


def taxonomy(path: Path, *, name: str | None = None) -> TaxonomyFile:
    """Return the taxonomy in the file at `path`, as `heed.exchange.taxonomies.read`.

    Raises `InputProblem`.
    """
    called = name or path.name
    answer = handed(Asked("taxonomy"), (path, called), _LIMITS, MOST_BYTES)
    if answer.taxonomy is None:
        raise faulty(called)
    return answer.taxonomy
