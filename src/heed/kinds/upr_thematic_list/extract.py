"""The table of a thematic list: three eras of columns, one row for each item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from heed.kinds.attribution import attribute
from heed.records import (
    Document,
    Extraction,
    Goal,
    Listed,
    Position,
    Problem,
    Recognition,
)

# Paragraphs of one cell stand on one line, parted by this (`heed.reading.docx`).
_PARAGRAPH = "\u2028"
# What a column holds, by words of its heading. Cycle 4 has the SDGs in a column of their own.
_COLUMNS = {
    "recommendation": re.compile(r"recommendation", re.IGNORECASE),
    "position": re.compile(r"position", re.IGNORECASE),
    "themes": re.compile(r"themes", re.IGNORECASE),
    "goals": re.compile(r"\bSDGs?\b|sustainable", re.IGNORECASE),
    "assessment": re.compile(r"assessment|comments", re.IGNORECASE),
}
_NUMBER = re.compile(r"(\d{1,3}\s?\.\s?\d{1,3})\.?\s*")
_SOURCE = re.compile(r"source of position\s*:\s*", re.IGNORECASE)
_GROUPS = re.compile(r"(?:affected persons|groups? of persons)\s*:?", re.IGNORECASE)
_GOALS = re.compile(r"SDGs?\s*:?", re.IGNORECASE)
_GOAL = re.compile(r"(\d{1,2})\s*[-–.:]\s*(.+)")
_THEME = re.compile(r"themes?\s*:\s*", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return each item once, in the order of the table, with what OHCHR gave it.

    An item listed under several themes is one, with several headings. Forms: the lists of
    A/HRC/28/15 (2015) and A/HRC/43/15 (2020).
    """
    listed: dict[str, Listed] = {}
    columns: Mapping[str, int] = {}
    heading = ""
    for start, line in _lines(document.text):
        cells = [cell.strip() for cell in line.split("\t")]
        found = _header(cells)
        if found:
            columns = found
            continue
        theme = _theme(cells)
        if theme is not None:
            heading = theme
            continue
        row = _row(cells, columns, heading, start, start + len(line)) if columns else None
        if row is None:
            continue
        known = listed.get(row.paragraph)
        listed[row.paragraph] = _together(known, row) if known else row
    problems = () if listed else (Problem("no_items", "The table holds no numbered item."),)
    return Extraction(recognition, listed=tuple(listed.values()), problems=problems)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Return the column of each kind if the row is the table's head."""
    if len(cells) < 3 or not cells[0].lower().startswith("recommendation"):
        return {}
    columns: dict[str, int] = {}
    for i, cell in enumerate(cells):
        # The first words decide: "Position of the State", "themes and groups of persons".
        kind = next((k for k, p in _COLUMNS.items() if k not in columns and p.search(cell)), None)
        if kind:
            columns[kind] = i
    return columns if {"recommendation", "position"} <= set(columns) else {}


def _theme(cells: Sequence[str]) -> str | None:
    found = _THEME.match(cells[0])
    if found is None or any(cells[1:]):
        return None
    return cells[0][found.end() :].replace(_PARAGRAPH, " ").strip()


def _row(
    cells: Sequence[str], columns: Mapping[str, int], heading: str, start: int, end: int
) -> Listed | None:
    def cell(kind: str) -> list[str]:
        at = columns.get(kind, len(cells))
        raw = cells[at] if at < len(cells) else ""
        return [part.strip() for part in raw.split(_PARAGRAPH) if part.strip()]

    lines = cell("recommendation")
    number = _NUMBER.match(lines[0]) if lines else None
    if number is None:
        return None
    source = next((i for i, x in enumerate(lines) if _SOURCE.match(x)), len(lines))
    said = attribute(" ".join(" ".join(lines[:source])[number.end() :].split()))
    printed = " ".join(cell("position"))
    themes, groups, goals = _labels(cell("themes"))
    goals += [g for g in map(_goal, cell("goals")) if g]
    position = _position(printed)
    problems = () if position else (Problem("position", f"The list says “{printed}”."),)
    return Listed(
        paragraph="".join(number.group(1).split()),
        text=said.text,
        start=start,
        end=end,
        recommending=said.recommending,
        position=position,
        position_as_printed=printed,
        position_source=_SOURCE.sub("", " ".join(lines[source:])),
        heading=heading,
        themes=tuple(themes),
        groups_of_persons=tuple(groups),
        goals=tuple(goals),
        assessment="\n".join(cell("assessment")),
        problems=problems,
    )


def _labels(lines: Sequence[str]) -> tuple[list[str], list[str], list[Goal]]:
    """Return themes, groups of persons, goals of the cell that holds all three, in blocks."""
    themes: list[str] = []
    groups: list[str] = []
    goals: list[Goal] = []
    block = "themes"
    for line in lines:
        if _GROUPS.fullmatch(line):
            block = "groups"
        elif _GOALS.fullmatch(line):
            block = "goals"
        elif block == "goals":
            goal = _goal(line)
            goals += [goal] if goal else []
        else:
            (themes if block == "themes" else groups).append(_bare(line))
    return themes, groups, goals


def _goal(line: str) -> Goal | None:
    found = _GOAL.fullmatch(_bare(line))
    return Goal(int(found.group(1)), found.group(2).strip()) if found else None


def _bare(line: str) -> str:
    return re.sub(r"^[-–•]\s*", "", line).strip()


def _position(printed: str) -> Position | None:
    low = re.sub(r"\s+", "", printed.lower())
    return {
        "supported": Position.SUPPORTED,
        "accepted": Position.SUPPORTED,
        "noted": Position.NOTED,
        "supported/noted": Position.PARTIALLY_SUPPORTED,
        "partiallysupported": Position.PARTIALLY_SUPPORTED,
        "pending": Position.PENDING,
    }.get(low)


def _together(known: Listed, row: Listed) -> Listed:
    """Return an item that stands under another theme as well."""
    headings = dict.fromkeys([*known.heading.split("\n"), row.heading])
    problems = known.problems
    if row.position is not known.position:
        text = f"The list gives {row.paragraph} two positions."
        problems = (*problems, Problem("position", text))
    return replace(known, heading="\n".join(headings), problems=problems)
