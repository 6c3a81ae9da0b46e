"""Voluntary pledges and commitments: section III, or a paragraph of section II that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heed.kinds.lines import Line, Run
from heed.kinds.numbered import PARAGRAPH
from heed.kinds.upr_report.outline import Paragraph
from heed.records import Passage

_POINT = re.compile(r"(?:\(([a-z])\)|([•·▪]|[-–—](?=\s))|(\d{1,2})\.(?=\s))\s*")
# A sentence on the section itself stands above the pledges of some reports.
_EMPTY = re.compile(r"[\s.;:]*")


def pledges(section: Sequence[Line], paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """Return the pledges of section III and of `paragraphs`, those of section II that pledge.

    A paragraph with points, `(a)`, bullets or numbers, is one pledge for each point, numbered
    `102 (a)`, `102.1`; any other paragraph is one.
    """
    found: list[Passage] = []
    for paragraph in paragraphs:
        held = [*paragraph.lines, *(line for item in paragraph.items for line in item.lines)]
        found.extend(_pledged(str(paragraph.number), held))
    for number, held in _numbered(section):
        found.extend(_pledged(number, held))
    return tuple(found)


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the paragraphs of section III; points within a paragraph count from 1."""
    groups: list[tuple[int, list[Line]]] = []
    for line in lines:
        opened = PARAGRAPH.match(line.text)
        number = int(opened.group(1)) if opened else 0
        if opened and (not groups or number == groups[-1][0] + 1):
            groups.append((number, [_rest(line, opened.end())]))
        elif groups:
            groups[-1][1].append(line)
    return ((str(number), held) for number, held in groups)


def _pledged(number: str, lines: Sequence[Line]) -> Iterator[Passage]:
    points: list[tuple[str, list[Line]]] = []
    count = 0
    for line in lines:
        point = _POINT.match(line.text)
        if point and _goes_on(point, count):
            count += 1
            label = f"{number} ({point.group(1)})" if point.group(1) else f"{number}.{count}"
            points.append((label, [_rest(line, point.end())]))
        elif points:
            points[-1][1].append(line)
    for label, held in points or [(number, list(lines))]:
        run = Run(held)
        if _EMPTY.fullmatch(run.text):
            continue
        start, end = held[0].start, held[-1].end
        yield Passage("pledge", label, run.text.strip(), start, end, held[0].page)


def _goes_on(point: re.Match[str], count: int) -> bool:
    """True if a point is the next of its list."""
    if point.group(1):
        return ord(point.group(1)) - ord("a") == count
    return bool(point.group(2)) or int(point.group(3)) == count + 1


def _rest(line: Line, at: int) -> Line:
    return Line(line.start, line.end, line.text[at:], line.page, line.left)
