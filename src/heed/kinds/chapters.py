"""The chapters of a UN report, counted in Roman numerals, over its numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heed.kinds import asking
from heed.kinds.paragraphs import Heading, Paragraph, outline
from heed.records import Document

_ROMAN = re.compile(r"(?=[IVXL])(?:XL|X{0,4})(?:IX|IV|V?I{0,3})\s?\.")
_NAMED = re.compile(r"(?:Part|Chapter|PART|CHAPTER)\s[IVXL\d]+\W*")


def last_chapter(document: Document, title: re.Pattern[str], mechanism: str) -> list[Paragraph]:
    """Return the paragraphs of the last consecutive chapters whose title matches, in order.

    A report without Roman numerals is parted by the headings that are numbered in the same way as
    the last that matches. Empty where no title matches.
    """
    voice = asking.voice(mechanism)
    every = outline(document, speaks=lambda text: voice.asks.search(text) is not None).paragraphs
    held: list[Paragraph] = []
    for chapter, paragraph in reversed(list(_chaptered(every, title))):
        if title.search(chapter):
            held.append(paragraph)
        elif held:
            break
    return held[::-1]


def _chaptered(
    every: Sequence[Paragraph], title: re.Pattern[str]
) -> Iterator[tuple[str, Paragraph]]:
    headings = [heading for paragraph in every for heading in paragraph.above]
    counted = _counted(headings) or _alike(headings, title)
    chapter = ""
    for paragraph in every:
        for heading in paragraph.above:
            if heading.start in counted:
                chapter = heading.text
        yield chapter, paragraph


def _alike(headings: Sequence[Heading], title: re.Pattern[str]) -> set[int]:
    """Return where the headings stand that have a number of the same form as the last match."""
    last = next((h for h in reversed(headings) if title.search(h.text)), None)
    if last is None:
        return set()
    return {h.start for h in headings if _form(h.prefix) == _form(last.prefix)}


def _form(prefix: str) -> str:
    return re.sub(r"\d+", "9", re.sub(r"[A-Za-z]+", "A", prefix))


def _counted(headings: Sequence[Heading]) -> set[int]:
    """Return where the headings stand that are chapters: their Roman numerals count on.

    "I.", "V." and "X." are letters where the heading above has the letter before.
    """
    found: set[int] = set()
    last, above = 0, ""
    for heading in headings:
        number = _value(heading.prefix)
        letter = len(above) == len(heading.prefix) and _is_next(above, heading.prefix)
        if _NAMED.match(heading.text) or (number > last and not letter):
            found.add(heading.start)
            last = number or last
        above = heading.prefix or above
    return found


def _is_next(above: str, prefix: str) -> bool:
    """Return whether a letter follows another; "I." after "H."."""
    return bool(above and prefix) and ord(prefix[0]) == ord(above[0]) + 1


def _value(prefix: str) -> int:
    if not _ROMAN.fullmatch(prefix):
        return 0
    total = 0
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    numeral = prefix.rstrip(". ")
    for one, after in zip(numeral, [*numeral[1:], ""], strict=True):
        larger = after and values[after] > values[one]
        total += -values[one] if larger else values[one]
    return total
