"""UPR Info and IMPACT OSS: their columns, their quirks, and what is wrong with a row."""

from __future__ import annotations

import gzip
import io

import pytest

from heed.errors import InputProblem
from heed.exchange.rows import Fault, Related
from heed.records import Position
from tests.core.exchange.files import read, text

UPR_INFO = (
    "row_id,state_under_review_iso3,state_under_review,recommending_state_iso3,recommending_state,"
    "text,response,action_category,issues,session,year,cycle\n"
    "9,PER,Peru,TCD,Chad,Open harbour schools.,Accepted,4,Right to education|Harbours,7,2010,1\n"
    "10,PER,Peru,,,Plant trees - all of them.,Noted,2,,7,2010,1\n"
    "V1,PER,Peru,PER,Peru,We shall plant trees.,Voluntary Pledge,3,,7,2010,1\n"
)
# The database's own export: Mac Roman, carriage returns, labels parted by commas.
OWN = (
    "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\r"
    'Peru,GRULAC,OAS,Protect the rivière’s schools ,Chad,Africa,"AU, OIC",Noted,4,'
    '"Right to education,Harbours",18\r'
)


def test_upr_info_row():
    first, second, pledge = read(text(UPR_INFO))
    assert (first.number, first.id, first.state) == (2, "9", "PER")
    assert (first.position, first.position_as_written) == (Position.SUPPORTED, "Accepted")
    assert first.recommending[0].iso3 == "TCD"
    assert first.themes == ("Right to education", "Harbours")
    assert (first.action, first.session, first.cycle, first.dated) == ("4", 7, 1, "2010")
    assert (first.mechanism, first.symbol, first.paragraph) == ("upr", "", "")
    assert (second.recommending, second.position) == ((), Position.NOTED)
    assert (pledge.kind, pledge.position, pledge.position_as_written) == (
        "pledge", None, "Voluntary Pledge",
    )  # fmt: skip


def test_upr_info_is_read_packed():
    assert read(io.BytesIO(gzip.compress(UPR_INFO.encode()))) == read(text(UPR_INFO))


def test_own_export_in_mac_roman_with_carriage_returns():
    (row,) = read(text(OWN, "mac_roman"))
    assert (row.number, row.text) == (2, "Protect the rivière’s schools")
    assert row.themes == ("Right to education", "Harbours")
    assert (row.session, row.cycle) == (18, 2)
    assert dict(row.extra)["From-Org"] == "AU, OIC"


def test_packed_file_that_is_cut_off_names_the_row():
    lines = "".join(
        f"{i},PER,Peru,TCD,Chad,Text {i * 7919},Noted,4,,7,2010,1\n" for i in range(999)
    )
    packed = gzip.compress((UPR_INFO + lines).encode())
    with pytest.raises(InputProblem) as caught:
        read(io.BytesIO(packed[: len(packed) // 2]))
    assert caught.value.code == "cut_off"


def test_packed_file_that_expands_too_far():
    with pytest.raises(InputProblem) as caught:
        read(io.BytesIO(gzip.compress(bytes(401 << 20), 1)))
    assert caught.value.reason == "expands to more than 400 MB."


@pytest.mark.parametrize(("line", "column", "code"), [
    ("11,,Atlantis,TCD,Chad,Plant,Noted,4,,7,2010,1\n", "state_under_review", "state"),
    ("11,PER,Peru,TCD,Chad,,Noted,4,,7,2010,1\n", "text", "empty"),
    ("11,PER,Peru,TCD,Chad,Plant,Perhaps,4,,7,2010,1\n", "response", "position"),
    ("11,PER,Peru,TCD,Chad,Plant,Noted,4,,seven,2010,1\n", "session", "number"),
    ("9,PER,Peru,TCD,Chad,Plant,Noted,4,,7,2010,1\n", "id", "duplicate"),
])  # fmt: skip
def test_upr_info_faults(line, column, code):
    found = read(text(UPR_INFO + line), "PER")
    assert len(found) == 4
    assert isinstance(found[3], Fault)
    assert (found[3].number, found[3].column, found[3].code) == (5, column, code)


IMPACT = (
    "id,public,reference,title,description,response,support_level,recommending_states,cycles,"
    "human_rights_issues,connected_actions,indicator_id,indicator_title\n"
    '31,true,140.7,Harbour schools,Open the harbour schools,We did,1,"Chad, Peru",Cycle 3,'
    'Schools,"Plan A, \nPlan B [draft], Law, second part",7,Share\n'
    '31,true,140.7,Harbour schools,Open the harbour schools,We did,1,"Chad, Peru",Cycle 3,'
    'Schools,"Plan A, \nPlan B [draft], Law, second part",8,Rate\n'
    "32,false,NGO-4,Plant trees,,,,,,,,,\n"
)


def test_impact_rows_with_their_relations():
    first, second = read(text(IMPACT), "TUR")
    assert (first.number, first.id, first.paragraph) == (2, "31", "140.7")
    assert first.text == "Open the harbour schools"
    assert first.position is Position.PARTIALLY_SUPPORTED
    assert [who.iso3 for who in first.recommending] == ["TCD", "PER"]
    assert (first.cycle, first.themes, first.state) == (3, ("Schools",), "TUR")
    assert first.related == (
        Related("measure", "", "Plan A"),
        Related("measure", "", "Plan B [draft]"),
        Related("measure", "", "Law, second part", (("joined", "true"),)),
        Related("indicator", "7", "Share"),
        Related("indicator", "8", "Rate"),
    )
    assert first.extra == (("title", "Harbour schools"), ("public", "true"), ("response", "We did"))
    # The export writes "noted" as nothing: that is no position.
    assert (second.text, second.position, second.paragraph) == ("Plant trees", None, "")
    assert second.extra == (("reference", "NGO-4"), ("public", "false"))


@pytest.mark.parametrize(("heading", "written", "position"), [
    ("support_level", "0", Position.NOTED), ("support_level", "2", Position.SUPPORTED),
    ("accepted", "true", Position.SUPPORTED), ("accepted", "false", Position.NOTED),
    ("support_level", "Supported in part", Position.PARTIALLY_SUPPORTED),
])  # fmt: skip
def test_impact_levels_of_every_version(heading, written, position):
    (row,) = read(text(f"reference,title,{heading}\n7,Plant trees,{written}\n"))
    assert (row.position, row.position_as_written) == (position, written)


def test_impact_template_with_its_headings_and_hints():
    table = (
        "Reference [database:reference],Title [database:title],Full [database:description],"
        "action-id,indicator_3\n"
        "[ignore-row] required,text,text,ids,\n"
        '140.7,Harbours,Open the schools,"4, 5",true\n'
    )
    (row,) = read(text(table))
    assert (row.number, row.paragraph, row.text) == (3, "140.7", "Open the schools")
    assert row.related == (
        Related("measure", "4"), Related("measure", "5"), Related("indicator", "3"),
    )  # fmt: skip
