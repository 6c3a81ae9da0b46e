"""Which paragraphs ask and are items, and what those say that ask nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from heed.kinds import asking, requests
from heed.kinds.closing import dues
from heed.kinds.lettered import parts
from heed.kinds.lines import Run
from heed.kinds.paragraphs import Paragraph, place, quote
from heed.languages import pattern
from heed.records import (
    Context,
    Document,
    Due,
    Extraction,
    Passage,
    Problem,
    Recognition,
    Recommendation,
)

_ROLES = {asking.Role.CONCERN: "concern", asking.Role.POSITIVE: "positive"}
_UNCLEAR = Problem("addressee", "It is not clear that this asks the State itself.")


def sorted_out(
    document: Document,
    recognition: Recognition,
    paragraphs: Iterable[Paragraph],
    *,
    instrument: str | None = None,
    weak: bool = False,
    others: bool = False,
    never: re.Pattern[str] | None = None,
) -> Extraction:
    """Return numbered paragraphs as items and passages. `weak`, `others`: as in `asking.ask`.

    What is asked only of those whom `never` matches (the body's own office) is no item.
    """
    mechanism = recognition.mechanism or "upr"
    voice = asking.voice(mechanism, state=recognition.title)
    items: list[Recommendation] = []
    passages: list[Passage] = []
    before: list[Paragraph] = []
    due: list[Due] = []
    for one in paragraphs:
        if before and before[-1].under != one.under:
            before = []
        asked = asking.ask(one.text, voice, weak=weak, others=others)
        if asked is not None and pattern("follow_up").search(one.text):
            passages.append(requests.passage("follow_up", one))
            due.extend(dues(document, one, "follow_up"))
            before = []
            continue
        own = asked is not None and never is not None and _only(asked, never)
        if asked is None or own:
            role = silent_role(one.text, mechanism)
            passages.append(requests.passage(role, one))
            before = [*before, one] if role == "concern" else []
            continue
        if weak:
            asked = _with_lead(asked, one.text, mechanism)
        items.append(
            requests.recommendation(document, one, asked, symbol=recognition.symbol,
                                    instrument=instrument, before=before)
        )  # fmt: skip
        before = []
    return Extraction(
        recognition,
        recommendations=tuple(items),
        passages=tuple(passages),
        dues=tuple(due),
    )


def item(
    document: Document,
    run: Run,
    asked: asking.Ask,
    paragraph: str,
    symbol: str | None,
    *,
    heading: str = "",
    instrument: str | None = None,
) -> Recommendation:
    """Return what a text without a number of its own asks, from the first asking sentence on."""
    text = run.text[asked.start :].strip()
    start, end = place(document, run, asked.start, asked.start + len(text))
    return Recommendation(
        paragraph=paragraph,
        text=text,
        start=start,
        end=end,
        key=f"{symbol}#{paragraph}" if symbol else None,
        page=run.line_at(asked.start).page,
        parts=parts(run, asked.start),
        problems=(_UNCLEAR,) if asked.unclear else (),
        context=Context(
            heading=heading,
            instrument=instrument,
            concern=quote(document, run, *asked.concern) if asked.concern else None,
            recalls=requests.recalls(text),
            addressees=asked.addressees,
        ),
    )


def passage(document: Document, run: Run, paragraph: str, mechanism: str) -> Passage:
    """Return a paragraph that asks the State nothing as what it says: role and place."""
    role = silent_role(run.text, mechanism)
    start, end = place(document, run, 0, len(run.text))
    return Passage(role, paragraph, run.text, start, end, run.lines[0].page)


def _with_lead(asked: asking.Ask, text: str, mechanism: str) -> asking.Ask:
    """Return an ask with what stands before it as the concern, if it is neither praise nor empty.

    Where a chapter only concludes and asks, a fact before an ask is what the ask is about.
    """
    before = text[: asked.start].rstrip()
    if asked.concern or not before or silent_role(before, mechanism) == "positive":
        return asked
    return replace(asked, concern=(0, len(before)))


def _only(asked: asking.Ask, never: re.Pattern[str]) -> bool:
    """Return whether all whom a paragraph asks are those that are meant never."""
    named = asked.addressees
    return bool(named) and all(never.search(name) for name in named)


def silent_role(text: str, mechanism: str) -> str:
    """Return the role of a paragraph that asks the State nothing."""
    return _ROLES.get(asking.role(text, asking.voice(mechanism)), "procedural")
