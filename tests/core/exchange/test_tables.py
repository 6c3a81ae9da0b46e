"""Any table: encodings, delimiters, limits, matchings, and what each bad row says."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.errors import InputProblem
from heed.exchange import delimited, reading, sheets, tabular
from heed.exchange.matchings import as_json, from_json
from heed.exchange.proposing import propose
from heed.exchange.rows import MOST_FIELD, Fault
from heed.exchange.sniffing import data_format
from heed.exchange.table import Column, Head, Matching, signature
from heed.records import Position
from tests.core.exchange.files import read, sheet, text

HEAD = "No.;Recommendation;Recommending States;Position;Date;Remark\n"
LINES = (
    "1.1;Ratify the Convention on harbours without delay;Chad, Peru;Accepted;24/02/2026;x\n"
    "1.2;Build a school in every village along the river bank;Türkiye;Noted;01/03/2026;\n"
)


def refused(file) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        read(file)
    return caught.value


def test_table_is_read_as_its_headings_propose():
    first, second = read(text(HEAD + LINES))
    assert (first.number, first.paragraph) == (2, "1.1")
    assert [who.iso3 for who in first.recommending] == ["TCD", "PER"]
    assert (first.position, first.position_as_written) == (Position.SUPPORTED, "Accepted")
    assert (first.dated, first.extra) == ("2026-02-24", (("Remark", "x"),))
    assert (second.number, second.dated, second.position) == (3, "2026-03-01", Position.NOTED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252",
                                      "mac_roman"])  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_are_found_by_evidence(encoding, end):
    content = (HEAD + LINES).replace("river bank", "rivière “à côté”").replace("\n", end)
    found = read(text(content, encoding))
    assert [row.number for row in found] == [2, 3]
    assert found[1].text == "Build a school in every village along the rivière “à côté”"
    assert found[1].recommending[0].iso3 == "TUR"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter):
    held = io.StringIO()
    rows = list(csv.reader(io.StringIO(HEAD + LINES), delimiter=";"))
    csv.writer(held, delimiter=delimiter).writerows(rows)
    assert [row.paragraph for row in read(text(held.getvalue()))] == ["1.1", "1.2"]


def test_mixed_encodings_name_the_row():
    file = io.BytesIO((HEAD + LINES).encode() + "1.3;École;Chad;;;\n".encode("cp1252"))
    problem = refused(file)
    assert problem.reason == "mixes encodings: row 4 is not UTF-8, as the rows before it are."


def test_mark_of_an_encoding_that_the_file_is_not_in():
    assert refused(io.BytesIO(b"\xef\xbb\xbfa;b\n\xff\xff;1\n")).code == "encoding"


@pytest.mark.parametrize(("line", "column", "said"), [
    ("1.3;;Chad;;;\n", "Recommendation", "The text is empty."),
    ("1.3;Plant;Ruritania;;;\n", "Recommending States",
     '"Ruritania" is no State that heed knows; correct its name.'),
    ("1.3;Plant;;Maybe;;\n", "Position",
     '"Maybe" is no position that heed knows (supported, noted, pending …).'),
    ("1.3;Plant;;;31/31/2026;\n", "Date",
     '"31/31/2026" is no date; write 2026-02-24, or say how its dates are written.'),
    ("1.3;Plant;\n", "",
     "This row has 3 cells and the header 6; correct it."),
    ('1.3;"Plant" trees;;;;\n', "",
     "This row is not read: a quotation mark stands inside a quoted field and is not doubled."),
    (LINES.split("\n")[0] + "\n", "", "This row is the same as row 2."),
])  # fmt: skip
def test_fault_is_one_sentence_about_one_row(line, column, said):
    found = read(text(HEAD + LINES + line + "1.9;Sing;;;;\n"))
    assert [one.number for one in found] == [2, 3, 4, 5]
    fault = found[2]
    assert isinstance(fault, Fault)
    assert (fault.column, fault.text) == (column, said)
    assert found[3].text == "Sing"


def test_empty_lines_are_no_rows_and_are_counted_as_records():
    assert [row.number for row in read(text(HEAD + "\n;;;;;\n" + LINES))] == [4, 5]


def test_unclosed_quotation_is_a_file_that_is_cut_off():
    problem = refused(text(HEAD + LINES + '1.3;"Plant trees\nand more'))
    assert problem.reason == "is cut off in row 4."


def test_field_that_is_too_large():
    problem = refused(text(HEAD + LINES + f"1.3;{'x' * (MOST_FIELD + 1)};;;;\n"))
    assert problem.reason == "has a field too large to read in row 4."


def test_too_many_rows():
    with pytest.raises(InputProblem, match="has more than 3 rows"):
        list(tabular.opened(text("a,b\n" + "1,2\n" * 4), "list", most=3).rows)


@pytest.mark.parametrize("file", [text(",".join(["a"] * 501) + "\n"), sheet(["a"] * 501)])
def test_too_many_columns(file):
    assert refused(file).code == "too_many_columns"


def test_control_characters_are_gone():
    found = read(text("Recommendation,Position\nPl\x00ant\x07 trees,Noted\n"))
    assert [row.text for row in found] == ["Plant trees"]


def test_titles_above_the_header_are_no_header():
    file = sheet(
        ["List of recommendations"], [], ["No.", "Recommendation", "Position"], ["7", "Plant", None]
    )
    (row,) = read(file)
    assert (row.number, row.paragraph, row.text) == (4, "7", "Plant")


def test_formula_is_text():
    (row,) = read(sheet(["Recommendation", "Remark"], ["=SUM(A1:A2)", '=HYPERLINK("http://x")']))
    assert (row.text, row.extra) == ("=SUM(A1:A2)", (("Remark", '=HYPERLINK("http://x")'),))


@pytest.mark.parametrize(("written", "paragraph"), [
    (140.1, ""), (140.25, ""), (140.41, "140.41"), ("140.10", "140.10"), (12, "12"),
])  # fmt: skip
def test_number_that_may_have_lost_a_nought_is_no_paragraph(written, paragraph):
    (row,) = read(sheet(["No.", "Recommendation"], [written, "Plant trees"]))
    assert row.paragraph == paragraph
    assert dict(row.extra) == ({} if paragraph else {"No.": str(written)})


def test_cell_outside_the_table_is_a_fault_of_its_row():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["ZZ9"] = "Recommendation", "Plant", 1
    held = io.BytesIO()
    book.save(held)
    found = read(held)
    assert [(one.number, isinstance(one, Fault)) for one in found] == [(2, False), (9, True)]


def rezipped(replaced: dict[str, bytes]) -> io.BytesIO:
    source = zipfile.ZipFile(sheet(["Recommendation"], ["Plant trees"]))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for part in dict.fromkeys((*source.namelist(), *replaced)):
            made.writestr(part, replaced[part] if part in replaced else source.read(part))
    return held


@pytest.mark.parametrize(("part", "code"), [
    (b'<!DOCTYPE x [<!ENTITY a "lol">]><sst>&a;</sst>', "unsafe"),
    ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x []><sst/>'.encode("utf-16"), "unsafe"),
    (b"<!-- " + b"x" * 2_000_000 + b" --><!DOCTYPE x []><sst/>", "too_large"),
    (b"<sst>" + b" " * 30_000_000 + b"</sst>", "too_large"),
])  # fmt: skip
def test_hostile_sheet_is_refused(part, code):
    problem = refused(rezipped({"xl/sharedStrings.xml": part}))
    assert problem.code in (code, "unsafe")


def test_damaged_sheet():
    assert refused(rezipped({"xl/workbook.xml": b"<workbook"})).code == "damaged"
    assert refused(io.BytesIO(sheet(["a"]).getvalue()[:300])).code == "damaged"
    broken = rezipped({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c>"})
    assert refused(broken).code in ("cut_off", "damaged")


@pytest.mark.parametrize(("content", "found"), [
    (b"", None), (b"%PDF-1.7 x", None), (b"<html>", None), (b'{"a": 1}', None), (b"[1, 2]", None),
    (b" [\n {", "uhri_json"), (b"PK\x03\x04word", "table"), (b"\x00\x01\x02" * 99, None),
    (b"a,b\n1,2\n", "table"),
    (b"To,From,Text,Response,Session\nPeru,Chad,Plant,Noted,7\n", "upr_info"),
    (gzip.compress(b"To,From,Text,Response,Session\nPeru,Chad,Plant,Noted,7\n", 9, mtime=0),
     "upr_info"),
    (b"id,reference,title,support_level\n1,2,3,\n", "impact"),
])  # fmt: skip
def test_format_is_known_by_content(content, found):
    assert data_format(io.BytesIO(content)) == found


def test_what_is_no_table_says_so():
    assert refused(io.BytesIO(b"%PDF-1.7 x")).reason == "is no table or export that heed knows."
    assert refused(io.BytesIO(b"")).reason == "is empty."


def test_head_shows_the_beginning_and_counts():
    rows = "".join(f"{i};Text {i};;;;\n" for i in range(30))
    found = reading.head(text(HEAD + rows), "list")
    assert found.format == "table"
    assert found.header == (
        "No.",
        "Recommendation",
        "Recommending States",
        "Position",
        "Date",
        "Remark",
    )
    assert (len(found.sample), found.rows) == (20, 30)
    assert found.sample[0] == ("0", "Text 0", "", "", "", "")
    assert reading.head(sheet(["a", "b"], ["1", "2"]), "s") == Head(
        "table", ("a", "b"), (("1", "2"),), None
    )


@pytest.mark.parametrize(("header", "fields"), [
    (["Numéro", "Texte de la recommandation", "État auteur", "Réponse"],
     ["text", "paragraph", "recommending", "position"]),
    (["Párrafo", "Recomendación", "Estado recomendante", "Posición"],
     ["text", "paragraph", "recommending", "position"]),
    (["Пункт", "Рекомендация", "Рекомендующее государство", "Позиция"],
     ["text", "paragraph", "recommending", "position"]),
    (["الفقرة", "التوصية", "الدولة الموصية", "الموقف"],
     ["text", "paragraph", "recommending", "position"]),
    (["段落", "建议", "建议国", "立场"], ["text", "paragraph", "recommending", "position"]),
    (["No", "Country", "State Party", "SDGs", "Body", "Text", "Date"],
     ["text", "paragraph", "mechanism", "state", "goals", "dated"]),
])  # fmt: skip
def test_headings_are_known_in_six_languages(header, fields):
    assert [column.field for column in propose(header, []).columns] == fields


def test_columns_without_known_headings_are_known_by_content():
    sample = [
        ["A/HRC/59/99", "140.1", "Chad; Peru", "Plant trees along every road of the land", "Noted"],
        ["A/HRC/59/99", "140.2", "Türkiye", "Open the harbour schools in every season", "Accepted"],
    ]
    found = propose(["a", "b", "c", "d", "e"], sample)
    assert [(column.field, column.index, column.separator) for column in found.columns] == [
        ("text", 3, ""), ("symbol", 0, ""), ("paragraph", 1, ""), ("recommending", 2, ";"),
        ("position", 4, ""),
    ]  # fmt: skip


def test_one_state_throughout_is_the_addressee():
    found = propose(["x", "y"], [["Peru", "a"], ["Peru", "b"]])
    assert [column.field for column in found.columns] == ["state"]


@pytest.mark.parametrize(("dates", "order"), [
    (["24/02/2026", "01/03/2026"], "dmy"), (["02/24/2026", "3/1/2026"], "mdy"),
    (["2026-02-24"], "ymd"), (["24.02.2026", "31/31/2026"], "dmy"),
])  # fmt: skip
def test_order_of_dates_is_what_most_allow(dates, order):
    assert propose(["Date"], [[one] for one in dates]).dates == order


MATCHING = Matching(
    (Column("text", 1, "Was"), Column("recommending", 2, "Wer", "+")),
    (("state", "PER"), ("mechanism", "upr"), ("symbol", "A/HRC/59/99"), ("session", "48")),
)


def test_matching_by_hand_with_fixed_values():
    (row,) = read(text("Nr,Was,Wer\n1.2,Plant trees,Chad+Türkiye\n"), matching=MATCHING)
    assert (row.state, row.mechanism, row.symbol, row.cycle) == ("PER", "upr", "A/HRC/59/99", 4)
    assert [who.iso3 for who in row.recommending] == ["TCD", "TUR"]
    assert row.extra == (("Nr", "1.2"),)


def test_saved_matching_finds_moved_columns_and_misses_lost_ones():
    (row,) = read(text("Wer,Nr,Was\nChad,1.2,Plant trees\n"), matching=MATCHING)
    assert (row.text, row.recommending[0].iso3) == ("Plant trees", "TCD")
    with pytest.raises(InputProblem) as caught:
        read(text("Nr,Was\n1.2,Plant trees\n"), matching=MATCHING)
    assert caught.value.reason == 'has no column "Wer"; it has "Nr", "Was".'


def test_rows_of_another_state_are_left_out():
    table = "State,Recommendation\nPeru,Plant\nChad,Sing\n"
    assert [row.text for row in read(text(table), "PER")] == ["Plant"]


def test_signature_knows_no_order_and_no_case():
    assert signature(["A", "b  c"]) == signature(["B C", "a"])
    assert signature(["A", "B"]) != signature(["A", "C"])


def test_matching_survives_json():
    assert from_json(as_json(MATCHING), "m") == MATCHING


@pytest.mark.parametrize("raw", [
    [], {"columns": 1}, {"columns": [1]}, {"columns": [{"field": "x", "index": 1}]},
    {"columns": [{"field": "text"}]}, {"fixed": {"x": "y"}}, {"dates": "dym"},
    {"columns": [{"field": "text", "index": True}]},
])  # fmt: skip
def test_matching_that_is_none_is_refused(raw):
    with pytest.raises(InputProblem):
        from_json(raw, "matching.json")


@pytest.mark.parametrize("cell", [
    "=1", "+1", "-1", "@x", "'=1", "\t=1", "\r=1", "\n=1", "\tx", " =1", "\u00a0=1", "' =1", "＝1",
    "＋1", "－1", "＠x",
])  # fmt: skip
def test_what_a_spreadsheet_would_run_is_escaped(cell):
    assert delimited.escaped(cell) == f"'{cell}"
    assert delimited.escaped(f"\0{cell}") == f"'{cell}"


def test_other_words_are_not_escaped():
    for cell in ("plain 'text'", "'plain'", "100 = 99 + 1", "", "'"):
        assert delimited.escaped(cell) == cell


@given(st.text(alphabet="'=+-@＝＋－＠ \t\r\n\u00a0\0a5", max_size=8))
def test_what_is_escaped_is_read_as_it_was(cell):
    assert delimited.unescaped(delimited.escaped(cell)) == cell.replace("\0", "")


def test_headings_are_escaped_as_well():
    held = io.BytesIO()
    delimited.write(["=1+1", "text"], [["@x", "plain"]], held)
    assert held.getvalue() == b"'=1+1,text\n'@x,plain\n"
    assert list(delimited.records(held, "x")) == [(1, ["=1+1", "text"]), (2, ["@x", "plain"])]


def test_sheet_that_heed_writes_holds_no_formula():
    held = io.BytesIO()
    sheets.write(["a"], [["=1+1"]], held)
    (cell,) = next(openpyxl.load_workbook(held)["Rows"].iter_rows(min_row=2))
    assert (cell.data_type, cell.value) == ("s", "=1+1")


@pytest.mark.parametrize(("text", "kept"), [
    ("a\x00b\x0bc\x1fd\ud800e\ufffef\uffffg", "abcdefg"),
    ("=\x08\tx\n", "=\tx\n"),
    ("y" * 32_767, "y" * 32_767),
    ("y" * 32_768, "y" * 32_766 + "…"),
])  # fmt: skip
def test_sheet_holds_what_a_cell_can_hold(text, kept):
    held = io.BytesIO()
    sheets.write(["a"], [[text]], held)
    (cell,) = next(openpyxl.load_workbook(held)["Rows"].iter_rows(min_row=2))
    assert (cell.data_type, cell.value) == ("s", kept)
