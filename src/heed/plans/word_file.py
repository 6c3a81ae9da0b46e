"""A plan as a Word file (DOCX) that people read, print, edit and give back.

The title is the plan's name. A table tells of the plan; each chapter is a heading (its number, a
tab, its title) with its text below; each measure is a table with a field in each row, called by its
name in the first column. Hidden behind the title, the headings and the numbers stands what the
fields were when the file was made.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from heed.plans.fields import MEASURE, PLAN, Field
from heed.plans.records import Chapter, Indicator, Measure, Milestone, Part, Plan, Tie
from heed.plans.values import printed
from heed.plans.words import RIGHT_TO_LEFT, Words

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Around what is hidden, so that it is known again.
BEGINS, ENDS = "⟦heed ", "⟧"
# Word has nine levels of headings; the first is the title's.
DEEPEST = 9
_NARROW, _WIDE = Cm(4.2), Cm(12.3)
# The rows of a measure: what stands in one row, and what has a row for each.
_PLAIN = tuple(one for one in MEASURE if one.name not in ("chapter", "lead", "supporting"))
Rows = list[tuple[str, list[str]]]


def write(plan: Plan, words: Words) -> bytes:
    """Return a plan as a Word file, measures within their chapters."""
    document = docx.Document()
    title = document.add_heading(level=0)
    _fill(title, plan.name)
    _hide(title, {"origin": plan.origin, "marks": plan.marks})
    _table(document, _about(plan, words), words)
    _measures(document, [one for one in plan.measures if not one.chapter], words)
    levels = {"": 0}
    for chapter in plan.chapters:
        level = levels[chapter.key] = min(levels.get(chapter.parent, 0) + 1, DEEPEST)
        _heading(document, chapter, level)
        for text in chapter.text.split("\n") if chapter.text else ():
            _fill(document.add_paragraph(), text)
        _measures(document, [m for m in plan.measures if m.chapter == chapter.key], words)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _about(plan: Plan, words: Words) -> Rows:
    fields = [one for one in PLAN if one.name != "name"]
    return [_row(one, getattr(plan, one.name), words) for one in fields]


def _heading(document: Document, chapter: Chapter, level: int) -> None:
    heading = document.add_heading(level=level)
    _fill(heading, f"{chapter.number}\t{chapter.title}" if chapter.number else chapter.title)
    _hide(heading, {
        "key": chapter.key, "parent": chapter.parent, "level": level, "marks": chapter.marks,
    })  # fmt: skip


def _measures(document: Document, measures: Iterable[Measure], words: Words) -> None:
    for one in measures:
        rows = [_row(field, getattr(one, field.name), words) for field in _PLAIN]
        table = _table(document, rows + _several(one, words), words)
        _hide(table.paragraphs[0], {"marks": one.marks})


def _row(field: Field, value: object, words: Words) -> tuple[str, list[str]]:
    text = printed(field, value, words)  # type: ignore[arg-type]
    return words.field(field.name), text.split("\n")


def _several(one: Measure, words: Words) -> Rows:
    """Return a row for each part, milestone, indicator and link; an empty one where is none."""
    leads = [part for part in one.parts if part.lead]
    others = [part for part in one.parts if not part.lead]
    held: tuple[tuple[str, Sequence[Part | Milestone | Indicator | Tie]], ...] = (
        ("lead", leads), ("supporting", others), ("milestone", one.milestones),
        ("indicator", one.indicators), ("tie", one.ties),
    )  # fmt: skip
    return [
        (words.field(label), lines)
        for label, items in held
        for lines in ([_lines(item, words) for item in items] or [[""]])
    ]


def _lines(item: Part | Milestone | Indicator | Tie, words: Words) -> list[str]:
    """Return what a row says of one thing: its name, then its fields, each after its name."""
    if isinstance(item, Tie):
        return [f"{item.taxonomy} {item.code}", *([item.name] if item.name else [])]
    if isinstance(item, Milestone):
        days = (("due", item.due), ("reached", item.reached))
        told = [(name, day.isoformat()) for name, day in days if day is not None]
        return [item.title, *_named(told, words)]
    if isinstance(item, Indicator):
        return [item.code, *_named([("name", item.name), ("unit", item.unit)], words)]
    answer = words.choice("answer", item.answer) if item.answer != "proposed" else ""
    told = [("answer", answer), ("reason", item.reason)]
    return [line for text in [item.body, *_named(told, words)] for line in text.split("\n")]


def _named(told: Iterable[tuple[str, str]], words: Words) -> list[str]:
    return [f"{words.field(name)}: {value}" for name, value in told if value]


def _table(document: Document, rows: Rows, words: Words) -> _Cell:
    """Add a table and return its first cell of a value."""
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    if words.language in RIGHT_TO_LEFT:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))  # noqa: SLF001 -- has no other way
    first: _Cell | None = None
    for label, lines in rows:
        name, value = table.add_row().cells
        name.width, value.width = _NARROW, _WIDE
        _fill(name.paragraphs[0], label, bold=True, size=9)
        for number, line in enumerate(lines):
            paragraph = value.paragraphs[0] if number == 0 else value.add_paragraph()
            _fill(paragraph, line, size=10)
        first = first or value
    # Two tables with nothing between them are one.
    document.add_paragraph()
    assert first is not None  # noqa: S101 -- every table has rows
    return first


def _fill(paragraph: Paragraph, text: str, *, bold: bool = False, size: int = 0) -> None:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
        paragraph.paragraph_format.space_after = Pt(2)
    if _from_the_right(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 -- as above
        run.font.rtl = True


def _from_the_right(text: str) -> bool:
    """Return whether a text is read from the right: its first letter says so (UAX 9, P2)."""
    strong = (unicodedata.bidirectional(one) for one in text)
    return next((one in ("R", "AL") for one in strong if one in ("L", "R", "AL")), False)


def _hide(paragraph: Paragraph, told: dict[str, object]) -> None:
    run = paragraph.add_run(f"{BEGINS}{json.dumps(told, ensure_ascii=False)}{ENDS}")
    run.font.hidden = True
    run._r.get_or_add_rPr().append(_no_proof())  # noqa: SLF001 -- as above


def _no_proof() -> etree._Element:
    """Return what keeps the spelling checker from what nobody reads."""
    made = OxmlElement("w:noProof")
    made.set(qn("w:val"), "1")
    return made
