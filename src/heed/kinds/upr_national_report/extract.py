"""Measures under headings that point to earlier recommendations by the State's own serials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heed.kinds.lines import clean_lines
from heed.kinds.number_lists import LIST, parse
from heed.kinds.numbered import Numbered, Sentence, numbered, passage
from heed.records import Document, Extraction, Passage, Problem, Recognition

_POINTER = re.compile(rf"\(?recommendations?\s+(?:nos?\.?\s*)?({LIST})\)?", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s*)?[A-Z][^.;:]{2,140}"
    r"|\(?Recommendations? \d[\d\s,.–-]*(?:and \d+)?\)?"
)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return each numbered paragraph that points to earlier recommendations (role `measure`).

    `refers_to` holds the serials as printed, `serial:19`, or full numbers, `115.3`: serials are the
    State's own, and only `resolve_serials` says what they mean.
    """
    found: list[Passage] = []
    heading: tuple[str, ...] = ()
    for paragraph in numbered(clean_lines(document), heading=_HEADING):
        text = paragraph.run.text
        above = _serials(paragraph.heading)
        heading = above if paragraph.heading else heading
        refers = tuple(dict.fromkeys([*_serials(text), *heading]))
        if refers:
            found.append(_measure(paragraph, text, refers))
    return Extraction(recognition, passages=tuple(found))


def _measure(paragraph: Numbered, text: str, refers: tuple[str, ...]) -> Passage:
    return passage("measure", paragraph, Sentence(0, len(text), text.strip()), refers_to=refers)


def _serials(text: str) -> tuple[str, ...]:
    return tuple(
        number if "." in number else f"serial:{number}"
        for found in _POINTER.finditer(text)
        for number in parse(found.group(1)).numbers
    )


def resolve_serials(
    refers: Sequence[str], order: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the paragraphs of the earlier report that serials stand for, and what stays open.

    `order` holds the earlier report's paragraphs in print order. One list: the serial is the
    item's number. Several lists: the serial need not follow the print (a national report of the
    fourth cycle counts the examined list first), so it is left open.
    """
    known = set(order)
    mains = {paragraph.split(".")[0] for paragraph in order}
    resolved: list[str] = []
    problems: list[Problem] = []
    for one in refers:
        number = one.removeprefix("serial:")
        paragraph = number if "." in number else f"{min(mains, default='')}.{number}"
        if len(mains) > 1 and "." not in number:
            text = f"Serial {number} may count another list than the report prints first."
            problems.append(Problem("serial", text))
        elif paragraph in known:
            resolved.append(paragraph)
        else:
            text = f"Recommendation {number} is not in the earlier report."
            problems.append(Problem("serial", text))
    return tuple(resolved), tuple(problems)
