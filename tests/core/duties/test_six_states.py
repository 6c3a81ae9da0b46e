"""The article 22 duties of six States of every group and region, compared by hand with the rules.

What each State is bound by and was asked is assumed for the example and not its record. The tables
are those of docs/duties.md, counted by hand from the rules read aloud there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from heed.duties import rules
from heed.duties.calendar import calendar
from heed.duties.records import Asked
from tests.core.duties.bound import bound

DOCS = Path(__file__).parents[3] / "docs" / "duties.md"
YEARS = range(2026, 2032)
REPORTS = ("first", "regular", "out-of-cycle", "conference")

ASSUMED = {
    "ALB": (
        [bound("ALB", "C029", "1957-06-25"), bound("ALB", "C095", "2003-08-02"),
         bound("ALB", "C155", "2005-02-09"), bound("ALB", "C020", "1932-03-17")],
        [Asked("C095", "regular", "2022"), Asked("C155", "regular", "2023")],
    ),
    "COL": (
        [bound("COL", "C138", "2002-02-02"), bound("COL", "C144", "2000-11-09"),
         bound("COL", "C026", "1934-06-20")],
        [Asked("C144", "regular", "2023"), Asked("C026", "regular", "2021")],
    ),
    "GHA": (
        [bound("GHA", "C155", "2012-01-01"), bound("GHA", "C087", "1966-06-02"),
         bound("GHA", "C107", "1959-12-15"), bound("GHA", "C050", "1957-05-20")],
        [Asked("C087", "regular", "2022"), Asked("C107", "regular", "2020")],
    ),
    "NPL": (
        [bound("NPL", "C187", "2026-05-01"), bound("NPL", "C182", "2003-01-03"),
         bound("NPL", "C131", "1975-09-19")],
        [Asked("C182", "regular", "2023"), Asked("C131", "regular", "2025")],
    ),
    "ESP": (
        [bound("ESP", "C029", "1933-08-29"), bound("ESP", "C081", "1961-05-30"),
         bound("ESP", "C096", "1972-05-05", denounced="2026-03-15"),
         bound("ESP", "C158", "1986-04-26")],
        [Asked("C081", "regular", "2024"), Asked("C096", "regular", "2020"),
         Asked("C158", "regular", "2023"), Asked("C158", "out-of-cycle", "2028")],
    ),
    "UGA": (
        [bound("UGA", "C154", "1991-03-27"), bound("UGA", "C122", "1968-06-23"),
         bound("UGA", "C045", "1964-06-04")],
        [Asked("C154", "regular", "2021"), Asked("C154", "double-footnote", "2026-12-05"),
         Asked("C122", "regular", "2022")],
    ),
}  # fmt: skip
# By hand: the year of the anchor or the request, plus three or six, until 2031.
BY_HAND = {
    "ALB": ["C155 2026", "C029 2027", "C095 2028", "C155 2029", "C029 2030"],
    "COL": ["C144 2026", "C026 2027", "C138 2027", "C144 2029", "C138 2030"],
    "GHA": ["C107 2026", "C155 2027", "C087 2028", "C155 2030", "C087 2031"],
    "NPL": ["C182 2026", "C187 2027 first", "C182 2029", "C187 2030", "C131 2031"],
    "ESP": ["C096 2026", "C081 2027", "C158 2028 out-of-cycle", "C158 2029", "C081 2030",
            "C029 year not known"],
    "UGA": ["C154 2027 conference", "C154 2027", "C122 2028", "C122 2031"],
}  # fmt: skip
NONE_DUE = {"ALB": ["C020"], "COL": [], "GHA": ["C050"], "NPL": [], "ESP": ["C096"],
            "UGA": ["C045"]}  # fmt: skip


def _shown(duty):
    year = f"{duty.instrument} {duty.year or 'year not known'}"
    return year if duty.kind == "regular" else f"{year} {duty.kind}"


@pytest.mark.parametrize("state", ASSUMED)
def test_the_duties_of_six_years_are_those_counted_by_hand(state):
    made = calendar(state, *ASSUMED[state], YEARS)
    assert [_shown(one) for one in made.duties if one.kind in REPORTS] == BY_HAND[state]
    assert [one.instrument for one in made.waived] == NONE_DUE[state]


def test_the_states_are_of_every_group():
    assert {rules.group(state, 3) for state in ASSUMED} == set(rules.data("ilo")["groups"][3])
    assert {rules.group(state, 6) for state in ASSUMED} == set(rules.data("ilo")["groups"][6])


@pytest.mark.parametrize("state", ASSUMED)
def test_the_page_shows_what_was_counted(state):
    page = DOCS.read_text(encoding="utf-8")
    [line] = [row for row in page.splitlines() if row.startswith(f"| {state} ")]
    for shown in BY_HAND[state]:
        assert shown in line


@pytest.mark.parametrize("system", ["ilo", "treaty_bodies"])
def test_the_page_reads_every_rule_aloud(system):
    page = " ".join(DOCS.read_text(encoding="utf-8").split())
    for rule in rules.data(system)["rules"]:
        assert rule["text"] in page, rule["code"]
        assert f"`{rule['code']}`" in page


@pytest.mark.parametrize("system", ["ilo", "treaty_bodies"])
def test_a_file_of_rules_says_where_it_is_from(system):
    held = rules.data(system)
    assert [key for key in ("source", "date", "licence") if not held[key]] == []
    codes = [row["code"] for row in held["rules"]]
    assert codes == sorted(set(codes))
    assert all(row["source"] and isinstance(row["checked"], bool) for row in held["rules"])
