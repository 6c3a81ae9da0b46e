"""Reports on ratified Conventions: every edge of the rules that docs/duties.md reads aloud."""

from __future__ import annotations

import pytest

from heed.duties import ilo, rules
from heed.duties.calendar import calendar
from heed.duties.records import Asked
from tests.core.duties.bound import bound

YEARS = range(2026, 2032)
OF_REPORTS = ("first", "regular", "out-of-cycle", "conference")


def reports(state, standings, asked=(), years=YEARS):
    """Return (kind, instrument, due) of the reports, by day."""
    found = calendar(state, standings, asked, years).duties
    return [(one.kind, one.instrument, one.due) for one in found if one.kind in OF_REPORTS]


def _rules_of(state, standings, asked=(), kind="regular"):
    duties = calendar(state, standings, asked, YEARS).duties
    [first, *_] = [one for one in duties if one.kind == kind]
    return [reason.rule for reason in first.reasons]


@pytest.mark.parametrize(
    ("state", "three", "six"),
    [
        ("ALB", "A-F", "A-B"), ("BOL", "A-F", "A-B"), ("COL", "A-F", "C-F"), ("CIV", "A-F", "C-F"),
        ("COD", "A-F", "C-F"), ("FRA", "A-F", "C-F"), ("GHA", "G-N", "G-K"), ("IRN", "G-N", "G-K"),
        ("KOR", "G-N", "G-K"), ("LAO", "G-N", "L-N"), ("MDA", "G-N", "L-N"), ("NLD", "G-N", "L-N"),
        ("MKD", "G-N", "L-N"), ("OMN", "O-Z", "O-S"), ("SYR", "O-Z", "O-S"), ("TZA", "O-Z", "T-Z"),
        ("TUR", "O-Z", "T-Z"), ("GBR", "O-Z", "T-Z"), ("USA", "O-Z", "T-Z"), ("ZWE", "O-Z", "T-Z"),
    ],
)  # fmt: skip
def test_a_state_is_in_the_group_of_its_first_letter(state, three, six):
    assert (rules.group(state, 3), rules.group(state, 6)) == (three, six)


def test_a_state_that_does_not_exist_has_no_group():
    with pytest.raises(ValueError, match="XXX"):
        rules.group("XXX", 3)


def test_a_fundamental_convention_is_reported_on_every_three_years_on_1_september():
    held = [bound("GHA", "C155", "2010-01-01")]
    assert reports("GHA", held) == [
        ("regular", "C155", "2027-09-01"), ("regular", "C155", "2030-09-01"),
    ]  # fmt: skip
    assert _rules_of("GHA", held) == ["cycle", "group", "subject", "anchor"]


def test_conventions_on_one_subject_are_asked_in_the_same_year():
    held = [bound("GHA", "C155", "2010-01-01"), bound("GHA", "C187", "2012-01-01")]
    assert {due for _, _, due in reports("GHA", held)} == {"2027-09-01", "2030-09-01"}


def test_a_technical_convention_is_reported_on_every_six_years_from_the_states_own_request():
    held = [bound("ALB", "C095", "2003-08-02")]
    asked = [Asked("C095", "regular", "2022")]
    assert reports("ALB", held, asked) == [("regular", "C095", "2028-09-01")]
    assert _rules_of("ALB", held, asked) == ["cycle", "own-request"]


def test_the_states_own_request_goes_before_the_year_of_its_group():
    held = [bound("GHA", "C155", "2010-01-01")]
    asked = [Asked("C155", "regular", "2022"), Asked("C155", "regular", "2025")]
    assert [due for _, _, due in reports("GHA", held, asked)] == ["2028-09-01", "2031-09-01"]


def test_a_year_that_is_not_known_is_said_not_guessed():
    held = [bound("ESP", "C029", "1932-08-29")]
    assert reports("ESP", held) == [("regular", "C029", "")]
    assert _rules_of("ESP", held)[-1] == "year-unknown"


def test_what_rests_on_an_unchecked_fact_is_not_certain():
    inferred = calendar("ALB", [bound("ALB", "C029", "1957-06-25")], (), YEARS).duties
    own = calendar(
        "ALB", [bound("ALB", "C029", "1957-06-25")], [Asked("C029", "regular", "2024")], YEARS
    ).duties
    assert {one.certain for one in inferred if one.kind == "regular"} == {False}
    assert {one.certain for one in own if one.kind == "regular"} == {True}


def test_a_new_ratification_brings_a_first_report_the_year_after_entry_into_force():
    # The example of the ITC's glossary: ratified on 12 December 2013, due on 1 September 2015.
    held = [bound("ALB", "C144", since="2013-12-12")]
    found = calendar("ALB", held, [Asked("C144", "regular", "2020")], range(2013, 2018)).duties
    first = next(one for one in found if one.kind == "first")
    assert (first.due, first.detailed) == ("2015-09-01", True)
    assert [reason.rule for reason in first.reasons] == ["in-force", "first"]
    assert "2014-12-12" in first.reasons[1].said


def test_no_regular_report_is_due_before_or_with_the_first():
    held = [bound("NPL", "C187", "2026-05-01")]
    assert reports("NPL", held) == [
        ("first", "C187", "2027-09-01"), ("regular", "C187", "2030-09-01"),
    ]  # fmt: skip


def test_a_convention_enters_into_force_for_a_state_not_before_it_does_at_all():
    held = [bound("URY", "C190", since="2020-06-12")]
    assert reports("URY", held, years=range(2020, 2024))[0] == ("first", "C190", "2022-09-01")


def test_a_year_alone_is_enough():
    assert reports("GHA", [bound("GHA", "C155", since="2025")]) == [
        ("first", "C155", "2027-09-01"), ("regular", "C155", "2030-09-01"),
    ]  # fmt: skip


def test_a_denounced_convention_is_reported_on_until_the_denunciation_takes_effect():
    asked = [Asked("C096", "regular", "2020")]
    before = [bound("ESP", "C096", "1972-05-05", denounced="2025-09-15")]
    after = [bound("ESP", "C096", "1972-05-05", denounced="2025-08-15")]
    assert reports("ESP", before, asked) == [("regular", "C096", "2026-09-01")]
    assert reports("ESP", after, asked) == []
    [waived] = calendar("ESP", after, asked, YEARS).waived
    assert (waived.instrument, waived.reason.rule) == ("C096", "denounced")
    assert "2026-08-15" in waived.reason.said


@pytest.mark.parametrize(
    ("code", "said", "certain"),
    [("C050", "abrogated", True), ("C045", "abrogated", False), ("C179", "withdrawn", False),
     ("C020", "shelved", False)],
)  # fmt: skip
def test_no_report_is_due_on_what_is_abrogated_withdrawn_or_shelved(code, said, certain):
    found = calendar("UGA", [bound("UGA", code, "1964-01-01")], (), YEARS)
    assert [one.kind for one in found.duties if one.kind in OF_REPORTS] == []
    [waived] = found.waived
    assert (waived.reason.rule, waived.reason.certain) == ("aside", certain)
    assert said in waived.reason.said


def test_reports_were_due_until_the_year_of_the_abrogation():
    held = [bound("UGA", "C045", "1964-01-01")]
    asked = [Asked("C045", "regular", "2018")]
    assert reports("UGA", held, asked, range(2012, 2031)) == [
        ("regular", "C045", "2012-09-01"), ("regular", "C045", "2018-09-01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "rule"), [("C116", "final-articles"), ("C031", "aside"), ("C192", "not-in-force")]
)
def test_no_report_is_due_on_final_articles_or_what_never_was_in_force(code, rule):
    found = calendar("UGA", [bound("UGA", code, since="2025-09-01")], (), YEARS)
    assert [one.reason.rule for one in found.waived] == [rule]
    assert reports("UGA", [bound("UGA", code, since="2025-09-01")]) == []


def test_an_out_of_cycle_request_stands_beside_the_cycle():
    held = [bound("ESP", "C081", "1961-05-30")]
    asked = [Asked("C081", "regular", "2024"), Asked("C081", "out-of-cycle", "2028")]
    assert reports("ESP", held, asked) == [
        ("regular", "C081", "2027-09-01"), ("out-of-cycle", "C081", "2028-09-01"),
        ("regular", "C081", "2030-09-01"),
    ]  # fmt: skip


def test_an_out_of_cycle_request_for_a_year_of_the_cycle_is_one_report_with_both_reasons():
    held = [bound("ESP", "C081", "1961-05-30")]
    asked = [Asked("C081", "regular", "2024"), Asked("C081", "out-of-cycle", "2027")]
    assert [due for _, _, due in reports("ESP", held, asked)] == ["2027-09-01", "2030-09-01"]
    assert _rules_of("ESP", held, asked) == ["cycle", "own-request", "out-of-cycle"]


def test_a_double_footnote_asks_for_full_particulars_to_the_next_conference():
    held = [bound("UGA", "C154", "1991-03-27")]
    asked = [Asked("C154", "regular", "2021"), Asked("C154", "double-footnote", "2026-12-05")]
    assert reports("UGA", held, asked) == [
        ("conference", "C154", "2027"), ("regular", "C154", "2027-09-01"),
    ]  # fmt: skip


def test_a_double_footnote_on_a_convention_that_binds_no_more_asks_nothing():
    held = [bound("UGA", "C154", "1991-03-27", denounced="2025-02-01")]
    assert reports("UGA", held, [Asked("C154", "double-footnote", "2026-12-05")]) == []


def test_every_report_goes_in_copy_to_the_organisations():
    found = calendar(
        "ESP", [bound("ESP", "C081", "1961-05-30")], [Asked("C081", "regular", "2024")], YEARS
    ).duties
    copied = [(one.instrument, one.due) for one in found if one.kind == "copies"]
    assert copied == [
        ("R205", "2026"), ("C081", "2027-09-01"), ("C081", "2030-09-01"),
    ]  # fmt: skip


def test_who_is_bound_by_convention_144_consults_every_year_until_it_is_not():
    held = [bound("ALB", "C144", "2000-06-30", denounced="2027-03-01")]
    found = calendar("ALB", held, (), YEARS).duties
    assert [one.due for one in found if one.kind == "consultation"] == ["2026", "2027", "2028"]


def test_all_members_report_for_a_general_survey_whatever_they_ratified():
    found = calendar("JPN", [], (), range(2025, 2027)).duties
    assert [(one.kind, one.instrument, one.due) for one in found if one.kind == "survey"] == [
        ("survey", "", "2025"), ("survey", "R205", "2026"),
    ]  # fmt: skip
    assert {one.certain for one in found} == {False}


def test_a_state_that_is_no_member_owes_the_ilo_nothing():
    assert ilo.every("AND", [bound("AND", "C155", "2010-01-01")], (), YEARS) == ([], [])
    assert calendar("AND", [], (), YEARS).duties == ()


def test_what_is_signed_or_of_another_state_brings_nothing():
    held = [bound("ALB", "C081", "2005-01-01", standing="signatory"),
            bound("GHA", "C155", "2010-01-01")]  # fmt: skip
    assert reports("ALB", held) == []


def test_no_years_are_an_error():
    with pytest.raises(ValueError, match="no years"):
        calendar("ALB", [], (), range(0))
