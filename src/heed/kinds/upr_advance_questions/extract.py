"""Questions under the State that puts them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heed.kinds.lines import Line, Run
from heed.kinds.numbered import plain_lines
from heed.records import Document, Extraction, Passage, Problem, Recognition
from heed.vocab import states

_POINT = re.compile(r"(?:[•·▪◦\uf0b7]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_JOINT = re.compile(r"on behalf of", re.IGNORECASE)
_ENDS = (".", "?", "!", ":", "”", '"')
_LONGEST_HEADING = 160


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return each question with the State, or the group of States, that put it, as printed.

    A list without points has one question for each of its paragraphs.
    """
    found: list[Passage] = []
    speaker: tuple[str, ...] = ()
    held: list[Line] = []

    def close() -> None:
        if speaker and held:
            found.append(_question(held, speaker, len(found) + 1))
        held.clear()

    for line in plain_lines(document):
        who = _speaker(line.text)
        if who:
            close()
            speaker = who
            continue
        point = _POINT.match(line.text)
        ended = bool(held) and held[-1].text.endswith(_ENDS) and line.page is None
        if point or ended:
            close()
        text = line.text[point.end() :] if point else line.text
        if text:
            held.append(Line(line.start, line.end, text, line.page, line.left))
    close()
    problems = () if found else (Problem("no_questions", "No question under a State is found."),)
    return Extraction(recognition, passages=tuple(found), problems=problems)


def _speaker(line: str) -> tuple[str, ...]:
    """Return who a heading names: a State in capitals, or a State for a group."""
    if len(line) > _LONGEST_HEADING or line.endswith(("?", ".", ";")):
        return ()
    bare = line.strip(" :*")
    if states.find(bare):
        return (bare,)
    named = [m.state for m in states.mentions(bare)]
    if named and (_JOINT.search(bare) or (bare.isupper() and "QUESTIONS" not in bare)):
        return (bare,)
    return ()


def _question(lines: Sequence[Line], speaker: tuple[str, ...], count: int) -> Passage:
    run = Run(lines)
    return Passage("question", str(count), run.text, lines[0].start, lines[-1].end,
                   lines[0].page, speaker)  # fmt: skip
