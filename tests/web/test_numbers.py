"""Numbers that somebody's browser sent: what is none is no error."""

from __future__ import annotations

import pytest

from heedweb.workspace.numbers import number_of

HUGE = "9" * 5_000


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("", 0),
        (None, 0),
        ("-1", 0),
        ("²", 0),
        ("٣", 0),
        ("1.5", 0),
        (HUGE, 0),
    ],
)
def test_only_whole_numbers_of_a_key_are_taken(given, number):
    assert number_of(given) == number


@pytest.mark.parametrize(
    "address",
    ["sources/", "people/", "recommendations/", "notes/", "history/", "links/", "clusters/"],
)
@pytest.mark.parametrize("page", ["²", HUGE])
def test_pages_without_a_number_are_the_first_page(table, address, page):
    client = table.client("coordinator")
    whole = client.get(f"/w/aurelia/{address}").status_code
    assert client.get(f"/w/aurelia/{address}", {"page": page}).status_code == whole < 400
