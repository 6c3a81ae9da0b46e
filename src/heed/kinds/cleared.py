"""A document's running text: without furniture, masthead and footnotes, marks taken out.

Footnotes are told by their raised marks where the format has a layout: UN documents set marks at
5.4 points in lines of 9 (measured on A/HRC/59/60). Where it has none, a line is a footnote only if
its number is glued to a word above it on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from heed.kinds import printed
from heed.kinds.printed import Line
from heed.records import Document

# Characters of a mark are smaller than this share of their line's, and their feet stand higher.
_SMALL = 0.8
_SMALLER = 0.93
_STAR = re.compile(
    r"[*∗]{1,3}\s?(?:Adopted|The |Previously|Re-?issued|In accordance|Issued|As |Late|Subsequently)"
)
_NOTE = re.compile(r"(?P<mark>\d{1,3})\s+(?=\S)")
_DISTRIBUTED = re.compile(r"\bDistr(?:\.|ibution)", re.IGNORECASE)
_MASTHEAD = re.compile(
    r"United Nations\b.{0,60}|Distr\..{0,40}|UNITED NATIONS|[A-Z]{2,}/\S+\*{0,3}"
)
_LONGEST_MASTHEAD = 12
# Job numbers of New York, and what stands for a barcode: "06-47755 (E)", "06-47755", "*0647755*".
_JOB = re.compile(r"(?:GE\.\s?)?\d{2}-\d{5}(?:\s?\([A-Z]\))?(?:\s+\d{6}){0,2}|\*\d{6,8}\*")
_GLUED = r"(?<=[A-Za-z.,;:)”’\"\]]){mark}(?=[\s.,;:)]|$)"


def cleared(document: Document) -> tuple[Line, ...]:
    """Return the lines of the running text in reading order."""
    kept: list[Line] = []
    last = 0
    for lines in printed.pages(document):
        body = _without_masthead(lines, first=not kept)
        if document.layout is not None:
            body = _without_raised(document, body)
        elif document.pages:
            body, last = _without_notes(body, last)
        kept.extend(line for line in body if not _JOB.fullmatch(line.text))
    return tuple(kept if document.pages else _without_word_notes(document, kept))


def _without_masthead(lines: Sequence[Line], *, first: bool) -> list[Line]:
    """Drop the block of symbol, treaty and date that some readers put last on page 1."""
    above = _up_to_star(lines)
    if not first or not lines or lines[0].page is None:
        return above
    tail = lines[-_LONGEST_MASTHEAD:]
    at = next((i for i, x in enumerate(tail) if _MASTHEAD.fullmatch(x.text)), None)
    if at is None or not any(_DISTRIBUTED.search(x.text) for x in tail[at:]):
        return above
    return [line for line in above if line.start < tail[at].start]


def _up_to_star(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines above its starred footnote, which runs to the page's end."""
    if lines and lines[0].page is None:
        return list(lines)
    at = next((i for i, x in enumerate(lines) if i and _STAR.match(x.text)), len(lines))
    return list(lines[:at])


def _without_raised(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines above its footnotes, without raised marks. Needs a layout."""
    kept: list[Line] = []
    heights = [_height(document, x) for x in lines]
    usual = median(heights) if heights else 0.0
    for i, line in enumerate(lines):
        if is_mark(document, line, usual):
            # Some readers break the line behind a raised mark: in the text, or before its note.
            below = [height for height in heights[i + 1 :] if height]
            if below and max(below) < usual * _SMALLER:
                break
            continue
        high = raised(document, line)
        if high and high[0] == line.start and len(high) <= 3 and kept:
            break
        kept.append(_taken_out(document, line, high) if high else line)
    return [line for line in _above_small(document, kept) if line.text]


def _above_small(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines above footnotes whose marks are not raised: they are set smaller.

    UN documents set notes at 9 points below lines of 10 (0.85 of the height and less is seen).
    """
    heights = [_height(document, line) for line in lines]
    usual = median(heights) if heights else 0.0
    for i, (line, height) in enumerate(zip(lines, heights, strict=True)):
        small = all(0 < below < usual * _SMALLER for below in heights[i:] if below)
        if i and _NOTE.match(line.text) and small and height > 0:
            return list(lines[:i])
    return list(lines)


def _height(document: Document, line: Line) -> float:
    """Return the height of a line's letters in points, 0 where it has none."""
    layout = document.layout
    boxes = [layout.box(i) for i in range(line.start, line.end) if document.text[i].isalpha()
             ] if layout else []  # fmt: skip
    return median(b[1] - b[3] for b in boxes) if boxes else 0.0


def is_mark(document: Document, line: Line, usual: float) -> bool:
    """Return whether a line holds nothing but a small number; `usual` is the page's height."""
    if document.layout is None or not line.text.isdigit() or not usual:
        return False
    box = document.layout.box(line.start)
    return 0 < box[1] - box[3] < usual * _SMALL


def raised(document: Document, line: Line) -> list[int]:
    """Return the offsets of a line's digits and stars that are small and stand high."""
    layout = document.layout
    if layout is None:
        return []
    boxes = {i: layout.box(i) for i in range(line.start, line.end)}
    letters = [b for i, b in boxes.items() if document.text[i].isalpha() and b[1] > b[3]]
    if not letters:
        return []
    height = median(b[1] - b[3] for b in letters)
    foot = median(b[3] for b in letters)
    return [
        i
        for i, box in boxes.items()
        if (document.text[i].isdigit() or document.text[i] in "*,")
        and 0 < box[1] - box[3] < height * _SMALL
        and box[3] > foot + height * 0.1
    ]


def _taken_out(document: Document, line: Line, offsets: Sequence[int]) -> Line:
    """Return a line without the characters at `offsets`; places are found again by alignment."""
    gone = set(offsets)
    raw = "".join(document.text[i] for i in range(line.start, line.end) if i not in gone)
    return replace(line, text=" ".join(raw.split()))


def _without_notes(lines: Sequence[Line], last: int) -> tuple[list[Line], int]:
    """Return a page's lines above its footnotes without their marks, and the last note's number.

    For pages without a layout: a note's number counts on and is glued to a word above.
    """
    first = None
    for i, line in enumerate(lines):
        found = _NOTE.match(line.text)
        number = int(found["mark"]) if found else 0
        if not found or not i or not last < number <= last + 2:
            continue
        mark = re.compile(_GLUED.format(mark=number))
        if any(mark.search(above.text) for above in lines[:i]):
            first = i
            break
    if first is None:
        return list(lines), last
    notes = [int(f["mark"]) for x in lines[first:] if (f := _NOTE.match(x.text))]
    counted = [n for n in notes if n > last]
    kept = list(lines[:first])
    for number in dict.fromkeys(counted):
        kept = _without_mark(kept, number)
    return kept, max([last, *(n for n in counted if n <= last + len(counted) + 1)])


def _without_mark(lines: Sequence[Line], number: int) -> list[Line]:
    mark = re.compile(_GLUED.format(mark=number))
    kept = list(lines)
    for i, line in enumerate(kept):
        if mark.search(line.text):
            kept[i] = replace(line, text=mark.sub("", line.text, count=1))
            break
    return kept


def _without_word_notes(document: Document, lines: Iterable[Line]) -> list[Line]:
    """Return lines without the notes that the reader of Word files puts below: 1, 2, ..."""
    kept = list(lines)
    if document.format not in ("docx", "doc"):
        return kept
    at = len(kept)
    while at and re.match(r"\d{1,3} \S", kept[at - 1].text):
        at -= 1
    notes = kept[at:]
    numbers = [int(x.text.split()[0]) for x in notes]
    return kept[:at] if numbers == list(range(1, len(notes) + 1)) else kept
