"""The last paragraphs: dissemination, what is chosen for follow-up, when the next report is due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heed.kinds import asking
from heed.kinds.paragraphs import Paragraph
from heed.kinds.requests import due
from heed.languages import pattern
from heed.records import Document, Due

# Headings whose paragraphs speak of the report and these observations; they stand at the end.
_CLOSING = (
    r"(?:wide )?dissemination",
    r"follow-up(?! (?:to|on|of) (?:the |its )?(?:committee’s )?(?:previous|earlier|durban))",
    r"(?:preparation|submission) of (?:the )?(?:next|periodic)",
    r"next (?:periodic |combined )?reports?",
    r"reporting(?:$| (?:obligations|cycle|procedure|and follow-up)| under)",
    r"(?:common )?core document",
    r"publication of",
    r"paragraphs? of particular importance",
    r"implementation and reporting",
    r"final (?:provisions|remarks|recommendations)",
)
_ROLES = ("next_report", "dissemination")
# "rule 70, paragraph 5" and "CED/C/2, para. 39" are no paragraphs of the document.
_NUMBERED = re.compile(r"(?<!\d, )\b(?:paragraphs?|paras?\.) \d")
_SUBMIT = re.compile(r"\bsubmit\b", re.IGNORECASE)
_OF_THESE = re.compile(
    r"\b(?:present|these|its|the Committee’s) (?:concluding )?"
    r"(?:observations|comments)\b|\b(?:present|these) recommendations\b"
    r"|\b(?:next|periodic|initial|combined) reports?\b|\bconcluding (?:observations|comments)\b",
    re.IGNORECASE,
)
_IN_NEXT = re.compile(r"\bnext (?:periodic |combined )?reports?\b", re.IGNORECASE)


def is_closing(heading: str) -> bool:
    """Return whether a heading is that of dissemination, follow-up or the next report."""
    folded = heading.strip().lower()
    return any(re.match(says, folded) for says in _CLOSING)


def closing_role(
    text: str, heading: str, voice: asking.Voice, *, closing: bool, late: bool
) -> str | None:
    """Return the role of a paragraph that asks only that the document be heeded; else None.

    `follow_up`, `next_report` and `dissemination` stand under such a heading (`closing`) or near
    the end (`late`); the first asking sentence decides, or the first of all where none asks.
    """
    if pattern("procedural").search(text):
        return "procedural"
    if not (closing or late):
        return None
    told = asking.told(text, voice)
    asks = [t.text for t in told if t.role is asking.Role.ASK] or [t.text for t in told]
    chosen = pattern("follow_up").search(text)
    if chosen and (chosen.lastgroup == "reply" or _NUMBERED.search(text)):
        return "follow_up"
    role = _role(asks[0])
    if role is None and closing:
        role = next((r for t in (*asks, text) if (r := _role(t))), None)
    if role is None and closing and _OF_THESE.search(f"{text} {heading}"):
        return "next_report" if _IN_NEXT.search(f"{text} {heading}") else "dissemination"
    return role


def _role(sentence: str) -> str | None:
    return next((r for r in _ROLES if pattern(r).search(sentence)), None)


def dues(document: Document, paragraph: Paragraph, role: str) -> Iterator[Due]:
    """Yield what a closing paragraph asks for by a date: replies on chosen paragraphs, reports."""
    if role == "follow_up":
        found = due(document, "follow_up", paragraph, 0, len(paragraph.text))
        if found:
            yield found
    if role not in ("follow_up", "next_report"):
        return
    for start, end in asking.ranges(paragraph.text):
        sentence = paragraph.text[start:end]
        asks = pattern("next_report").search(sentence) or (
            role == "next_report" and _SUBMIT.search(sentence)
        )
        if asks and not _NUMBERED.search(sentence):
            found = due(document, "next_report", paragraph, start, end)
            if found:
                yield found
                return
