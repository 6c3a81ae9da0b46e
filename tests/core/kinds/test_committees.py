"""When a committee adopted what it says."""

from __future__ import annotations

import pytest

from heed.kinds import committees
from heed.reading.read import read_bytes

NOTE = "* Adopted by the Committee at its {session} ({when})."


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It adopted the present concluding observations on 3 May 2019.", "2019-05-03"),
        (NOTE.format(session="146th session", when="2–27 March 2026"), None),
        ("The Committee met at its tenth session (2–27 March 2026).", None),
    ],
)
def test_adopted(text, on):
    assert committees.adopted(f"1. The Committee considered the report.\n{text}\n") == on


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("29 January–16 February\n2024", ["29 January–16 February 2024"]),
        ("in the usual place", []),
    ],
)
def test_a_note_tells_when_the_session_was(when, told):
    text = NOTE.format(session="eighty-seventh session", when=when)
    document = read_bytes(f"1. The Committee considered it.\n{text}\n".encode(), name="a.txt")
    found = committees.session_dates(document)
    assert [fact.value for fact in found] == told
    assert all(
        " ".join(document.text[fact.quote.start : fact.quote.end].split()) == fact.value
        for fact in found
    )
