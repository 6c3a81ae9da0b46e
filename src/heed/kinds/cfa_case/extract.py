"""What the Committee on Freedom of Association recommends in a case, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from heed.errors import InputProblem, NoSuchSection
from heed.kinds import asking
from heed.kinds.cfa_case.recognise import case_of
from heed.kinds.cleared import cleared
from heed.kinds.items import item, passage
from heed.kinds.lettered import labels
from heed.kinds.lines import Line, Run
from heed.records import (
    Document,
    Extraction,
    Fact,
    Passage,
    Quote,
    Recognition,
    Recommendation,
)

_TITLE = re.compile(
    r"\d{0,3}\s?(?:[A-Z]\.\s)?(?:The\s)?Committee[’'‟]?s?\s[Rr]ecommendations?\W*", re.I
)
# A page number may be glued to it, and a letter stand before it.
_BARE = re.compile(r"^\d{0,3}\s?(?:[A-Z]\.\s)?")
_LEAD_IN = re.compile(
    r"invites\sthe\sGoverning\sBody\sto\s(?:approve|adopt)\sthe\sfollowing"
    r"\s(?:\w+\s){0,2}?recommendations?\s?[:.]?"
)
_NUMBER = re.compile(r"(\d{1,4})\s?\.\s+(?=[A-Z“\"(])")
_NEXT = re.compile(r"\d{1,4}\s?\.\s+[A-Z]|CASE\s(?:NO|No)")


@dataclass(frozen=True, slots=True)
class _Letter:
    """One recommendation: its number with its letter, and its text behind both."""

    paragraph: str
    run: Run


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each letter that asks the Government, as `543(a)`.

    A letter that only notes, or asks others (the complainants, the Governing Body), is a passage.
    Raises `NoSuchSection` where the page holds no recommendations, `InputProblem` where it holds
    those on several cases.
    """
    items: list[Recommendation] = []
    passages: list[Passage] = []
    voice = asking.voice("cfa")
    title, lines = _recommendations(document, cleared(document))
    for letter in _letters(lines):
        asked = asking.ask(letter.run.text, voice)
        if asked is None:
            silent = passage(document, letter.run, letter.paragraph, "cfa")
            passages.append(replace(silent, role="procedural"))
        else:
            items.append(
                item(
                    document, letter.run, asked, letter.paragraph, recognition.symbol, heading=title
                )
            )
    return Extraction(
        recognition,
        recommendations=tuple(items),
        passages=tuple(passages),
        facts=tuple(_facts(document)),
    )


def _recommendations(document: Document, lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """Return the title and the lines of the paragraph that puts them to the Governing Body."""
    leads = _leads(lines)
    if not leads:
        raise NoSuchSection("The Committee’s recommendations")
    if len(leads) > 1:
        reason = f"holds the recommendations on {len(leads)} cases; one case is read from a file."
        remedy = "Save each case as a file of its own."
        raise InputProblem(document.name, "several_cases", reason, remedy)
    last = leads[0]
    first = last
    while first > 0 and not _NUMBER.match(lines[first].text) and last - first < 6:
        if _TITLE.fullmatch(lines[first].text):
            break
        first -= 1
    if _TITLE.fullmatch(lines[first].text):
        first += 1
    above = lines[first - 1].text if first else ""
    title = _BARE.sub("", above) if _TITLE.fullmatch(above) else ""
    kept = [*lines[first : last + 1]]
    for line in lines[last + 1 :]:
        if _NEXT.match(line.text) or _TITLE.fullmatch(line.text):
            break
        kept.append(line)
    return title, kept


def _leads(lines: Sequence[Line]) -> list[int]:
    """Return the lines that end the lead-in of recommendations, one for each lead-in."""
    found = [i for i, _ in enumerate(lines) if _LEAD_IN.search(_three(lines, i))]
    return [i for n, i in enumerate(found) if not n or i - found[n - 1] > 2]


def _three(lines: Sequence[Line], at: int) -> str:
    """Return a line with the two above it: the lead-in takes up to three."""
    return " ".join(line.text for line in lines[max(0, at - 2) : at + 1])


def _letters(lines: Sequence[Line]) -> Iterator[_Letter]:
    run = Run(lines)
    opened = _NUMBER.match(run.text)
    number = opened.group(1) if opened else ""
    lead = _LEAD_IN.search(run.text)
    begins = lead.end() if lead else 0
    found = labels(run.text, begins)
    if not found:
        yield _Letter(number or "1", _part(run, begins, len(run.text)))
        return
    ends = [at for _, at, _ in found[1:]] + [len(run.text)]
    for (label, _, start), end in zip(found, ends, strict=True):
        yield _Letter(f"{number}{label}", _part(run, start, end))


def _part(run: Run, start: int, end: int) -> Run:
    """Return `run.text[start:end]` as a text of its own that knows its places."""
    held = []
    for at, line in run.begins():
        first, last = max(start - at, 0), min(end - at, len(line.text))
        text = line.text[first:last]
        if first < last and text.strip():
            bare = text.strip()
            first += len(text) - len(text.lstrip())
            stop = line.end - (len(line.text) - first - len(bare))
            held.append(Line(max(line.start, stop - len(bare)), stop, bare, line.page, line.left))
    return Run(held)


def _facts(document: Document) -> Iterator[Fact]:
    case = case_of(document.text)
    if case:
        page = document.page_of(case.start())
        where = Quote(" ".join(case.group().split()), *case.span(), page.number if page else None)
        yield Fact("case", case.group("case"), where)
