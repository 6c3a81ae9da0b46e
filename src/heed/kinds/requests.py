"""A numbered paragraph that asks the State, as a recommendation with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heed.kinds import articles, asking, dates, lettered, number_lists
from heed.kinds.paragraphs import Paragraph, quote
from heed.kinds.symbols import cited
from heed.records import Context, Document, Due, Passage, Problem, Quote, Recommendation

_NAMED = re.compile(r"\bparagraphs?\.?\s(?=\d)")
_BRACKETS = re.compile(r"\s?\([^()]*\)(?:\s?(?:[–-]|,? and|,|to)\s?\([^()]*\))*")
_LIST = re.compile(r"\d+(?:\s?(?:,? and |[,;–-]\s?|to |& )\s?\d+)*")

_SUBMIT = re.compile(r"\bsubmi\w+|\bdue\b", re.IGNORECASE)


def recommendation(
    document: Document,
    paragraph: Paragraph,
    ask: asking.Ask,
    *,
    symbol: str | None,
    instrument: str | None,
    before: Sequence[Paragraph] = (),
) -> Recommendation:
    """Return a paragraph as an item: its asking text, the concern, the parts, what it recalls.

    `before` are the paragraphs directly above that state the concern it answers, if it states none
    itself. The range is that of the whole paragraph with its number.
    """
    heading, numbers = articles.split(paragraph.heading)
    return Recommendation(
        paragraph=paragraph.number,
        text=paragraph.text[ask.start :].strip(),
        start=paragraph.start,
        end=paragraph.end,
        key=f"{symbol}#{paragraph.number}" if symbol else None,
        page=paragraph.page,
        parts=lettered.parts(paragraph.run, ask.start),
        context=Context(
            heading=heading,
            instrument=instrument,
            articles=numbers,
            concern=_concern(document, paragraph, ask, before),
            recalls=recalls(paragraph.text),
            addressees=() if ask.unclear else ask.addressees,
        ),
        problems=tuple(_doubts(ask)),
    )


def _doubts(ask: asking.Ask) -> Iterator[Problem]:
    if ask.unclear:
        who = ", ".join(ask.addressees) or "nobody by name"
        yield Problem("addressee", f"It asks {who}: it is not clear that it asks the State.")


def _concern(
    document: Document, paragraph: Paragraph, ask: asking.Ask, before: Sequence[Paragraph]
) -> Quote | None:
    if ask.concern:
        return quote(document, paragraph.run, *ask.concern)
    if not before:
        return None
    first, last = before[0], before[-1]
    text = " ".join(p.text for p in before)
    start = quote(document, first.run, 0, len(first.text)).start
    return Quote(text, start, last.end, first.run.line_at(0).page)


def recalls(text: str) -> tuple[str, ...]:
    """Return what a text recalls of earlier recommendations: keys, or "previous"."""
    found: list[str] = []
    said = False
    for sentence in asking.split(text):
        if asking.recalls(sentence):
            said = True
            found.extend(cited(sentence))
    return tuple(dict.fromkeys(found)) or (("previous",) if said else ())


def passage(
    role: str,
    paragraph: Paragraph,
    *,
    said_by: Sequence[str] = (),
    refers_to: Sequence[str] = (),
) -> Passage:
    """Return a paragraph that is no recommendation, with what it is."""
    return Passage(role, paragraph.number, paragraph.text, paragraph.start, paragraph.end,
                   paragraph.page, tuple(said_by), tuple(refers_to))  # fmt: skip


def named_paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs that words name, without brackets: "paragraphs 8 (a) and 12 (arms)"."""
    bare = _BRACKETS.sub("", text)
    found: list[str] = []
    for match in _NAMED.finditer(bare):
        listed = _LIST.match(bare, match.end())
        found.extend(number_lists.parse(listed.group()).numbers if listed else ())
    return tuple(dict.fromkeys(found))


def due(document: Document, kind: str, paragraph: Paragraph, start: int, end: int) -> Due | None:
    """Return what `paragraph.text[start:end]` asks for by a date or within a time, None if none."""
    text = paragraph.text[start:end]
    # "... list of issues in 2029 and will submit its replies in 2030": the last verb counts.
    asked = [m.start() for m in _SUBMIT.finditer(text)] if kind == "next_report" else []
    when = next((w for at in reversed(asked) if (w := dates.first(text[at:]))), dates.first(text))
    if when is None:
        return None
    held = quote(document, paragraph.run, start, end)
    numbers = named_paragraphs(text) if kind == "follow_up" else ()
    return Due(kind, held, on=when.on, months=when.months, paragraphs=numbers)
