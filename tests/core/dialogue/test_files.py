"""Items as files: text, page, e-mail, Word, PDF, and what is none."""

from __future__ import annotations

import io
from email.message import EmailMessage

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from heed import confined
from heed.dialogue.files import read, read_text
from heed.dialogue.opening import source
from heed.dialogue.reading import MOST_CHARACTERS
from heed.errors import InputProblem

TOLD = (
    "Polish Foreign Minister Radu Holm met with Tobias Lenk, UN High Commissioner for Human Rights,"
    " in Geneva on 3 November. They discussed the recommendations of the fourth cycle."
)


def _names(item):
    return [[p.name for p in one.participants] for one in item.meetings]


def test_a_text_with_a_head_has_title_publisher_and_day(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"A title\nThe Courier\n2027-11-04\n\n{TOLD}\n", encoding="utf-8")
    item = read(path)
    assert (item.title, item.publisher, item.published) == ("A title", "The Courier", "2027-11-04")
    assert item.meetings[0].date == "2027-11-03"
    assert [one.number for one in item.paragraphs] == [0]


def test_a_text_without_a_head_is_read_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"{TOLD}\n\nHe left soon.\n", encoding="utf-8")
    item = read(path)
    assert (item.title, item.publisher, item.published) == ("", "", "")
    assert _names(item) == [["Radu Holm", "Tobias Lenk"]]


PAGE = f"""<!doctype html><html><head><title>Site - A title</title>
<meta property="og:title" content="A title"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2027-11-04T10:00:00Z"></head><body>
<nav><p>Home</p><p>Foreign Minister Petra Aune met with nobody.</p></nav>
<article><h1>A title</h1><p>{TOLD}</p><aside><p>Read also: more</p></aside></article>
<footer><p>All rights reserved</p></footer></body></html>"""


def test_a_page_gives_its_article_alone_with_title_site_and_day(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    item = read(path)
    assert (item.title, item.publisher, item.published) == ("A title", "The Courier", "2027-11-04")
    assert _names(item) == [["Radu Holm", "Tobias Lenk"]]
    assert "Aune" not in item.text
    assert "rights reserved" not in item.text


def test_a_page_without_an_article_gives_the_block_with_its_paragraphs():
    bare = (
        f"<html><body><div><p>Menu</p></div><div><p>{TOLD}</p><p>He left.</p></div></body></html>"
    )
    assert "Menu" not in source(bare.encode(), name="a.html").text


def _mail(**bodies):
    message = EmailMessage()
    message["From"] = "Press Office <press@example.org>"
    message["Subject"] = "A title"
    message["Date"] = "Thu, 04 Nov 2027 10:00:00 +0100"
    message.set_content(bodies["plain"]) if "plain" in bodies else None
    if "html" in bodies:
        if "plain" in bodies:
            message.add_alternative(bodies["html"], subtype="html")
        else:
            message.set_content(bodies["html"], subtype="html")
    return message


def test_a_message_has_subject_sender_and_day():
    found = source(_mail(plain=TOLD).as_bytes(), name="a.eml")
    assert (found.title, found.publisher, found.published) == (
        "A title", "Press Office", "2027-11-04",
    )  # fmt: skip


def test_a_message_in_html_alone_is_read():
    found = source(_mail(html=f"<p>{TOLD}</p>").as_bytes(), name="a.eml")
    assert "Radu Holm met" in found.text


def test_attachments_are_not_read_and_that_is_said():
    message = _mail(plain=TOLD)
    message.add_attachment(b"data", maintype="application", subtype="pdf", filename="a.pdf")
    found = source(message.as_bytes(), name="a.eml")
    assert [problem.code for problem in found.problems] == ["attachments"]


def test_a_message_without_a_text_is_refused():
    message = EmailMessage()
    message["From"] = "a@example.org"
    message["Subject"] = "A title"
    message.add_attachment(b"data", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(InputProblem, match="without a text"):
        source(message.as_bytes(), name="a.eml")


def test_a_message_in_an_encoding_that_nobody_knows_is_refused():
    data = (
        b"From: a@example.org\nSubject: A\nContent-Type: text/plain; charset=none-such\n\n\xff\xfe"
    )
    with pytest.raises(InputProblem, match="cannot be decoded"):
        source(data, name="a.eml")


def test_a_word_file_is_read(tmp_path):
    document = docx.Document()
    document.add_paragraph(TOLD)
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert _names(read(path)) == [["Radu Holm", "Tobias Lenk"]]


def test_a_pdf_whose_lines_are_broken_is_read(tmp_path):
    held = io.BytesIO()
    SimpleDocTemplate(held).build([Paragraph(TOLD, getSampleStyleSheet()["BodyText"])])
    path = tmp_path / "a.pdf"
    path.write_bytes(held.getvalue())
    assert _names(read(path)) == [["Radu Holm", "Tobias Lenk"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "is empty"), (b"\x89PNG\r\n", "is a PNG picture"), (b"PK\x03\x04", "is a damaged")],
)
def test_what_is_no_text_is_refused_in_one_line(data, said, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    for door in (read, confined.source):
        with pytest.raises(InputProblem) as caught:
            door(path)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputProblem, match="cannot be opened"):
        read(tmp_path / "none.txt")


def test_a_child_reads_what_the_parent_would(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    assert confined.source(path) == source(PAGE.encode(), name="a.html")


def test_a_text_in_another_language_says_so_and_holds_nothing():
    item = read_text("このテキストは日本語です。", name="ja")
    assert item.language == ""
    assert [one.code for one in item.problems] == ["language"]
    assert item.statements == ()


def test_only_the_beginning_of_an_endless_text_is_read_and_that_is_said():
    item = read_text(f"{TOLD}\n\n" + "The words go on and on. " * (MOST_CHARACTERS // 20), name="a")
    assert len(item.text) == MOST_CHARACTERS
    assert "long" in [one.code for one in item.problems]


def test_the_same_text_gives_the_same_item():
    assert read_text(TOLD, name="a") == read_text(TOLD, name="a")
