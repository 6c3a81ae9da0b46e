"""The numbered paragraphs of a document of any mechanism, with headings and places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from heed.kinds.cleared import cleared
from heed.kinds.lines import Run
from heed.kinds.printed import Line
from heed.records import Document, Problem, Quote

# "14. The", "14.The", "14." alone (a hanging number), "14 . The". A year ends no sentence so.
_OPENED = re.compile(r"(?P<number>\d{1,4})\s?\.(?:\s+(?=\S)|(?=[A-Z“\"(\[])|$)")
# Lines that end so close a sentence or a clause; a note's number may follow the stop.
_STOPPED = re.compile(r"[.;:?!,][”’\"')\]]*\d{0,2}$|;\s(?:and|or)$|[.][)\]]$")
_ABBREVIATED = re.compile(r"\b(?:art|arts|para|paras|No|Nos|cf|vol|chap|Mr|Ms)\.$")
_PREFIX = re.compile(
    r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}|[A-Z]\.\s?\d{1,2})\s?\.\s+|\((?:[a-z]|[ivx]+|\d{1,2})\)\s+"
)
_HEADING_START = re.compile(r"[“\"'‘(]?[A-Z]")
_LONGEST_HEADING = 220
_LARGEST_STEP = 3
_BLOCKS = ("docx", "doc", "html")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, without its letter or number; `line` is where it begins."""

    text: str
    prefix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph: its text without the number, and its whole range in the document.

    `above` are the headings that were met between the paragraph before and this one, `heading` is
    the last heading met so far; `under` counts headings, so that equal ones can be told apart.
    """

    number: str
    run: Run
    start: int
    end: int
    page: int | None
    heading: str = ""
    under: int = 0
    above: tuple[Heading, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph's text, lines joined."""
        return self.run.text


@dataclass(frozen=True, slots=True)
class Outline:
    """The paragraphs of a document in order, the headings behind the last, and what is doubtful."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...] = ()


def outline(document: Document, lines: Sequence[Line] | None = None,
            *, speaks: Callable[[str], bool] = lambda _: False) -> Outline:  # fmt: skip
    """Return the numbered paragraphs of `document`, in one unbroken count from wherever it starts.

    `speaks` tells that a line without a closing stop is running text and no heading. Gaps of up to
    two are bridged and reported (`number_gap`).
    """
    held = list(cleared(document) if lines is None else lines)
    opened = _chain(held)
    found: list[Paragraph] = []
    heading, under = "", 0
    above = tuple(_headings(_trailing(held[: opened[0][0]], speaks)[1])) if opened else ()
    for i, (at, number) in enumerate(opened):
        stop = opened[i + 1][0] if i + 1 < len(opened) else len(held)
        body, behind = _trailing(held[at:stop], speaks)
        if i + 1 == len(opened):
            body = _without_chrome(document, body, speaks)
        if above:
            heading, under = above[-1].text, under + len(above)
        found.append(_paragraph(number, body, heading, under, above))
        above = tuple(_headings(behind))
    return Outline(tuple(found), tuple(_gaps(found)))


def _paragraph(number: int, body: Sequence[Line], heading: str, under: int,
               above: tuple[Heading, ...]) -> Paragraph:  # fmt: skip
    first = body[0]
    match = _OPENED.match(first.text)
    rest = first.text[match.end() :] if match else first.text
    lines = [replace(first, text=rest), *body[1:]] if rest else list(body[1:]) or [first]
    return Paragraph(str(number), Run(lines), first.start, body[-1].end, first.page,
                     heading, under, above)  # fmt: skip


def _chain(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return index and number of the lines that open the paragraphs: the longest count.

    A number that opens a line by chance ("31. March") or a heading's ("1. General") is outside it.
    """
    opened = [(i, int(m["number"])) for i, x in enumerate(lines) if (m := _OPENED.match(x.text))]
    best: list[tuple[float, int]] = []
    last: dict[int, int] = {}  # where the best count that ends with a number ends
    for k, (at, number) in enumerate(opened):
        stop = opened[k + 1][0] if k + 1 < len(opened) else len(lines)
        # "9. Follow-up" with no sentence before the next number is a heading.
        worth = 1.0 if any(_is_stopped(x.text) for x in _rest(lines, at, stop)) else 0.4
        score, before = worth + (0.5 if number == 1 else 0.0), -1
        for step in range(1, _LARGEST_STEP + 1):
            earlier = last.get(number - step)
            longer = best[earlier][0] + worth - 0.9 * (step - 1) if earlier is not None else 0.0
            if earlier is not None and longer > score:
                score, before = longer, earlier
        best.append((score, before))
        if number not in last or score > best[last[number]][0]:
            last[number] = k
    if not best:
        return []
    at = max(range(len(best)), key=lambda k: best[k][0])
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(opened[at])
        at = best[at][1]
    return chain[::-1]


def _rest(lines: Sequence[Line], at: int, stop: int) -> Iterator[Line]:
    """Yield the lines that a number opens, the first without its number."""
    yield replace(lines[at], text=_OPENED.sub("", lines[at].text, count=1))
    yield from lines[at + 1 : stop]


def _trailing(
    lines: Sequence[Line], speaks: Callable[[str], bool]
) -> tuple[list[Line], list[Line]]:
    """Return a paragraph's own lines and the lines of headings behind it.

    What stands behind the last closed sentence and begins like a heading is one.
    """
    at = len(lines)
    while at > 1 and not _is_stopped(lines[at - 1].text):
        at -= 1
    while at < len(lines) and not _may_be_heading(lines[at].text, speaks):
        at += 1
    return list(lines[:at]), list(lines[at:])


def _is_stopped(text: str) -> bool:
    return _STOPPED.search(text) is not None and not _ABBREVIATED.search(text)


def _may_be_heading(text: str, speaks: Callable[[str], bool]) -> bool:
    bare = text[found.end() :] if (found := _PREFIX.match(text)) else text
    if not _HEADING_START.match(bare) or len(bare) > _LONGEST_HEADING:
        return False
    return not speaks(bare)


def _headings(lines: Sequence[Line]) -> Iterator[Heading]:
    """Yield headings; a line that begins in lower case, or after an open one, goes on with it."""
    held: list[Line] = []
    for line in lines:
        if held and _goes_on(held[-1].text, line.text):
            held.append(line)
            continue
        if held:
            yield _heading(held)
        held = [line]
    if held:
        yield _heading(held)


def _goes_on(above: str, text: str) -> bool:
    if _PREFIX.match(text):
        return False
    return (
        not _HEADING_START.match(text)
        or text.startswith("(")
        or re.search(r"\b(?:and|of|the|to|in|on|for|with|by|or|against|,)$", above) is not None
    )


def _heading(lines: Sequence[Line]) -> Heading:
    text = Run(lines).text
    found = _PREFIX.match(text)
    prefix = found.group().strip() if found else ""
    return Heading(text[found.end() :] if found else text, prefix, lines[0].start, lines[-1].end)


def _without_chrome(
    document: Document, body: Sequence[Line], speaks: Callable[[str], bool]
) -> list[Line]:
    """Drop what a web page or a signature puts below the last paragraph."""
    kept = list(body[:1])
    for line in body[1:]:
        open_ = not _is_stopped(kept[-1].text)
        lettered = re.match(r"\([a-z]{1,3}\)\s|[–—•-]\s", line.text)
        if document.format in _BLOCKS and not (lettered or speaks(line.text) or open_):
            break
        if re.match(r"(?:[*∗_]{3,}|-{2,}|Annex\b|ANNEX\b|Notes?$|NOTES?$|Appendix\b)", line.text):
            break
        kept.append(line)
    return kept


def _gaps(paragraphs: Sequence[Paragraph]) -> Iterator[Problem]:
    for before, after in pairwise(paragraphs):
        missing = range(int(before.number) + 1, int(after.number))
        if missing:
            which = ", ".join(str(n) for n in missing)
            text = f"Paragraph {which} is not found between {before.number} and {after.number}."
            yield Problem("number_gap", text)


def place(document: Document, run: Run, start: int, end: int) -> tuple[int, int]:
    """Return where `run.text[start:end]` stands in the document, exactly: a half-open range.

    Each line is aligned with its printed form, from which marks and blanks were taken.
    """
    if end <= start:
        return run.place(start, end)
    return _offset(document, run, start), _offset(document, run, end - 1) + 1


def quote(document: Document, run: Run, start: int, end: int) -> Quote:
    """Return words of a paragraph with their exact place."""
    text = run.text[start:end].strip()
    shift = len(run.text[start:end]) - len(run.text[start:end].lstrip())
    first, last = place(document, run, start + shift, start + shift + len(text))
    return Quote(text, first, last, run.line_at(start + shift).page)


def _offset(document: Document, run: Run, offset: int) -> int:
    begins, line = next((b, x) for b, x in reversed(list(run.begins())) if b <= offset or b == 0)
    wanted = min(max(0, offset - begins), max(0, len(line.text) - 1))
    # Aligned from the end: a number was taken off in front.
    held = [c for c in line.text[wanted:] if not c.isspace()]
    at = line.end
    for char in reversed(held):
        at = document.text.rfind(char, line.start, at)
        if at < 0:
            return run.place(offset, offset + 1)[0]
    return at
