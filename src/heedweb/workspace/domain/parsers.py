"""The parsers as the workspace calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from heed import kinds
from heed.errors import InputProblem
from heed.kinds import Review, recognise
from heed.reading import pages, read
from heed.records import Document, Recognition


@dataclass(frozen=True)
class Examined:
    """A file that can be read: what it is, or why its kind is not known."""

    document: Document
    recognition: Recognition | None
    problem: InputProblem | None


def examine(path: Path, *, name: str | None = None) -> Examined:
    """Read and recognise a file. Raises `InputProblem` if it cannot be read at all."""
    document = read(path, name=name)
    try:
        return Examined(document, recognise(document), None)
    except InputProblem as problem:
        return Examined(document, None, problem)


def together(files: Sequence[tuple[Path, str]]) -> tuple[Review, ...]:
    """Read the files and return the reviews they belong to. Raises `InputProblem`."""
    return kinds.together([read(path, name=name) for path, name in files])


def page_picture(path: Path, number: int, *, scale: float = 2.0) -> bytes:
    """Return a page of a PDF as PNG. Raises `InputProblem`."""
    return pages.render(path, number, scale=scale)
