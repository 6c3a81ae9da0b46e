"""The last paragraphs: dissemination, what is chosen for follow-up, when the next report is due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heed.kinds import asking, dates
from heed.kinds.paragraphs import Paragraph
from heed.kinds.requests import due
from heed.languages import pattern
from heed.records import Document, Due

_ROLES = ("follow_up", "next_report", "dissemination")
_OF_THESE = re.compile(
    r"\b(?:present|these|its|the Committee’s) (?:concluding )?(?:observations|comments)\b"
    r"|\b(?:next|periodic|initial|combined) reports?\b|\bconcluding (?:observations|comments)\b",
    re.IGNORECASE,
)
_IN_NEXT = re.compile(r"\bnext (?:periodic |combined )?reports?\b", re.IGNORECASE)


def closing_role(text: str, voice: asking.Voice, *, closing: bool, late: bool) -> str | None:
    """Return `follow_up`, `next_report` or `dissemination`; None if the paragraph is none of them.

    Only the first asking sentence decides (or all, where none asks), and only under such a heading
    (`closing`) or near the end (`late`).
    """
    if not (closing or late):
        return None
    told = asking.told(text, voice)
    asking_ones = [t.text for t in told if t.role is asking.Role.ASK] or [t.text for t in told]
    role = _role(asking_ones[0])
    if role is None and closing:
        role = next((r for t in asking_ones if (r := _role(t))), None)
        if role is None and _OF_THESE.search(text):
            role = "next_report" if _IN_NEXT.search(text) else "dissemination"
    return role


def _role(sentence: str) -> str | None:
    return next((r for r in _ROLES if pattern(r).search(sentence)), None)


def dues(document: Document, paragraph: Paragraph, role: str) -> Iterator[Due]:
    """Yield what a closing paragraph asks for by a date: replies on chosen paragraphs, reports."""
    if role not in _ROLES:
        return
    for start, end in asking.ranges(paragraph.text):
        sentence = paragraph.text[start:end]
        for kind in ("follow_up", "next_report"):
            if not pattern(kind).search(sentence) or not dates.first(sentence):
                continue
            if kind == "follow_up" and _IN_NEXT.search(sentence) and not _early(sentence):
                continue
            found = due(document, kind, paragraph, start, end)
            if found:
                yield found
            break


def _early(sentence: str) -> bool:
    return next(dates.times(sentence), None) is not None
