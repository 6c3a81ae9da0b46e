"""Brackets of States."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.kinds.attribution import attribute
from heed.vocab import states


@given(st.lists(st.sampled_from(states.all_states()), min_size=1, max_size=6, unique=True))
def test_any_states_in_one_bracket_are_found_in_order(chosen):
    found = attribute(f"Repair the bridge ({', '.join(s.name for s in chosen)});")
    assert [who.iso3 for who in found.recommending] == [s.iso3 for s in chosen]
    assert found.text == "Repair the bridge"


@pytest.mark.parametrize(
    ("text", "body", "codes"),
    [
        ("Ask (A status) (Chad);", "Ask (A status)", ["TCD"]),
        ("Ask (Bosnia and Herzegovina and Trinidad and Tobago).", "Ask", ["BIH", "TTO"]),
        ("Ask (Chad); (Mali); (Togo)", "Ask", ["TCD", "MLI", "TGO"]),
        ("Ask (the Democratic People‟s Republic of Korea)", "Ask", ["PRK"]),
        ("Ask (the former Yugoslav Republic of Macedonia);", "Ask", ["MKD"]),
        ("Ask of the ILO (No. 182)", "Ask of the ILO (No. 182)", []),
    ],
)
def test_forms_of_brackets(text, body, codes):
    found = attribute(text)
    assert (found.text, [who.iso3 for who in found.recommending]) == (body, codes)


def test_state_named_twice_counts_once():
    found = attribute("Sign (Chad)/ratify (Mali) the pact (Chad, Mali);")
    assert [who.iso3 for who in found.recommending] == ["TCD", "MLI"]
