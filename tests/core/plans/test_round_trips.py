"""A plan goes out as a workbook or a Word file and comes in again: identical."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from heed.plans import reading, word_file, workbook
from heed.plans.ordering import marked, ordered
from heed.plans.records import (
    Chapter,
    Indicator,
    Measure,
    Milestone,
    Part,
    Plan,
    PlanFile,
    Tie,
)
from heed.plans.words import Words, languages
from tests.core.plans.strategies import plans

ANY = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
FORMS = {"xlsx": workbook.write, "docx": word_file.write}


def back(plan: Plan, form: str = "xlsx", language: str = "en") -> PlanFile:
    return reading.read(io.BytesIO(FORMS[form](plan, Words(language))), f"plan.{form}")


def full() -> Plan:
    """A plan in which every field says something, and one measure with nothing but a title."""
    water = Measure(
        "1.10", "حفر الآبار للجميع", "=1+1\n\n" + "Every village has a well. " * 400 + "End.",
        chapter="1.1", state="under_way", start=dt.date(2026, 1, 2), due=dt.date(2027, 2, 28),
        budget=Decimal("12345678901234.5"), currency="EUR", funds="State budget, line 4",
        scope="South", every=6,
        parts=(
            Part("Ministry of Wells", lead=True, answer="declined", reason="No money.\nNot now."),
            Part("وزارة العدل", lead=False, answer="accepted"),
        ),
        milestones=(
            Milestone("Due: the law", dt.date(2026, 6, 1), dt.date(2026, 7, 1)), Milestone("Pumps"),
        ),
        needs=("1.2", "2"), ties=(Tie("sdg.targets", "6.1", "Safe water"), Tie("budget", "4 b")),
        answers=("A/HRC/1/1#1.2", "X#3"), clusters=("Safe water",),
        indicators=(Indicator("W1", "Reason: people with a well", "%"), Indicator("W2")),
    )  # fmt: skip
    return marked(ordered(Plan(
        "Wells for all | خطة", "nhrap", "Water.\n\n  For all.", dt.date(2026, 1, 1),
        dt.date(2030, 12, 31), "EUR",
        chapters=(
            Chapter("1", "1", "Water", "First line\n\nthird line"),
            Chapter("1.1", "1.1", "ماء", parent="1"), Chapter("Roads", "", "Roads"),
        ),
        measures=(Measure("2", "Open the springs"), water, Measure("1.2", "Map", chapter="1")),
        origin="aurelia:1",
    )))  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", languages())
def test_a_plan_with_all_its_fields_comes_back_identical(form, language):
    held = back(full(), form, language)
    assert (held.plan, held.faults, held.unread) == (full(), (), ())


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_with_nothing_in_it_comes_back_identical(form):
    empty = marked(Plan("Nothing yet"))
    assert back(empty, form).plan == empty


@ANY
@given(plans())
def test_any_plan_comes_back_from_a_workbook_identical(plan):
    held = back(plan)
    assert (held.plan, held.faults) == (plan, ())


@ANY
@given(plans())
def test_any_plan_comes_back_from_a_word_file_identical(plan):
    held = back(plan, "docx")
    assert (held.plan, held.faults) == (plan, ())


def test_no_cell_of_a_workbook_is_a_formula():
    book = load_workbook(io.BytesIO(workbook.write(full(), Words())))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert kinds == {"s", "inlineStr", "n", "d"}
    texts = [cell.value for cell in book["Measures"]["C"]]
    assert any(str(one).startswith("=1+1") for one in texts)


def test_the_codes_of_columns_are_hidden_and_their_names_are_shown():
    book = load_workbook(io.BytesIO(workbook.write(full(), Words("fr"))))
    sheet = book["Measures"]
    assert sheet.row_dimensions[1].hidden
    assert [sheet["A1"].value, sheet["A2"].value] == ["number", "Numéro"]
    assert book.sheetnames == [
        "Plan", "Chapters", "Measures", "Milestones", "Indicators", "Links", "Institutions",
    ]  # fmt: skip


def test_a_text_that_no_cell_holds_is_refused_for_a_workbook_and_not_for_word():
    plan = marked(Plan("Long", measures=(Measure("1", "Dig", answers=("k" * 300,) * 1),)))
    many = replace(plan.measures[0], answers=tuple(f"{n:0300}" for n in range(120)))
    long = marked(replace(plan, measures=(many,)))
    with pytest.raises(workbook.DoesNotFit):
        workbook.write(long, Words())
    assert back(long, "docx").plan == long


def test_headings_of_word_are_chapters_in_their_order():
    document = docx.Document(io.BytesIO(word_file.write(full(), Words())))
    styles = [(p.style.name, p.text.split("⟦")[0]) for p in document.paragraphs if p.text]
    headings = [one for one in styles if one[0].startswith(("Heading", "Title"))]
    assert headings == [
        ("Title", "Wells for all | خطة"), ("Heading 1", "1\tWater"), ("Heading 2", "1.1\tماء"),
        ("Heading 1", "Roads"),
    ]  # fmt: skip
