"""What frames a comment: a repetition, and the note in brackets that asks for an early reply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heed.kinds import dates
from heed.kinds.lines import Line, Run
from heed.kinds.stated import quote
from heed.records import Due, Fact

_CLOSING = re.compile(
    r"\[\s?The\sGovernment\sis\s(?:asked|requested|invited)\b[^\]]{5,400}\]"
    r"|The\sGovernment\sis\s(?:asked|requested)\sto\s(?:supply\sfull\sparticulars|reply\sin\sfull"
    r"|report\sin\sdetail|reply\sin\sdetail)\b[^\]]{5,300}?\d{4}\.?(?=\s*$)"
)
_REPLY = re.compile(r"\b(?:reply|report|respond)\s(?:in\s(?:full|detail)|on)\b[^.\]]{0,160}")
_PARTICULARS = re.compile(
    r"supply\sfull\sparticulars\sto\sthe\sConference(?:\sat\sits\s(?:next\s)?(.{3,40}?[Ss]ession))?"
)
_REPEATS = re.compile(
    r"^Repetition\.?$|\bbound\sto\s(?:repeat|renew)\sits\s(?:\w+\s){0,2}?(?:comments?|observations?"
    r"|requests?|direct\srequests?)|\brepeats\sits\s(?:\w+\s){0,2}?(?:comments?|observations?)"
    r"|\bits\sprevious\s(?:\w+\s){0,2}?(?:comments?|observations?|requests?)[^.]{0,120}"
    r"\bwhich\sreads?\sas\sfollows|\bwhich\sreads?\sas\sfollows:",
    re.IGNORECASE,
)
# The lead-in of a repetition hopes for the next report; it asks nothing of its own.
_FRAME = re.compile(
    r"\b(?:hopes?|trusts?|expects?|urges?|requests?)\b[^.]{0,60}?\b(?:that\s)?(?:a|the|its)\s"
    r"(?:next\s)?(?:\w+\s)?report\s(?:will|containing|without|be|for)\b[^.]{0,300}?"
    r"(?:previous\s(?:\w+\s)?(?:comments?|observations?|requests?)|read(?:s|ing)?\sas\sfollows)",
    re.IGNORECASE,
)


def notes(paragraphs: Sequence[Sequence[Line]]) -> Iterator[tuple[Run, re.Match[str]]]:
    """Yield the notes on an early reply: in paragraphs of their own, or at the end of one."""
    for paragraph in paragraphs:
        run = Run(paragraph)
        found = _CLOSING.search(run.text)
        if found is not None:
            yield run, found


def dues(paragraphs: Sequence[Sequence[Line]]) -> Iterator[Due]:
    """Yield when a reply is asked for out of turn, as the notes say."""
    for run, found in notes(paragraphs):
        asked = _REPLY.search(found.group())
        when = dates.first((asked or found).group())
        yield Due("reply", quote(run, *found.span()), on=when.on if when else None,
                  months=when.months if when else None)  # fmt: skip


def double_footnotes(paragraphs: Sequence[Sequence[Line]]) -> Iterator[Fact]:
    """Yield the session of the Conference to which full particulars are asked for."""
    for run, found in notes(paragraphs):
        full = _PARTICULARS.search(found.group())
        if full:
            yield Fact("double_footnote", full.group(1) or "", quote(run, *found.span()))


def without_notes(paragraphs: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Return the paragraphs without those that are such a note alone."""
    return [held for held in paragraphs if not _is_note(Run(held).text)]


def _is_note(text: str) -> bool:
    found = _CLOSING.search(text)
    return found is not None and len(found.group()) >= len(text.strip()) - 2


def repeated_from(paragraphs: Sequence[Sequence[Line]]) -> int | None:
    """Return from which offset of the document on a comment repeats an earlier one, None: never."""
    for paragraph in paragraphs:
        if _REPEATS.search(Run(paragraph).text):
            return paragraph[0].start
    return None


def is_frame(sentence: str) -> bool:
    """Return whether a sentence only leads in a repetition or is the note on an early reply."""
    return _FRAME.search(sentence) is not None or _CLOSING.search(sentence) is not None
