"""Footnotes: where they begin on a page, and their marks in the lines above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from heed.kinds.printed import LONE_NUMBER, Line

# They give the oral wording: "9 The recommendation as read during the interactive dialogue: ...".
_SUBJECT = (
    r"(?:(?:The|As|This) (?:original )?[Rr]ecommendations?|(?:Original )?Recommendations?"
    r"|Original recommendation)"
)
_VERB = r"(?:read|made(?! (?:by|in))|formulated|phrased|reads|stated|original|during)\b(?! to)"
_WORDING = (
    r"The text of the recommendation|(?:The )?[Oo]riginal (?:wording|text|formulation)"
    r"|As read (?:out )?(?:during|in)"
)
_ABOUT = r"(?:interactive dialogue|original|recommendation|wording|oral)"
_NOTE = re.compile(
    r"(?:\*{1,3}|∗+|(?P<mark>\d{1,2}))?\s*(?:"
    # The lead-in of a list begins alike: "The recommendations formulated during ... listed below".
    rf"(?!The recommendations formulated){_SUBJECT} "
    rf"(?:originally |was |were |as |is |initially |in its )*{_VERB}|{_WORDING})"
    rf"|(?P<other>\d{{1,2}})\s+(?=[\"“A-Z].{{0,110}}{_ABOUT})"
)
_NUMBERED_NOTE = re.compile(r"(?P<mark>\d{1,2})\s+(?=[\"“A-Z])")
_ITEM_START = re.compile(r"\d{1,3}\s?[.\-]\s?(?:\d{1,3}|[A-Z])")
# The longest footnotes seen run over a dozen lines (A/HRC/19/16, page 20).
_LONGEST_NOTES = 30
_UNEDITED = re.compile(
    r"(?:\*{1,3}|∗+)?\s*(?:The )?[Cc]onclusions and(?:/or)? recommendations"
    r" (?:have|has|will) not (?:been|be) edited\.?"
)


def mark_notes(lines: list[Line], highest: int) -> list[Line]:
    """Mark footnotes: they close the page, except the unedited note, which may stand anywhere.

    `highest` is the number of the last footnote on the pages before.
    """
    marked = [replace(x, note=True) if _UNEDITED.fullmatch(x.text) else x for x in lines]
    if marked and marked[0].page is None:
        # Without pages a footnote has no place to close; its paragraph is one line.
        return [replace(x, note=True) if _NOTE.match(x.text) else x for x in marked]
    first = _first_note(marked, highest)
    if first is None:
        return marked
    if first and LONE_NUMBER.fullmatch(marked[first - 1].text):
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


def note_marks(lines: Iterable[Line]) -> set[str]:
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
        elif LONE_NUMBER.fullmatch(line.text):
            marks.add(line.text)
    return marks - {""}


# After a bracket of States nothing but a mark can be a number at the end of a line.
_AFTER_BRACKET = re.compile(r"(?<=\))\s?\d{1,2}(?=\s?[;.]?\s*$)|(?<=\)[;.])\s?\d{1,2}$")


def without_marks(line: Line, marks: set[str]) -> Line:
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
