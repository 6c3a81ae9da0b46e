"""What heed writes it reads as the same rows, in every format."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from heed.exchange import impact, reading, table, uhri, uhri_sheet, upr_info
from heed.exchange.rows import Related, Row
from heed.exchange.sniffing import data_format
from heed.records import Recommending
from tests.core.exchange.strategies import lists

FEW = settings(max_examples=60, deadline=None)
SHEETS = settings(max_examples=20, deadline=None)


def written(write, found) -> io.BytesIO:
    held = io.BytesIO()
    write(found, held)
    return held


@FEW
@given(lists(first=1, action="", extra=(("DocumentId", "d1"), ("Regions", "Asia\nAfrica"))))
def test_uhri_json(found):
    file = written(uhri.write_json, found)
    assert data_format(file) == "uhri_json"
    assert list(reading.rows(file, "x")) == list(found)


@SHEETS
@given(lists(extra=(("Regions", "Asia\nAfrica"), ("Source of position", "A/HRC/59/15, 3"))))
def test_uhri_sheet(found):
    file = written(uhri_sheet.write_xlsx, found)
    assert data_format(file) == "uhri_xlsx"
    assert [replace(one, extra=()) for one in reading.rows(file, "x")] == [
        replace(one, extra=()) for one in found
    ]
    for one in reading.rows(file, "x"):
        assert dict(one.extra) == dict(found[0].extra)


@FEW
@given(lists(symbol="", paragraph="", groups=(), goals=(), dated="2025", action="4",
             extra=(("remark", "=1+1"),)))  # fmt: skip
def test_upr_info(found):
    single = [replace(one, recommending=one.recommending[:1]) for one in found]
    file = written(upr_info.write, single)
    assert data_format(file) == "upr_info"
    assert list(reading.rows(file, "x")) == single


def test_upr_info_writes_a_line_for_each_state():
    chad, peru = Recommending("Chad", "TCD"), Recommending("Peru", "PER")
    one = Row(2, "Plant trees", state="TUR", state_as_written="Türkiye", recommending=(chad, peru),
              position_as_written="Noted")  # fmt: skip
    found = list(reading.rows(written(upr_info.write, [one]), "x"))
    assert [row.recommending for row in found] == [(chad,), (peru,)]


@FEW
@given(lists(symbol="", session=None, action="", dated="", state="PER", state_as_written="",
             extra=(("response", "Done, we say"),)),
       st.lists(st.sampled_from(["Plan, with a comma", "Law", "School"]), unique=True))  # fmt: skip
def test_impact(found, titles):
    measures = tuple(Related("measure", str(i), t) for i, t in enumerate(titles, 1))
    indicators = (Related("indicator", "7", "Share of harbours"), Related("indicator", "8", "Rate"))
    numbered, number = [], 2
    for one in found:
        numbered.append(replace(one, number=number, related=measures + indicators))
        number += len(indicators)
    file = written(impact.write, numbered)
    assert data_format(file) == "impact"
    assert list(reading.rows(file, "x", "PER")) == numbered


@FEW
@given(lists(extra=(("Remark", "kept\nin two lines"),), action="5"))
def test_table_csv(found):
    file = written(table.write_csv, found)
    header = (*table.FIELDS, "Remark")
    assert list(reading.rows(file, "x", None, table.heading_matching(header))) == list(found)


@SHEETS
@given(lists(action="5"))
def test_table_sheet(found):
    file = written(table.write_xlsx, found)
    matching = table.heading_matching(table.FIELDS)
    assert list(reading.rows(file, "x", None, matching)) == list(found)
