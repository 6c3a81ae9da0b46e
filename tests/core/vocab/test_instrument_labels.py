"""The taxonomies of instruments and of what is asked of each."""

from __future__ import annotations

from heed.vocab import instruments
from heed.vocab.taxonomies import taxonomies

NAMED = taxonomies()["instruments"]
ASKED = taxonomies()["instruments.asks"]


def test_every_instrument_is_a_label():
    assert {one.code for one in NAMED.labels} == set(instruments.every())


def test_a_protocol_is_named_as_people_read_it():
    label = NAMED.label("ICCPR-OP2")
    assert label is not None
    assert label.name == (
        "International Covenant on Civil and Political Rights, second Optional Protocol"
    )
    assert label.parent == "ICCPR"


def test_an_ask_has_the_kind_of_ask_as_its_parent():
    label = ASKED.label("withdraw CEDAW")
    assert label is not None
    assert label.parent == "withdraw"
    assert label.name == (
        "Withdraw reservations to: Convention on the Elimination of All Forms of Discrimination"
        " against Women"
    )


def test_nobody_ratifies_a_standing_invitation():
    assert ASKED.label("invite standing-invitation") is not None
    assert ASKED.label("ratify standing-invitation") is None


def test_codes_are_unique_and_parents_are_held():
    for taxonomy in (NAMED, ASKED):
        codes = [one.code for one in taxonomy.labels]
        assert len(codes) == len(set(codes))
        assert {one.parent for one in taxonomy.labels if one.parent} <= set(codes)


def test_they_say_where_they_are_from():
    for taxonomy in (NAMED, ASKED):
        assert all((taxonomy.source, taxonomy.date, taxonomy.licence, taxonomy.author))
