"""A Word file that people edited, as a plan: rows of tables by their labels, chapters by headings.

What was inserted with tracked changes counts, what was deleted with them does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from heed.errors import InputProblem
from heed.exchange.texts import clean
from heed.plans.fields import CHAPTER, MEASURE, OF_CHAPTER, OF_MEASURE, OF_PLAN, PLAN, Field
from heed.plans.gathering import (
    MOST_MEASURES,
    Gathered,
    measure,
    part_of,
    without,
)
from heed.plans.ordering import keys
from heed.plans.records import Chapter, Measure, Place, Plan, PlanFile
from heed.plans.values import Value
from heed.plans.word_file import BEGINS, ENDS
from heed.plans.word_items import ITEMS, answered, indicators, milestones, ties
from heed.plans.words import field_of
from heed.reading.docx import Body, opened
from heed.reading.numbering import Numbering

_HIDDEN = re.compile(f"{re.escape(BEGINS)}(.*?){re.escape(ENDS)}", re.DOTALL)
_LEVEL = re.compile(r"heading (\d)")
# "2.1 Health", where a person typed a space for the tab.
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*\.?|[IVXLC]+\.?)[ \t\u00a0]+(\S.*)", re.DOTALL)
_REMEDY = "Give a file that was taken from a plan, with its tables."
Rows = list[tuple[str, list[str]]]


@dataclass
class _Chapter:
    """A chapter as far as it was read. `said` is what is hidden behind its heading."""

    level: int
    number: str
    title: str
    said: dict[str, object]
    place: Place
    lines: list[str] = field(default_factory=list)
    measured: bool = False


@dataclass
class _Found:
    title: str = ""
    said: dict[str, object] = field(default_factory=dict)
    about: Rows | None = None
    chapters: list[_Chapter] = field(default_factory=list)
    measures: list[tuple[int, Rows, dict[str, object], Place]] = field(default_factory=list)
    tables: int = 0


def read(file: BinaryIO, name: str) -> PlanFile:
    """Return the plan in a Word file. Raises `InputProblem`."""
    document = opened(file.read(), name)
    reader = _Reader(document, name)
    reader.walk()
    found = reader.found
    if found.about is None and not found.measures:
        raise InputProblem(name, "no_plan", "holds no plan.", _REMEDY)
    return _plan(found, reader.into)


class _Reader:
    """Walks the blocks of a document."""

    def __init__(self, document: Document, name: str) -> None:
        self.body = Body(Numbering.of(document))
        self.root = document.element.body
        self.levels = _levels(document)
        self.found, self.into, self.name = _Found(), Gathered(), name

    def walk(self) -> None:
        """Gather what the blocks say."""
        for block in _blocks(self.root):
            if block.tag == qn("w:tbl"):
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, block: etree._Element) -> None:
        text, said = self.body.text(block), _hidden(block)
        level = self.levels.get(_style(block), -1)
        found = self.found
        if level == 0 and not found.title:
            found.title, found.said = clean(text), said
        elif level > 0 and text.strip():
            number, title = _named(text, said)
            place = Place("", found.tables)
            found.chapters.append(_Chapter(level, number, title, said, place))
        elif found.chapters and not found.chapters[-1].measured:
            found.chapters[-1].lines.append(text)
        elif text.strip():
            self.into.unread.append(clean(text)[:200])

    def _table(self, block: etree._Element) -> None:
        found = self.found
        found.tables += 1
        before = len(self.into.unread)
        rows = list(self._rows(block))
        labels = {label for label, _ in rows}
        if "title" in labels or "number" in labels:
            if len(found.measures) >= MOST_MEASURES:
                reason = f"has more than {MOST_MEASURES:,} measures."
                raise InputProblem(self.name, "too_many_rows", reason, "Split the plan.")
            said = _hidden(block)
            chapter = len(found.chapters) - 1
            found.measures.append((chapter, rows, said, Place("", found.tables)))
            if found.chapters:
                found.chapters[-1].measured = True
        elif found.about is None and labels & {one.name for one in PLAN}:
            found.about = rows
        else:
            # Told of once, as a whole, not row by row.
            self.into.unread[before:] = [" ".join(_texts(block)).strip()[:200]]

    def _rows(self, table: etree._Element) -> Iterator[tuple[str, list[str]]]:
        """Yield the rows whose label is known, with the lines of their value."""
        known = {one.name for one in (*PLAN, *MEASURE)} | ITEMS
        for row in table.iterchildren(qn("w:tr")):
            cells = [self._lines(cell) for cell in row.iterchildren(qn("w:tc"))]
            label = field_of(" ".join(cells[0])) if cells else None
            if label in known and label is not None:
                yield label, cells[1] if len(cells) > 1 else []
            elif any(any(lines) for lines in cells):
                self.into.unread.append(" ".join(line for c in cells for line in c)[:200])

    def _lines(self, cell: etree._Element) -> list[str]:
        return [
            line
            for block in _blocks(cell)
            if block.tag == qn("w:p")
            for line in self.body.text(block).split("\n")
        ]


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, also within content controls."""
    for block in parent:
        if block.tag in (qn("w:p"), qn("w:tbl")):
            yield block
        elif block.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _blocks(block)


def _texts(block: etree._Element) -> Iterator[str]:
    return (one.text or "" for one in block.iter(qn("w:t")))


def _style(block: etree._Element) -> str:
    found = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _levels(document: Document) -> dict[str, int]:
    """Return the levels of headings by the code of their style; that of the title is 0."""
    found: dict[str, int] = {}
    for one in document.styles:
        # Word keeps the English names of its own styles in every language.
        named = str(one.name or "").lower()
        level = _LEVEL.fullmatch(named)
        if named == "title" or level:
            found[str(one.style_id)] = int(level[1]) if level else 0
    return found


def _hidden(block: etree._Element) -> dict[str, object]:
    """Return what heed hid in a block."""
    for text in _HIDDEN.findall("".join(_texts(block))):
        try:
            held = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(held, dict):
            return held
    return {}


def _named(text: str, said: dict[str, object]) -> tuple[str, str]:
    """Return the number and the title of a heading."""
    number, tab, title = text.partition("\t")
    if tab:
        return clean(number), clean(title)
    parted = _NUMBERED.fullmatch(text.strip())
    if parted and not said:
        return parted[1].rstrip("."), clean(parted[2])
    return "", clean(text)


def _plan(found: _Found, into: Gathered) -> PlanFile:
    about = _cells(found.about or [], PLAN)
    values = into.values(PLAN, {**about, "name": found.title}, Place("", 1))
    values["kind"] = values.get("kind") or "follow_up"
    chapters = _chapters(found.chapters, into)
    measures = [_measure(one, chapters, into) for one in found.measures]
    plan = Plan(
        **values, chapters=tuple(chapters), measures=tuple(measures),  # type: ignore[arg-type]
        origin=str(found.said.get("origin", "")), marks=str(found.said.get("marks", "")),
        without=without(OF_PLAN, [*about, "name"]),
    )  # fmt: skip
    places = [one.place for one in found.chapters]
    return into.finished(plan, [place for *_, place in found.measures], places)


def _cells(rows: Rows, fields: tuple[Field, ...]) -> dict[str, str]:
    own = {one.name for one in fields}
    return {label: "\n".join(lines) for label, lines in rows if label in own}


def _chapters(found: list[_Chapter], into: Gathered) -> list[Chapter]:
    made: list[Chapter] = []
    fallback = keys((one.number, one.title) for one in found)
    above: dict[int, str] = {0: ""}
    for one, named in zip(found, fallback, strict=True):
        key = str(one.said.get("key") or named)
        moved = one.said.get("level") != one.level
        nearest = max((level for level in above if level < one.level), default=0)
        parent = above[nearest] if moved else str(one.said.get("parent", ""))
        above = {level: held for level, held in above.items() if level < one.level}
        above[one.level] = key
        given = {"key": key, "number": one.number, "title": one.title, "parent": parent,
                 "text": "\n".join(one.lines)}  # fmt: skip
        values = into.values(CHAPTER, given, one.place)
        marks = str(one.said.get("marks", ""))
        made.append(Chapter(**values, marks=marks, without=without(OF_CHAPTER, given)))  # type: ignore[arg-type]
    return made


def _measure(
    found: tuple[int, Rows, dict[str, object], Place], chapters: list[Chapter], into: Gathered
) -> Measure:
    chapter, rows, said, place = found
    fields = tuple(one for one in MEASURE if one.name not in ("chapter", "lead", "supporting"))
    values: dict[str, Value] = into.values(fields, _cells(rows, fields), place)
    values["chapter"] = chapters[chapter].key if chapter >= 0 else ""
    items = {name: [lines for label, lines in rows if label == name] for name in ITEMS}
    leads = answered(items["lead"], lead=True, place=place, into=into)
    others = answered(items["supporting"], lead=False, place=place, into=into)
    # A second lead is told of; the first one leads.
    for extra in leads[1:]:
        into.fault(place, "lead", extra.body, "twice")
    told = {part.body: part for part in (*others, *leads[:1])}
    parts = part_of(leads[0].body if leads else "", [one.body for one in others])
    labels = {label for label, _ in rows}
    given = [*labels, "chapter", *_whole(labels)]
    return measure(
        values, marks=str(said.get("marks", "")), without=without(OF_MEASURE, given),
        parts=tuple(replace(told[one.body], lead=one.lead) for one in parts),
        milestones=milestones(items["milestone"], place, into),
        indicators=indicators(items["indicator"], place, into),
        ties=ties(items["tie"], place, into),
    )  # fmt: skip


def _whole(labels: set[str]) -> Iterator[str]:
    """Yield the fields that rows of these labels make up."""
    rows = {"lead": "parts", "supporting": "parts", "milestone": "milestones",
            "indicator": "indicators", "tie": "ties"}  # fmt: skip
    return (name for label, name in rows.items() if label in labels)
