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
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from heed.exchange.sheets import writable
from heed.plans.fields import MEASURE, PLAN, Field
from heed.plans.records import Chapter, Indicator, Measure, Milestone, Part, Plan, Tie
from heed.plans.values import printed
from heed.plans.words import RIGHT_TO_LEFT, Words

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Around what is hidden, so that it is known again.
BEGINS, ENDS = "⟦heed ", "⟧"
# Word has nine levels of headings; the first is the title's.
DEEPEST = 9
# In twentieths of a point: 4.2 and 11.0 cm, within the margins of the page.
_NARROW, _WIDE = 2380, 6240
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
    held: dict[str, list[Measure]] = {}
    for one in plan.measures:
        held.setdefault(one.chapter, []).append(one)
    _measures(document, held.get("", []), words)
    levels = {"": 0}
    for chapter in plan.chapters:
        level = levels[chapter.key] = min(levels.get(chapter.parent, 0) + 1, DEEPEST)
        _heading(document, chapter, level)
        for text in chapter.text.split("\n") if chapter.text else ():
            _append(document, _paragraph(text, "", 22, space=f" {nsdecls('w')}"))
        _measures(document, held.get(chapter.key, []), words)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


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
        _table(document, rows + _several(one, words), words, {"marks": one.marks})


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


def _table(
    document: Document, rows: Rows, words: Words, told: dict[str, object] | None = None
) -> None:
    """Add a table, with what is told hidden behind its first value.

    Its markup is written here: with a thousand measures python-docx takes minutes for it.
    """
    turned = "<w:bidiVisual/>" if words.language in RIGHT_TO_LEFT else ""
    body = []
    for number, (label, lines) in enumerate(rows):
        named = _paragraph(label, "<w:b/>", 18)
        hidden = _hidden(told) if told is not None and number == 0 else ""
        value = "".join(
            _paragraph(line, "", 20, hidden if place == 0 else "")
            for place, line in enumerate(lines)
        )
        body.append(f"<w:tr>{_cell(_NARROW, named)}{_cell(_WIDE, value)}</w:tr>")
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>{turned}'
        '<w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="{_NARROW}"/><w:gridCol w:w="{_WIDE}"/></w:tblGrid>{"".join(body)}</w:tbl>'
    )
    # Two tables with nothing between them are one.
    _append(document, table)
    _append(document, f"<w:p {nsdecls('w')}/>")


def _append(document: Document, markup: str) -> None:
    document.element.body.sectPr.addprevious(parse_xml(markup))


def _cell(width: int, paragraphs: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _paragraph(text: str, form: str, size: int, more: str = "", space: str = "") -> str:
    """Return a paragraph; `size` is in half points, `space` a declaration of names it needs."""
    right = _from_the_right(text)
    way, turned = ("<w:bidi/>", "<w:rtl/>") if right else ("", "")
    return (
        f'<w:p{space}><w:pPr>{way}<w:spacing w:after="40"/></w:pPr>'
        f'<w:r><w:rPr>{form}<w:sz w:val="{size}"/>{turned}</w:rPr>{_text(text)}</w:r>{more}</w:p>'
    )


def _text(text: str) -> str:
    """Return a text as a run holds it: tabs are elements of their own."""
    pieces = (escape(one) for one in writable(text).split("\t"))
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{one}</w:t>' for one in pieces)


def _hidden(told: dict[str, object]) -> str:
    """Return a run that nobody sees and no spelling checker reads."""
    said = _text(f"{BEGINS}{json.dumps(told, ensure_ascii=False)}{ENDS}")
    return f"<w:r><w:rPr><w:noProof/><w:vanish/></w:rPr>{said}</w:r>"


def _fill(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(writable(text))
    if _from_the_right(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 -- has no other way
        run.font.rtl = True


def _from_the_right(text: str) -> bool:
    """Return whether a text is read from the right: its first letter says so (UAX 9, P2)."""
    strong = (unicodedata.bidirectional(one) for one in text)
    return next((one in ("R", "AL") for one in strong if one in ("L", "R", "AL")), False)


def _hide(paragraph: Paragraph, told: dict[str, object]) -> None:
    run = paragraph.add_run(writable(f"{BEGINS}{json.dumps(told, ensure_ascii=False)}{ENDS}"))
    run.font.hidden = True
