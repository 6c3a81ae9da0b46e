"""Advice on measures: what is missing and nothing else; and days moved by years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from heed.plans.records import Indicator, Measure, Milestone, Part, Plan
from heed.plans.shifting import later
from heed.plans.smart import Criterion, advice
from heedweb.workspace.smart_words import MISSING
from tests.core.plans.strategies import plans

FEW = settings(max_examples=25, deadline=None)
PLAN = Plan("P", first=dt.date(2026, 1, 1), last=dt.date(2030, 12, 31))
WHOLE = Measure(
    "1", "Dig wells in villages", "Each village has one.", start=dt.date(2026, 1, 1),
    due=dt.date(2027, 1, 1), funds="State", parts=(Part("X", lead=True, answer="accepted"),),
    milestones=(Milestone("Survey", dt.date(2026, 5, 1)),), answers=("a#1",),
    indicators=(Indicator("W"),),
)  # fmt: skip


def missing(measure: Measure, plan: Plan = PLAN) -> list[str]:
    return [code for one in advice(measure, plan) for code in one.missing]


@FEW
@given(plans())
def test_every_measure_has_advice_by_the_five_criteria_in_their_order(plan):
    for one in plan.measures:
        found = advice(one, plan)
        assert [said.criterion for said in found] == list(Criterion)
        assert {code for said in found for code in said.missing} <= set(MISSING)


@FEW
@given(plans())
def test_more_that_is_said_never_asks_for_more_by_the_same_criterion(plan):
    for one in plan.measures:
        more = replace(one, text=one.text or "x", indicators=WHOLE.indicators, funds="State",
                       answers=WHOLE.answers)  # fmt: skip
        before, after = advice(one, plan), advice(more, plan)
        for was, now in zip(before, after, strict=True):
            assert set(now.missing) <= set(was.missing)


def test_of_a_measure_that_says_all_nothing_is_said():
    assert missing(WHOLE) == []


def test_of_a_title_alone_all_is_said_that_is_missing():
    assert missing(Measure("1", "Training")) == [
        "short_title", "no_text", "no_indicator", "no_milestone", "no_lead", "no_means",
        "answers_nothing", "no_due", "no_start",
    ]  # fmt: skip


def test_days_outside_of_the_plan_and_behind_the_measure_are_told():
    late = replace(WHOLE, due=dt.date(2031, 1, 1), milestones=(Milestone("A"),
                   Milestone("B", dt.date(2031, 2, 1))))  # fmt: skip
    assert missing(late) == ["outside_plan", "milestones_late", "milestones_undated"]


def test_a_lead_that_has_not_accepted_is_told():
    asked = replace(WHOLE, parts=(Part("X", lead=True),))
    assert missing(asked) == ["lead_not_accepted"]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.integers(-30, 30))
def test_a_day_moves_by_whole_years_and_back(day, years):
    there = later(day, years)
    assert (there.year, there.month) == (day.year + years, day.month)
    assert there.day == day.day or (day.month, day.day, there.day) == (2, 29, 28)
    assert later(None, years) is None
