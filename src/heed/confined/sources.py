"""The doors of the dialogue: a stranger's item or feed in, what it says out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from heed.confined.files import LIMITS, faulty, handed
from heed.confined.tasks import Asked
from heed.dialogue.feeds import FeedFile
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


def feed(path: Path, *, base: str, name: str | None = None) -> FeedFile:
    """Return the entries of the feed in the file at `path`, as `heed.dialogue.feeds.read_feed`.

    Raises `InputProblem`.
    """
    called = name or path.name
    answer = handed(Asked("feed", word=base), (path, called), LIMITS, MOST_BYTES)
    if answer.feed is None:
        raise faulty(called)
    return answer.feed
