"""What people do to files of plans: each thing that means nothing is named with its place."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from openpyxl import Workbook, load_workbook

from heed.errors import InputProblem
from heed.plans import reading, word_file, workbook
from heed.plans.ordering import marked
from heed.plans.records import Chapter, Fault, Measure, Part, Place, Plan
from heed.plans.words import Words
from tests.core.plans.test_round_trips import full


def edited(change, plan=None):
    """A workbook of a plan after `change` was done to it in a spreadsheet program."""
    book = load_workbook(io.BytesIO(workbook.write(plan or full(), Words())))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return reading.read(held, "p.xlsx")


def test_rows_that_a_person_adds_are_measures():
    def add(book):
        book["Measures"].append(["3", "Plant trees", None, "Roads", "under way", "2026-03-01"])

    found = edited(add)
    assert (found.faults, found.places[-1]) == ((), Place("Measures", 6))
    new = found.plan.measures[-1]
    assert (new.number, new.title, new.chapter, new.state) == (
        "3", "Plant trees", "Roads", "under_way",
    )  # fmt: skip
    assert (new.start, new.marks) == (dt.date(2026, 3, 1), "")


def test_each_thing_that_means_nothing_has_its_row():
    def spoil(book):
        sheet = book["Measures"]
        sheet.append(["2", "Again", None, "Nowhere", "soon", "next year", None, "1,5", None, None,
                      None, "often"])  # fmt: skip
        sheet.append([None, "No number"])
        book["Milestones"].append(["77", "Of nothing"])

    place = Place("Measures", 6)
    assert edited(spoil).faults == (
        Fault(place, "state", "soon", "no_choice"),
        Fault(place, "start", "next year", "no_day"),
        Fault(place, "budget", "1,5", "no_amount"),
        Fault(place, "every", "often", "no_whole"),
        Fault(place, "chapter", "Nowhere", "no_chapter"),
        Fault(Place("Milestones", 5), "measure", "77", "no_measure"),
        Fault(place, "number", "2", "twice"),
        Fault(Place("Measures", 7), "number", "", "missing"),
    )


def test_a_column_that_was_taken_out_says_nothing_of_its_field():
    found = edited(lambda book: book["Measures"].delete_cols(3))
    assert found.faults == ()
    assert {one.without for one in found.plan.measures} == {("text",)}


def test_a_file_without_its_hidden_row_is_read_by_the_names_of_its_columns():
    def uncover(book):
        for sheet in book.worksheets[1:]:
            sheet.delete_rows(1)

    found = edited(uncover)
    assert [one.title for one in found.plan.measures] == [one.title for one in full().measures]
    assert found.faults == ()


def test_sheets_and_columns_of_other_names_are_told_of():
    def more(book):
        book.create_sheet("Notes").append(["mine"])
        book["Measures"]["Z2"] = "Colour"
        book["Measures"]["Z1"] = "Colour"

    assert edited(more).unread == ("Notes", "Measures: Colour")


def test_days_typed_as_days_and_figures_of_other_scripts_are_read():
    def type_in(book):
        sheet = book["Measures"]
        sheet["F3"], sheet["G3"] = dt.datetime(2026, 4, 5, tzinfo=None), "٢٠٢٦-٠٥-٠٦"  # noqa: DTZ001
        sheet["H3"] = 1250.5

    first = edited(type_in).plan.measures[0]
    assert (first.start, first.due) == (dt.date(2026, 4, 5), dt.date(2026, 5, 6))
    assert str(first.budget) == "1250.5"


def test_word_that_was_edited_is_read_as_it_stands():
    held = io.BytesIO(word_file.write(full(), Words()))
    document = docx.Document(held)
    table = document.tables[1]
    rows = {row.cells[0].text: row.cells[1] for row in table.rows}
    rows["Title"].paragraphs[0].runs[0].text = "Open all springs"
    rows["State"].paragraphs[0].add_run("dropped") if not rows["State"].text else None
    rows["Milestone"].paragraphs[0].add_run("A survey")
    rows["Milestone"].add_paragraph("Due: 2026-09-01")
    out = io.BytesIO()
    document.save(out)
    first = reading.read(out, "p.docx").plan.measures[0]
    assert (first.title, first.milestones[0].title) == ("Open all springs", "A survey")
    assert first.milestones[0].due == dt.date(2026, 9, 1)
    assert first.marks == full().measures[0].marks


def test_a_heading_that_a_person_adds_in_word_is_a_chapter():
    document = docx.Document(io.BytesIO(word_file.write(full(), Words())))
    document.add_heading("3 Forests", level=1)
    document.add_paragraph("Trees for all.")
    out = io.BytesIO()
    document.save(out)
    assert reading.read(out, "p.docx").plan.chapters[-1] == Chapter(
        "3", "3", "Forests", "Trees for all."
    )


def test_text_of_word_that_belongs_nowhere_is_told_of():
    document = docx.Document(io.BytesIO(word_file.write(full(), Words())))
    document.add_heading("Annex", level=1)
    document.add_table(1, 2).rows[0].cells[0].text = "Colour"
    out = io.BytesIO()
    document.save(out)
    assert reading.read(out, "p.docx").unread == ("Colour",)


def test_chapters_that_contain_each_other_and_needs_of_oneself_are_named():
    plan = marked(Plan(
        "Rings", chapters=(Chapter("A", "A", "A", parent="B"), Chapter("B", "B", "B", parent="A")),
        measures=(Measure("1", "Dig", needs=("1",), start=dt.date(2026, 2, 1),
                          due=dt.date(2026, 1, 1), parts=(Part("x", lead=True),)),),
    ))  # fmt: skip
    held = reading.read(io.BytesIO(workbook.write(plan, Words())), "p.xlsx")
    assert [one.code for one in held.faults] == [
        "in_itself", "in_itself", "ends_first", "needs_itself",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"%PDF-1.7", b"name;title\n1;Dig"])
def test_what_is_no_file_of_a_plan_is_refused_in_one_line(data):
    with pytest.raises(InputProblem) as problem:
        reading.read(io.BytesIO(data), "p.xlsx")
    assert "\n" not in str(problem.value)


def test_a_workbook_of_something_else_holds_no_plan():
    book = Workbook()
    book.active.append(["Name", "Colour"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(InputProblem) as problem:
        reading.read(out, "p.xlsx")
    assert problem.value.code == "no_plan"


@pytest.mark.parametrize("day", ["0026-01-01", "1850-01-01", "2999-12-31"])
def test_a_day_of_a_year_that_plans_do_not_have_is_named(day):
    found = edited(lambda book: book["Measures"].append(["3", "Plant", None, None, None, day]))
    assert [(one.field, one.value, one.code) for one in found.faults] == [("start", day, "no_day")]
