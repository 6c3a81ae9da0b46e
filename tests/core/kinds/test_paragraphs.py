"""Numbered paragraphs of any document: the count, headings, pages, notes, places."""

from __future__ import annotations

from heed.kinds.paragraphs import outline, place
from heed.reading.read import read_bytes

PAGES = """\
1. The Committee looked at wells.
 A. Introduction
2. It saw that of those dug in
2020. None was deep. It wrote so in a note.1
1 See the list of wells.
\f
XYZ/C/XAU/CO/2
3
Dry land
15. No paragraph
3. Wells run dry (see
XYZ/C/XAU/9) in summer.
XYZ/C/XAU/CO/2
\f
XYZ/C/XAU/CO/2
4.
The last one is here.
"""


def held():
    return read_bytes(PAGES.encode(), name="wells")


def test_count_is_unbroken_and_numbers_by_chance_stay_outside():
    found = outline(held())
    assert [p.number for p in found.paragraphs] == ["1", "2", "3", "4"]
    assert found.problems == ()
    assert found.paragraphs[1].text == (
        "It saw that of those dug in 2020. None was deep. It wrote so in a note."
    )


def test_own_symbol_at_an_edge_is_furniture_and_one_in_a_sentence_is_not():
    third = outline(held()).paragraphs[2]
    assert third.text == "Wells run dry (see XYZ/C/XAU/9) in summer."


def test_hanging_number_opens_the_paragraph_below():
    assert outline(held()).paragraphs[3].text == "The last one is here."


def test_headings_stand_above_their_paragraphs_without_prefix():
    found = outline(held()).paragraphs
    assert [p.heading for p in found] == ["", "Introduction", "No paragraph", "No paragraph"]
    assert [h.text for h in found[2].above] == ["Dry land", "No paragraph"]


def test_places_are_exact_also_where_a_mark_was_taken_out():
    document = held()
    second = outline(document).paragraphs[1]
    at = second.text.index("It wrote")
    start, end = place(document, second.run, at, len(second.text))
    assert document.text[start:end] == "It wrote so in a note."
    assert document.text[second.start :].startswith("2. It saw")


def test_gap_is_bridged_and_reported():
    text = "7. One.\n8. Two.\n10. Four.\n11. Five.\n"
    found = outline(read_bytes(text.encode(), name="gap"))
    assert [p.number for p in found.paragraphs] == ["7", "8", "10", "11"]
    assert [p.text for p in found.problems] == ["Paragraph 9 is not found between 8 and 10."]


def test_text_that_lost_its_page_breaks_keeps_no_head():
    text = (
        "1. Wells are dug\nXYZ/C/XAU/CO/2\npage 3\nby hand.\n2. They are\nGE.99-12345 4\n"
        "XYZ/C/XAU/CO/2\ndeep.\n3. Wells of 12\nmetres are not.\n"
    )
    found = outline(read_bytes(text.encode(), name="bare")).paragraphs
    assert [p.text for p in found] == [
        "Wells are dug by hand.",
        "They are deep.",
        "Wells of 12 metres are not.",
    ]
