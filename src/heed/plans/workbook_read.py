"""A workbook that people edited, as a plan: each sheet by its name, each column by its heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from heed.errors import InputProblem
from heed.exchange.sheets import all_records
from heed.plans.fields import (
    CHAPTER,
    INDICATOR,
    INSTITUTION,
    LINK,
    MEASURE,
    MILESTONE,
    OF_CHAPTER,
    OF_MEASURE,
    OF_PLAN,
    PLAN,
    SHEETS,
    Field,
)
from heed.plans.gathering import (
    MOST_MEASURES,
    Gathered,
    chapter_named,
    measure,
    part_of,
    without,
)
from heed.plans.ordering import keys
from heed.plans.records import (
    Chapter,
    Indicator,
    Measure,
    Milestone,
    Part,
    Place,
    Plan,
    PlanFile,
    Tie,
)
from heed.plans.values import Value
from heed.plans.words import field_of, folded
from heed.plans.workbook import MARKS

_REMEDY = "Give a file that was taken from a plan, with its sheets Plan and Measures."
# Headings stand in the first rows; below they are data.
_HEADINGS = 5


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]


def read(file: BinaryIO, name: str) -> PlanFile:
    """Return the plan in a workbook. Raises `InputProblem`."""
    held: dict[str, list[tuple[int, list[str]]]] = {}
    titles = {folded(one): one for one in ("Plan", *SHEETS)}
    into = Gathered()
    for title, record in all_records(file, name):
        known = titles.get(folded(title))
        if known is None:
            if title not in into.unread:
                into.unread.append(title)
            continue
        held.setdefault(known, []).append(record)
        if known == "Measures" and len(held[known]) > MOST_MEASURES:
            reason = f"has more than {MOST_MEASURES:,} measures."
            raise InputProblem(name, "too_many_rows", reason, "Split the plan.")
    if "Measures" not in held and "Plan" not in held:
        raise InputProblem(name, "no_plan", "holds no plan.", _REMEDY)
    found = {one: _sheet(one, held.get(one, []), into) for one in SHEETS}
    return _plan(held.get("Plan", []), found, into)


def _sheet(title: str, records: Sequence[tuple[int, list[str]]], into: Gathered) -> _Sheet:
    """Return the rows of a sheet below its headings, cells by field."""
    fields = {one.name for one in SHEETS[title]} | {MARKS}
    tops = [[_column(cell, fields) for cell in cells] for _, cells in records[:_HEADINGS]]
    named = [sum(one is not None for one in columns) > 1 for columns in tops]
    if not any(named):
        into.unread += [title] if records else []
        return _Sheet((), ())
    place = named.index(True)
    columns = tops[place]
    for cell, column in zip(records[place][1], columns, strict=True):
        if cell and column is None:
            into.unread.append(f"{title}: {cell[:80]}")
    rows = [_row(title, number, cells, columns) for number, cells in records[place + 1 :]]
    return _Sheet(
        tuple(one for one in columns if one),
        tuple(one for one in rows if one.given and not _is_heading(one)),
    )


def _column(cell: str, fields: set[str]) -> str | None:
    named = MARKS if cell == MARKS else field_of(cell)
    return named if named in fields else None


def _row(title: str, number: int, cells: Sequence[str], columns: Sequence[str | None]) -> _Row:
    given = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    held = given if any(value for name, value in given.items() if name != MARKS) else {}
    return _Row(Place(title, number), held)


def _is_heading(row: _Row) -> bool:
    """Whether a row holds the names of its columns, as the second of each sheet does."""
    named = [field_of(cell) == name for name, cell in row.given.items() if cell]
    return len(named) > 1 and all(named)


def _plan(
    about: Sequence[tuple[int, list[str]]], found: dict[str, _Sheet], into: Gathered
) -> PlanFile:
    told = _told(about)
    values = into.values(PLAN, told, Place("Plan", 0))
    values["kind"] = values.get("kind") or "follow_up"
    chapters = _chapters(found["Chapters"], into)
    sheet = found["Measures"]
    measures = [_measure(one, chapters, sheet, into) for one in sheet.rows]
    measures = _with_others(measures, found, into)
    plan = Plan(
        **{"name": "", **values},  # type: ignore[arg-type]
        chapters=tuple(chapters), measures=tuple(measures), origin=told.get("origin", ""),
        marks=told.get(MARKS, ""), without=without(OF_PLAN, told),
    )  # fmt: skip
    places = [one.place for one in found["Chapters"].rows]
    return into.finished(plan, [one.place for one in sheet.rows], places)


def _told(about: Sequence[tuple[int, list[str]]]) -> dict[str, str]:
    """Return what the sheet of the plan says, by the code or the name in front of it."""
    fields, told = {one.name for one in PLAN}, {"origin", MARKS}
    found: dict[str, str] = {}
    for _, cells in about:
        first, second, third = [*cells, "", "", ""][:3]
        name = first if first in told else field_of(first) or field_of(second)
        if name in fields | told:
            # Where the hidden column was taken out the value stands one to the left.
            found[name or ""] = third or ("" if field_of(first) == field_of(second) else second)
    for one in found:
        if one in fields and field_of(found[one]) == one:
            found[one] = ""
    return found


def _chapters(sheet: _Sheet, into: Gathered) -> list[Chapter]:
    rows = [(one, into.values(CHAPTER, one.given, one.place)) for one in sheet.rows]
    named = keys((str(v.get("number", "")), str(v.get("title", ""))) for _, v in rows)
    held = [
        Chapter(
            **{**values, "key": values.get("key") or key},  # type: ignore[arg-type]
            marks=row.given.get(MARKS, ""), without=without(OF_CHAPTER, sheet.columns),
        )
        for (row, values), key in zip(rows, named, strict=True)
    ]  # fmt: skip
    return [
        replace(one, parent=chapter_named(one.parent, held) or one.parent) if one.parent else one
        for one in held
    ]


def _measure(row: _Row, chapters: list[Chapter], sheet: _Sheet, into: Gathered) -> Measure:
    values = into.values(MEASURE, row.given, row.place)
    chapter = str(values.get("chapter", ""))
    if chapter:
        key = chapter_named(chapter, chapters)
        if key is None:
            into.fault(row.place, "chapter", chapter, "no_chapter")
        values["chapter"] = key or ""
    supporting = cast("tuple[str, ...]", values.get("supporting", ()))
    parts = part_of(str(values.get("lead", "")), supporting)
    given = [*sheet.columns, *(["parts"] if {"lead", "supporting"} & set(sheet.columns) else [])]
    return measure(
        values, parts=parts, marks=row.given.get(MARKS, ""), without=without(OF_MEASURE, given)
    )


def _with_others(
    measures: list[Measure], found: dict[str, _Sheet], into: Gathered
) -> list[Measure]:
    """Return measures with what the other sheets say of them."""
    held = {
        title: _by_measure(found[title], fields, {one.number for one in measures}, into)
        for title, fields in (("Milestones", MILESTONE), ("Indicators", INDICATOR),
                              ("Links", LINK), ("Institutions", INSTITUTION))
    }  # fmt: skip
    sheets = {"milestones": "Milestones", "indicators": "Indicators", "ties": "Links"}
    absent = tuple(name for name, title in sheets.items() if not found[title].columns)
    return [
        replace(
            one,
            milestones=tuple(Milestone(str(v["milestone"]), v.get("due"), v.get("reached"))  # type: ignore[arg-type]
                             for v in held["Milestones"].get(one.number, [])),
            indicators=tuple(Indicator(*_said(v, "indicator", "name", "unit"))
                             for v in held["Indicators"].get(one.number, [])),
            ties=tuple(Tie(*_said(v, "taxonomy", "code", "name"))
                       for v in held["Links"].get(one.number, [])),
            parts=_answered(one.parts, held["Institutions"].get(one.number, [])),
            without=tuple(n for n in one.without if n not in sheets) + absent,
        )
        for one in measures
    ]  # fmt: skip


def _said(values: dict[str, Value], *names: str) -> list[str]:
    return [str(values.get(name) or "") for name in names]


def _by_measure(
    sheet: _Sheet, fields: Sequence[Field], numbers: set[str], into: Gathered
) -> dict[str, list[dict[str, Value]]]:
    found: dict[str, list[dict[str, Value]]] = {}
    needed = [one.name for one in fields[: 3 if fields is LINK else 2]]
    for row in sheet.rows:
        values = into.values(fields, row.given, row.place)
        number = str(values.get("measure", ""))
        lacking = next((name for name in needed if not values.get(name)), None)
        if lacking is not None:
            into.fault(row.place, lacking, "", "missing")
        elif number not in numbers:
            into.fault(row.place, "measure", number, "no_measure")
        else:
            found.setdefault(number, []).append(values)
    return found


def _answered(parts: Sequence[Part], rows: Sequence[dict[str, Value]]) -> tuple[Part, ...]:
    """Return parts with what the institutions said, as the file tells of it."""
    said = {str(one["institution"]): one for one in rows}
    return tuple(
        replace(one, answer=str(said[one.body].get("answer") or "proposed"),
                reason=str(said[one.body].get("reason") or ""))
        if one.body in said else one
        for one in parts
    )  # fmt: skip
