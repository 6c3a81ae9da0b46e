"""Reports that ask anywhere in their numbered paragraphs: of a visit, of an inquiry."""

from __future__ import annotations

import re

from heed.errors import NoSuchSection
from heed.kinds import asking
from heed.kinds.closing import closing_role, dues, is_closing
from heed.kinds.paragraphs import Outline, Paragraph, outline
from heed.kinds.requests import passage, recommendation
from heed.records import Document, Due, Extraction, Passage, Recognition, Recommendation
from heed.vocab.mechanisms import mechanisms

_INTRODUCTION = re.compile(r"(?:general )?introduc(?:tion|tory)\b", re.IGNORECASE)
# Publication and the time for a reply are spoken of in the introduction or at the end.
_LATE = 0.85


def asked_throughout(
    document: Document,
    recognition: Recognition,
    *,
    findings: re.Pattern[str],
    chapter: re.Pattern[str] | None = None,
) -> Extraction:
    """Return the paragraphs that ask the State, the roles of the others, and what is due when.

    From the first heading that matches `findings` on, what a paragraph tells is a concern unless it
    praises. Where headings match `chapter`, only what stands from the last of them on asks
    anything. Raises `NoSuchSection` where no numbered paragraph is found.
    """
    mechanism = mechanisms()[recognition.mechanism or "spt"]
    voice = asking.voice(mechanism.code)
    read = outline(document, speaks=lambda text: asking.speaks(text, voice))
    if not read.paragraphs:
        raise NoSuchSection("numbered paragraphs")
    first = _last_of(read, chapter)
    told_from = _first_of(read, findings)
    items: list[Recommendation] = []
    passages: list[Passage] = []
    due_then: list[Due] = []
    before: list[Paragraph] = []
    for i, paragraph in enumerate(read.paragraphs):
        late = i >= _LATE * len(read.paragraphs)
        role = _role(paragraph, voice, asks=i >= first, tells=i >= told_from, late=late)
        before = [p for p in before if p.under == paragraph.under]
        if role is None:
            ask = asking.ask(paragraph.text, voice, weak=True, narrative=True)
            if ask is not None:
                items.append(
                    recommendation(document, paragraph, ask, symbol=recognition.symbol,
                                   instrument=mechanism.instrument, before=before)
                )  # fmt: skip
            before = []
            continue
        passages.append(passage(role, paragraph))
        due_then.extend(dues(document, paragraph, role))
        before = [*before, paragraph] if role == "concern" else []
    return Extraction(recognition, recommendations=tuple(items), passages=tuple(passages),
                      dues=tuple(due_then), problems=read.problems)  # fmt: skip


def _first_of(read: Outline, findings: re.Pattern[str]) -> int:
    """Return the index of the first paragraph below such a heading; lines of the title are none."""
    return next(
        (
            i
            for i, paragraph in enumerate(read.paragraphs)
            if any(findings.match(h.text) for h in paragraph.above[-1 if i == 0 else 0 :])
        ),
        len(read.paragraphs),
    )


def _last_of(read: Outline, chapter: re.Pattern[str] | None) -> int:
    """Return the index of the first paragraph of the last such chapter, 0 without one."""
    starts = [
        i
        for i, paragraph in enumerate(read.paragraphs)
        if chapter and any(chapter.match(h.text) for h in paragraph.above)
    ]
    return starts[-1] if starts else 0


def _role(
    paragraph: Paragraph, voice: asking.Voice, *, asks: bool, tells: bool, late: bool
) -> str | None:
    """Return what a paragraph does that is no recommendation, None for a recommendation."""
    opening = _INTRODUCTION.match(paragraph.heading) is not None
    role = closing_role(
        paragraph.text,
        paragraph.heading,
        voice,
        closing=is_closing(paragraph.heading),
        late=late or opening,
    )
    if role is not None:
        return role
    if asks and asking.ask(paragraph.text, voice, weak=tells):
        return None
    if asking.asks_others(paragraph.text, voice):
        return "procedural"
    said = asking.role(paragraph.text, voice)
    return _SAID.get(said, "concern" if tells else "procedural")


_SAID = {asking.Role.CONCERN: "concern", asking.Role.POSITIVE: "positive"}
