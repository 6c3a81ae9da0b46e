"""Files are read in a child process; what they do to it ends there."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import zlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from heed import confined
from heed.confined import client, files, holding, wire
from heed.confined.client import Outcome
from heed.confined.limits import MB, Limits
from heed.confined.probes import DENIED
from heed.confined.tasks import Answer, Asked, Given, perform
from heed.errors import InputProblem
from heed.kinds import extract, together
from heed.reading import read
from heed.records import Document, Layout, Page

SAMPLES = Path("src/heedweb/demo/documents")
REPORT = SAMPLES / "AUR_cycle1_report.pdf"
ADDENDUM = SAMPLES / "AUR_cycle1_addendum.pdf"


def test_confined_reading_is_reading():
    assert confined.read(REPORT) == read(REPORT)
    assert confined.read(REPORT).layout.boxes == read(REPORT).layout.boxes


def test_confined_review_is_the_review():
    (plain,) = together([read(REPORT), read(ADDENDUM)])
    assert confined.review([(REPORT, REPORT.name), (ADDENDUM, ADDENDUM.name)]) == plain
    assert confined.together([(ADDENDUM, ADDENDUM.name), (REPORT, REPORT.name)]) == (plain,)


def test_of_several_files_the_one_at_fault_is_named():
    held, closed = os.open(REPORT, os.O_RDONLY), os.open(ADDENDUM, os.O_RDONLY)
    os.close(closed)
    given = [Given("report.pdf", held), Given("addendum.pdf", closed)]
    answer, _ = perform(Asked("review", ("report.pdf", "addendum.pdf")), given)
    os.close(held)
    assert (answer.fault, answer.number) == ("OSError", 1)
    outcome = Outcome(wire.pack(answer), 0, late=False, seconds=0, memory=0)
    with pytest.raises(InputProblem, match="OSError") as caught:
        files._judged(outcome, ("report.pdf", "addendum.pdf"), Limits())
    assert caught.value.file == "addendum.pdf"


def test_picture_is_drawn_in_the_child():
    assert confined.page_picture(REPORT, 1).startswith(b"\x89PNG")


@pytest.mark.parametrize("probe", DENIED)
def test_child_is_denied(probe):
    assert dict(confined.holds().probes)[probe].startswith("denied"), probe


def test_database_is_out_of_sight(tmp_path):
    (tmp_path / "heed.sqlite3").write_bytes(b"SQLite format 3\x00")
    from heed.confined import jail

    held = [p.resolve() for p in jail.readable() if p.exists()]
    assert not any(tmp_path.resolve().is_relative_to(folder) for folder in held)
    assert not any(folder.is_relative_to(Path("data").resolve()) for folder in held)


@pytest.mark.parametrize(("act", "limits"), [
    ("forever", Limits(cpu=1, wall=5)),
    ("sleep", Limits(wall=1)),
    ("crash", Limits()),
])  # fmt: skip
def test_child_that_does_not_come_back_is_ended(act, limits):
    assert holding.probe(act, limits).startswith("denied: ended after")


def test_next_file_is_read_after_a_crash(tmp_path):
    holding.probe("crash")
    assert confined.read(REPORT).sha256 == read(REPORT).sha256


def test_server_that_was_killed_is_started_again():
    confined.read(REPORT)
    process = client.SERVER._process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert confined.read(REPORT).name == REPORT.name
    assert client.SERVER._process.pid != process.pid


def test_threads_read_side_by_side():
    held: list[Document] = []
    threads = [
        threading.Thread(target=lambda p=path: held.append(confined.read(p)))
        for path in (REPORT, ADDENDUM) * 3
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(d.name for d in held) == sorted([REPORT.name, ADDENDUM.name] * 3)


def expanding(size: int) -> bytes:
    """Return a PDF whose page unpacks to `size` bytes."""
    blank, sum_ = b" " * MB, 1
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    # A full flush forgets what was before: the same bytes stand for each megabyte.
    piece = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(size // MB):
        sum_ = zlib.adler32(blank, sum_)
    content = b"\x78\xda" + piece * (size // MB) + b"\x03\x00" + sum_.to_bytes(4, "big")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    ]
    body = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1)
    )
    return body + b"trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n"


def test_file_that_expands_is_refused_and_says_so(tmp_path):
    path = tmp_path / "bomb.pdf"
    path.write_bytes(expanding(2048 * MB))
    with pytest.raises(InputProblem) as caught:
        confined.read(path)
    assert str(caught.value).startswith('cannot read "bomb.pdf": it expands to more than 1,024 MB')


def test_name_cannot_play_with_the_terminal(tmp_path):
    with pytest.raises(InputProblem) as caught:
        confined.read(tmp_path / "x", name="a\n\u202efdp.exe\x00")
    assert str(caught.value).startswith('cannot read "a\\u000a\\u202efdp.exe\\u0000": it cannot')


def packed(document: Document) -> bytes:
    return wire.pack(Answer(document=document))


def unpacked(data: bytes) -> Answer:
    return wire.unpack(data, Answer, 32 * MB)[0]


def document(text="one\ntwo", pages=(), layout=None) -> Document:
    return Document("a", "text", "0" * 64, text, pages, layout)


def test_answer_survives_the_wire():
    found = extract(read(REPORT))
    assert found.recommendations
    held = document(pages=(Page(1, 0, 7),), layout=None)
    assert unpacked(packed(held)).document == held


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (document(text="e\u0301"), "NFC"),
        (document(text="a\x00b"), "control"),
        (document(pages=(Page(2, 0, 3),)), "pages"),
        (document(pages=(Page(1, 0, 99),)), "pages"),
        (document(pages=(Page(1, 5, 3),)), "ends before"),
        (document(layout=Layout(read(REPORT).layout.boxes)), "layout"),
        (document(pages=(Page(1, 0, 3, float("nan")),)), "number"),
    ],
)
def test_answer_that_cannot_be_is_malformed(held, why):
    with pytest.raises(wire.Malformed, match=why):
        unpacked(packed(held))


@pytest.mark.parametrize("cut", [0, 5, 40, 400])
def test_cut_answer_is_malformed(cut):
    with pytest.raises(wire.Malformed):
        unpacked(packed(document())[:cut] if cut < 400 else packed(document()) + b"x")


def test_answer_of_another_kind_is_malformed():
    with pytest.raises(wire.Malformed, match="no Answer"):
        unpacked(wire.pack(Asked("read")))


@dataclass(frozen=True)
class Amount:
    amount: Decimal


@pytest.mark.parametrize("written", ["1E+999999999", "0E-999999999", "9" * 60, "NaN", "many"])
def test_an_amount_that_no_budget_has_is_malformed(written):
    held = Amount(Decimal(12))
    assert wire.from_line(wire.line(held), Amount) == held
    with pytest.raises(wire.Malformed, match="no amount"):
        wire.from_line(json.dumps({"amount": written}).encode(), Amount)


def test_nothing_is_left_behind(tmp_path):
    (tmp_path / "cut.pdf").write_bytes(REPORT.read_bytes()[:3000])
    with pytest.raises(InputProblem):
        files.read(tmp_path / "cut.pdf")
    assert [p.name for p in tmp_path.iterdir()] == ["cut.pdf"]
    for _ in range(50):
        if not children_of(client.SERVER._process.pid):
            return
        time.sleep(0.1)
    raise AssertionError(children_of(client.SERVER._process.pid))


def children_of(parent: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(stat.parent.name)
    return found
