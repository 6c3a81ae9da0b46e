"""The matrix written and read again: every field stays, places apart."""

from __future__ import annotations

import dataclasses

from heed.exchange.thematic_list import matrix
from heed.kinds import extract
from heed.reading.read import read_bytes
from heed.records import Goal, Listed, Position, Recommending

CHILE, KENYA, JAPAN = (
    Recommending(n, c) for n, c in (("Chile", "CHL"), ("Kenya", "KEN"), ("Japan", "JPN"))
)
SOURCE = "A/HRC/90/7/Add.1 - Para.3"


def placeless(rows):
    return [dataclasses.replace(row, start=0, end=0) for row in rows]


def again(rows):
    return extract(read_bytes(matrix(rows, "Matrix"), name="m.docx")).listed


def test_written_and_read_again_is_the_same():
    rows = [
        Listed(
            "9.1", "Pave the quays (Chile); light them (Kenya); keep them", 0, 0,
            (CHILE, KENYA, JAPAN), Position.SUPPORTED, "Supported", SOURCE, "Harbours\nRoads",
            ("Harbours", "A12 Old code"), ("Sailors",), (Goal(9, "INDUSTRY"),), "Done.\nPaid.",
        ),
        Listed(
            "9.2", "Light the lamps", 0, 0, (JAPAN,), Position.PARTIALLY_SUPPORTED,
            "Supported/Noted", SOURCE, "Roads", ("Roads",),
        ),
        Listed("9.3", "Keep the mill", 0, 0, (), Position.NOTED, "Noted", SOURCE, "Mills"),
    ]  # fmt: skip
    assert placeless(again(rows)) == placeless(rows)


def test_without_assessments_there_is_no_column_for_them():
    rows = [Listed("9.2", "Light", 0, 0, (JAPAN,), Position.NOTED, "Noted", SOURCE, "Lamps")]
    text = read_bytes(matrix(rows, "Matrix"), name="m.docx").text
    assert "Assessment" not in text
    assert placeless(again(rows)) == placeless(rows)
