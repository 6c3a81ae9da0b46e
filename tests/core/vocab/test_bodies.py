"""The names that databases give to bodies."""

from __future__ import annotations

import pytest

from heed.vocab import bodies
from heed.vocab.mechanisms import mechanisms


@pytest.mark.parametrize(("written", "code"), [
    ("CRC", "crc"),
    ("CRC-OP-SC", "crc"),
    ("cedaw", "cedaw"),
    ("Human Rights Committee", "ccpr"),
    ("UPR", "upr"),
    ("Universal Periodic Review", "upr"),
    ("SR Housing", "special_procedures"),
    ("WG Arbitrary Detention", "special_procedures"),
    ("Комитет по правам ребенка", "crc"),
    ("儿童权利委员会", "crc"),
    ("special_procedures", "special_procedures"),
])  # fmt: skip
def test_body_is_found(written, code):
    assert bodies.find(written) == code


@pytest.mark.parametrize("written", ["", "SRI LANKA", "IES", "Committee on Bridges", "?"])
def test_no_body_is_guessed(written):
    assert bodies.find(written) is None


def test_every_code_is_a_mechanism_and_no_name_stands_twice():
    rows = bodies._rows()
    assert {row["code"] for row in rows} <= set(mechanisms())
    names = [bodies._folded(name) for row in rows for name in row["names"]]
    assert len(names) == len(set(names))
