"""What the Conference Committee asks of the Government: its conclusions, never the discussion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heed.errors import NoSuchSection
from heed.kinds import asking, dates, normlex
from heed.kinds.breaks import paragraphs
from heed.kinds.cleared import cleared
from heed.kinds.items import item, passage
from heed.kinds.lettered import closed
from heed.kinds.lines import Line, Run
from heed.kinds.paragraphs import quote
from heed.records import (
    Document,
    Due,
    Extraction,
    Part,
    Passage,
    Recognition,
    Recommendation,
)

_TITLE = re.compile(r"(?:The\s)?[Cc]onclusions\s(?:of\sthe\sCommittee|adopted.{0,60})?\W*")
# Who takes the floor after the conclusions were read.
_SPEAKER = re.compile(
    r"(?:Another\s)?(?:Government|Employer|Worker)s?\s(?:representative|member)s?\b"
    r"|(?:The\s)?(?:Employer|Worker)\smembers?\b|Interpretation\sfrom\b|Chairperson\b"
)
_LETTER = re.compile(r"\(?[a-z]\)\s|[–—•▪●◦·*-]\s")
_REPORT = re.compile(r"\b(?:report|information|reply|respond)\b[^.]{0,400}")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each paragraph of the conclusions that asks the Government.

    Bullets are parts. A report that is asked for by a date is a due date of the kind `reply`.
    Raises `NoSuchSection` where the page holds the discussion alone.
    """
    lines = cleared(document)
    header = normlex.headers(Run(lines))[0]
    title, body = _conclusions(list(normlex.text_lines(lines, header, None)))
    held = _with_bullets(paragraphs(document, body))
    code = header.instrument.code if header.instrument else None
    items: list[Recommendation] = []
    passages: list[Passage] = []
    due: list[Due] = []
    for run, bullets in held:
        asked = asking.ask(run.text, asking.voice("cas"))
        if asked is None:
            passages.append(passage(document, run, f"conclusion {len(passages) + 1}", "cas"))
            continue
        number = str(len(items) + 1)
        one = item(document, run, asked, number, recognition.symbol, heading=title, instrument=code)
        items.append(_with_parts(one, bullets))
        due.extend(_dues(document, run, asked.start))
    return Extraction(
        recognition,
        recommendations=tuple(items),
        passages=tuple(passages),
        dues=tuple(due),
        facts=normlex.facts(document, header),
    )


def _conclusions(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """Return the last title of conclusions and the lines below it, up to the next speaker."""
    titles = [i for i, line in enumerate(lines) if _TITLE.fullmatch(line.text)]
    if not titles:
        raise NoSuchSection("Conclusions of the Committee")
    kept: list[Line] = []
    for line in lines[titles[-1] + 1 :]:
        if _SPEAKER.match(line.text):
            break
        kept.append(line)
    return lines[titles[-1]].text.strip(), kept


def _with_bullets(held: Sequence[Sequence[Line]]) -> list[tuple[Run, tuple[str, ...]]]:
    """Return the paragraphs, each with the bullets that its colon opens, printed or lost."""
    found: list[list[Line]] = []
    bullets: list[list[str]] = []
    for paragraph in held:
        open_ = found and found[-1][-1].text.endswith((":", ";", "; and", ","))
        if open_ or (found and _LETTER.match(paragraph[0].text)):
            found[-1].extend(paragraph)
            bullets[-1].append(Run(paragraph).text)
        else:
            found.append(list(paragraph))
            bullets.append([])
    return [(Run(lines), tuple(texts)) for lines, texts in zip(found, bullets, strict=True)]


def _with_parts(one: Recommendation, bullets: Sequence[str]) -> Recommendation:
    """Return an item with its bullets as parts where the page lost their marks."""
    if one.parts or len(bullets) < 2:
        return one
    return replace(one, parts=tuple(Part(closed(text)) for text in bullets))


def _dues(document: Document, run: Run, start: int) -> Iterator[Due]:
    for found in _REPORT.finditer(run.text, start):
        when = next(dates.dates(found.group()), None)
        if when is not None:
            yield Due("reply", quote(document, run, *found.span()), on=when.on)
            return
