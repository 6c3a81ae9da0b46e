"""What the Committee of Experts asks of the Government in a comment, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heed.kinds import articles, asking, normlex
from heed.kinds.breaks import paragraphs
from heed.kinds.ceacr_comment.replies import (
    double_footnotes,
    dues,
    is_frame,
    repeated_from,
    without_notes,
)
from heed.kinds.ceacr_comment.sections import Section, sections
from heed.kinds.cleared import cleared
from heed.kinds.items import passage
from heed.kinds.lettered import closed
from heed.kinds.lines import Line, Run
from heed.kinds.normlex import Header
from heed.kinds.paragraphs import place, quote
from heed.kinds.requests import recalls
from heed.records import (
    Context,
    Document,
    Due,
    Extraction,
    Fact,
    Part,
    Passage,
    Problem,
    Quote,
    Recognition,
    Recommendation,
)

_VOICE = "ceacr"


@dataclass(frozen=True, slots=True)
class _Comment:
    """One comment of a page: its header and what was read below it."""

    header: Header
    items: tuple[Recommendation, ...]
    passages: tuple[Passage, ...]
    dues: tuple[Due, ...]
    facts: tuple[Fact, ...]


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each section that asks the Government, with concern, parts and dates.

    A file that holds several comments gives them all: the items of the first under their own
    numbers, those of the others as `C087/DIR/2023:1`, each with the key of its own comment, and
    a problem that says so.
    """
    lines = cleared(document)
    found = normlex.headers(Run(lines))
    stops = [header.start for header in found[1:]] + [None]
    comments = [
        _comment(document, list(normlex.text_lines(lines, header, stop)), header, first=i == 0)
        for i, (header, stop) in enumerate(zip(found, stops, strict=True))
        if header.what in ("OBS", "DIR")
    ]
    return Extraction(
        recognition,
        recommendations=tuple(item for one in comments for item in one.items),
        passages=tuple(passage for one in comments for passage in one.passages),
        dues=tuple(due for one in comments for due in one.dues),
        facts=tuple(fact for one in comments for fact in one.facts),
        problems=_several(comments),
    )


def _several(comments: Sequence[_Comment]) -> tuple[Problem, ...]:
    if len(comments) < 2:
        return ()
    names = ", ".join(one.header.symbol for one in comments)
    text = (
        f"This file holds {len(comments)} comments ({names}). All are read; the items of the second"
        " and those after it carry the name of their comment. Save each comment as a file of its"
        " own to keep them apart."
    )
    return (Problem("several_comments", text),)


def _comment(document: Document, lines: list[Line], header: Header, *, first: bool) -> _Comment:
    body = paragraphs(document, lines)
    held = sections(without_notes(body))
    since = repeated_from(body)
    asks = [(s, ask) for s in held if (ask := asking_range(s)) is not None]
    numbers = _numbers([section for section, _ in asks])
    prefix = "" if first else f"{header.symbol.split('/', 2)[2]}:"
    items = [
        _item(document, section, ask, number, header, prefix=prefix,
              repeated=since is not None and section.run.lines[0].start >= since)
        for (section, ask), number in zip(asks, numbers, strict=True)
    ]  # fmt: skip
    silent = [
        passage(document, section.run, prefix + (section.number or f"section {n}"), _VOICE)
        for n, section in enumerate(held, 1)
        if asking_range(section) is None
    ]
    return _Comment(
        header,
        tuple(items),
        tuple(silent),
        tuple(dues(body)),
        (*normlex.facts(document, header), *double_footnotes(body)),
    )


def _numbers(held: Sequence[Section]) -> list[str]:
    """Return the numbers of the points where all are printed and differ, else the order."""
    printed = [section.number for section in held]
    if all(printed) and len(set(printed)) == len(printed):
        return printed
    return [str(i) for i in range(1, len(held) + 1)]


def asking_range(section: Section) -> tuple[asking.Told, ...] | None:
    """Return the sentences of a section that ask the Government, None if none does."""
    voice = asking.voice(_VOICE)
    held = tuple(
        t
        for t in asking.told(section.run.text, voice)
        if t.role is asking.Role.ASK and t.asked is not asking.Asked.OTHERS and not is_frame(t.text)
    )
    return held or None


def _item(document: Document, section: Section, asks: Sequence[asking.Told], number: str,
          header: Header, *, prefix: str, repeated: bool) -> Recommendation:  # fmt: skip
    run = section.run
    start, end = asks[0].start, asks[-1].end
    first, last = place(document, run, start, end)
    return Recommendation(
        paragraph=f"{prefix}{number}",
        text=run.text[start:end].strip(),
        start=first,
        end=last,
        key=f"{header.symbol}#{number}",
        page=run.line_at(start).page,
        parts=tuple(Part(closed(t.text)) for t in asks) if len(asks) > 1 else (),
        context=Context(
            heading=section.topic,
            instrument=header.instrument.code if header.instrument else None,
            articles=articles.named(section.cited),
            concern=_before(document, run, start),
            recalls=recalls(run.text[start:end]),
            repeated=repeated,
        ),
    )


def _before(document: Document, run: Run, start: int) -> Quote | None:
    """Return what the section says before it asks."""
    said = run.text[:start].strip()
    at = run.text.index(said) if said else 0
    return quote(document, run, at, at + len(said)) if said else None
