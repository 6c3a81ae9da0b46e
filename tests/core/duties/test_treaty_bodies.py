"""Reports to the treaty bodies: first, periodic, predictable review, what is overdue."""

from __future__ import annotations

from datetime import date

import pytest

from heed.duties import rules, treaty_bodies
from heed.duties.records import Asked
from heed.vocab import instruments
from heed.vocab.mechanisms import mechanisms
from tests.core.duties.bound import bound

YEARS = range(2026, 2032)


def _due(held, asked=(), **more):
    found = treaty_bodies.reports(held, asked, YEARS, **more)
    return [(one.kind, one.instrument, one.due) for one in found]


def _rules(held, asked=(), **more):
    found = treaty_bodies.reports(held, asked, YEARS, **more)
    return [[reason.rule for reason in one.reasons] for one in found]


def test_every_treaty_with_a_committee_has_its_rules():
    watched = {one.instrument for one in mechanisms().values() if one.instrument}
    assert watched <= set(rules.reporting())
    assert set(rules.reporting()) <= set(instruments.treaties())


@pytest.mark.parametrize(
    ("treaty", "since", "due"),
    [
        ("CAT", "2026-03-10", "2027-04-09"), ("CRC", "2026-03-10", "2028-04-09"),
        ("ICCPR", "2026-03-31", "2027-06-30"), ("ICESCR", "2026-01-15", "2028-04-15"),
        ("CRPD", "2027", "2029"), ("CEDAW", "2026-12", "2027-12"), ("ICPPED", "2025-06-01",
         "2027-07-01"),
    ],
)  # fmt: skip
def test_a_first_report_is_due_so_many_years_after_entry_into_force(treaty, since, due):
    assert _due([bound("ALB", treaty, since=since)]) == [("initial", treaty, due)]


def test_the_first_report_on_a_protocol_of_the_child_is_followed_by_none_of_its_own():
    held = [bound("ALB", "CRC-OP-AC", since="2026-01-10")]
    assert _due(held) == [("initial", "CRC-OP-AC", "2028-02-10")]
    assert _rules(held) == [["initial", "with-the-treaty"]]
    assert _due(held, [Asked("CRC-OP-AC", "report", "2028-02-10")]) == []


def test_periodic_reports_follow_the_last_by_the_period_of_the_treaty():
    asked = [Asked("CAT", "report", "2024-05-09")]
    assert _due([bound("ALB", "CAT", since="1994")], asked) == [("periodic", "CAT", "2028-05-09")]


def test_what_the_committee_asked_goes_before_the_period():
    asked = [Asked("CAT", "report", "2022-01-01"), Asked("CAT", "next-report", "2026-05-15")]
    held = [bound("ALB", "CAT", since="1994")]
    assert _due(held, asked) == [("periodic", "CAT", "2026-05-15")]
    assert _rules(held, asked) == [["stated"]]


def test_a_report_since_then_ends_what_the_committee_asked():
    asked = [Asked("CAT", "next-report", "2024-05-15"), Asked("CAT", "report", "2024-06-01")]
    assert _due([bound("ALB", "CAT", since="1994")], asked) == [("periodic", "CAT", "2028-06-01")]


def test_in_the_predictable_review_cycle_replies_are_due_in_the_second_year():
    asked = [Asked("ICCPR", "review", "2022")]
    held = [bound("ALB", "ICCPR", since="1991")]
    assert _due(held, asked) == [("periodic", "ICCPR", "2031")]
    assert _rules(held, asked) == [["review-replies"]]


def test_who_keeps_the_standard_procedure_reports_in_the_first_year():
    asked = [Asked("ICCPR", "review", "2022")]
    held = [bound("ALB", "ICCPR", since="1991")]
    assert _due(held, asked, standard=frozenset({"ICCPR"})) == [("periodic", "ICCPR", "2030")]


def test_where_the_treaty_sets_no_period_the_committee_says_when():
    asked = [Asked("ICPPED", "report", "2020")]
    held = [bound("ALB", "ICPPED", since="2010")]
    assert _due(held, asked) == [("periodic", "ICPPED", "")]
    assert _rules(held, asked) == [["at-request"]]


def test_where_no_report_is_known_since_long_nothing_is_guessed():
    held = [bound("ALB", "CAT", since="1994")]
    assert _due(held) == [("periodic", "CAT", "")]
    assert _rules(held) == [["no-report-known"]]


def test_a_day_that_passed_without_a_report_is_overdue_and_no_later_one_is_counted_from_it():
    asked = [Asked("CEDAW", "report", "2016-07-01")]
    held = [bound("ALB", "CEDAW", since="1994")]
    found = treaty_bodies.reports(held, asked, YEARS, today=date(2026, 11, 30))
    assert [(one.due, one.overdue) for one in found] == [("2020-07-01", True)]
    assert [reason.rule for reason in found[0].reasons] == ["period", "overdue"]


def test_what_is_due_this_year_is_not_overdue_where_only_the_year_is_known():
    asked = [Asked("CAT", "report", "2022")]
    found = treaty_bodies.reports(
        [bound("ALB", "CAT", since="1994")], asked, YEARS, today=date(2026, 11, 30)
    )
    assert [(one.due, one.overdue) for one in found] == [("2026", False), ("2030", False)]


def test_the_protocol_against_torture_asks_for_a_mechanism_and_no_report():
    held = [bound("ALB", "OPCAT", since="2026-02-01")]
    assert _due(held) == [("mechanism", "OPCAT", "2027-03-03")]


def test_a_signature_asks_for_no_report():
    assert _due([bound("ALB", "ICRMW", since="2026", standing="signatory")]) == []


def test_what_was_not_confirmed_of_a_treaty_makes_its_duties_uncertain():
    held = [bound("ALB", "CAT", since="2026-03-10"), bound("ALB", "OPCAT", since="2026-02-01")]
    found = treaty_bodies.reports(held, (), YEARS)
    assert {one.instrument: one.certain for one in found} == {"CAT": True, "OPCAT": False}
    reviewed = [bound("ALB", code, since="1991") for code in ("ICCPR", "ICESCR")]
    asked = [Asked(code, "review", "2025") for code in ("ICCPR", "ICESCR")]
    found = treaty_bodies.reports(reviewed, asked, YEARS)
    assert {one.instrument: one.certain for one in found} == {"ICCPR": True, "ICESCR": False}
