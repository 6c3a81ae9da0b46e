"""Who is mentioned in a sentence: offices, short words for their holders, bodies, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from heed.dialogue.countries import Named
from heed.dialogue.records import Span
from heed.dialogue.words import Words, either, stop_words

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'ʼ-]|\.(?=[^\W\d_]))*\.?")
_KINDS = {"offices": "office", "roles": "role", "organisations": "organisation", "both": "both",
          "pronouns": "pronoun"}  # fmt: skip
_MOST_NAME = 6
_ARABIC = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its kind (office, role, organisation, both, pronoun, name), its code.

    `country` is the State named with it. `left` and `right` are the mention with that State.
    """

    kind: str
    code: str
    start: int
    end: int
    country: str = ""
    left: int = 0
    right: int = 0


def mentions(text: str, at: Span, words: Words, named: Sequence[Named]) -> list[Mention]:
    """Return the mentions of a sentence from left to right, no two overlapping."""
    found = [
        Mention(kind, hit.entry.code, *hit.it)
        for group, kind in _KINDS.items()
        for hit in words.group(group).hits(text, at.start, at.end)
    ]
    found.sort(key=lambda one: (one.start, -(one.end - one.start), _rank(one)))
    kept: list[Mention] = []
    for one in found:
        before = kept[-1] if kept else None
        role = before is not None and before.kind == "role" and one.kind == "office"
        if before and role and one.start < before.end < one.end:
            # "the minister" is the beginning of "the minister of labour".
            kept.pop()
        if not kept or one.start >= kept[-1].end:
            kept.append(_with_country(text, at, one, words, named))
    taken = [Span(one.start, one.end) for one in kept]
    taken += [
        Span(one.start, one.end) for one in named if at.start <= one.start and one.end <= at.end
    ]
    kept += [Mention("name", "", *one, "", *one) for one in _names(text, at, words, taken)]
    return sorted(kept, key=lambda one: one.start)


def _rank(one: Mention) -> int:
    return list(_KINDS.values()).index(one.kind)


def _with_country(
    text: str, at: Span, one: Mention, words: Words, named: Sequence[Named]
) -> Mention:
    """Return a mention with the State within it, after it ("of Aurelia") or before it."""
    told = replace(one, left=one.start, right=one.end)
    near = [n for n in named if n.country and at.start <= n.start and n.end <= at.end]
    for n in near:
        if one.start <= n.start and n.end <= one.end:
            return replace(told, country=n.country)
    after, before, articles = _ties(words)
    for n in near:
        if n.start >= one.end and after.fullmatch(text, one.end, n.start):
            return replace(told, country=n.country, right=n.end)
    for n in reversed(near):
        if n.end <= one.start and before.fullmatch(text, n.end, one.start):
            left = articles.search(text, at.start, n.start)
            return replace(told, country=n.country, left=left.start() if left else n.start)
    return told


@cache
def _ties_of(
    of: tuple[str, ...], articles: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    after = rf"\s?(?:{either(of)}\s?)?(?:{either(articles)}\s)?"
    return (
        re.compile(after, re.IGNORECASE),
        re.compile(r"(?:[’']s?)?\s", re.IGNORECASE),
        re.compile(rf"(?<!\w){either(articles)}\s$", re.IGNORECASE),
    )


def _ties(words: Words) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return _ties_of(words.listed("of"), words.listed("articles"))


def _names(text: str, at: Span, words: Words, taken: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield what may be the names of persons: by capitals, in Arabic by what stands before."""
    if words.language == "ar":
        yield from _arabic_names(text, at, words, taken)
        return
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, at.start, at.end):
        tied = run and text[run[-1].end() : token.start()] in (" ", "\u00a0", "-")
        if run and (not tied or (run[-1][0].endswith(".") and len(run[-1][0]) > 3)):
            yield from _run(run, words)
            run = []
        if _part_of_name(token, words, taken, begun=bool(run)):
            run.append(token)
        elif run:
            yield from _run(run, words)
            run = []
    yield from _run(run, words)


def _run(run: Sequence[re.Match[str]], words: Words) -> Iterator[tuple[int, int]]:
    """Yield the name that a run of words makes, without particles at its ends."""
    held = list(run)
    while held and not any(part[:1].isupper() for part in held[-1][0].split("-")):
        held.pop()
    if held and len(held) <= _MOST_NAME and any(len(one[0].rstrip(".")) > 1 for one in held):
        last = held[-1][0]
        end = held[-1].end() - (1 if last.endswith(".") and len(last) > 2 else 0)
        yield held[0].start(), end


def _part_of_name(
    token: re.Match[str], words: Words, taken: Sequence[Span], *, begun: bool
) -> bool:
    written = token[0].rstrip(".")
    if any(one.start < token.end() and token.start() < one.end for one in taken):
        return False
    if begun and written in _listed(words, "particles"):
        return True
    first, _hyphen, rest = written.partition("-")
    if rest[:1].isupper() and first in _listed(words, "particles"):
        return True
    if not written or not written[0].isupper() or written in _listed(words, "none_of_names"):
        return False
    if _calendar(words).fullmatch(written):
        return False
    return not (written.isupper() and len(written) > 1) and not _honorific(words).fullmatch(
        token[0]
    )


def _calendar(words: Words) -> re.Pattern[str]:
    return _calendar_of((*words.listed("months"), *words.listed("weekdays")))


@cache
def _calendar_of(held: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(either(held), re.IGNORECASE)


@cache
def _set_of(held: tuple[str, ...]) -> frozenset[str]:
    return frozenset(held)


def _listed(words: Words, name: str) -> frozenset[str]:
    return _set_of(words.listed(name))


@cache
def _honorific_of(held: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(either(held), re.IGNORECASE)


def _honorific(words: Words) -> re.Pattern[str]:
    return _honorific_of(words.listed("honorifics"))


def _arabic_names(
    text: str, at: Span, words: Words, taken: Sequence[Span]
) -> Iterator[tuple[int, int]]:
    """Yield names in a script without capitals: after a form of address, or beside an office."""
    found = [
        _words_on(text, match.end(), at.end, words, taken)
        for match in _addressed(words).finditer(text, at.start, at.end)
    ]
    for one in words.group("offices").hits(text, at.start, at.end):
        found.append(_words_back(text, at.start, one.start, words, taken))
        past = max([one.end, *(t.end for t in taken if t.start <= one.end + 1 < t.end)])
        comma = re.compile(r"\s?،\s").match(text, past, at.end)
        if comma is not None:
            start, end = _words_on(text, comma.end(), at.end, words, taken)
            if text[end : end + 1] in "،.":
                found.append((start, end))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    yield from kept


def _addressed(words: Words) -> re.Pattern[str]:
    return _addressed_of(words.listed("honorifics"))


@cache
def _addressed_of(honorifics: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:[وبل]{{1,2}})?(?:{either(honorifics)}\s)+")


def _words_on(
    text: str, start: int, stop: int, words: Words, taken: Sequence[Span]
) -> tuple[int, int]:
    """Return the words from `start` on that can be a name, up to a mark or a small word."""
    held: list[tuple[int, int]] = []
    for token in _ARABIC.finditer(text, start, stop):
        gap = text[held[-1][1] if held else start : token.start()]
        if gap.strip() or not _nameable(token, words, taken) or len(held) == _MOST_NAME:
            break
        held.append(token.span())
    return (held[0][0], held[-1][1]) if held else (start, start)


def _words_back(
    text: str, first: int, end: int, words: Words, taken: Sequence[Span]
) -> tuple[int, int]:
    """Return the two words and more before an office that can be a name."""
    held: list[tuple[int, int]] = []
    for token in reversed(list(_ARABIC.finditer(text, first, end))):
        gap = text[token.end() : held[-1][0] if held else end]
        apart = gap.strip(" ") if held else gap.strip(" ،")
        if apart or not _nameable(token, words, taken) or len(held) == _MOST_NAME:
            break
        held.append(token.span())
    return (held[-1][0], held[0][1]) if len(held) > 1 else (end, end)


def _nameable(token: re.Match[str], words: Words, taken: Sequence[Span]) -> bool:
    """Whether an Arabic word can be part of a name: no small word, no verb, nothing known."""
    if token[0] in stop_words("ar") | _listed(words, "none_of_names"):
        return False
    if any(one.start < token.end() and token.start() < one.end for one in taken):
        return False
    if _addressed(words).fullmatch(token[0] + " "):
        return False
    verbs = (
        pattern for name in ("meets", "says", "both") for pattern in words.group(name).patterns
    )
    return not any(pattern.match(token[0] + " ") for pattern in verbs)
