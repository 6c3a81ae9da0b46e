"""Raised marks and footnotes of a PDF: out of the text, and read for what they cite."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from heed.kinds import extract
from heed.kinds.footed import notes
from heed.reading.read import read_bytes

FRONT = [
    "Committee on Enforced Disappearances",
    "Concluding observations on the report of Aurelia*",
    "A. Introduction",
    "1. The Committee adopted the present concluding observations on 3 May 2024.",
    "* Adopted by the Committee at its twenty-sixth session.",
    "United Nations CED/C/XAU/CO/2",
    "Distr.: General",
]
# Words; a raised mark behind them, if any; words behind the mark.
BODY = [
    ("B. Principal areas of concern and recommendations", "", ""),
    ("2. Recalling its previous recommendations,", "1", " the Committee urges the State"),
    ("party to open 12 wells.", "2", ""),
    ("3. The Committee recommends that the State party dig, as in 2016.", "", ""),
]
FEET = [
    ("1", " CED/C/XAU/CO/1, paras. 7 and 9."),
    ("2", " See the list of wells,"),
    ("", "of 2016."),
]


def page_of(canvas, lines, head):
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(60, 790, head)
    y = 740
    for words, mark, behind in lines:
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(113, y, words)
        at = 113 + canvas.stringWidth(words, "Times-Roman", 10)
        if mark:
            canvas.setFont("Times-Roman", 6)
            canvas.drawString(at, y + 4, mark)
            at += canvas.stringWidth(mark, "Times-Roman", 6)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(at, y, behind)
        y -= 14


def observations():
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    page_of(canvas, [(line, "", "") for line in FRONT], "GE.24-00001 (E)")
    canvas.showPage()
    page_of(canvas, BODY, "CED/C/XAU/CO/2")
    y = 120
    for mark, words in FEET:
        canvas.setFont("Times-Roman", 5.5)
        canvas.drawString(113, y + 3, f"{mark} ")
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(117.2, y, words)
        y -= 11
    canvas.showPage()
    canvas.save()
    return read_bytes(held.getvalue(), name="wells.pdf")


def test_marks_and_feet_are_no_part_of_the_text():
    first, second = extract(observations()).recommendations
    assert first.text == (
        "Recalling its previous recommendations, the Committee urges the State party to open 12 "
        "wells."
    )
    assert second.text == "The Committee recommends that the State party dig, as in 2016."


def test_notes_are_found_by_their_marks():
    assert notes(observations()) == {
        "1": "CED/C/XAU/CO/1, paras. 7 and 9.",
        "2": "See the list of wells, of 2016.",
    }


def test_what_a_note_cites_is_recalled():
    first, second = extract(observations()).recommendations
    assert first.context.recalls == ("CED/C/XAU/CO/1#7", "CED/C/XAU/CO/1#9")
    assert second.context.recalls == ()


def test_places_are_exact_around_marks():
    document = observations()
    first, _ = extract(document).recommendations
    printed = document.text[first.start : first.end]
    assert printed.startswith("2. Recalling")
    assert printed.rstrip("2").endswith("wells.")
