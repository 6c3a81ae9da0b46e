"""The answers of an addendum: lists of numbers decide, or answers item by item.

Headings of comments ("Rec. 24", "122.34–35", "See recommendation 71") never decide: they
explain what a list has already said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from heed.kinds.lines import Line, clean_lines, note_lines
from heed.kinds.number_lists import LIST, parse
from heed.kinds.upr_addendum.answers import answer_words, claim_of, part_of, position_of
from heed.kinds.upr_addendum.blocks import Block, labelled, paragraphs
from heed.kinds.upr_addendum.comments import comments
from heed.records import (
    Answer,
    Claim,
    Document,
    Extraction,
    Fact,
    Position,
    Problem,
    Quote,
    Recognition,
)

_RUN = re.compile(
    r"recommendations?(?: (?:nos?\.?|numbers?|(?:contained |set out )?in paragraphs?|paragraphs?))*"
    rf"\s*:?\s*({LIST})",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"paragraphs?\s*$", re.IGNORECASE)
_EXCEPT = re.compile(
    r",?\s*(?:except|with the exception of)(?: for)?(?: recommendations?| paragraphs?)*"
    rf"\s*({LIST})",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:accepts|supports)(?: fully)? all (?:of )?(?:the |these )?(?:\d{1,3} )?recommendations"
    r"(?: received| made)?\s*\.",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\bSee(?: also)? recommendations?\s*$", re.IGNORECASE)
_BARE_RUN = re.compile(rf":\s*({LIST})")
# "1 The numbers refer to the order in paragraph 115 of the report."
# "II. Accepted recommendations that ... considers already implemented or in process of ...".
_LONGEST_HEADING = 160
_ROW = re.compile(r"(\d{1,3}\.\d{1,3}(?:\s*(?:[,;–-]|and)\s*\d{1,3}(?:\.\d{1,3})?)*)(?=\D|$)")
_OPEN = re.compile(r"(?:pending|under consideration|to be decided)\.?", re.IGNORECASE)
_INDEX = re.compile(r"paragraph\s+(\d{2,3})\b")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return what the State answers to each recommendation that the addendum names."""
    lines = clean_lines(document)
    body = _body(lines)
    answers, problems = _by_lists(paragraphs(body), recognition)
    rows = _by_rows(document, recognition)
    if len({a.paragraph for a in rows}) > len({a.paragraph for a in answers}):
        answers, problems = rows, ()
    if not answers:
        answers = _by_labels(body, recognition)
    if not answers:
        text = "No answer to a numbered recommendation is found."
        problems = (*problems, Problem("no_answers", text))
    return Extraction(
        recognition,
        passages=comments(body),
        answers=tuple(answers),
        facts=tuple(_index(document)),
        problems=problems,
    )


def _body(lines: Sequence[Line]) -> list[Line]:
    """Return the lines after the title page; a Word file has no pages, so all of them."""
    return [line for line in lines if line.page is None or line.page > 1]


def _by_lists(
    blocks: Sequence[Block], recognition: Recognition
) -> tuple[list[Answer], tuple[Problem, ...]]:
    answers: list[Answer] = []
    problems: list[Problem] = []
    heading = ""
    for block in blocks:
        for sentence, start in _sentences(block.text):
            run = _longest(_RUN.finditer(sentence)) or _longest(_BARE_RUN.finditer(sentence))
            if run is None:
                if _ALL.search(sentence):
                    answers.append(_answer("*", Position.SUPPORTED, None, block, recognition))
                continue
            said = sentence[: run.start(1)]
            position = position_of(said) or (position_of(heading) if _is_list(run) else None)
            if position is None or _REFERS.search(said):
                continue
            numbers = parse(run.group(1))
            problems.extend(numbers.problems)
            claim = claim_of(f"{heading}. {block.text[start:]}")
            whole = bool(_PARAGRAPHS.search(said))
            excepted = _excepted(sentence[run.end() :]) if whole else ()
            answers.extend(
                _answer(_listed(number, whole=whole), position, claim, block, recognition)
                for number in numbers.numbers
            )
            answers.extend(
                _answer(number, Position.NOTED, None, block, recognition) for number in excepted
            )
        if not block.label:
            heading = block.text if len(block.text) < _LONGEST_HEADING else ""
    return answers, tuple(problems)


def _listed(number: str, *, whole: bool) -> str:
    """Return a number; `112.*` for "the recommendations in paragraph 112", all of its list."""
    return f"{number}.*" if whole and "." not in number else number


def _excepted(rest: str) -> tuple[str, ...]:
    found = _EXCEPT.match(rest)
    return tuple(n for n in parse(found.group(1)).numbers if "." in n) if found else ()


def _is_list(run: re.Match[str]) -> bool:
    return len(re.findall(r"\d+", run.group(1))) > 2


def _longest(runs: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(runs, key=lambda run: len(run.group(1)), default=None)


def _sentences(text: str) -> list[tuple[str, int]]:
    """Return sentences with their starts; a full stop before a number does not end one."""
    found: list[tuple[str, int]] = []
    at = 0
    for stop in re.finditer(r"\.\s+(?=[A-Z])", text):
        found.append((text[at : stop.end()], at))
        at = stop.end()
    found.append((text[at:], at))
    return found


def _by_rows(document: Document, recognition: Recognition) -> list[Answer]:
    """Read tables of Word files: a row is one line, its cells are parted by tabs.

    The numbers stand in the first cell that begins with one; the first cell after it that states
    a position decides. A row of one cell is a heading and decides for the rows below that do not.
    """
    answers: list[Answer] = []
    heading: Position | None = None
    at = 0
    for line in document.text.split("\n"):
        start, at = at, at + len(line) + 1
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if "\t" not in line or not any(cells[1:]):
            heading = position_of(line) if len(line) < _LONGEST_HEADING else heading
            continue
        first = next((i for i, cell in enumerate(cells) if _ROW.match(cell)), None)
        if first is None:
            continue
        rest = cells[first + 1 :]
        stated = [p for cell in rest if (p := _cell_position(cell)) is not None]
        position = stated[0] if stated else heading
        if position is None:
            continue
        run = _ROW.match(cells[first])
        numbers = parse(run.group(1)).numbers if run else ()
        text = " ".join(cell for cell in rest if cell)
        block = Block(", ".join(numbers), text, start, start + len(line), None)
        answers.extend(
            _answer(number, position, claim_of(text), block, recognition) for number in numbers
        )
    return answers


def _cell_position(cell: str) -> Position | None:
    """Return the position a cell states: it alone, or the sentence that it begins with."""
    return position_of(cell) or (Position.UNCLEAR if _OPEN.fullmatch(cell) else None)


def _by_labels(lines: Sequence[Line], recognition: Recognition) -> list[Answer]:
    answers: list[Answer] = []
    for labels, block in labelled(lines):
        words = answer_words(block.text)
        position = position_of(words)
        if position is None:
            position = Position.UNCLEAR
        claim = claim_of(words)
        answers.extend(_answer(label, position, claim, block, recognition) for label in labels)
    return answers


def _answer(
    number: str,
    position: Position,
    claim: Claim | None,
    block: Block,
    recognition: Recognition,
) -> Answer:
    quote = Quote(block.text, block.start, block.end, block.page)
    source = f"{recognition.symbol}#{block.label}" if block.label else recognition.symbol
    part = part_of(block.text) if position is Position.PARTIALLY_SUPPORTED else None
    return Answer(number, position, quote, claim, source, part)


def _index(document: Document) -> list[Fact]:
    """Return the paragraph of the report that bare serial numbers count, if a footnote says so."""
    for line in note_lines(document):
        found = _INDEX.search(line.text)
        if found:
            return [Fact("serials_index", found.group(1), Quote(line.text, line.start, line.end))]
    return []
