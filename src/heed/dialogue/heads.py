"""Text files as they are handed over: up to three lines of a head, a blank line, the body."""

from __future__ import annotations

import re

from heed.dialogue.sources import Source

_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
_MOST_LINE = 300
_MOST_WORDS = 7
_SENTENCE = re.compile(r"[.!?…؟۔][»”\"]?$")


def headed(text: str, file: str) -> Source:
    """Return a text with its title, publisher and day, and where its body begins.

    A head is one to three lines before the first blank line: title, publisher, day; the day is
    ISO 8601. One line alone is a publisher if it is short, else no head.
    """
    head, gap, _body = text.partition("\n\n")
    lines = [line.strip() for line in head.strip("\n").split("\n")]
    found = _head(lines) if gap else None
    if found is None:
        return Source(file, text)
    return Source(file, text, *found, body_from=len(head) + len(gap))


def _head(lines: list[str]) -> tuple[str, str, str] | None:
    if not 1 <= len(lines) <= 3 or any(len(line) > _MOST_LINE for line in lines):
        return None
    day = lines[-1] if _DATE.fullmatch(lines[-1]) else ""
    rest = lines[:-1] if day else lines
    if len(rest) > 2 or (not day and any(_SENTENCE.search(line) for line in rest)):
        return None
    if len(rest) == 2:
        return rest[0], rest[1], day
    if not rest:
        return "", "", day
    if day or len(rest[0].split()) <= _MOST_WORDS:
        return "", rest[0], day
    return None
