"""What treaty bodies, special procedures and agencies recommended, with their symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from heed.kinds.lines import Line
from heed.kinds.numbered import body, endnotes, numbered, passage, plain_lines, sentences
from heed.kinds.symbols import cited, last_cited
from heed.records import Document, Extraction, Fact, Passage, Quote, Recognition

_ASKED = re.compile(
    r"\b(?:recommended|urged|called (?:up)?on|called for|encouraged|invited|requested"
    r"|recommending|advised|appealed to)\b"
)
_RELEVANT = re.compile(r"For (?:the )?(?:relevant|full text of)[^.]{0,60}recommendations?", re.I)
_NOBODY = re.compile(r"(?:It|They|He|She|Both)(?: (?:was|also|further))*", re.IGNORECASE)
_MARK = re.compile(r"(?<=[A-Za-z,)])(\d{1,3})(?:,(\d{1,3}))*$")
# A row of the table of treaties: its short name, then the date or "None".
_RATIFIED = re.compile(
    r"(ICERD|ICESCR|ICCPR(?:-OP ?[12])?|CEDAW|OP-CEDAW|CAT|OP-CAT|CRC|OP-CRC-(?:AC|SC|IC)|ICRMW"
    r"|CRPD|(?:CRPD-OP|OP-CRPD)|CED|ICPPED|OP-ICESCR)\s+"
    r"\(?(\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|\d{4})\)?(?:\s|$)"
)
_REPORTING = re.compile(r"(?:reports? )?(?:overdue since|due in) \d{4}", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return what was recommended (role `recalled`), by whom and where, and ready-made links.

    A heading whose note says "For relevant recommendations, see ..." is a passage of the role
    `cross_reference`. Tables are read as far as the text layer keeps a row on a line: ratifications
    as facts; other columns are left alone.
    """
    lines = plain_lines(document)
    notes = _resolved(endnotes(lines))
    found = list(_cross_references(lines, notes))
    for paragraph in numbered(body(lines)):
        for sentence in sentences(paragraph.run.text):
            asked = _ASKED.search(sentence.text)
            if asked is None:
                continue
            who = re.sub(r"^(?:In \d{4}, |In addition, |Furthermore, )+", "",
                         sentence.text[: asked.start()].strip(" ,"))  # fmt: skip
            # "It was recommended that": the note says by whom.
            who = "" if _NOBODY.fullmatch(who) else who
            refers = [key for mark in sentence.marks for key in notes.get(mark, ())]
            found.append(
                passage("recalled", paragraph, sentence,
                        said_by=(who[:160],) if who else (), refers_to=refers)
            )  # fmt: skip
    return Extraction(recognition, passages=tuple(found), facts=tuple(_ratifications(lines)))


def _resolved(notes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what each note cites; "Ibid." stands for the symbol of the note above."""
    found: dict[str, tuple[str, ...]] = {}
    before: str | None = None
    for mark, text in notes.items():
        found[mark] = cited(text, before)
        before = last_cited(text, before)
    return found


def _cross_references(lines: Sequence[Line], notes: Mapping[str, tuple[str, ...]]) -> list[Passage]:
    texts = endnotes(lines)
    ready = {mark for mark, text in texts.items() if _RELEVANT.match(text)}
    found: list[Passage] = []
    for line in body(lines):
        mark = _MARK.search(line.text)
        if mark and mark.group(1) in ready and len(line.text) < 160:
            ready.discard(mark.group(1))
            text = line.text[: mark.start()].strip()
            found.append(
                Passage("cross_reference", "", text, line.start, line.end, line.page,
                        refers_to=notes[mark.group(1)])
            )  # fmt: skip
    return found


def _ratifications(lines: Sequence[Line]) -> list[Fact]:
    facts: list[Fact] = []
    for line in lines:
        found = _RATIFIED.match(line.text)
        if found and not _REPORTING.search(line.text):
            quote = Quote(line.text, line.start, line.end, line.page)
            facts.append(Fact("ratified", f"{found.group(1)}: {found.group(2)}", quote))
    return facts
