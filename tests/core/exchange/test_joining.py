"""Rows of databases find the printed items they are."""

from __future__ import annotations

from dataclasses import replace

from heed.exchange.joining import differences, join
from heed.exchange.rows import Row
from heed.records import Part, Position, Recommendation, Recommending

CHAD = Recommending("Chad", "TCD")
PERU = Recommending("Peru", "PER")


def item(paragraph, text, *who, parts=(), position=None):
    return Recommendation(paragraph, text, 0, 1, recommending=who, parts=parts, position=position)


ITEMS = (
    item("97.1", "Open the archives of the river police; publish the annual report", CHAD),
    item("97.2", "Ratify the Convention on Harbour Work (No. 32)", PERU, position=Position.NOTED),
)


def test_rows_with_a_number_are_joined_by_it():
    (one,) = join([Row(2, "Something else", paragraph="97.2")], ITEMS)
    assert (one.item, one.how, one.score) == (1, "paragraph", 1.0)


def test_rows_without_a_number_are_joined_by_their_text_as_databases_rewrite_it():
    row = Row(
        2, "Open the archives of the river police. Publish the annual report.", recommending=(CHAD,)
    )
    (one,) = join([row], ITEMS)
    assert one.item == 0
    assert one.how == "state and text"


def test_row_that_is_no_item_is_none():
    (one,) = join([Row(2, "Plant trees along every road", recommending=(CHAD,))], ITEMS)
    assert (one.item, one.how) == (None, "")


def test_differences_say_both_sides():
    row = Row(
        2,
        "Ratify the Convention on Harbour Work (No 32)",
        recommending=(CHAD,),
        position=Position.SUPPORTED,
    )
    assert [(d.field, d.row, d.item) for d in differences(row, ITEMS[1])] == [
        ("recommending", "Chad", "Peru"),
        ("position", "supported", "noted"),
    ]


def test_part_of_a_bundled_item_is_no_difference_in_text():
    parts = (Part("Open the archives", (CHAD,)), Part("Plant a tree in every school", (PERU,)))
    bundled = item(
        "3",
        "Open the archives (Chad); plant a tree in every school (Peru)",
        CHAD,
        PERU,
        parts=parts,
    )
    row = Row(2, "Plant a tree in every school", recommending=(PERU,))
    (one,) = join([row], [bundled])
    assert one.item == 0
    assert differences(row, bundled) == ()


def test_a_clause_of_an_item_without_parts_is_no_difference_in_text():
    bundled = item("3", "Open the archives of the police (Chad); plant a tree (Peru)", CHAD, PERU)
    assert (
        differences(Row(2, "Open the archives of the police.", recommending=(CHAD,)), bundled) == ()
    )


def test_an_answer_where_the_item_has_none_contradicts_nothing():
    row = Row(2, ITEMS[0].text, recommending=ITEMS[0].recommending, position=Position.NOTED)
    (one,) = differences(row, replace(ITEMS[0], position=Position.PENDING))
    assert (one.field, one.row, one.item) == ("answer", "noted", "pending")
