"""Finds what may be personal data in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heed.personal.entries import Entry, Names, entries, languages, names
from heed.vocab import states

# How far from a word such as "victim" a name is still taken for that person's, in characters.
NEAR = 60
# What ends a sentence, and with it nearness; a dot also stands in "Mr. N." and in numbers.
_END = re.compile(r"[;!?؟؛\n]|\.(?=\s+[^\W\d_])")
_WORD = re.compile(r"\w+")


class Kind(StrEnum):
    """What a hit may be."""

    EMAIL = "email"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    AGE = "age"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may be personal data. `start` and `end` are half-open offsets in the text.

    `reason` says why, in English; `method` is the entry that found it.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    method: str


def scan(text: str) -> list[Hit]:
    """Return the passages that may be personal data, in their order, no two overlapping.

    All languages are looked for, as a text can hold several. Of hits that overlap the longest
    stays, of equally long ones the one whose language comes first.
    """
    found = [hit for language in languages() for hit in _of_language(text, language)]
    found.sort(key=lambda hit: hit.start - hit.end)
    taken: list[Hit] = []
    starts: list[int] = []
    for hit in found:
        at = bisect_left(starts, hit.start)
        before = at > 0 and taken[at - 1].end > hit.start
        after = at < len(taken) and taken[at].start < hit.end
        if not before and not after:
            taken.insert(at, hit)
            starts.insert(at, hit.start)
    return taken


def _of_language(text: str, language: str) -> Iterator[Hit]:
    for entry in entries(language):
        yield from _of_entry(text, entry)
    held = names(language)
    if held is not None:
        yield from _of_names(text, held, f"{language}.names")


def _of_entry(text: str, entry: Entry) -> Iterator[Hit]:
    group = "it" if "it" in entry.says.groupindex else 0
    for match in entry.says.finditer(text):
        start, end = match.span(group)
        yield Hit(start, end, Kind(entry.kind), entry.reason, entry.code)


def _of_names(text: str, held: Names, method: str) -> Iterator[Hit]:
    """Yield names with a word such as "victim" before or after them in the same sentence."""
    near = [match.span() for match in held.near.finditer(text)]
    if not near:
        return
    starts = [start for start, _end in near]
    for match in held.name.finditer(text):
        start, end = _apart(text, _without_verb(match, held), near, starts)
        if start >= end or _names_something_else(text[start:end], held):
            continue
        at = bisect_left(starts, end)
        gaps = [(near[at - 1][1], start)] if at > 0 and near[at - 1][1] <= start else []
        gaps += [(end, starts[at])] if at < len(near) else []
        if any(b - a <= NEAR and not _END.search(text, a, b + 1) for a, b in gaps):
            yield Hit(start, end, Kind.NAME, held.reason, method)


def _without_verb(match: re.Match[str], held: Names) -> tuple[int, int]:
    """Return where the name stands: a sentence that begins "Release" does not name it so."""
    start, end = match.span("it")
    first = _WORD.match(match["it"])
    if first is None or first[0].casefold() not in held.verbs:
        return start, end
    rest = match["it"][first.end() :].lstrip()
    return (end - len(rest), end) if len(_WORD.findall(rest)) > 1 else (end, end)


def _apart(
    text: str, name: tuple[int, int], near: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[int, int]:
    """Return where the name stands without the word for somebody concerned, if it took that in."""
    start, end = name
    at = bisect_left(starts, end) - 1
    if at < 0 or near[at][1] <= start:
        return name
    if near[at][0] <= start:
        start = near[at][1]
    else:
        end = near[at][0]
    said = text[start:end]
    if len(_WORD.findall(said)) < 2:
        return end, end
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())


def _names_something_else(name: str, held: Names) -> bool:
    if any(word.casefold() in held.others for word in _WORD.findall(name)):
        return True
    return states.find(name) is not None
