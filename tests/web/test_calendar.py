"""What comes next: dates as documents state them, and dates counted from an adoption."""

from __future__ import annotations

import datetime as dt

import pytest

from heedweb.workspace.models import Review
from heedweb.workspace.queries.calendar import after, coming, is_past
from heedweb.workspace.queries.mechanisms import body, overview

TODAY = dt.date(2026, 11, 25)


def review(dated="", **due):
    said = {"kind": "follow_up", "on": None, "months": None, "paragraphs": [], "text": "By then.",
            "page": 9, "start": 40}  # fmt: skip
    return Review(mechanism="cedaw", symbol="CEDAW/C/XAU/CO/5", dated=dated, dues=[said | due])


@pytest.mark.parametrize(
    ("dated", "months", "on"),
    [
        ("2023-11-14", 12, "2024-11-14"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2023-11-14", 1, "2023-12-14"),
    ],
)
def test_months_are_counted_from_the_adoption(dated, months, on):
    assert after(dated, months) == on


@pytest.mark.parametrize(
    ("on", "past"),
    [("2026-11-24", True), ("2026-11-25", False), ("2026-11", False), ("2026-10", True),
     ("2025", True), ("2026", False), ("", False)],
)  # fmt: skip
def test_a_month_is_over_when_its_last_day_is(on, past):
    assert is_past(on, TODAY) is past


def test_a_printed_date_goes_before_one_that_is_counted():
    (one,) = coming([review(dated="2024-03-01", on="2027-03-15", months=24)], TODAY)
    assert (one.on, one.counted) == ("2027-03-15", False)


def test_a_time_without_the_day_of_adoption_gives_no_date():
    (one,) = coming([review(dated="2024", months=24)], TODAY)
    assert (one.on, one.counted) == ("", False)


def test_what_is_to_come_stands_before_what_is_over_and_what_has_no_date_between():
    held = [review(on="2025-01-01"), review(), review(on="2028"), review(on="2027-05-01")]
    assert [one.on for one in coming(held, TODAY)] == ["2027-05-01", "2028", "", "2025-01-01"]


def test_a_review_invites_to_a_voluntary_report_two_years_after_its_adoption():
    held = Review(mechanism="upr", facts=[{"name": "adopted", "value": "6 November 2025"}])
    (one,) = coming([held], TODAY)
    assert (one.on, one.voluntary, one.counted) == ("2027-11", True, True)


def test_what_is_due_stands_with_the_mechanism_that_asks_for_it(cast):
    for mechanism, on in (("cat", "2027-02-01"), ("cedaw", "2027-03-15"), ("cat", "2027-01-01")):
        one = review(on=on)
        one.workspace, one.mechanism, one.symbol = cast.workspace, mechanism, f"{mechanism} {on}"
        one.save()
    found = overview(cast.workspace, TODAY)
    assert [one.on for one in found.coming] == ["2027-01-01", "2027-02-01", "2027-03-15"]
    (family,) = (family for family in found.families if family.bodies)
    assert {one.mechanism.code: [due.on for due in one.coming] for one in family.bodies} == {
        "cat": ["2027-01-01", "2027-02-01"],
        "cedaw": ["2027-03-15"],
    }
    for one in family.bodies:
        assert body(cast.workspace, one.mechanism.code, TODAY) == one


@pytest.mark.parametrize("adopted", ["November 2025", "31 June 2025", "0 November 2025", "", "x"])
def test_without_the_day_of_adoption_no_voluntary_report_is_counted(adopted):
    assert (
        coming([Review(mechanism="upr", facts=[{"name": "adopted", "value": adopted}])], TODAY)
        == []
    )
