"""A document's lines without what the printer put around them.

Running heads, page numbers, job numbers and footnotes stand in the text layer between the lines of
an item; they are taken out here, once, so that no list and no text ever holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from heed.records import Document

# Malformed heads seen: "A/HRC24/7", "A/HRC/ 8/28", "A/HRC/23/15/", "A/HRC/11/25*".
_SYMBOL = (
    r"A\s?/\s?HRC\s?/?\s?(?:WG\.6/)?\d+(?:/[A-Z]{3})?/(?:L\.)?\d+(?:/Add\.\d+)?(?:/Corr\.\d+)?/?\*?"
)
_JOB = r"GE\.\s?\d{2}-\d+(?:\s?\([A-Z]\))?"
_NUMBER = r"(?:[Pp]age\s+)?\d{1,3}"
_FURNITURE = re.compile(
    rf"(?:{_SYMBOL}|{_JOB}|{_NUMBER}|{_SYMBOL}\s+{_NUMBER}|{_NUMBER}\s+{_SYMBOL}"
    rf"|{_JOB}\s+{_NUMBER}|{_NUMBER}\s+{_JOB})"
)
_ALWAYS_FURNITURE = re.compile(rf"(?:{_SYMBOL}|{_JOB}|{_SYMBOL}\s+{_NUMBER}|{_NUMBER}\s+{_JOB})")
# Heads take up to three lines ("12", "GE.10-12049", "A/HRC/14/15"); feet take as many.
_EDGE = 3

# Footnotes give the oral wording: "9 The recommendation as read during the interactive dialogue:".
_NOTE = re.compile(
    r"(?:\*{1,3}|∗+|(?P<mark>\d{1,2}))?\s*(?:"
    r"(?:(?:The|As|This) (?:original )?[Rr]ecommendations?|(?:Original )?Recommendations?|Original recommendation)"
    r" (?:originally |was |were |as |is |initially |in its )*"
    r"(?:read|made(?! (?:by|in))|formulated|phrased|reads|stated|original|during)\b(?! to)"
    r"|The text of the recommendation|(?:The )?[Oo]riginal (?:wording|text|formulation)|As read (?:out )?(?:during|in))"
    r"|(?P<other>\d{1,2})\s+(?=[\"“A-Z].{0,110}(?:interactive dialogue|original|recommendation|wording|oral))"
)
_NUMBERED_NOTE = re.compile(r"(?P<mark>\d{1,2})\s+(?=[\"“A-Z])")
_ITEM_START = re.compile(r"\d{1,3}\s?[.\-]\s?(?:\d{1,3}|[A-Z])")
# The longest footnotes seen run over a dozen lines (A/HRC/19/16, page 20).
_LONGEST_NOTES = 30
_LONE_MARK = re.compile(r"\d{1,2}")
_UNEDITED = re.compile(
    r"(?:\*{1,3}|∗+)?\s*(?:The )?[Cc]onclusions and(?:/or)? recommendations"
    r" (?:have|has|will) not (?:been|be) edited\.?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its range and text (white space folded), page, and left edge in points.

    `left` is None where the format has no layout. `note` marks a line of a footnote.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    left: float | None = None
    note: bool = False


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
    for page in _pages(document):
        highest = max((int(m) for found in marks for m in found), default=0)
        pages.append(_mark_notes(_without_furniture(page), highest))
        marks.append(_note_marks(pages[-1]))
    kept: list[Line] = []
    for i, page in enumerate(pages):
        # A footnote may stand on the page after its mark.
        near = marks[i] | (marks[i + 1] if i + 1 < len(marks) else set())
        kept.extend(x if x.note else _without_marks(x, near) for x in page)
    return tuple(kept)


def joined(lines: Iterable[Line]) -> str:
    """Return the text of consecutive lines as one: broken words keep their printed hyphen."""
    text = ""
    for line in lines:
        if text.endswith(("-", "‑")) and line.text[:1].isalpha() and text[-2:-1].isalpha():
            text += line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text


def _pages(document: Document) -> Iterator[list[Line]]:
    number: int | None
    spans = [(p.number, p.start, p.end) for p in document.pages] or [(None, 0, len(document.text))]
    for number, start, end in spans:
        yield list(_lines(document, start, end, number))


def _lines(document: Document, start: int, end: int, page: int | None) -> Iterator[Line]:
    cursor = start
    layout = document.layout
    for raw in document.text[start:end].split("\n"):
        text = " ".join(raw.split())
        if text:
            first = cursor + len(raw) - len(raw.lstrip())
            left = layout.box(first)[0] if layout else None
            yield Line(first, cursor + len(raw.rstrip()), text, page, left)
        cursor += len(raw) + 1


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    paged = bool(lines) and lines[0].page is not None
    last = len(lines) - 1
    kept: list[Line] = []
    for i, line in enumerate(lines):
        edge = paged and (i < _EDGE or i > last - _EDGE)
        pattern = _FURNITURE if edge else _ALWAYS_FURNITURE
        if not pattern.fullmatch(line.text) or (i >= _EDGE and _is_lone_mark(line)):
            kept.append(line)
    return kept


def _is_lone_mark(line: Line) -> bool:
    """True for a number at the foot that is not the page's: the mark of a footnote."""
    if not _LONE_MARK.fullmatch(line.text) or line.page is None:
        return False
    return abs(int(line.text) - line.page) > 2


def _mark_notes(lines: list[Line], highest: int) -> list[Line]:
    """Mark footnotes: they close the page, except the unedited note, which may stand anywhere.

    `highest` is the number of the last footnote on the pages before.
    """
    marked = [replace(x, note=True) if _UNEDITED.fullmatch(x.text) else x for x in lines]
    first = _first_note(marked, highest)
    if first is None:
        return marked
    if first and _LONE_MARK.fullmatch(marked[first - 1].text):
        first -= 1
    return marked[:first] + [replace(x, note=True) for x in marked[first:]]


def _first_note(lines: Sequence[Line], highest: int) -> int | None:
    """Return where the footnotes of a page begin: at set words, or at the next note's number."""
    last_item = max((i for i, x in enumerate(lines) if _ITEM_START.match(x.text)), default=-1)
    for i, line in enumerate(lines):
        if not line.note and _NOTE.match(line.text):
            return i
        numbered = _NUMBERED_NOTE.match(line.text)
        if not numbered or i <= last_item or len(lines) - i > _LONGEST_NOTES:
            continue
        if i and highest < int(numbered.group("mark")) <= highest + 2:
            return i
    return None


def _note_marks(lines: Iterable[Line]) -> set[str]:
    """Return the numbers of the footnotes that start on a page."""
    marks: set[str] = set()
    for line in lines:
        if not line.note:
            continue
        # The number of the next footnote may close the line before it (A/HRC/26/7, page 14).
        last = re.search(r"[.)”*] (\d{1,2})$", line.text)
        if last:
            marks.add(last.group(1))
        found = _NOTE.match(line.text)
        numbered = _NUMBERED_NOTE.match(line.text)
        if found:
            marks.add(found.group("mark") or found.group("other") or "")
        elif numbered:
            marks.add(numbered.group("mark"))
        elif _LONE_MARK.fullmatch(line.text):
            marks.add(line.text)
    return marks - {""}


# After a bracket of States nothing but a mark can be a number at the end of a line.
_AFTER_BRACKET = re.compile(r"(?<=\))\s?\d{1,2}(?=\s?[;.]?\s*$)|(?<=\)[;.])\s?\d{1,2}$")


def _without_marks(line: Line, marks: set[str]) -> Line:
    """Take the marks of footnotes out of a line.

    The text layer sets them as plain digits: "(Chad);1", "Mexico3 )", "people8", "Bill 200913".
    """
    text = _AFTER_BRACKET.sub("", line.text)
    for mark in sorted(marks, key=int, reverse=True):
        text = _mark_pattern(mark).sub("", text, count=1)
    return line if text == line.text else replace(line, text=text)


@cache
def _mark_pattern(mark: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=\)){mark}(?=[\s;.,])|(?<=[a-z’”],){mark}(?=\s[A-Z])"
        rf"|(?<=[a-zA-Z’”]){mark}(?=\s*$|[;.,)\s])|(?<=[a-z’]) {mark}$"
        rf"|(?<=\b(?:19|20)\d\d){mark}(?=\s*\(|$)|(?<=No\. \d{{3}}){mark}(?=\s*\(|$)"
    )
