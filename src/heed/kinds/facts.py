"""The front matter of a Working Group report as facts with their places (paragraphs 1 to 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heed.records import Document, Fact, Quote, Recognition
from heed.vocab import states

_HEAD = 20_000
# A/HRC/11/17 lost the State and its colon: "to facilitate the review of <troika>".
_TROIKA = re.compile(
    r"\(troika\)\s+to\s+facilitate\s+the\s+review\s+of(?:[^:.]{2,120}:)?([^.:]{5,250})\.",
    re.DOTALL | re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"list\s+of\s+questions\s+(?:was\s+)?prepared\s+in\s+advance\s+by\s+(.{5,1200}?)"
    r"\s+(?:was|were|and)\s+transmitted",
    re.DOTALL,
)
_MEETING = re.compile(
    r"[Tt]he\s+review\s+of\s+.{2,80}?\s+was\s+held\s+at\s+(.{5,80}?)\.\s", re.DOTALL
)
_ADOPTED = re.compile(
    r"(\d{1,2}\s+[A-Z]\w+\s+\d{4}),?\s+the\s+Working\s+Group\s+(?:\w+\s+)?adopted"
)
_DELEGATION = re.compile(
    r"delegation\s+(?:of\s+.{2,90}?\s+)?(?:was|is)\s+(?:headed|led)\s+by\s+(.{5,300}?)"
    r"(?:(?<!\bH\.E)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])\.\s+(?=[A-Z])"
    r"|,?\s+and\s+(?:was\s+)?composed|\n\s*\d{1,2}\.\s)",
    re.DOTALL,
)
_DATES = re.compile(
    r"session\s+(?:was\s+held\s+)?from\s+(\d.{3,40}?\d{4})[.,\s]", re.DOTALL | re.IGNORECASE
)
_ON = re.compile(r"(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})")
_DOCUMENT = re.compile(
    r"A/HRC/WG\.6/\s?\d{1,2}\s?/\s?[A-Z]{3}\s?/\s?\d(?:\s?(?:/|and)\s?(?:Corr|Add)\.\s?\d)?"
)


def front_matter(document: Document, recognition: Recognition) -> tuple[Fact, ...]:
    """Return what the introduction states: State, session, dates, troika, documents, questions."""
    head = document.text[:_HEAD]
    facts: list[Fact] = []
    if recognition.title:
        facts.append(Fact("state_under_review", recognition.title))
    if recognition.session:
        facts.append(Fact("session", str(recognition.session)))
    for name, pattern in (
        ("session_dates", _DATES),
        ("review_meeting", _MEETING),
        ("adopted", _ADOPTED),
        ("delegation", _DELEGATION),
    ):
        found = pattern.search(head)
        if found:
            facts.append(Fact(name, _folded(found.group(1)), _quote(document, *found.span())))
    reviewed = next((f for f in facts if f.name == "review_meeting"), None)
    day = _ON.search(reviewed.value) if reviewed else None
    if reviewed and day:
        facts.append(Fact("reviewed", day.group(1), reviewed.quote))
    facts.extend(_states("troika", _TROIKA, document, head))
    facts.extend(_states("advance_question", _QUESTIONS, document, head))
    seen: set[str] = set()
    for found in _DOCUMENT.finditer(head):
        symbol = "".join(found.group().split()).replace("and", "/")
        if symbol not in seen:
            seen.add(symbol)
            facts.append(Fact("document", symbol, _quote(document, *found.span())))
    return tuple(facts)


def _states(name: str, pattern: re.Pattern[str], document: Document, head: str) -> Iterator[Fact]:
    found = pattern.search(head)
    if found is None:
        return
    for mention in states.mentions(found.group(1)):
        start = found.start(1) + mention.start
        yield Fact(name, mention.state.name, _quote(document, start, found.start(1) + mention.end))


def _quote(document: Document, start: int, end: int) -> Quote:
    page = document.page_of(start)
    return Quote(_folded(document.text[start:end]), start, end, page.number if page else None)


def _folded(text: str) -> str:
    return " ".join(text.split())
