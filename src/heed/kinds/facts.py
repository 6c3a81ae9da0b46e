"""The front matter of a Working Group report as facts with their places (paragraphs 1 to 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heed.records import Document, Fact, Quote, Recognition
from heed.vocab import states

_HEAD = 20_000
_TROIKA = re.compile(r"\(troika\)[^:]{0,200}?:([^.]{5,200})\.", re.DOTALL)
_QUESTIONS = re.compile(
    r"list of questions prepared in advance by\s+(.{5,900}?)\s+(?:was|were) transmitted", re.DOTALL
)
_MEETING = re.compile(
    r"[Tt]he\s+review\s+of\s+.{2,80}?\s+was\s+held\s+at\s+(.{5,80}?)\.\s", re.DOTALL
)
_ADOPTED = re.compile(
    r"(?:meeting,?\s+held\s+on|held\s+on)\s+(\d{1,2}\s+\w+\s+\d{4}),?\s+the\s+Working\s+Group\s+adopted"
)
_DOCUMENT = re.compile(r"A/HRC/WG\.6/\d{1,2}/[A-Z]{3}/\d(?:/(?:Corr|Add)\.\d)?")


def front_matter(document: Document, recognition: Recognition) -> tuple[Fact, ...]:
    """Return what the introduction states: State, session, dates, troika, documents, questions."""
    head = document.text[:_HEAD]
    facts: list[Fact] = []
    if recognition.title:
        facts.append(Fact("state_under_review", recognition.title))
    if recognition.session:
        facts.append(Fact("session", str(recognition.session)))
    for name, pattern in (("review_meeting", _MEETING), ("adopted", _ADOPTED)):
        found = pattern.search(head)
        if found:
            facts.append(Fact(name, _folded(found.group(1)), _quote(document, *found.span())))
    facts.extend(_states("troika", _TROIKA, document, head))
    facts.extend(_states("advance_question", _QUESTIONS, document, head))
    seen: set[str] = set()
    for found in _DOCUMENT.finditer(head):
        if found.group() not in seen:
            seen.add(found.group())
            facts.append(Fact("document", found.group(), _quote(document, *found.span())))
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
