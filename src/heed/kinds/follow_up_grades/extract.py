"""Grades as they are printed: "[B1]", "Paragraph 9: [C]", "[B]: (a), (c)", "9 [B2] and 11 [C1]"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from heed.errors import NoSuchSection
from heed.kinds import dates
from heed.kinds.cleared import cleared
from heed.kinds.committees import code_of, of_symbol
from heed.kinds.paragraphs import outline
from heed.kinds.printed import Line
from heed.kinds.requests import passage
from heed.records import Document, Due, Extraction, Grade, Quote, Recognition

_SYMBOL = re.compile(r"\b[A-Z][A-Z0-9]*(?:/[A-Z0-9][A-Za-z0-9.-]*){2,}(?<![.-])")
_OBSERVATIONS = re.compile(r"concluding\s+observations|\bCOBs?\b", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"(?:Follow-up )?(?:recommendations? )?(?:contained )?(?:in )?para(?:graph|\.) "
    r"(?P<number>\d{1,3})(?:\s?\((?P<limb>[a-z])\))?(?=\s*(?:[:.(\[–—-]|$))",
    re.IGNORECASE,
)
_LIMBS = r"\([a-z]\)(?:(?:\s?[–-]\s?|,? and |, )\([a-z]\))*"
_GRADE = r"\[(?P<grade>[A-E][12]?)\]"
# "(a) and (c): [B]", "[B]: (a) and (c)", "[B] (a)", "[B]".
_GRADED = re.compile(
    rf"(?:(?P<before>{_LIMBS}):?\s*)?{_GRADE}"
    rf"(?::?\s*(?:on |for |regarding )?(?:limbs? |sub-?paragraphs? )?(?P<after>{_LIMBS})"
    r"(?=\s*(?:[:.;,\[]|$|[A-Z])))?"
)
# "Follow-up paragraphs: 8 and 19": their numbers open the rows of a table below.
_CHOSEN = re.compile(r"Follow-up paragraphs?\s?:", re.IGNORECASE)
_OPENS = re.compile(r"(?P<number>\d{1,3})\s+(?=[A-Z“\"])")
# "9 (a) [B1], (b) and (c) [C1], 10 and 12 [B2][D1]": grades behind their paragraphs and limbs.
_NUMBERED = re.compile(
    r"\b\d{1,3}(?!\d|th\b|st\b|nd\b|rd\b)"
    r"(?:\s|,|;|:|and\b|[–-]|\d{1,3}\b|\([a-z]\)|\[[A-E][12]?\])*\[[A-E][12]?\]"
)
_PIECE = re.compile(
    r"(?P<number>\d{1,3})|\((?P<limb>[a-z])\)|\[(?P<grade>[A-E][12]?)\]|(?P<dash>[–-])"
)
_BARE = re.compile(
    rf"(?:(?P<before>{_LIMBS})\s*[:–—-]?\s*)?(?:Grade|Evaluation|Assessment):?\s+\[?"
    rf"(?P<grade>[A-E][12]?)\]?(?=\s*(?:$|[:.;,(–—-]|\s))(?::?\s*(?P<after>{_LIMBS})(?=\s*(?:[:.;]|$)))?"
)
# A row of a table, "Paragraph 15 (a) B1 C1", and what stands behind "Committee’s evaluation:".
_ROW = re.compile(
    rf"(?:Paragraph |Para\. )?(?P<number>\d{{1,3}})\s?(?P<limbs>{_LIMBS})?:?"
    r"(?P<grades>(?:[\s,/]+[A-E][12]?)+)\.?",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:(?:The )?Committee['’]s )?(?:evaluation|assessment|grades?)s?\b:?", re.I)
_TOKEN = re.compile(
    rf"(?:(?P<before>{_LIMBS}):?\s+)?(?<![\w\[’])(?P<grade>[A-E][12]?)(?![\w\]’])(?=\s*(?:$|[:.;,/(]))"
)


# "CCPR/C/XAU/CO/4/Add.1" is the State's reply. A short line with such a symbol is about a State.
_IS_OBSERVATIONS = re.compile(r"/CO/(?:[\d-]+$|\d+/[A-Z]{3}$)|(?<!/CO)/\d+/Add\.\d+$")
_SHORT = 120


@dataclass(slots=True)
class _At:
    """Where the reading stands: whose observations, and which paragraph of them."""

    document: str | None = None
    paragraph: str | None = None
    limb: str | None = None
    chosen: frozenset[str] = frozenset()


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return the grades with State, observations, paragraph and limbs; no recommendations.

    The table that explains the grades stands before the first State and gives none. The grades of
    a summary ("10 [B] and 20 [A]") are left out where the paragraph itself is graded below. Raises
    `NoSuchSection` where there is no grade.
    """
    summed: list[Grade] = []
    detailed: list[Grade] = []
    due: list[Due] = []
    lines = cleared(document)
    at = _At()
    opened: int | None = None
    for line in lines:
        _move(line, at)
        if at.document is None:
            continue
        opened = line.start if opened is None else opened
        summed.extend(_of_numbers(line, at))
        detailed.extend(_of_paragraph(line, at))
        due.extend(_next_report(line))
    below = {(grade.document, grade.paragraph) for grade in detailed}
    kept = [g for g in summed if (g.document, g.paragraph) not in below] + detailed
    if not kept:
        raise NoSuchSection("evaluations with a grade")
    kept.sort(key=lambda grade: grade.quote.start)
    return Extraction(
        recognition,
        grades=tuple(dict.fromkeys(kept)),
        dues=tuple(due),
        passages=tuple(
            passage("procedural", p)
            for p in outline(document, lines).paragraphs
            if opened is not None and p.start < opened
        ),
    )


_NEXT = re.compile(
    r"(?:(?:Due date|Date|Deadline) (?:of|for) (?:the )?)?Next (?:periodic )?report[^:\d]{0,20}:",
    re.IGNORECASE,
)


def _next_report(line: Line) -> Iterator[Due]:
    """Yield the date of "Next periodic report due: 2031"."""
    found = _NEXT.match(line.text)
    when = dates.deadline(f"due in {line.text[found.end() :].strip()}") if found else None
    if when is not None:
        yield Due("next_report", Quote(line.text, line.start, line.end, line.page), on=when.on)


def _move(line: Line, at: _At) -> None:
    """Take note of a line that names the concluding observations or a paragraph of them."""
    symbols = [m.group() for m in _SYMBOL.finditer(line.text)]
    own = [s for s in symbols if of_symbol(s) and _IS_OBSERVATIONS.search(s)]
    if own and (_OBSERVATIONS.search(line.text) or len(line.text) < _SHORT):
        at.document, at.paragraph, at.limb = own[0], None, None
        at.chosen = frozenset()
    chosen = _CHOSEN.match(line.text)
    if chosen:
        at.chosen = frozenset(re.findall(r"\d{1,3}", line.text[chosen.end() :]))
    row = _OPENS.match(line.text)
    if row and row["number"] in at.chosen:
        at.paragraph, at.limb = row["number"], None
    opened = _PARAGRAPH.match(line.text)
    if opened:
        at.paragraph, at.limb = opened["number"], opened["limb"]


def _of_numbers(line: Line, at: _At) -> Iterator[Grade]:
    """Yield the grades that stand behind their paragraphs: "paragraphs 5 [B2] and 10 [B1][C1]"."""
    for run in _NUMBERED.finditer(line.text):
        for number, held, grade in _in_run(run.group()):
            yield _grade(line, at, number, held, grade)
    row = _ROW.fullmatch(line.text)
    for grade in re.findall(r"[A-E][12]?", row["grades"]) if row else ():
        yield _grade(line, at, row["number"] if row else "", limbs(row and row["limbs"]), grade)


def _in_run(run: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield paragraph, limbs and grade; a grade is that of all that stands between it and the last.

    Limbs without a number belong to the last paragraph: "9 (a) [B1], (b) [C1]".
    """
    waiting: list[tuple[str, list[str]]] = []
    last, graded = "", False
    for piece in _PIECE.finditer(run):
        if piece["grade"]:
            for number, letters in waiting:
                yield number, limbs("".join(letters)), piece["grade"]
            graded = True
            continue
        if graded:
            waiting, graded = [], False
        if piece["number"]:
            last = piece["number"]
            waiting.append((last, []))
        elif not waiting and last:
            waiting.append((last, [piece.group()]))
        elif waiting:
            waiting[-1][1].append(piece.group())


def _of_paragraph(line: Line, at: _At) -> Iterator[Grade]:
    """Yield the grades of the paragraph that is open; none where no paragraph is."""
    if at.paragraph is None:
        return
    numbered = [m.span() for m in _NUMBERED.finditer(line.text)]
    for pattern in (_GRADED, _BARE):
        hits = [
            m
            for m in pattern.finditer(line.text)
            if not any(a <= m.start("grade") < b for a, b in numbered)
        ]
        for found in hits:
            held = limbs(found["before"]) or limbs(found["after"])
            held = held or ((f"({at.limb})",) if at.limb else ())
            yield _grade(line, at, at.paragraph, held, found["grade"])
        if hits:
            return
    head = _HEAD.match(line.text)
    for found in _TOKEN.finditer(line.text, head.end()) if head else ():
        held = limbs(found["before"]) or ((f"({at.limb})",) if at.limb else ())
        yield _grade(line, at, at.paragraph, held, found["grade"])


def limbs(printed: str | None) -> tuple[str, ...]:
    """Return the letters of "(a), (c)–(e)" with ranges written out."""
    found: list[str] = []
    for match in re.finditer(r"(?P<dash>[–-])?\s?\((?P<letter>[a-z])\)", printed or ""):
        first = ord(found[-1][1]) + 1 if match["dash"] and found else ord(match["letter"])
        found.extend(f"({chr(c)})" for c in range(first, ord(match["letter"]) + 1))
    return tuple(dict.fromkeys(found))


def _grade(line: Line, at: _At, number: str, held: tuple[str, ...], grade: str) -> Grade:
    document = at.document or ""
    quote = Quote(line.text, line.start, line.end, line.page)
    return Grade(code_of(document), document, number, grade, quote, held)
