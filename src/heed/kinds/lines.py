"""A document's lines without what the printer put around them.

Running heads, page numbers, job numbers and footnotes stand in the text layer between the lines of
an item; they are taken out here, once, so that no list and no text ever holds them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from heed.kinds import printed
from heed.kinds.notes import mark_notes, note_marks, without_marks
from heed.kinds.printed import Line
from heed.records import Document

__all__ = [
    "Line",
    "Run",
    "all_lines",
    "clean_lines",
    "glue",
    "joined",
    "joined_texts",
    "note_lines",
]


def clean_lines(document: Document) -> tuple[Line, ...]:
    """Return the document's lines without furniture and footnotes, in reading order."""
    return tuple(line for line in all_lines(document) if not line.note)


def note_lines(document: Document) -> tuple[Line, ...]:
    """Return the lines of the document's footnotes."""
    return tuple(line for line in all_lines(document) if line.note)


def all_lines(document: Document) -> tuple[Line, ...]:
    """Return the document's lines without furniture; those of footnotes are marked."""
    pages: list[list[Line]] = []
    marks: list[set[str]] = []
    for page in printed.pages(document):
        highest = max((int(m) for found in marks for m in found), default=0)
        pages.append(mark_notes(page, highest))
        marks.append(note_marks(pages[-1]))
    kept: list[Line] = []
    for i, page in enumerate(pages):
        # A footnote may stand on the page after its mark.
        near = marks[i] | (marks[i + 1] if i + 1 < len(marks) else set())
        kept.extend(x if x.note else without_marks(x, near) for x in page)
    return tuple(kept)


def joined(lines: Iterable[Line]) -> str:
    """Return the text of consecutive lines as one: broken words keep their printed hyphen."""
    return joined_texts(line.text for line in lines)


def joined_texts(lines: Iterable[str]) -> str:
    """Return consecutive lines as one, as `joined`."""
    text = ""
    for line in lines:
        text += glue(text, line) + line
    return text


def glue(text: str, line: str) -> str:
    """Return what stands between `text` and the next line: nothing after a printed hyphen."""
    if not text:
        return ""
    broken = text.endswith(("-", "‑")) and line[:1].isalpha() and text[-2:-1].isalpha()
    return "" if broken else " "


class Run:
    """Consecutive lines as one text that knows where each of its characters stands."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        self._starts: list[int] = []
        pieces: list[str] = []
        length, tail = 0, ""
        for line in self.lines:
            between = glue(tail, line.text)
            self._starts.append(length + len(between))
            pieces += [between, line.text]
            length += len(between) + len(line.text)
            tail = f"{tail}{between}{line.text}"[-2:]
        self.text = "".join(pieces)

    def line_at(self, offset: int) -> Line:
        """Return the line that holds the character at `offset` of the text."""
        return self.lines[self._index(offset)]

    def begins(self) -> Iterator[tuple[int, Line]]:
        """Yield each line with the offset of the text at which it begins."""
        yield from zip(self._starts, self.lines, strict=True)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in the document's text: a half-open range."""
        return self._offset(start), self._offset(end - 1) + 1 if end > start else self._offset(end)

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _offset(self, offset: int) -> int:
        at = self._index(offset)
        line = self.lines[at]
        # What was taken off a line (its number) stood in front: count from its end.
        behind = len(line.text) - (offset - self._starts[at])
        return min(line.end, max(line.start, line.end - behind))
