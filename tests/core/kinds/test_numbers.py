"""Lists of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.kinds.number_lists import parse


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("122.62-66", ["122.62", "122.63", "122.64", "122.65", "122.66"]),
        ("122.34- 35, 122.40", ["122.34", "122.35", "122.40"]),
        ("1–3, 150 – 152", ["1", "2", "3", "150", "151", "152"]),
        ("140.35. 140.36", ["140.35", "140.36"]),
        ("77. 24", ["77.24"]),
        ("140.82-85, 87", ["140.82", "140.83", "140.84", "140.85", "140.87"]),
        ("61 63", ["61", "63"]),
        ("122.95–96. 122.40", ["122.95", "122.96"]),
        ("5 to 7 and 9", ["5", "6", "7", "9"]),
    ],
)
def test_forms_of_lists(text, numbers):
    assert list(parse(text).numbers) == numbers


def test_bare_numbers_take_the_prefix():
    assert parse("3, 5-6", "50").numbers == ("50.3", "50.5", "50.6")


def test_range_that_runs_backwards_is_refused_and_said():
    found = parse("9-4")
    assert found.numbers == ("9", "4")
    assert [p.code for p in found.problems] == ["range"]


def test_number_listed_twice_is_said():
    assert [p.code for p in parse("4, 4").problems] == ["listed_twice"]


@given(st.sets(st.integers(1, 299), min_size=1))
def test_any_set_of_numbers_comes_back(numbers):
    text = ", ".join(f"12.{n}" for n in sorted(numbers))
    assert list(parse(text).numbers) == [f"12.{n}" for n in sorted(numbers)]
