"""Where each printed line of a PDF stands: read again from the original, kept in the cache."""

from __future__ import annotations

import contextlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from heed.errors import InputProblem
from heed.records import Document
from heedweb.workspace.domain import blobs, parsers
from heedweb.workspace.models import SourceDocument


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a page: its range in the text, and its rectangle in points from the top left."""

    start: int
    end: int
    text: str
    left: float
    top: float
    width: float
    height: float

    @property
    def baseline(self) -> float:
        """Where the letters stand: a fifth of the line is below."""
        return round(self.top + 0.8 * self.height, 2)


def of_page(document: SourceDocument, number: int) -> list[Place]:
    """Return the lines of a page with their rectangles; none without a layout."""
    held = _all(document).get(str(number), [])
    text = document.text
    return [
        Place(
            start, end, text[start:end], left, top, round(right - left, 2), round(bottom - top, 2)
        )
        for start, end, left, top, right, bottom in held
    ]


def boxes(document: SourceDocument, start: int, end: int) -> list[list[float]]:
    """Return page, left, top, right, bottom of each line of `text[start:end]`."""
    found: list[list[float]] = []
    for page, lines in _all(document).items():
        for begin, stop, left, top, right, bottom in lines:
            if begin < end and start < stop:
                # A line that is taken in part is cut by its share of characters.
                unit = (right - left) / max(1, stop - begin)
                first, last = max(begin, start) - begin, min(stop, end) - begin
                found.append([int(page), left + first * unit, top, left + last * unit, bottom])
    return [[box[0], *(round(x, 2) for x in box[1:])] for box in found]


_Lines = dict[str, list[tuple[int, int, float, float, float, float]]]


def _all(document: SourceDocument) -> _Lines:
    if document.format != "pdf":
        return {}
    cached = Path(settings.DATA) / "cache" / document.blob.sha256 / "lines.json"
    try:
        held: _Lines = json.loads(cached.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        held = _measured(document)
        _keep(cached, held)
    return held


def _measured(document: SourceDocument) -> _Lines:
    try:
        read = parsers.read(blobs.path_of(document.blob.sha256), name=document.name)
    except InputProblem:
        return {}
    # A later heed may read other characters; places that do not fit would mark other words.
    return _lines(read) if read.text == document.text else {}


def _lines(read: Document) -> _Lines:
    found: _Lines = {}
    for page in read.pages:
        at = page.start
        for line in read.text[page.start : page.end].splitlines(keepends=True):
            stop = at + len(line.rstrip())
            # One rectangle a line: what is drawn apart within it is still one line of text.
            for box in read.boxes(at, stop)[:1]:
                place = (box.left, box.top, box.right, box.bottom)
                rounded = tuple(round(x, 2) for x in place)
                found.setdefault(str(page.number), []).append((at, stop, *rounded))  # type: ignore[arg-type]
            at += len(line)
    return found


def _keep(cached: Path, held: _Lines) -> None:
    """Keep what was measured; a cache that cannot be written costs time and nothing else."""
    partial = cached.with_suffix(f".{uuid.uuid4().hex}")
    try:
        cached.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial.write_text(json.dumps(held), encoding="utf-8")
        partial.replace(cached)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
