"""Ready-made data is parsed in a child; its rows come back one by one, each checked."""

from __future__ import annotations

import json
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from heed import confined
from heed.confined import tables, wire
from heed.confined.limits import MB, Limits
from heed.confined.tasks import Line
from heed.errors import InputProblem
from heed.exchange import reading
from heed.exchange.rows import Cells, Fault, Related, Row
from heed.exchange.table import Column, Matching
from heed.records import Position, Recommending
from tests.core.exchange.files import RECORD, UPR_RECORD, sheet, uhri

FULL = Row(
    7, "Plant trees", recommending=(Recommending("Chad", "TCD"), Recommending("X", None)),
    position=Position.NOTED, session=48, themes=("a", "b"), extra=(("c", "d\ne"),),
    related=(Related("measure", "1", "Law", (("joined", "true"),)),),
)  # fmt: skip


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.json"
    other = RECORD | {"AnnotationId": "a-2", "Countries": ["Chad"]}
    path.write_bytes(uhri(RECORD, UPR_RECORD, other, RECORD).getvalue())
    return path


def test_confined_rows_are_the_rows(export):
    with export.open("rb") as file:
        plain = list(reading.rows(file, "x"))
    assert list(confined.rows(export)) == plain
    assert isinstance(plain[3], Fault)
    assert [row.number for row in confined.rows(export, state="TCD")] == [3]


def test_matching_goes_in_and_head_comes_out(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(sheet(["Was", "Wer"], ["Plant trees", "Chad+Peru"]).getvalue())
    head = confined.head(path, name="shown.xlsx")
    assert (head.header, head.sample) == (("Was", "Wer"), (("Plant trees", "Chad+Peru"),))
    matching = Matching((Column("text", 0, "Was"), Column("recommending", 1, "Wer", "+")))
    (row,) = confined.rows(path, matching=matching)
    assert [who.iso3 for who in row.recommending] == ["TCD", "PER"]


def test_refused_file_gives_no_row_and_the_name_it_is_called(tmp_path):
    path = tmp_path / "stored"
    records = json.dumps([RECORD | {"AnnotationId": str(i)} for i in range(50)]).encode()
    path.write_bytes(records[:-900])
    with pytest.raises(InputProblem) as caught:
        confined.rows(path, name="export.json")
    assert str(caught.value).startswith('cannot read "export.json": it is cut off in row 49.')


def test_missing_file(tmp_path):
    with pytest.raises(InputProblem, match="cannot be opened"):
        confined.rows(tmp_path / "none.csv")


def test_nothing_is_left_in_the_folder_of_temporary_files(export, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    found = confined.rows(export)
    next(found)
    assert list(folder.iterdir()) == []
    held = open_files()
    found.close()
    assert open_files() == held - 1


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_time_and_memory_have_limits(tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_text("Recommendation,No.\n" + "Plant trees by the road,\n" * 200_000)
    monkeypatch.setattr(tables, "LIMITS", Limits(cpu=1, wall=2, written=2048 * MB))
    with pytest.raises(InputProblem, match="takes longer to read than 2 seconds"):
        confined.rows(path)


def test_more_rows_than_are_taken_are_refused(export, monkeypatch):
    monkeypatch.setattr(tables, "LIMITS", Limits(written=1000))
    with pytest.raises(InputProblem, match="has more rows than heed takes"):
        confined.rows(export)


def test_file_over_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 3 * MB)
    path = tmp_path / "large.csv"
    path.write_bytes(b"a,b\n" * MB)
    with pytest.raises(InputProblem, match="is larger than 3 MB"):
        confined.head(path)


def test_line_survives_the_wire():
    for line in (Line(row=FULL), Line(fault=Fault(3, "a", "b", "c"))):
        assert wire.from_line(wire.line(line), Line) == line


@pytest.mark.parametrize(("changed", "why"), [
    ({"text": "a\x00b"}, "control"), ({"text": 5}, "no str"), ({"position": "maybe"}, "Position"),
    ({"number": 2**60}, "number"), ({"number": True}, "no int"), ({"themes": "x"}, "no list"),
    ({"extra": [["a", "b", "c"]]}, "another length"), ({"more": 1}, "no Row"),
    ({"text": "\ud800"}, "no JSON"), ({"recommending": [{"name": "x"}]}, "no Recommending"),
])  # fmt: skip
def test_line_that_cannot_be_is_malformed(changed, why):
    held = json.loads(wire.line(Line(row=FULL)))
    held["row"] |= changed
    data = json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with pytest.raises(wire.Malformed, match=why):
        wire.from_line(data, Line)


@pytest.mark.parametrize("written", [b"", b"{}\n", b'{"row": null, "fault": null}\n', b"\xff\n"])
def test_child_that_writes_nonsense_is_found_out(written):
    with tempfile.TemporaryFile() as held:
        held.write(written)
        held.seek(0)
        with pytest.raises(InputProblem, match="its reader gave no answer"):
            list(tables._lines(held, 1, "x", tables._row))


def test_parent_holds_no_rows(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("w") as file:
        file.write("No.,Recommendation\n")
        file.writelines(f"1.{i},{'Plant trees ' * 40}{i}\n" for i in range(20_000))
    found = confined.rows(path)
    next(found)
    tracemalloc.start()
    assert sum(1 for _ in found) == 19_999
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MB


def test_any_table_comes_out_as_it_is_written_with_what_a_sheet_holds_as_figures(tmp_path):
    path = tmp_path / "values.xlsx"
    path.write_bytes(sheet(["Year", "Rate"], ["2023", 45.25], ["2024", "46,5"]).getvalue())
    assert list(confined.cells(path, name="values.xlsx", most=10)) == [
        Cells(0, ("Year", "Rate")), Cells(2, ("2023", "45.25"), (1,)), Cells(3, ("2024", "46,5")),
    ]  # fmt: skip
    with pytest.raises(InputProblem) as caught:
        list(confined.cells(path, name="values.xlsx", most=1))
    assert caught.value.code == "too_many_rows"


def test_what_is_no_table_gives_no_cells(export, tmp_path):
    with pytest.raises(InputProblem) as caught:
        confined.cells(export, name="export.json", most=10)
    assert (caught.value.file, caught.value.code) == ("export.json", "unsupported")
    ragged = tmp_path / "ragged.csv"
    ragged.write_text("Year;Rate\n2023;1;2\n", encoding="utf-8")
    (_header, fault) = confined.cells(ragged, name="ragged.csv", most=10)
    assert (fault.number, fault.code) == (2, "ragged")
