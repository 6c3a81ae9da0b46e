"""PDF: text, boxes, refusals."""

from __future__ import annotations

import io
import unicodedata

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from heed.errors import InputProblem
from heed.kinds import recognise
from heed.reading.pages import render
from heed.reading.pdf import _cleaned
from heed.reading.read import read, read_bytes


def pdf(draw, pages=1, **options) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(300, 400), invariant=1, **options)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def hello(canvas):
    canvas.drawString(50, 300, "Hello world")


def test_text_of_pages_is_joined_by_form_feeds():
    document = read_bytes(pdf(hello, pages=2), name="two.pdf")
    assert document.text == "Hello world\fHello world"
    assert [(p.number, p.start, p.end) for p in document.pages] == [(1, 0, 11), (2, 12, 23)]


def test_boxes_of_a_range_are_where_it_is_printed():
    document = read_bytes(pdf(hello), name="one.pdf")
    (box,) = document.boxes(6, 11)
    assert box.page == 1
    assert 70 < box.left < 90 < box.right < 115
    assert 85 < box.top < 100 < box.bottom < 106


def test_boxes_turn_with_the_page():
    def turned(canvas):
        canvas.setPageRotation(90)
        canvas.drawString(50, 100, "Hello")

    document = read_bytes(pdf(turned), name="turned.pdf")
    (box,) = document.boxes(0, 5)
    assert document.pages[0].rotation == 90
    # Turned clockwise, what ran along the width runs down the page.
    assert 95 < box.left < box.right < 115
    assert 49 < box.top < 51
    assert 70 < box.bottom < 85


def test_scan_is_refused():
    def picture(canvas):
        canvas.drawInlineImage(Image.new("RGB", (40, 40), "grey"), 10, 10)

    with pytest.raises(InputProblem) as caught:
        recognise(read_bytes(pdf(picture), name="scan.pdf"))
    assert caught.value.code == "no_text_layer"
    assert str(caught.value).startswith('cannot read "scan.pdf": it is a scan')


def test_password_is_named():
    secret = StandardEncryption("open", canPrint=0)
    with pytest.raises(InputProblem) as caught:
        read_bytes(pdf(hello, encrypt=secret), name="locked.pdf")
    assert caught.value.code == "password"


@pytest.mark.parametrize("cut", [10, 200, 400])
def test_cut_file_is_damaged(cut):
    with pytest.raises(InputProblem) as caught:
        read_bytes(pdf(hello)[:cut], name="cut.pdf")
    assert caught.value.code == "damaged"


def test_page_is_drawn(tmp_path):
    path = tmp_path / "one.pdf"
    path.write_bytes(pdf(hello))
    assert Image.open(io.BytesIO(render(path, 1, scale=1.0))).size == (300, 400)
    with pytest.raises(InputProblem):
        render(path, 2)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_every_character_keeps_a_box(raw):
    from array import array

    boxes = array("f", [float(i // 4) for i in range(len(raw) * 4)])
    text, held = _cleaned(raw, boxes)
    assert len(held) == 4 * len(text)
    assert unicodedata.is_normalized("NFC", text)
    assert list(held) == sorted(held)


@pytest.mark.corpus
def test_real_boxes_hold_their_characters(corpus):
    path = sorted((corpus / "reports" / "pdf").glob("*.pdf"))[0]
    document = read(path)
    with pypdfium2.PdfDocument(path) as pdfium:
        for number in (1, 8, 14):
            page = document.pages[number - 1]
            start = page.start + document.text[page.start : page.end].index("\n", 200) + 1
            line = document.text[start : document.text.index("\n", start)]
            (box,) = document.boxes(start, start + len(line))
            textpage = pdfium[number - 1].get_textpage()
            inside = textpage.get_text_bounded(
                box.left, page.height - box.bottom, box.right, page.height - box.top
            )
            assert "".join(line.split())[:20] in "".join(inside.split())


@pytest.mark.corpus
def test_real_text_is_that_of_the_text_layer(corpus):
    for path in sorted((corpus / "reports" / "pdf").glob("*.pdf"))[::12]:
        twin = (corpus / "reports" / "txt" / f"{path.stem}.txt").read_text(encoding="utf-8")
        plain = "".join(c for c in twin if c == "\n" or not "\ue000" <= c <= "\uf8ff")
        assert read(path).text.split() == plain.split()
