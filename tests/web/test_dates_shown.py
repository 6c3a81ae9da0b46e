"""Dates in the reader's form, and what is none as it is."""

from __future__ import annotations

import pytest

from heedweb.workspace.templatetags.heed import iso_date


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2024-05-03", "3 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("spring 2024", "spring 2024"),
        ("2024-13-40", "2024-13-40"),
        ("after-May", "after-May"),
        ("", ""),
    ],
)
def test_iso_date(given, shown):
    assert iso_date(given) == shown
