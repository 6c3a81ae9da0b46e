"""OHCHR's matrix of recommendations as a Word file, in the form of the fourth cycle."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import docx
from docx.shared import Pt
from docx.table import _Cell

from heed.records import Listed

_HEAD = (
    "Recommendation and recommending State",
    "Position of the State under review",
    "Human rights themes and groups of persons",
    "Relevant SDGs",
    "Assessment/comments on level of implementation",
)


def matrix(listed: Sequence[Listed], title: str) -> bytes:
    """Return a Word file that `heed` reads as the same list: every field, places apart.

    Items stand in their order, each theme above its items; what stands under several themes is
    repeated at the end. The fifth column is there only if something is assessed.
    """
    columns = len(_HEAD) if any(item.assessment for item in listed) else len(_HEAD) - 1
    document = docx.Document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=1, cols=columns)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, _HEAD, strict=False):
        _fill(cell, [text], bold=True)
    theme: str | None = None
    for heading, item in _rows(listed):
        if heading != theme:
            theme = heading
            cells = table.add_row().cells
            _fill(cells[0].merge(cells[-1]), [f"Theme: {heading}"], bold=True)
        cells = table.add_row().cells
        for cell, lines in zip(cells, _cells(item), strict=False):
            _fill(cell, lines)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _rows(listed: Sequence[Listed]) -> Iterable[tuple[str, Listed]]:
    for item in listed:
        yield item.heading.split("\n")[0], item
    for item in listed:
        for heading in item.heading.split("\n")[1:]:
            yield heading, item


def _cells(item: Listed) -> list[list[str]]:
    states = " ".join(f"({who.name})" for who in item.recommending)
    asked = f"{item.paragraph} {item.text} {states};" if states else f"{item.paragraph} {item.text}"
    source = [f"Source of Position: {item.position_source}"] if item.position_source else []
    groups = ["Groups of Persons:", *(f"- {g}" for g in item.groups_of_persons)]
    return [
        [asked, *source],
        [item.position_as_printed],
        [*(f"- {theme}" for theme in item.themes), *(groups if item.groups_of_persons else [])],
        [f"- {goal.number} - {goal.name}" for goal in item.goals],
        item.assessment.split("\n") if item.assessment else [],
    ]


def _fill(cell: _Cell, lines: Sequence[str], *, bold: bool = False) -> None:
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold = bold
        run.font.size = Pt(9)
