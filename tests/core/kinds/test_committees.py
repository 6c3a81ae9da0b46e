"""When a committee adopted what it says."""

from __future__ import annotations

import pytest

from heed.kinds import committees

NOTE = "* Adopted by the Committee at its {session} ({when})."


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It adopted the present concluding observations on 3 May 2019.", "2019-05-03"),
        (NOTE.format(session="eighty-seventh session", when="29 January–16 February 2024"), "2024"),
        (NOTE.format(session="146th session", when="2–27 March 2026"), "2026-03"),
        (NOTE.format(session="tenth session", when="in the usual place"), None),
        ("The Committee met at its tenth session (2–27 March 2026).", None),
    ],
)
def test_adopted(text, on):
    assert committees.adopted(f"1. The Committee considered the report.\n{text}\n") == on
