"""What a file says of itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from heed import confined
from heed.errors import InputProblem
from heed.reading.properties import properties

PDF = Path("src/heedweb/demo/documents/AUR_cycle1_report.pdf")


def word(core: bytes | None = None, **fields: str) -> bytes:
    made = docx.Document()
    for name, value in fields.items():
        setattr(made.core_properties, name, value)
    out = io.BytesIO()
    made.save(out)
    if core is None:
        return out.getvalue()
    again = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w") as new:
        for part in old.infolist():
            new.writestr(part, core if part.filename == "docProps/core.xml" else old.read(part))
    return again.getvalue()


def test_word_says_title_and_author():
    said = dict(properties(word(title="Aurelia", author="Secretariat"), "a.docx"))
    assert (said["title"], said["creator"]) == ("Aurelia", "Secretariat")


def test_pdf_says_its_program():
    assert dict(properties(PDF.read_bytes(), "a.pdf"))["Producer"].startswith("ReportLab")


def test_confined_child_says_the_same():
    assert confined.properties(PDF) == properties(PDF.read_bytes(), PDF.name)


def test_values_are_short_and_in_one_line():
    said = dict(properties(word(title="a\n\tb" + "c" * 200, comments="d" * 255), "a.docx"))
    assert said["title"] == "a b" + "c" * 200
    core = (
        b"<c xmlns:d='u'>" + b"".join(b"<d:t>%s</d:t>" % (b"x" * 9000) for _ in range(99)) + b"</c>"
    )
    many = properties(word(core), "a.docx")
    assert (len(many), {len(value) for _, value in many}) == (50, {500})


def test_entities_of_the_properties_are_not_expanded(tmp_path):
    bomb = b"<!DOCTYPE c [<!ENTITY a 'secret'>]><c><t>&a;</t><u>plain</u></c>"
    path = tmp_path / "a.docx"
    path.write_bytes(word(bomb))
    assert dict(confined.properties(path)) == {"u": "plain"}


@pytest.mark.parametrize("core", [b"<c>", b"", b"<c><t>\x00</t></c>"])
def test_damaged_properties_end_in_one_line(core, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(word(core))
    with pytest.raises(InputProblem, match="is damaged"):
        confined.properties(path)


def test_a_page_says_its_title_and_what_its_head_tells():
    page = (
        b"<!DOCTYPE html><html><head><title>Wells</title><meta property='og:site_name' "
        b"content='News'><meta charset='utf-8'></head><body></body></html>"
    )
    assert properties(page, "a.html") == (("title", "Wells"), ("og:site_name", "News"))
