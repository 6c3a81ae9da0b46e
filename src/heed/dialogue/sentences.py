"""Sentences, and what stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heed.dialogue.records import Span

# What is opened by each mark; the same mark closes where a text uses one for both.
_PAIRS = {"“": "”“", "«": "»", "„": "“”", "‘": "’", '"': '"', "”": "”"}
_MARKS = re.compile('[“”«»„"]')
_MOST_QUOTED = 3_000
# No sentence of a report is longer; a text without full stops must not hold the reading up.
_MOST_SENTENCE = 3_000
# "(a) asked the Government": an item of a list.
LISTED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)] ")
# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Art|vs|Jr|Sr|Sra|Gen|Col|Lt|Hon|H|E|M|Mme|bzw|Nr|ca|z|B|EE|UU|стр|ст|г|гг|им|т|п|н|ім|р|р-н)|(?<![^\W_])[^\W\d_])\.$"
)
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
_END = re.compile(r"[.!?…؟۔]+[»”“\"’)]*(?=\s+(?:[«“„\"‘(—–-]\s?)?[^\W_a-zа-яёіїєґßäöüéèàç])")


def quotations(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return what stands in quotation marks within `text[start:end]`, marks included.

    A mark that is not closed opens a quotation up to `end`.
    """
    found: list[Span] = []
    opened = -1
    closing = ""
    for match in _MARKS.finditer(text, start, end):
        mark = match[0]
        if opened < 0:
            if mark in _PAIRS and _opens(text, match.start(), end):
                opened, closing = match.start(), _PAIRS[mark]
        elif mark in closing:
            found.append(Span(opened, match.end()))
            opened = -1
    if opened >= 0 and end - opened <= _MOST_QUOTED:
        found.append(Span(opened, end))
    return tuple(found)


def _opens(text: str, at: int, end: int) -> bool:
    spaced = text[at] == "«"  # French sets a blank within its marks.
    return at + 1 < end and (spaced or not text[at + 1].isspace()) and text[at] != "”"


def sentences(
    text: str, start: int, end: int, quoted: Sequence[Span], *, ordinals: bool = False
) -> Iterator[Span]:
    """Yield the sentences of `text[start:end]`; a quotation is never cut.

    With `ordinals` a full stop after one or two digits ends none ("26. Februar"). What goes on
    for too long to be a sentence is cut at a blank.
    """
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if any(one.start < match.start() and stop < one.end for one in quoted):
            continue
        if ordinals and match[0] == "." and _ORDINAL.search(text[max(start, stop - 4) : stop]):
            continue
        if match[0] == "." and _SHORT.search(text[max(start, stop - 6) : stop]):
            continue
        yield from _short_enough(text, at, stop)
        while stop < end and text[stop].isspace():
            stop += 1
        at = stop
    if text[at:end].strip():
        yield from _short_enough(text, at, end)


def _short_enough(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _MOST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _MOST_SENTENCE)
        stop = cut if cut > 0 else start + _MOST_SENTENCE
        yield Span(start, stop)
        start = stop + 1 if cut > 0 else stop
    if start < end:
        yield Span(start, end)


def inner(text: str, quotation: Span, *, ordinals: bool = False) -> Iterator[Span]:
    """Yield the sentences inside a quotation, without its marks."""
    start, end = quotation.start + 1, quotation.end
    while end > start and text[end - 1] in '“”»"':
        end -= 1
    yield from sentences(text, start, end, (), ordinals=ordinals)


def inside(at: int, spans: Sequence[Span]) -> bool:
    """Whether an offset lies within one of the spans."""
    return any(one.start <= at < one.end for one in spans)
