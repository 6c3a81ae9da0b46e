"""Reads one item: its language, its body, and what is told in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from heed.dialogue.cast import Cast, home, unnamed
from heed.dialogue.commitments import commitments
from heed.dialogue.countries import Named, countries
from heed.dialogue.days import days, reported
from heed.dialogue.meetings import meetings
from heed.dialogue.paragraphs import Dateline, dateline, paragraphs, unwrapped
from heed.dialogue.records import Item, Paragraph, Part, Span, Topic
from heed.dialogue.sentences import quotations, sentences
from heed.dialogue.sources import Problem, Source
from heed.dialogue.statements import statements
from heed.dialogue.told import Sentence, Told, chained
from heed.dialogue.words import LANGUAGES, Words, stop_words, words

# An item longer than this is no press item; its beginning is read and the rest is said to be left.
MOST_CHARACTERS = 200_000
_TOKEN = re.compile(r"[^\W\d_]+")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile("[ыэёъ]", re.IGNORECASE)


def read_source(source: Source) -> Item:
    """Return what is found in an item, all of it proposed. Same source, same item."""
    text = unwrapped(unicodedata.normalize("NFC", source.text))
    code = language(text[source.body_from : MOST_CHARACTERS])
    if not code:
        return _unread(source, text)
    return _read(source, text[:MOST_CHARACTERS], words(code))


def language(text: str) -> str:
    """Return the language of a text, of those that are read; "" where it is none of them."""
    tokens = [word.casefold() for word in _TOKEN.findall(text[:20_000])]
    if not tokens:
        return ""
    scored = {code: _score(tokens, stop_words(code)) for code in LANGUAGES}
    best = max(scored, key=lambda code: scored[code])
    if best in ("ru", "uk"):
        few = len(_UKRAINIAN.findall(text)) > len(_RUSSIAN.findall(text))
        best = "uk" if few else "ru"
    return best if scored[best] > 0 else ""


def _score(tokens: Sequence[str], stop: frozenset[str]) -> float:
    return sum(token in stop for token in tokens) / len(tokens)


def _unread(source: Source, text: str) -> Item:
    said = "It is in none of the languages that are read: " + ", ".join(LANGUAGES) + "."
    return Item(source.file, text, source.title, source.publisher, source.published, "", "", (),
                (), (), (), (), (*source.problems, Problem("language", said)))  # fmt: skip


def _read(source: Source, text: str, held: Words) -> Item:
    parts = paragraphs(text, held, start=source.body_from)
    body = [one for one in parts if one.read]
    filed = dateline(text, body[0], held) if body else None
    named = countries(text, held.language, source.own)
    told = _told(source, text, held, parts, filed, named)
    met = meetings(told)
    problems = (*source.problems, *_problems(source, body, told))
    return Item(
        file=source.file,
        text=text,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        language=held.language,
        dateline=text[filed.start : filed.end].rstrip(" -–—.") if filed else "",
        paragraphs=parts,
        meetings=met,
        statements=statements(told),
        commitments=commitments(told, met),
        topics=_topics(text, held, body),
        problems=problems,
    )


def _told(
    source: Source,
    text: str,
    held: Words,
    parts: Sequence[Paragraph],
    filed: Dateline | None,
    named: list[Named],
) -> Told:
    """Return the sentences of the body with whom they mention."""
    body = [one for one in parts if one.read]
    starts = {filed.start: filed.end} if filed else {}
    cut: list[tuple[Span, int, tuple[Span, ...]]] = []
    for one in body:
        start = starts.get(one.start, one.start)
        quoted = quotations(text, start, one.end)
        cut += [
            (span, one.number, quoted)
            for span in sentences(text, start, one.end, quoted, ordinals=held.language == "de")
        ]
    captions = [
        (Span(one.start, one.end), one.number, ())
        for one in parts
        if one.part is Part.FURNITURE and one.reason == "photo"
    ]
    headlines = [
        (Span(one.start, one.end), one.number, ()) for one in parts if one.part is Part.HEADLINE
    ]
    cast = Cast(text, held, named)
    for span, _number, _quoted in (*cut, *captions):
        cast.meet(span)
    for span, _number, _quoted in cut:
        for holder in unnamed(cast, span):
            cast.adopt(holder)
    cast.settle()
    lead = [span for span, _number, _quoted in cut[:12]]
    above = [Span(0, source.body_from), *(span for span, _number, _quoted in headlines)]
    cast.home = (
        home(text, named, lead, cast.persons)
        or home(text, named, above, ())
        or _of_outlet(source, held)
    )
    shown = tuple(_sentence(text, held, cast, *one) for one in captions)
    told = tuple(_sentence(text, held, cast, *one) for one in cut)
    again = tuple(
        replace(_sentence(text, held, cast, span, number, ()), paragraph_at=at)
        for span, number, at in _retold(text, parts, starts)
    )
    headed = tuple(_sentence(text, held, cast, *one) for one in headlines)
    written = [
        day
        for one in parts
        if one.part is Part.FURNITURE
        for day in days(text, held, one.start, one.end)
    ]
    at = reported(source.published, filed.day if filed else None, written)
    outlet = source.publisher or (filed.agency if filed else "") or "an outlet not stated"
    bare = Told(text, held, cast, told, at, outlet, "", None, shown, headed, again)
    label, where = _source(bare, parts)
    return replace(bare, source=label, source_at=where)


def _of_outlet(source: Source, held: Words) -> str:
    """Return the State that the publisher's name names, "" where it names none."""
    named = countries(source.publisher, held.language) or countries(source.publisher, "en")
    return next((one.country for one in named if one.country), "")


def _retold(
    text: str, parts: Sequence[Paragraph], starts: dict[int, int]
) -> list[tuple[Span, int, int]]:
    """Return body paragraphs that tell an earlier one again, with where that one's text begins."""
    body = {one.number: one for one in parts if one.part is Part.BODY}
    return [
        (Span(one.start, one.end), one.number, starts.get(first.start, first.start))
        for one in body.values()
        if one.repeats is not None and (first := body.get(one.repeats)) is not None
    ]


def _sentence(
    text: str, held: Words, cast: Cast, span: Span, number: int, quoted: tuple[Span, ...]
) -> Sentence:
    before = cast.subject
    return Sentence(
        start=span.start,
        end=span.end,
        paragraph=number,
        quoted=tuple(one for one in quoted if span.start <= one.start < span.end),
        actors=tuple(cast.actors(span)),
        named=tuple(one for one in cast.named if span.start <= one.start < span.end),
        days=tuple(days(text, held, span.start, span.end)),
        before=before,
    )


def _source(told: Told, parts: Sequence[Paragraph]) -> tuple[str, Span | None]:
    """Return whom the item as a whole goes back to, by the first passage that names a source."""
    for sentence in told.sentences:
        for hit in told.outside(sentence, "sources"):
            at = Span(*hit.it)
            label = chained(told, sentence.actors, at)
            if hit.entry.code == "trailing" and not label:
                continue
            return label or " ".join(told.text[at.start : at.end].split()), at
    for one in parts:
        found = told.group("sources").first(told.text, one.start, one.end)
        if found is not None and one.part is Part.FURNITURE:
            at = Span(*found.it)
            return " ".join(told.text[at.start : at.end].split()), at
    return "", None


def _topics(text: str, held: Words, body: Sequence[Paragraph]) -> tuple[Topic, ...]:
    found: dict[str, Topic] = {}
    for one in body:
        for hit in held.group("topics").hits(text, one.start, one.end):
            name = hit.entry.kind
            if name not in found or hit.start < found[name].at.start:
                method = f"{held.language}.topics.{hit.entry.code}"
                found[name] = Topic(name, Span(hit.start, hit.end), method)
    return tuple(sorted(found.values(), key=lambda one: one.at.start))


def _problems(source: Source, body: Sequence[Paragraph], told: Told) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if len(source.text) > MOST_CHARACTERS:
        said = f"Only its first {MOST_CHARACTERS:,} characters were read."
        problems.append(Problem("long", said))
    if not body:
        problems.append(Problem("no_body", "No paragraph of it reads like the body of a report."))
    if told.reported.day is None:
        said = "The day of the report is not stated; days without a year or by weekday stay open."
        problems.append(Problem("no_day", said))
    if told.outlet == "an outlet not stated":
        problems.append(Problem("no_outlet", "Who published it is not stated."))
    return tuple(problems)
