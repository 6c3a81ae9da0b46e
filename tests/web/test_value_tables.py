"""Tables of values: read as they are meant, or refused row by row with nothing stored."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from heedweb.workspace.domain import value_tables
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.domain.value_tables import Ways
from heedweb.workspace.models import Activity, Value
from tests.web.test_indicators import entered, made


@pytest.fixture
def held(table):
    return made(table)


def said(held, text, **ways):
    """Return what a table makes: day, figure and group of each row, and its faults."""
    checked = value_tables.check(held, text, Ways(**ways))
    rows = [
        (row.reading.on.isoformat(), str(row.reading.value), "/".join(row.reading.group.values()))
        for row in checked.rows
    ]
    return rows, checked.faults


def test_two_pasted_columns_need_no_headings(held):
    assert said(held, "2021\t38,5\n2022\t37\n") == (
        [("2021-12-31", "38.5", ""), ("2022-12-31", "37.0", "")], [],
    )  # fmt: skip


def test_headings_may_stand_in_any_order_and_name_groups(held):
    text = "source;sex;value;date\nRegister;Women;12;2021-03\nRegister;men;44;2021-03\n"
    rows, faults = said(held, text)
    assert (rows, faults) == (
        [("2021-03-31", "12.0", "women"), ("2021-03-31", "44.0", "men")], [],
    )  # fmt: skip


def test_a_column_that_is_called_like_a_group_holds_its_values(held):
    rows, faults = said(held, "Year,Women,Men,Total\n2021,12,44,38\n2022,,43,37\n")
    assert faults == []
    assert [(on[:4], figure, group) for on, figure, group in rows] == [
        ("2021", "12.0", "women"), ("2021", "44.0", "men"), ("2021", "38.0", ""),
        ("2022", "43.0", "men"), ("2022", "37.0", ""),
    ]  # fmt: skip


def test_the_one_other_column_is_the_value(held):
    assert said(held, "Year\tRate\n2021\t38 %\n")[0] == [("2021-12-31", "38.0", "")]


def test_headings_and_months_are_known_in_the_readers_language(held):
    with translation.override("fr"):
        rows, faults = said(held, "date\tvalue\navril 2021\t38\n")
    assert (rows, faults) == ([("2021-04-30", "38.0", "")], [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Paste a table"),
        ("date;value\n", "no row below"),
        ("date;value;colour\n2021;1;red", "“colour” are not known or stand twice"),
        ("date;value;value\n2021;1;2", "not known or stand twice"),
        ("sex;note\nwomen;x", "No column is called “value”"),
        ("value;note\n1;x", "No column is called “date”"),
        ("2021;1;a;b;c", "Put headings above"),
    ],
)
def test_what_is_no_table_of_values_is_refused_whole(held, text, why):
    with pytest.raises(Refused, match=why):
        said(held, text)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("soon;1;;;", "Row 3: “soon” is no day"),
        ("2022;many;;;", "Row 3: “many” is no figure."),
        ("2022;;;;", "Row 3: It has no value."),
        ("2022;1;others;;", "Row 3: “others” is no group of “sex”; the groups are women, men."),
        ("2022;1;;maybe;", "Row 3: “maybe” says neither yes nor no"),
        ("2022;1;;yes;", "Row 3: A series break needs a note"),
        ("2022;1;;;not a link", "Row 3: “not a link” is no address of a page."),
        ("2022;1;;;;more", "Row 3: It has a cell where there is no heading."),
        ("2021;1;;;", "Row 3: It is of the same day and group as row 2."),
        ("2022;1.12345678;;;", "Row 3: “1.12345678” has more digits than are kept"),
        ("2022;123456789012345;;;", "Row 3: “123456789012345” is too large."),
        ("2019/20;1;;;", "Row 3: “2019/20” can be two years"),
    ],
)
def test_each_row_that_cannot_be_taken_in_is_named(held, row, why):
    rows, faults = said(held, f"date;value;sex;break;link\n2021;38;;;\n{row}")
    assert rows == [("2021-12-31", "38.0", "")]
    assert len(faults) == 1
    assert faults[0].startswith(why)


def test_figures_and_days_that_can_be_two_wait_for_a_word(held):
    text = "date;value\n03/04/2021;1.234\n"
    _rows, faults = said(held, text)
    assert "can be two days" in faults[0]
    _rows, faults = said(held, text, days="dmy")
    assert "can be two figures" in faults[0]
    assert said(held, text, days="dmy", decimals=",")[0] == [("2021-04-03", "1234.0", "")]
    # Another row of the column says it as well.
    rows, faults = said(held, text + "31/12/2021;12,5\n")
    assert (rows[0][:2], faults) == (("2021-04-03", "1234.0"), [])


def test_shares_of_one_are_not_taken_for_per_cent_unasked(held):
    text = "2021\t0.385\n2022\t0.37\n"
    with pytest.raises(Refused, match=r"say whether 0\.45 means 45"):
        said(held, text)
    assert [row[1] for row in said(held, text, shares="percent")[0]] == ["38.500", "37.00"]
    assert [row[1] for row in said(held, text, shares="asis")[0]] == ["0.385", "0.37"]


def test_a_percent_sign_must_be_the_units(table):
    rows, faults = said(made(table, unit="persons"), "2021\t38%\n")
    assert (rows, faults) == ([], ["Row 1: “38%” has a percent sign and the unit is “persons”."])


def test_what_stands_already_is_left_alone_and_what_differs_must_be_meant(table, held):
    entered(table, held, 2021, 38)
    text = "2021\t38\n2022\t37\n"
    checked = value_tables.check(held, text, Ways())
    assert [row.here for row in checked.rows] == [True, False]
    assert [one.on.year for one in checked.new] == [2022]
    _rows, faults = said(held, "2021\t39\n")
    assert faults[0].startswith("Row 1: There is a value of that day already")
    assert value_tables.check(held, "2021\t39\n", Ways(replacing=True)).replacing == 1


# The page.


def post(table, held, who="focal", **sent):
    return table.client(who).post(f"/w/aurelia/indicators/{held.pk}/values/table/", sent)


def test_a_table_is_shown_before_it_is_taken_in(table, held):
    text = "date;value\n2021;38,5\n2022;37\n"
    page = post(table, held, text=text)
    assert page.status_code == 200
    assert "Enter 2 values" in page.content.decode()
    assert not Value.objects.exists()
    assert post(table, held, text=text, act="take").status_code == 302
    assert [one.value for one in Value.objects.all()] == [Decimal("38.5"), 37]
    act = Activity.objects.get(verb="values_entered")
    assert [one["after"] for one in act.changes] == ["38.5", "37"]


def test_with_one_fault_nothing_is_stored(table, held):
    page = post(table, held, text="date;value\n2021;38\n2022;many\n", act="take")
    assert page.status_code == 422
    assert "Row 3: “many” is no figure." in page.content.decode()
    assert not Value.objects.exists()


def test_replacing_from_a_table_needs_a_reason_and_keeps_what_was(table, held):
    old = entered(table, held, 2021, 38)
    sent = {"text": "2021\t39\n", "replacing": "on", "act": "take"}
    assert "Say why" in post(table, held, **sent).content.decode()
    post(table, held, reason="Revised.", **sent)
    new = Value.objects.get(instead_of=old)
    old.refresh_from_db()
    assert (new.value, old.reason, old.value) == (39, "Revised.", 38)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_spreadsheet_is_read_in_confinement_with_its_own_decimal_point(table, held):
    data = workbook(
        ["Prisoners"],
        ["Date", "Value", "Sex"],
        [date(2021, 12, 31), 12.125, "women"],
        [2022, 37, ""],
    )  # fmt: skip
    page = post(table, held, file=SimpleUploadedFile("values.xlsx", data))
    assert page.status_code == 200
    body = page.content.decode()
    assert "Enter 2 values" in body
    assert "12.125" in body


def test_a_csv_with_semicolons_and_decimal_commas_is_read(table, held):
    data = "Année;Femmes\n".encode("latin-1") + b"2021;12,5\n"
    page = post(table, held, file=SimpleUploadedFile("values.csv", data)).content.decode()
    assert "No column is called “value”" in page
    data = b"\xef\xbb\xbfDate;Women;Men\n2021;12,5;44\n"
    page = post(table, held, file=SimpleUploadedFile("values.csv", data)).content.decode()
    assert "Enter 2 values" in page


def test_a_file_that_is_no_table_is_refused_in_words(table, held):
    page = post(table, held, file=SimpleUploadedFile("x.pdf", b"%PDF-1.4 nothing"))
    assert page.status_code == 422
    assert "x.pdf" in page.content.decode()


def test_what_was_taken_along_can_be_taken_in_again(table, held):
    entered(table, held, 2021, "-38.5", by="authority", note="=A note", breaks=True)
    entered(table, held, 2022, 12, by="authority", group={"sex": "women"})
    answer = table.client("focal").post("/w/aurelia/values/export/", {"indicator": held.pk})
    data = b"".join(answer.streaming_content)
    page = post(table, held, file=SimpleUploadedFile("values.csv", data)).content.decode()
    assert "All values of the table stand already." in page
    other = made(table, name="Other")
    page = post(table, other, file=SimpleUploadedFile("values.csv", data)).content.decode()
    assert "Row 2: It is of the indicator 1." in page
