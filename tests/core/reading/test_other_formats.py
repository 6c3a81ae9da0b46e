"""DOCX, DOC, HTML, text, and what is none of them."""

from __future__ import annotations

import contextlib
import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from samples.word import _decimal_list, _number

from heed.errors import InputProblem
from heed.reading.read import read, read_bytes


def word(build) -> bytes:
    document = docx.Document()
    build(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_word_paragraphs_and_rows_are_lines():
    def build(document):
        document.add_paragraph("First")
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "7.1", "Supported"
        document.add_paragraph("Last")

    document = read_bytes(word(build), name="a.docx")
    assert (document.format, document.text) == ("docx", "First\n7.1\tSupported\nLast\n")


def test_word_prints_its_automatic_numbers():
    def build(document):
        own = _decimal_list(document)
        for text in ("One", "Two"):
            _number(document.add_paragraph(text), own)

    assert read_bytes(word(build), name="a.docx").text == "1. One\n2. Two\n"


def test_word_deleted_and_hidden_text_is_left_out_and_reported():
    def build(document):
        paragraph = document.add_paragraph("Kept ")
        deleted = OxmlElement("w:del")
        deleted.append(paragraph.add_run("gone")._r)
        paragraph._p.append(deleted)
        document.add_paragraph().add_run("secret").font.hidden = True

    document = read_bytes(word(build), name="a.docx")
    assert document.text == "Kept \n\n"
    assert [p.code for p in document.problems] == ["deleted_text", "hidden_text"]


def test_format_is_found_from_content_and_not_from_the_name():
    assert read_bytes(word(lambda d: d.add_paragraph("x")), name="a.pdf").format == "docx"
    assert read_bytes(b"<!doctype html><p>Hi", name="a.docx").format == "html"
    assert read_bytes(b"plain words", name="a.docx").format == "text"


@pytest.mark.parametrize("data", [b"plain words", b"<html><p>Not found"])
def test_error_page_that_came_as_a_pdf_is_refused(data):
    with pytest.raises(InputProblem) as caught:
        read_bytes(data, name="a.pdf")
    assert caught.value.code == "wrong_name"


def test_html_shows_only_what_a_reader_sees():
    page = b"<html><head><title>no</title></head><body><script>bad()</script><p>One <b>two</b></p>"
    page += b"<div style='display: none'>hid</div><p>Three<br>four</p></body></html>"
    lines = read_bytes(page, name="p.html").text.split("\n")
    assert [line for line in lines if line] == ["One two", "Three", "four"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("C\u00f4te d\u2019Ivoire".encode("mac_roman"), "C\u00f4te d\u2019Ivoire"),
        ("C\u00f4te d\u2019Ivoire".encode("cp1252"), "C\u00f4te d\u2019Ivoire"),
        ("\ufeffC\u00f4te".encode(), "C\u00f4te"),
        (b"one\rtwo\r\nthree", "one\ntwo\nthree"),
    ],
)
def test_text_is_decoded_by_evidence(data, text):
    assert read_bytes(data, name="t.txt").text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "image"),
        (b"{\\rtf1 x}", "unsupported"),
        (b"\x00\x01\x02\x03" * 50, "unsupported"),
        (b"PK\x03\x04" + b"junk" * 20, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
    ],
)
def test_what_is_no_document_is_named(data, code):
    with pytest.raises(InputProblem) as caught:
        read_bytes(data, name="f")
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_zip_bomb_is_refused_unopened():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 120_000_000)
    with pytest.raises(InputProblem) as caught:
        read_bytes(held.getvalue(), name="bomb.docx")
    assert caught.value.code == "too_large"


def test_missing_file_is_one_line(tmp_path):
    with pytest.raises(InputProblem) as caught:
        read(tmp_path / "none.pdf")
    assert caught.value.code == "unreadable"


def test_flipped_bytes_are_refused_or_read_but_never_crash():
    good = word(lambda d: d.add_paragraph("Some words to read"))
    for at in range(0, len(good), 997):
        broken = good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
        with contextlib.suppress(InputProblem):
            assert read_bytes(broken, name="x.docx").format == "docx"


@pytest.mark.corpus
def test_real_word_97_files(corpus):
    path = corpus / "slovenia" / "SVN_cycle3_advance-questions.doc"
    document = read(path)
    assert document.format == "doc"
    assert document.text.startswith("ADVANCE QUESTIONS TO SLOVENIA (FIRST BATCH)\nPORTUGAL")
