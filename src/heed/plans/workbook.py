"""A plan as a workbook (XLSX) that people edit and give back.

The first row of each sheet holds the codes of its columns and is hidden, the second their names.
Every cell of text is typed as text, so none is a formula; days are days, amounts are numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast

from heed.errors import HeedError
from heed.exchange import sheets
from heed.plans.fields import INSTITUTION, MEASURE, PLAN, SHEETS, Field, Holds
from heed.plans.records import Chapter, Measure, Plan
from heed.plans.values import Value, printed
from heed.plans.words import RIGHT_TO_LEFT, Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA = sheets.MEDIA
FORMAT = "heed plan 1"
MARKS = "marks"
# A cell of Excel holds no more (its specifications and limits).
_LONGEST = 32_767
# Excel keeps fifteen figures of a number, and counts days from here on without its error of 1900.
_FIGURES = 15
_FIRST_DAY = date(1900, 3, 1)
_WIDTHS = {"title": 44, "text": 60, "name": 40, "milestone": 50, "reason": 50, "institution": 34,
           "answers": 26, "clusters": 34, "lead": 28, "supporting": 28, "chapter": 18}  # fmt: skip
# Rows below the last that offer their choices to who fills them.
_SPARE = 500


class DoesNotFit(HeedError):
    """A text that is longer than a cell can be; `measure` says where, `field` which."""

    def __init__(self, measure: str, field: str) -> None:
        self.measure, self.field = measure, field
        super().__init__(f"{field} of {measure} is longer than a cell of a spreadsheet can be")


def write(plan: Plan, words: Words) -> bytes:
    """Return a plan as a workbook. Raises `DoesNotFit`."""
    from openpyxl import Workbook

    _must_fit(plan, words)
    book = Workbook(write_only=True)
    _write_plan(book, plan, words)
    rows: dict[str, Sequence[Sequence[Value]]] = {
        "Chapters": [_of_chapter(one) for one in plan.chapters],
        "Measures": [_of_measure(one) for one in plan.measures],
        "Milestones": [(m.number, x.title, x.due, x.reached)
                       for m in plan.measures for x in m.milestones],
        "Indicators": [(m.number, x.code, x.name, x.unit)
                       for m in plan.measures for x in m.indicators],
        "Links": [(m.number, x.taxonomy, x.code, x.name) for m in plan.measures for x in m.ties],
        "Institutions": [(m.number, x.body, x.answer, x.reason)
                         for m in plan.measures for x in m.parts],
    }  # fmt: skip
    marks = {
        "Chapters": [one.marks for one in plan.chapters],
        "Measures": [one.marks for one in plan.measures],
    }
    for title, fields in SHEETS.items():
        _write_sheet(book, title, fields, rows[title], marks.get(title, []), words)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _must_fit(plan: Plan, words: Words) -> None:
    """Raise `DoesNotFit` for what no cell holds, before anything is written."""
    for one in plan.measures:
        for field, value in zip(MEASURE, _of_measure(one), strict=True):
            if len(printed(field, value, words)) > _LONGEST:
                raise DoesNotFit(one.number, field.name)
    texts = [("text", plan.text), *(("text", one.text) for one in plan.chapters)]
    texts += [("reason", part.reason) for one in plan.measures for part in one.parts]
    for name, text in texts:
        if len(text) > _LONGEST:
            raise DoesNotFit("", name)


def _of_chapter(one: Chapter) -> Sequence[Value]:
    return (one.key, one.number, one.title, one.parent, one.text)


def _of_measure(one: Measure) -> Sequence[Value]:
    lead = next((part.body for part in one.parts if part.lead), "")
    supporting = tuple(part.body for part in one.parts if not part.lead)
    own: dict[str, Value] = {"lead": lead, "supporting": supporting}
    return [_value(one, field.name, own) for field in MEASURE]


def _value(one: Measure, name: str, own: dict[str, Value]) -> Value:
    if name in own:
        return own[name]
    held: Value = getattr(one, name)
    return held


def _write_plan(book: Workbook, plan: Plan, words: Words) -> None:
    sheet = _sheet(book, "Plan", words)
    for letter, width in (("A", 10), ("B", 24), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    told = (("format", FORMAT), ("origin", plan.origin), (MARKS, plan.marks))
    for number in range(len(PLAN) + 1, len(PLAN) + len(told) + 1):
        sheet.row_dimensions[number].hidden = True
    offered = (f"C{[one.name for one in PLAN].index('kind') + 1}", words.choices("kind"))
    _offer(sheet, *offered)
    for field in PLAN:
        value = _cell(sheet, field, getattr(plan, field.name), words)
        sheet.append([_text(sheet, field.name), _text(sheet, words.field(field.name), bold=True),
                      value])  # fmt: skip
    for name, said in told:
        sheet.append([_text(sheet, name), None, _text(sheet, said)])


def _write_sheet(
    book: Workbook,
    title: str,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Value]],
    marks: Sequence[str],
    words: Words,
) -> None:
    from openpyxl.utils import get_column_letter

    sheet = _sheet(book, title, words)
    sheet.freeze_panes = "A3"
    sheet.row_dimensions[1].hidden = True
    for number, field in enumerate(fields, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(field.name, 14)
        if field.holds is Holds.CHOICE and fields is not INSTITUTION:
            _offer(sheet, f"{letter}3:{letter}{len(rows) + _SPARE}", words.choices(field.name))
    sheet.column_dimensions[get_column_letter(len(fields) + 1)].hidden = True
    names = [field.name for field in fields]
    sheet.append([_text(sheet, name) for name in [*names, MARKS]])
    sheet.append([_text(sheet, words.field(name), bold=True) for name in names])
    for place, row in enumerate(rows):
        pairs = zip(fields, row, strict=True)
        cells = [_cell(sheet, field, value, words) for field, value in pairs]
        sheet.append([*cells, _text(sheet, marks[place]) if marks else None])


def _sheet(book: Workbook, title: str, words: Words) -> Worksheet:
    # What is written row by row has all that a sheet has but its rows.
    sheet = cast("Worksheet", book.create_sheet(title))
    sheet.sheet_view.rightToLeft = words.language in RIGHT_TO_LEFT
    return sheet


def _offer(sheet: Worksheet, where: str, choices: Iterable[str]) -> None:
    """Let who fills the cells choose; other words are told of when the file is read."""
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = '"' + ",".join(choices) + '"'
    # Excel refuses a list of more than 255 characters.
    if len(listed) < 256:
        offered = DataValidation(type="list", formula1=listed, allow_blank=True)
        offered.showErrorMessage = False
        offered.add(where)
        sheet.data_validations.append(offered)


def _cell(sheet: Worksheet, field: Field, value: Value, words: Words) -> Cell | None:
    if isinstance(value, date) and value >= _FIRST_DAY:
        return _number(sheet, value, "yyyy-mm-dd")
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _FIGURES:
        return _number(sheet, value, "General")
    return _text(sheet, printed(field, value, words))


def _number(sheet: Worksheet, value: date | Decimal, form: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]
    made.number_format, made.alignment = form, _alignment(wrap=False)
    return made


def _text(sheet: Worksheet, text: str, *, bold: bool = False) -> Cell:
    """Return a cell of text; what is typed into it later stays text ("1.10"), too."""
    made = sheets.cell(sheet, text)
    made.number_format = "@"
    made.alignment = _alignment(wrap=True)
    if bold:
        made.font = _bold()
    return made


@cache
def _alignment(*, wrap: bool) -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=wrap, vertical="top")


@cache
def _bold() -> Font:
    from openpyxl.styles import Font

    return Font(bold=True)
