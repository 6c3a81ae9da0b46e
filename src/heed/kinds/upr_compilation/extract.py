"""What treaty bodies, special procedures and agencies recommended, with their symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from heed.kinds.lines import Line
from heed.kinds.numbered import (
    Sentence,
    body,
    endnotes,
    numbered,
    passage,
    plain_lines,
    sentences,
)
from heed.kinds.symbols import cited, last_cited
from heed.kinds.upr_compilation.speakers import speakers
from heed.records import Document, Extraction, Fact, Passage, Quote, Recognition

_ASKED = re.compile(
    r"^It should\b|\b(?:recommended|urged|called (?:up)?on|called for|encouraged|invited|requested"
    r"|recommending|advised|appealed to|asked|made (?:a )?similar recommendations?)\b"
)
_RELEVANT = re.compile(r"For (?:the )?(?:relevant|full text of)[^.]{0,60}recommendations?", re.I)
_NOBODY = re.compile(r"It (?:was|is)(?: (?:also|further))?", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:noted|welcomed|regretted|stated|recalled|commended|observed|expressed|reiterated"
    r"|was (?:\w+ )?concerned|were (?:\w+ )?concerned|remained (?:\w+ )?concerned|considered"
    r"|reported|took note|asserted|explained|indicated)\b"
)
# "As previously recommended by CRC" reports nothing new.
_EARLIER = re.compile(r"\bpreviously (?:recommended|requested|noted)\b")
_INNER = re.compile(r"(?<=[A-Za-z,;)”])\s?(\d{1,3})(?=[\s,;.])")
_MOST_MARKS = 8
_GOES_ON = re.compile(
    r"(?:It|She|He|They|These|Those|In this regard, it|The(?: same)? Committee(?! on| against)"
    r"|[A-Z]\w+ was called|[\w’-]+-based|[A-Z]{3,} (?:also|urged|recommended))\b"
)
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
    last: tuple[str, ...] = ()
    for paragraph in numbered(body(lines)):
        held = sentences(paragraph.run.text)
        for i, sentence in enumerate(held):
            asked = _ASKED.search(sentence.text)
            verb = asked or _SAID.search(sentence.text)
            if verb is None:
                continue
            goes_on = verb.start() == 0
            who = last if goes_on else speakers(sentence.text[: verb.start()], last)
            # "It was recommended that": the note says by whom.
            nobody = asked is not None and _NOBODY.fullmatch(sentence.text[: verb.start()].strip())
            last = who or last
            if asked is None or _EARLIER.search(sentence.text[: asked.end()]):
                continue
            marks = _marks(held, i)
            refers = [key for mark in marks for key in notes.get(mark, ())]
            found.append(
                passage("recalled", paragraph, sentence, said_by=() if nobody else who,
                        refers_to=list(dict.fromkeys(refers)))
            )  # fmt: skip
    return Extraction(recognition, passages=tuple(found), facts=tuple(_ratifications(lines)))


def _marks(held: Sequence[Sentence], i: int) -> tuple[str, ...]:
    """Return the marks of notes of a sentence: within it, at its end, or of what goes on with it.

    A note stands behind the last of several sentences: "It recommended A. It also recommended B.36"
    """
    sentence = held[i]
    asked = _ASKED.search(sentence.text)
    before = sentence.text[: asked.start()] if asked else ""
    # Marks in front of the ask are those of a concern, unless the speakers carry them.
    start = len(before) if _SAID.search(before) else 0
    last = next((int(s.marks[-1]) for s in reversed(held[:i]) if s.marks), 0)
    highest = int(sentence.marks[0]) if sentence.marks else last + _MOST_MARKS
    inner = tuple(
        m.group(1)
        for m in _INNER.finditer(sentence.text, start)
        if max(last, highest - _MOST_MARKS - 1) < int(m.group(1)) < highest
    )
    if sentence.marks:
        return (*inner, *sentence.marks)
    if inner:
        return inner
    following = next((s for s in held[i + 1 :] if s.marks), None)
    between = held[i + 1 : held.index(following) + 1] if following else ()
    goes_on = all(_GOES_ON.match(s.text) for s in between)
    return following.marks if following and goes_on else ()


def _resolved(notes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what each note cites; "Ibid." stands for the symbol of the note above."""
    found: dict[str, tuple[str, ...]] = {}
    before: str | None = None
    last: tuple[str, ...] = ()
    for mark, text in notes.items():
        # "Ibid." alone is the paragraph above as well.
        last = cited(text, before if _SAME_SOURCE.match(text) else None) or (
            last if re.fullmatch(r"Ibid\.?", text.strip()) else ()
        )
        found[mark] = last
        before = last_cited(text, before if _SAME_SOURCE.match(text) else _symbol_of(text))
    return found


_SAME_SOURCE = re.compile(r"(?:See )?[Ii]bid")


def _symbol_of(text: str) -> str | None:
    """Return the symbol that a note names without a paragraph, None if it names another source."""
    found = re.match(r"(?:See )?([A-Z][A-Z0-9.]*(?:/[\w.-]+){2,})", text)
    return found.group(1).rstrip(".") if found else None


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
