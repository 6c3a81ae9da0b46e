"""The export of the Universal Human Rights Index, with its quirks."""

from __future__ import annotations

import io
import json

import pytest

from heed.errors import InputProblem
from heed.exchange.rows import Fault, Row
from heed.exchange.sniffing import data_format
from heed.exchange.uhri_sheet import COLUMNS
from heed.records import Position, Recommending
from tests.core.exchange.files import RECORD, UPR_RECORD, read, sheet, uhri


def test_record_is_a_row_in_heeds_words():
    assert read(uhri(RECORD)) == [
        Row(
            number=1,
            text="The Committee urges the State to open every harbour school…",
            id="a-1",
            symbol="CRC/C/PER/CO/9",
            paragraph="4",
            mechanism="crc",
            body="CRC",
            state="PER",
            state_as_written="Peru",
            addressees=("PER",),
            themes=("Right to education", "Harbours & rivers"),
            groups=("Children",),
            goals=("4.1 - Free schooling",),
            dated="2025-02-12",
            extra=(
                ("DocumentId", "d-1"),
                ("Regions", "Latin America and the Caribbean"),
                ("PublicationDateOnUhri", "2025-03-03T10:53:45.827"),
            ),
        )
    ]


def test_upr_record_gives_number_states_position_and_source():
    (row,) = read(uhri(UPR_RECORD))
    assert (row.paragraph, row.text) == ("140.7", "Open every harbour school")
    assert row.key == "A/HRC/59/99#140.7"
    assert row.recommending == (Recommending("Chad", "TCD"), Recommending("Türkiye", "TUR"))
    assert (row.position, row.position_as_written) == (Position.SUPPORTED, "Supported")
    assert (row.session, row.cycle) == (48, 4)
    assert ("Source of position", "A/HRC/59/99") in row.extra


@pytest.mark.parametrize(("text", "paragraph", "left"), [
    ("2030 Agenda goals be met", "", "2030 Agenda goals be met"),
    ("1.5 million persons be housed", "", "1.5 million persons be housed"),
    ("17(a). Open schools", "17(a)", "Open schools"),
    ("140.7. open schools", "140.7", "open schools"),
    ("15.000 persons be housed", "", "15.000 persons be housed"),
])  # fmt: skip
def test_only_a_number_that_opens_the_paragraph_is_its_number(text, paragraph, left):
    (row,) = read(uhri(RECORD | {"Text": text}))
    assert (row.paragraph, row.text) == (paragraph, left)


def test_sign_less_than_is_no_markup():
    (row,) = read(uhri(RECORD | {"Text": "Keep lead in water < 5 and noise > 3 &amp; less"}))
    assert row.text == "Keep lead in water < 5 and noise > 3 & less"


@pytest.mark.parametrize(("written", "position"), [
    (["Noted"], Position.NOTED),
    (["Supported", "Noted"], Position.PARTIALLY_SUPPORTED),
    (["N/A"], None),
    ([], None),
])  # fmt: skip
def test_positions(written, position):
    (row,) = read(uhri(UPR_RECORD | {"UprPositions": written}))
    assert row.position is position
    assert row.position_as_written == "/".join(written)


@pytest.mark.parametrize(("written", "kind"), [
    ("- Concerns/Observations", "concern"),
    ("Recommendations", "recommendation"),
    ("- Follow-up Notes", "follow-up notes"),
])  # fmt: skip
def test_type_is_the_kind_and_an_unknown_one_is_kept(written, kind):
    (row,) = read(uhri(RECORD | {"AnnotationType": written}))
    assert row.kind == kind


def test_rows_of_one_state():
    other = RECORD | {"AnnotationId": "a-2", "Countries": ["Chad"]}
    both = RECORD | {"AnnotationId": "a-3", "Countries": ["Chad", "Peru"]}
    found = read(uhri(RECORD, other, both), "PER")
    assert [(row.number, row.state) for row in found] == [(1, "PER"), (3, "PER")]
    (row,) = read(uhri(both))
    assert (row.state, row.addressees) == ("", ("TCD", "PER"))


def test_mandate_is_special_procedures_and_an_unknown_body_is_kept():
    (row,) = read(uhri(RECORD | {"Body": "- SR Harbours"}))
    assert (row.mechanism, row.body) == ("special_procedures", "SR Harbours")
    (row,) = read(uhri(RECORD | {"Body": "- Harbour Board"}))
    assert (row.mechanism, row.body) == ("", "Harbour Board")


def test_faulty_rows_are_left_out_alone():
    found = read(uhri(
        RECORD | {"Text": " <p></p>"},
        UPR_RECORD | {"UprPositions": ["Perhaps"]},
        RECORD,
        RECORD | {"Text": "Another text"},
    ))  # fmt: skip
    assert found[0] == Fault(1, "Text", "The text is empty.", "empty")
    assert found[1].text.startswith('"Perhaps" is no position that heed knows')
    assert found[2].text.startswith("The Committee urges")
    assert found[3] == Fault(4, "id", "The id a-1 stands in row 3 already.", "duplicate")


def test_element_that_is_no_record_is_a_fault():
    file = io.BytesIO(json.dumps([RECORD, "x", 5]).encode())
    assert [one.number for one in read(file) if isinstance(one, Fault)] == [2, 3]


@pytest.mark.parametrize(("cut", "row"), [(300, 1), (1500, 3)])
def test_file_that_is_cut_off_names_the_row(cut, row):
    records = [RECORD | {"AnnotationId": f"a-{i}"} for i in range(5)]
    data = json.dumps(records).encode()
    assert len(data) // 5 > 600
    with pytest.raises(InputProblem) as caught:
        read(io.BytesIO(data[:cut]))
    assert (caught.value.code, caught.value.reason) == ("cut_off", f"is cut off in row {row}.")


@pytest.mark.parametrize(("broken", "reason"), [
    (b'[{"Text": "x", "Body": "b", "Countries": []}, {"Text": "\xff"}]', "is not UTF-8 in row 2."),
    (b'[{"Text": "x", "Body": "b", "Countries": []}, {]', "is damaged in row 2."),
])  # fmt: skip
def test_damage_names_the_row(broken, reason):
    with pytest.raises(InputProblem) as caught:
        read(io.BytesIO(broken))
    assert caught.value.reason == reason


def test_wrong_fields_are_named():
    with pytest.raises(InputProblem) as caught:
        read(uhri({"Title": "x", "Text": "y"}))
    said = 'has no column "Body", "Countries"; it has "Title", "Text".'
    assert (caught.value.code, caught.value.reason) == ("columns", said)


HEADER = (*list(COLUMNS.values())[8:], *list(COLUMNS.values())[:8])


def sheet_row(**changed) -> list[object]:
    cells = {
        "Text": "140.8 Plant trees (Chad);",
        "Countries Concerned": "- Peru",
        "Reccomending Body": "- UPR",
        "Document Symbol": "A/HRC/59/99",
        "Themes": "- Right to food\n- Harbours, rivers",
        "Document Publication Date": 46078,
        "UPR Reccomending States": "- Chad\n- Türkiye",
        "UPR Position": "- Supported",
        "Type": "- Recommendations",
        "OHCHR Annotation Id": "s-1",
        "UPR Session": "- 48",
        "Date of publication on UHRI": 46125.4996282407,
    } | changed
    return [cells.get(heading) for heading in HEADER]


def test_sheet_in_any_order_with_its_quirks():
    file = sheet(HEADER, sheet_row())
    assert data_format(file) == "uhri_xlsx"
    (row,) = read(file)
    assert (row.number, row.paragraph, row.text) == (2, "140.8", "Plant trees")
    assert row.themes == ("Right to food", "Harbours, rivers")
    assert [who.iso3 for who in row.recommending] == ["TCD", "TUR"]
    assert (row.dated, row.session, row.cycle) == ("2026-02-25", 48, 4)
    assert row.extra == (("PublicationDateOnUhri", "46125.4996282407"),)


def test_corrected_headings_are_the_same():
    header = [one.replace("Reccomending", "Recommending") for one in HEADER]
    assert read(sheet(header, sheet_row())) == read(sheet(HEADER, sheet_row()))
