"""Footnotes of section II and the items they belong to: mostly the wording read out orally."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from heed.kinds.lines import Line, joined
from heed.kinds.printed import LONE_NUMBER
from heed.records import Document, Quote, Recommendation

_MARKED = re.compile(r"(\d{1,2})\s+(?=[\"“‘'A-Z(])")
_NEXT = re.compile(r"(?<=[.)”\"*’]) (\d{1,2})$")
# A mark on a line of its own stands this close behind its item.
_NEAR = 4
_OPENING = (
    r"(?:(?:The |Original )?[Rr]ecommendations? (?:as|was|were|originally|made|read|has)\b"
    r"|The original\b)"
)
_WITHIN = re.compile(rf"(?<=[.)”\"’]) (?=\d{{1,2}} {_OPENING})")
_WORDING = re.compile(_OPENING)
_ENDED = (".", "”", '"', ")")
_LAST = re.compile(r"(?<=[);.,:”])\s*(\d{1,2})\s*[;.]?\s*$")


@dataclass(frozen=True, slots=True)
class _Note:
    mark: str
    lines: tuple[Line, ...]


def with_notes(
    items: Sequence[Recommendation], document: Document, lines: Sequence[Line]
) -> list[Recommendation]:
    """Return the items with their footnotes; `lines` are those of the document with its notes.

    A mark is what reading took out of an item's lines and what a footnote on the same or the next
    page begins with.
    """
    notes = list(_notes([line for line in lines if line.note]))
    if not notes:
        return list(items)
    by_page: dict[int | None, list[_Note]] = {}
    for note in notes:
        by_page.setdefault(note.lines[0].page, []).append(note)
    body = [line for line in lines if not line.note]
    return _shared([replace(item, notes=_of(item, document, body, by_page)) for item in items])


def _shared(items: Sequence[Recommendation]) -> list[Recommendation]:
    """Give a footnote also to the next item, where it holds the words of both.

    One oral ask that was split in two has its mark at the first (A/HRC/18/4, 106.88 and 106.89).
    """
    found = list(items)
    for i in range(len(found) - 1):
        first, second = found[i], found[i + 1]
        states = {who.iso3 for who in first.recommending}
        if second.notes or not states or states != {who.iso3 for who in second.recommending}:
            continue
        both = tuple(n for n in first.notes if _holds(n.text, first.text, second.text))
        if both:
            found[i + 1] = replace(second, notes=both)
    return found


def _holds(note: str, first: str, second: str) -> bool:
    said, one, other = _words(note), _words(first), _words(second)
    if not other:
        return False
    in_note = len(other & said) / len(other)
    return in_note >= _MOST and len((other & said) - one) >= len(other) / 2


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))


# Share of an item's words that a note must hold to be its wording.
_MOST = 0.7


def _notes(lines: Sequence[Line]) -> Iterator[_Note]:
    """Yield the footnotes in order; lines without a mark go on with the one before."""
    held: list[Line] = []
    mark = ""
    following = ""
    for line in _apart(lines):
        opened = _MARKED.match(line.text)
        alone = LONE_NUMBER.fullmatch(line.text)
        new = following or (opened.group(1) if opened else "") or (line.text if alone else "")
        following = ""
        if not new and held and _WORDING.match(line.text) and _over(held[-1], line):
            # Its mark stands at the end of a line that is no footnote's (A/HRC/16/7, page 20).
            new = str(int(mark or 0) + 1)
        if new and _follows(new, mark):
            if mark and held:
                yield _Note(mark, tuple(held))
            mark, held = new, []
        text = line.text
        if opened and mark == opened.group(1) and not held:
            text = text[opened.end() :]
        last = _NEXT.search(text)
        if last and mark and int(last.group(1)) == int(mark) + 1:
            following, text = last.group(1), text[: last.start()]
        if not alone or new != line.text:
            held.append(replace(line, text=text))
    if mark and held:
        yield _Note(mark, tuple(held))


def _over(last: Line, line: Line) -> bool:
    """True if a footnote has ended, or its rest stands on the page before."""
    return last.text.endswith(_ENDED) or last.page != line.page


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, cut where the next footnote begins within one: `(Egypt)”. 12 The ...`."""
    for line in lines:
        at = 0
        for cut in _WITHIN.finditer(line.text):
            yield replace(line, text=line.text[at : cut.start()])
            at = cut.start() + 1
        yield replace(line, text=line.text[at:])


def _follows(mark: str, last: str) -> bool:
    return not last or 1 <= int(mark) - int(last) <= 3


def _of(
    item: Recommendation,
    document: Document,
    body: Sequence[Line],
    by_page: Mapping[int | None, Sequence[_Note]],
) -> tuple[Quote, ...]:
    found: list[Quote] = []
    # The lines are in the order of the text: those of the item are found, not looked for.
    begins = bisect_right(body, item.start, key=lambda line: line.end)
    for line in body[begins:]:
        if line.start >= item.end + _NEAR:
            break
        alone = LONE_NUMBER.fullmatch(line.text) is not None
        if line.start >= item.end and not alone:
            continue
        near = [*by_page.get(line.page, ()), *by_page.get((line.page or 0) + 1, ())]
        for mark in _taken(line, document) | _alone(line, item):
            note = next((n for n in near if n.mark == mark), None)
            if note is not None:
                first, last = note.lines[0], note.lines[-1]
                quote = Quote(joined(note.lines).strip(), first.start, last.end, first.page)
                if quote not in found:
                    found.append(quote)
    return tuple(found)


def _taken(line: Line, document: Document) -> set[str]:
    """Return the numbers that stand in the printed line but not in the line as it was read."""
    raw = " ".join(document.text[line.start : line.end].split())
    if raw == line.text:
        return set()
    taken: list[str] = [""]
    at = 0
    for char in raw:
        if at < len(line.text) and line.text[at] == char:
            at += 1
            taken.append("")
        elif char.isdigit():
            taken[-1] += char
    return {mark for mark in taken if mark and len(mark) <= 2}


def _alone(line: Line, item: Recommendation) -> set[str]:
    """Return a mark on a line of its own, or one left behind the closing bracket."""
    if LONE_NUMBER.fullmatch(line.text) and line.start > item.start:
        return {line.text}
    last = _LAST.search(line.text)
    return {last.group(1)} if last and line.end >= item.end - _NEAR else set()
