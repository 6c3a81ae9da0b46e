"""The numbered paragraphs of a UN document, the headings above them, and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from heed.kinds import printed
from heed.kinds.lines import Line, Run
from heed.records import Document, Passage

# Where a numbered paragraph begins.
PARAGRAPH = re.compile(r"(\d{1,3})\s?\.\s*(?=[A-Z“\"(])")
_HEADING = re.compile(r"(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s*[A-Z][^.;:]{2,140}\d*")
# Where a sentence ends: not after "No.", "Mr.", "para." or an initial; a note's number may follow.
STOP = re.compile(
    r"(?<!\bNo)(?<!\bNos)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bH\.E)(?<!\bart)(?<!\bpara)(?<!\bparas)"
    r"(?<! [A-Z])[.?!][”\"]?(?P<marks>(?:\s?\d{1,3}(?:,\s?)?)*)\s+(?=[A-Z“\"])"
)
_LAST_MARKS = re.compile(r"[.?!][”\"]?(?P<marks>(?:\d{1,3}(?:,\s?)?)+)\s*$")
_LARGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """One numbered paragraph with the heading it stands under, `""` if there is none."""

    number: int
    heading: str
    run: Run


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph: its range in the run, and the marks of notes at its end."""

    start: int
    end: int
    text: str
    marks: tuple[str, ...] = ()


def plain_lines(document: Document) -> tuple[Line, ...]:
    """Return the lines without furniture; notes are lines like the others."""
    return tuple(line for page in printed.pages(document) for line in page)


def numbered(lines: Iterable[Line], *, heading: re.Pattern[str] = _HEADING) -> list[Numbered]:
    """Return the paragraphs counted from 1, in order; a gap of two is bridged."""
    found: list[tuple[int, str, list[Line]]] = []
    last = 0
    above = ""
    open_ = False
    for line in lines:
        opened = PARAGRAPH.match(line.text)
        number = int(opened.group(1)) if opened else 0
        if number == 1 and found and not any(_is_prose(held) for _, _, held in found):
            # Tables are headed "1. ...", "2. ..." as well (A/HRC/WG.6/20/SVN/2, page 2).
            found, last = [], 0
        if opened and last < number <= last + 1 + (_LARGEST_GAP if last else 0):
            last, open_ = number, True
            rest = Line(line.start, line.end, line.text[opened.end() :], line.page, line.left)
            found.append((number, above, [rest]))
        elif heading.fullmatch(line.text):
            above, open_ = line.text, False
        elif open_:
            found[-1][2].append(line)
        elif above and not found:
            continue
    return [Numbered(number, head, Run(held)) for number, head, held in found]


def _is_prose(held: Sequence[Line]) -> bool:
    """Return whether a paragraph ends with a sentence, as a table does not."""
    return re.search(r"[.;:!?][”\")]?\s?[\d,\s]*$", held[-1].text) is not None


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, without the marks of notes behind them."""
    found: list[Sentence] = []
    at = 0
    for stop in STOP.finditer(text):
        found.append(_sentence(text, at, stop.start() + 1, stop.group("marks")))
        at = stop.end()
    last = _LAST_MARKS.search(text, at)
    end = last.start() + 1 if last else len(text)
    if text[at:].strip():
        found.append(_sentence(text, at, end, last.group("marks") if last else ""))
    return found


def _sentence(text: str, start: int, end: int, marks: str) -> Sentence:
    return Sentence(start, end, text[start:end].strip(), tuple(re.findall(r"\d+", marks or "")))


def passage(
    role: str,
    paragraph: Numbered,
    sentence: Sentence,
    *,
    said_by: Sequence[str] = (),
    refers_to: Sequence[str] = (),
) -> Passage:
    """Return a sentence as a passage with its place."""
    start, end = paragraph.run.place(sentence.start, sentence.end)
    page = paragraph.run.line_at(sentence.start).page
    return Passage(role, str(paragraph.number), sentence.text, start, end, page,
                   tuple(said_by), tuple(refers_to))  # fmt: skip


def endnotes(lines: Sequence[Line]) -> dict[str, str]:
    """Return the notes below the last heading "Notes" (or "Endnotes") by their number.

    A number stands on a line of its own, in front of its note ("105E/C.12/..." as well), or behind
    the stop of the note before (A/HRC/WG.6/20/SVN/2); numbers that are not the next are text.
    """
    heads = [i for i, x in enumerate(lines) if re.fullmatch(r"(?:End)?[Nn]otes", x.text.strip())]
    text = "\n".join(line.text for line in lines[heads[-1] + 1 :]) if heads else ""
    text = re.sub(r"(?<=\d-)\n(?=\d)", "", text)
    starts: list[tuple[int, int, int]] = []
    at, number = 0, 1
    while opened := _opening(text, at, number):
        starts.append(opened)
        number, at = opened[0] + 1, opened[2]
    ends = [*(begin for _, begin, _ in starts), len(text)][1:]
    return {
        str(n): " ".join(text[at:end].split()) for (n, _, at), end in zip(starts, ends, strict=True)
    }


def _opening(text: str, at: int, number: int) -> tuple[int, int, int] | None:
    """Return the next note's number, where it stands and where its text begins.

    A number that is not found is skipped: two that stand near each other count on.
    """
    for wanted in range(number, number + _LARGEST_GAP + 1):
        found = re.compile(
            rf"(?:^|{_NO_ABBREVIATION}(?<=[.;)”]) ){wanted}(?:\s+(?=[^\s(,.])|(?=[A-Z“]))",
            re.MULTILINE,
        ).search(text, at)
        if found and (wanted == number or found.start() - at < _NEAR):
            return wanted, found.start(), found.end()
    return None


_NO_ABBREVIATION = "".join(
    rf"(?<!{word}\.)" for word in ("para", "paras", "art", "arts", "No", "Nos", "pp", " p")
)
# A note is seldom longer than this; a number beyond is another's.
_NEAR = 2_000


def body(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines above the endnotes."""
    for line in lines:
        if re.fullmatch(r"(?:End)?[Nn]otes", line.text.strip()):
            return
        yield line
