"""Figures and periods as people write them: read in one way, or refused with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.exchange.quantities import (
    Figure,
    Period,
    Unread,
    decimal_of,
    figure,
    following,
    later,
    order_of,
    period,
    unmistakable,
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", "12"), ("-3.5", "-3.5"), ("−3,5", "-3.5"), ("0,123", "0.123"), (".5", "0.5"),
        ("1 234 567,89", "1234567.89"), ("1\u202f234,5", "1234.5"), ("1'234.5", "1234.5"),
        ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1.234.567,8", "1234567.8"),
        ("12,34,567.5", "1234567.5"), ("1234.567", "1234.567"), ("٣٤٫٥", "34.5"), ("+7", "7"),
        ("12345678.9", "12345678.9"), ("7.", None), ("1,23,4", None), ("", None), ("n/a", None),
        ("12 %", "12"), ("1,2.3,4", None), ("1.2.3", None), ("1e5", None), ("5 km", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_it_is_written_anywhere(written, value):
    if value is None:
        with pytest.raises(Unread) as refused:
            figure(written)
        assert refused.value.code == "number"
    else:
        assert figure(written).value == Decimal(value)


def test_a_percent_sign_is_told():
    assert figure("45,5 %") == Figure(Decimal("45.5"), percent=True)
    assert figure("٤٥٪") == Figure(Decimal(45), percent=True)


def test_what_can_be_two_figures_is_refused_until_somebody_says_which():
    for written in ("1,234", "1.234", "-12.345"):
        with pytest.raises(Unread) as refused:
            figure(written)
        assert refused.value.code == "which_number"
    assert figure("1,234", ",").value == Decimal("1.234")
    assert figure("1,234", ".").value == Decimal(1234)


def test_what_could_be_two_figures_is_written_with_one_more_zero():
    assert unmistakable(Decimal("1.234000")) == "1.2340"
    assert unmistakable(Decimal("-12.345")) == "-12.3450"
    assert unmistakable(Decimal("0.123")) == "0.123"
    assert unmistakable(Decimal("1E+3")) == "1000"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14,
                   places=6))  # fmt: skip
def test_every_figure_is_written_as_it_is_read(value):
    assert figure(unmistakable(value)).value == value


def test_a_column_says_which_mark_its_decimals_have():
    assert decimal_of(["1.234", "2,5", "3"]) == ","
    assert decimal_of(["1,234", "2.75"]) == "."
    assert decimal_of(["1,234,567", "1,234"]) == "."
    assert decimal_of(["1,234", "1,500"]) == ""
    assert decimal_of(["2,5", "2.5"]) == ""
    assert decimal_of(["12", "n/a"]) == ""


YEAR = Period(date(2023, 12, 31), date(2023, 1, 1))


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("2023", YEAR),
        ("2019-2021", Period(date(2021, 12, 31), date(2019, 1, 1))),
        ("2019 – 2021", Period(date(2021, 12, 31), date(2019, 1, 1))),
        ("2023-02", Period(date(2023, 2, 28), date(2023, 2, 1))),
        ("02/2024", Period(date(2024, 2, 29), date(2024, 2, 1))),
        ("2024/2", Period(date(2024, 2, 29), date(2024, 2, 1))),
        ("2023-04-05", Period(date(2023, 4, 5))),
        ("2023-04-05 00:00:00", Period(date(2023, 4, 5))),
        ("31.12.2023", Period(date(2023, 12, 31))),
        ("12/31/2023", Period(date(2023, 12, 31))),
        ("5/5/2023", Period(date(2023, 5, 5))),
        ("April 2023", Period(date(2023, 4, 30), date(2023, 4, 1))),
        ("5 Sept. 2023", Period(date(2023, 9, 5))),
        ("March 5, 2023", Period(date(2023, 3, 5))),
        ("Q2 2023", Period(date(2023, 6, 30), date(2023, 4, 1))),
        ("2023-T4", Period(date(2023, 12, 31), date(2023, 10, 1))),
        ("2023 H2", Period(date(2023, 12, 31), date(2023, 7, 1))),
        ("2023-01-01 to 2023-06-30", Period(date(2023, 6, 30), date(2023, 1, 1))),
        ("٢٠٢٣", YEAR),
    ],
)
def test_a_period_is_as_long_as_it_is_written(written, held):
    assert period(written) == held


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2019/20", "two_years"), ("2019-20", "two_years"), ("03/04/2023", "which_day"),
        ("2023-06-30 to 2023-01-01", "backwards"), ("soon", "period"), ("", "period"),
        ("2023-02-30", "period"), ("Q5 23", "period"), ("1066", "period"), ("2023-13-1", "period"),
        ("Brumaire 2023", "period"), ("2019 to 2020 to 2021", "period"), ("2019 to", "period"),
    ],
)  # fmt: skip
def test_what_is_no_period_or_two_is_refused_with_the_reason(written, code):
    with pytest.raises(Unread) as refused:
        period(written)
    assert refused.value.code == code


def test_a_column_says_whether_its_days_stand_first():
    assert order_of(["03/04/2023", "31/12/2023"]) == "dmy"
    assert order_of(["03/04/2023", "12/31/2023"]) == "mdy"
    assert order_of(["03/04/2023", "2023"]) == ""
    assert order_of(["13/04/2023", "04/13/2023"]) == ""
    assert period("03/04/2023", "dmy") == Period(date(2023, 4, 3))
    assert period("03/04/2023", "mdy") == Period(date(2023, 3, 4))


def test_months_have_names_in_other_languages():
    assert period("avril 2023", months={"avril": 4}) == period("2023-04")


def test_the_period_after_one_is_as_long():
    assert following(YEAR, 12) == period("2024")
    assert following(period("2023-01"), 1) == period("2023-02")
    assert following(period("2024-02"), 12) == period("2025-02")
    assert following(Period(date(2023, 1, 31)), 1) == Period(date(2023, 2, 28))
    assert later(date(2024, 2, 29), 12) == date(2025, 2, 28)
