"""Dates in running words."""

from __future__ import annotations

import pytest

from heed.kinds import dates


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("adopted on 6 November 2025", "2025-11-06"),
        ("held on the 29th of February 2024", "2024-02-29"),
        ("in March 2027", "2027-03"),
        ("by 2030", "2030"),
        ("31 June 2025", "2025-06"),
        ("29 February 2025", "2025-02"),
        ("0 November 2025", "2025-11"),
        ("without a day", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed_and_as_the_calendar_has_it(text, on):
    assert dates.day(text) == on
