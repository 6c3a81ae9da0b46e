"""An addendum as blocks: numbered paragraphs, headings, labelled answers, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heed.kinds.lines import Line, joined

_PARAGRAPH = re.compile(r"(\d{1,2})\.\s+(?=[A-Z])")
# "5., 6., 7., 8., 9. The Government accepts": one answer for several items (A/HRC/14/15/Add.1).
_LABELS = re.compile(r"((?:\d{1,3}\s?[.,]+\s*(?:and\s+)?)+)(?=[A-Z“\"]|$)")
_DOTTED = re.compile(
    r"(?:Rec(?:ommendation|s|\.)*\s*(?:No\.?\s*)?)?(\d{1,3}\.\d{1,3})\.?:?\s*(?=[A-Z“\"(\t]|$)"
)
_MORE_LABELS = re.compile(r"((?:\d{1,3}\s?[.,]+\s*)+)")


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines under one label; `label` is as printed, `""` for a heading or prose."""

    label: str
    text: str
    start: int
    end: int
    page: int | None


def paragraphs(lines: Sequence[Line]) -> list[Block]:
    """Return the numbered paragraphs in order; headings between them are blocks without a label."""
    groups: list[tuple[str, list[Line]]] = []
    last = 0
    for line in lines:
        found = _PARAGRAPH.match(line.text)
        if found and int(found.group(1)) == last + 1:
            last += 1
            groups.append((found.group(1), [line]))
        elif groups and not _is_heading(line, groups[-1]):
            groups[-1][1].append(line)
        else:
            groups.append(("", [line]))
    return [_block(label, held) for label, held in groups]


def _is_heading(line: Line, group: tuple[str, list[Line]]) -> bool:
    """A short line without a full stop after a finished sentence: "Noted recommendations"."""
    finished = group[1][-1].text.rstrip().endswith((".", ".1", ":")) or not group[0]
    return finished and bool(
        re.match(r"(?:[IVX]+\.\s*)?[A-Z][a-z]+(?: [a-z]+)* recommendations?\b", line.text)
    )


def labelled(lines: Sequence[Line]) -> list[tuple[tuple[str, ...], Block]]:
    """Return the answers that stand under numbers of recommendations, with those numbers.

    The labels hang in a column of their own; in the text layer the second line of a label stands
    below the answer's first line: "40., 41., 42., Slovenia accepts ..." / "43., 44.".
    """
    found: list[_Labelled] = []
    used: set[int] = set()
    for line in lines:
        more = _MORE_LABELS.match(line.text) if found and found[-1].open else None
        if more:
            numbers = re.findall(r"\d+", more.group(1))
            found[-1].labels.extend(numbers)
            used.update(map(int, numbers))
            found[-1].open = more.group(1).rstrip().endswith(",")
            found[-1].lines.append(_after(line, more.end()))
            continue
        opened = _opened(line, used)
        if opened:
            found.append(opened)
            used.update(int(n) for n in opened.labels if n.isdigit())
        elif found:
            found[-1].lines.append(line)
    return [
        (tuple(x.labels), _block(", ".join(x.labels), [y for y in x.lines if y.text] or x.lines))
        for x in found
    ]


@dataclass(slots=True)
class _Labelled:
    """An answer being read; `open` while its label ends with a comma and so goes on below."""

    labels: list[str]
    lines: list[Line]
    open: bool


def _opened(line: Line, used: set[int]) -> _Labelled | None:
    dotted = _DOTTED.match(line.text)
    if dotted:
        return _Labelled([dotted.group(1)], [_after(line, dotted.end())], open=False)
    plain = _LABELS.match(line.text)
    if plain is None:
        return None
    numbers = re.findall(r"\d+", plain.group(1))
    # The first number not yet answered comes next; a date or a law's number at the start of a
    # line does not. Labels skip what a later one answers: 77-79, 82, 83, 85-87, then 80.
    expected = next(n for n in range(1, len(used) + 2) if n not in used)
    if int(numbers[0]) != expected:
        return None
    goes_on = plain.group(1).rstrip().endswith(",")
    return _Labelled(numbers, [_after(line, plain.end())], open=goes_on)


def _after(line: Line, at: int) -> Line:
    return Line(line.start, line.end, line.text[at:].strip(), line.page, line.left)


def _block(label: str, lines: Sequence[Line]) -> Block:
    first, last = lines[0], lines[-1]
    return Block(label, joined(lines), first.start, last.end, first.page)
