from __future__ import annotations

import time

import pytest

from heedweb.fetching.content import sniffed, words_of


def test_page_says_its_visible_words_once():
    page = (
        "<!doctype html><head><title>Not found</title><style>p{}</style>"
        "<script>if (a<b) alert(1)</script></head><h1 class=x>Not found</h1>"
        "<p>The symbol &amp; language\n\tare <b>unknown</b>.<!-- no -->"
    )
    assert words_of(page.encode()) == "Not found The symbol & language are unknown ."


def test_what_a_page_says_is_short():
    words = words_of(b"<p>" + b"word " * 100)
    assert len(words) <= 162
    assert words.endswith("word …")


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "&", "&#", "<a ", "<b>x", "<script>", "<![", "</", "<a a='", "<?", ">", "\x00"],
)
def test_hostile_page_takes_no_time(piece):
    page = b"<html>" + piece.encode() * (1_000_000 // len(piece))
    start = time.perf_counter()
    words_of(page)
    assert sniffed(page) == "html"
    assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf \n<HTML>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html>", "html"),
        (b"<p>x", "other"),
        (b"PK\x03\x04 xl/workbook.xml", "other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 " + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 " + "Workbook".encode("utf-16-le"), "other"),
        (b"", "other"),
    ],
)
def test_form_is_told_from_marks(data, form):
    assert sniffed(data) == form
