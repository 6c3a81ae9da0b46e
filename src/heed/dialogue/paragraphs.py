"""The paragraphs of an item: what is body, what is furniture of the page, what stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from heed.dialogue.days import Day, days
from heed.dialogue.records import Paragraph, Part, Span
from heed.dialogue.words import Words

# A later paragraph repeats an earlier one when so much of its 5-word shingles stand there
# (trust.md section 5, rule 5).
_SHINGLE = 5
_CONTAINED = 0.9
# A line without a full stop is a headline up to this length; the last one may be cut off.
_MOST_HEADLINE = 160
_CLOSED = re.compile(r"[.!?…:;؟۔]\s*[»”“\"’')\]]*$|[.!?…][»”\"]?$")
_BLOCK = re.compile(r"(?:[^\n\f]*\S[^\n\f]*(?:\n|$))+")
_LINE = re.compile(r"[^\n\f]*\S[^\n\f]*")
_WORD = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)] |[•–-] (?=[a-zа-я])")
_WRAPPED = (40, 110)
# A dateline: CITY, 3 May (AGENCY) and a dash; or day, agency and a full stop; or AGENCY and a dash.
_DATELINE_END = re.compile(r"\.?[ ]?[-–—][ ]|[-–—][ ]|\.[ ](?=[^\W\d_a-zа-яіїєґ]|[«“„\"])")
_MOST_DATELINE = 70
# A place and an agency have no more words than these.
_MOST_PLACED = 6
# Small words within names of cities: "Ciudad de".
_MOST_SMALL = 3
_AGENCY = re.compile(r"\(\s*(?P<it>[^\W\d_][\w .,/&’'-]{1,30}?)\s*\)")


def paragraphs(text: str, words: Words, *, start: int = 0) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `text[start:]`, numbered from 0 in the order they stand."""
    cut = [_trimmed(text, span) for span in _cut(text, start)]
    last = len(cut) - 1
    found: list[Paragraph] = []
    contacts = False
    for number, span in enumerate(cut):
        told = _told(text, span, words, at_end=number == last)
        if contacts and told[0] is not Part.FURNITURE:
            told = (Part.CONTACTS, "contacts")
        at = words.group("contacts").first(text, span.start, span.end)
        if at is not None and told[0] is Part.BODY:
            contacts = True
            if at.start - span.start > 20:
                found.append(Paragraph(number, span.start, at.start, Part.BODY))
            found.append(Paragraph(number, at.start, span.end, Part.CONTACTS, None, at.entry.code))
            continue
        found.append(Paragraph(number, span.start, span.end, told[0], None, told[1]))
    return _with_repeats(text, found)


def unwrapped(text: str) -> str:
    """Return a text whose paragraphs stand on one line each; every offset stays what it was."""
    pieces = list(text)
    for block in _BLOCK.finditer(text):
        lines = [
            Span(block.start() + one.start(), block.start() + one.end())
            for one in _LINE.finditer(block.group())
        ]
        if len(lines) > 1 and _wrapped(lines):
            for before in lines[:-1]:
                pieces[before.end] = " "
    return "".join(pieces)


def _cut(text: str, start: int) -> Iterator[Span]:
    """Yield the paragraphs: each stands on a line of its own."""
    for one in _LINE.finditer(text, start):
        yield Span(one.start(), one.end())


def _wrapped(lines: Sequence[Span]) -> bool:
    """Whether lines were broken at the margin: all but the last are about as long."""
    lengths = [one.end - one.start for one in lines[:-1]]
    short, long = _WRAPPED
    return short <= min(lengths) and max(lengths) <= long and max(lengths) - min(lengths) < 25


def _trimmed(text: str, span: Span) -> Span:
    said = text[span.start : span.end]
    left = len(said) - len(said.lstrip())
    return Span(span.start + left, span.start + len(said.rstrip()))


def _told(text: str, span: Span, words: Words, *, at_end: bool) -> tuple[Part, str]:
    """Return what a paragraph is and why."""
    said = text[span.start : span.end]
    for entry, pattern in zip(
        words.group("furniture").entries, words.group("furniture").patterns, strict=True
    ):
        if pattern.search(said):
            return Part.FURNITURE, entry.code
    count = len(_WORD.findall(said))
    if count == 0 or (count <= 2 and not _CLOSED.search(said)) or _other_script(said, words):
        return Part.FURNITURE, "no_sentence"
    listed = _LISTED.match(said) is not None
    if (
        not listed
        and not _CLOSED.search(said)
        and len(said) <= _MOST_HEADLINE
        and not (at_end and count > 8)
    ):
        return Part.HEADLINE, "no_full_stop"
    return Part.BODY, ""


def _other_script(said: str, words: Words) -> bool:
    """Whether a short paragraph is in another script than the language's."""
    letters = [c for c in said if c.isalpha()]
    if not letters or len(letters) > 60:
        return False
    own = {"ar": "\u0600\u06ff", "ru": "\u0400\u04ff", "uk": "\u0400\u04ff"}.get(
        words.language, "A\u036f\u1e00\u1eff"
    )
    inside = sum(any(own[i] <= c <= own[i + 1] for i in range(0, len(own), 2)) for c in letters)
    return inside * 2 < len(letters)


def _with_repeats(text: str, found: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return paragraphs that know which earlier one they repeat."""
    told: list[Paragraph] = []
    earlier: list[tuple[Paragraph, list[str], frozenset[tuple[str, ...]]]] = []
    for one in found:
        tokens = [word.casefold() for word in _WORD.findall(text[one.start : one.end])]
        pieces = _shingles(tokens)
        small = len(tokens) < _SHINGLE
        same = None
        # Short furniture ("|", "Share") stands on a page many times and says nothing.
        if not (small and one.part is Part.FURNITURE) and tokens:
            same = next(
                (e for e, other, held in earlier if tokens == other or _contained(pieces, held)
                 or _retold(tokens, other)),
                None,
            )  # fmt: skip
        told.append(replace(one, repeats=same.number) if same else one)
        if same is None:
            earlier.append((one, tokens, pieces))
    return tuple(told)


def _shingles(tokens: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1))


def _contained(later: frozenset[tuple[str, ...]], earlier: frozenset[tuple[str, ...]]) -> bool:
    return len(later) >= _SHINGLE and len(later & earlier) >= _CONTAINED * len(later)


def _retold(later: Sequence[str], earlier: Sequence[str]) -> bool:
    """Whether so much of a later paragraph stands in the earlier one in the same order."""
    least = _CONTAINED * len(later)
    if len(later) < 2 * _SHINGLE or not least <= len(earlier) <= 2 * len(later):
        return False
    return LCSseq.similarity(later, earlier, score_cutoff=int(least)) >= least


@dataclass(frozen=True, slots=True)
class Dateline:
    """The beginning of a report that says where and when it was filed, and by whom.

    `end` is where the report itself begins.
    """

    start: int
    end: int
    day: Day | None
    agency: str
    agency_at: Span | None


def dateline(text: str, paragraph: Paragraph, words: Words) -> Dateline | None:
    """Return the dateline that a paragraph begins with, None if it has none."""
    start, most = paragraph.start, min(paragraph.end, paragraph.start + _MOST_DATELINE)
    told: Dateline | None = None
    for match in _DATELINE_END.finditer(text, start, most):
        if told is not None and not re.search("[-–—]", match[0]):
            continue
        head = text[start : match.start()]
        found = [one for one in days(text, words, start, match.start()) if one.month]
        agency = _AGENCY.search(head)
        bare = not found and agency is None
        if bare and not (head.isupper() and len(head) < 40 and not re.search(r"\d", head)):
            continue
        placed_in = _WORD.findall(_without(text, start, match.start(), found))
        names = all(word[0].isupper() or len(word) <= _MOST_SMALL for word in placed_in)
        if len(placed_in) > _MOST_PLACED or not names:
            break
        name, at = _agency(head, agency, bare=bare, dated=bool(found))
        placed = Span(start + at[0], start + at[1]) if name else None
        told = Dateline(start, match.end(), found[0] if found else None, name, placed)
    return told


def _without(text: str, start: int, end: int, found: Sequence[Day]) -> str:
    rest = text[start:end]
    for one in reversed(found):
        rest = rest[: one.start - start] + rest[one.end - start :]
    return rest


def _agency(
    head: str, agency: re.Match[str] | None, *, bare: bool, dated: bool
) -> tuple[str, tuple[int, int]]:
    """Return the agency that a dateline names: in brackets, or the one word after the date."""
    if agency is not None and not re.search(r"\d", agency["it"]):
        return agency["it"].strip(" ,."), agency.span("it")
    after = (
        re.search(r"\d[^\d,.]{2,20}[,.]\s*(?P<it>[^\W\d_][\w-]{2,20})$", head) if dated else None
    )
    if after is not None:
        return after["it"], after.span("it")
    if bare and " " not in head.strip():
        return head.strip(), (0, len(head.strip()))
    return "", (0, 0)
