"""What the State says it has done, under the number of each recommendation."""

from __future__ import annotations

import re

from heed.kinds.lines import Line, Run, clean_lines
from heed.kinds.number_lists import LIST, parse
from heed.records import Document, Extraction, Passage, Problem, Recognition

_OPENS = re.compile(
    rf"(?:(?:recommendations?|recs?\.?)\s*(?:nos?\.?\s*)?:?\s*({LIST})|(\d{{1,3}}\.\d{{1,3}}))"
    r"[.:)\s]*(?=[A-Z“\"(\t]|$)",
    re.IGNORECASE,
)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one passage (role `measure`) for each heading that names recommendations.

    `refers_to` holds the numbers as printed: `115.3`, or `serial:19` where no list is named.
    """
    groups: list[tuple[str, list[Line]]] = []
    for line in clean_lines(document):
        opened = _OPENS.match(line.text)
        if opened:
            rest = line.text[opened.end() :]
            held = Line(line.start, line.end, rest, line.page, line.left)
            groups.append((opened.group(1) or opened.group(2), [held]))
        elif groups:
            groups[-1][1].append(line)
    found = tuple(_measure(numbers, lines) for numbers, lines in groups)
    problems = () if found else (Problem("no_measures", "It names no recommendation by number."),)
    return Extraction(recognition, passages=found, problems=problems)


def _measure(numbers: str, lines: list[Line]) -> Passage:
    run = Run(lines)
    refers = tuple(n if "." in n else f"serial:{n}" for n in parse(numbers).numbers)
    label = ", ".join(n.removeprefix("serial:") for n in refers)
    return Passage("measure", label, run.text.strip(), lines[0].start, lines[-1].end,
                   lines[0].page, refers_to=refers)  # fmt: skip
