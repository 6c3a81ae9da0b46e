"""What a file changes: told from what was changed in the workspace since, and never a deletion."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from heed.plans.comparing import By, Comparison, chosen, compared
from heed.plans.marks import state_of
from heed.plans.ordering import marked
from heed.plans.records import Measure, Milestone, Part, Plan
from tests.core.plans.strategies import plans
from tests.core.plans.test_round_trips import full

FEW = settings(max_examples=25, deadline=None)


def with_first(plan: Plan, **words: object) -> Plan:
    """The plan with its first measure changed, the marks as they were."""
    first, *rest = plan.measures
    return replace(plan, measures=(replace(first, **words), *rest))


def fields(found: Comparison) -> list[tuple[str, By, object]]:
    return [(one.field, one.by, one.given) for one in found.differences]


@FEW
@given(plans())
def test_a_plan_compared_with_itself_changes_nothing(plan):
    found = compared(plan, plan)
    assert (found.nothing, found.kept_measures, found.since) == (True, (), 0)


@FEW
@given(plans())
def test_without_a_plan_all_is_new(plan):
    assert compared(None, plan) == Comparison(plan.chapters, plan.measures)


def test_what_the_file_changed_is_taken_and_what_heed_changed_stays():
    plan = full()
    found = compared(with_first(plan, funds="Loans"), with_first(plan, title="Other"))
    assert fields(found) == [("title", By.FILE, "Other")]
    assert found.since == 1


def test_what_both_changed_is_taken_only_where_a_person_chose_it():
    plan = full()
    found = compared(with_first(plan, title="Here"), with_first(plan, title="File"))
    (clash,) = found.differences
    assert (clash.by, clash.held, clash.given) == (By.BOTH, "Here", "File")
    assert chosen(found.differences, frozenset()) == []
    assert chosen(found.differences, frozenset({clash.name})) == [clash]


def test_what_both_changed_alike_is_no_difference():
    plan = full()
    both = with_first(plan, title="Same")
    assert compared(both, both).nothing


def test_a_file_of_another_plan_has_no_marks_and_empties_nothing():
    plan = full()
    foreign = replace(with_first(plan, title="File", text="", milestones=()), origin="b:9")
    held = with_first(plan, text="Kept", milestones=(Milestone("A"),))
    assert fields(compared(held, foreign)) == [("title", By.UNKNOWN, "File")]


def test_nothing_is_deleted_because_a_file_leaves_it_out():
    plan = marked(Plan("P", measures=(
        Measure("1", "Dig", answers=("a#1", "a#2"), parts=(Part("X", lead=True),)),
        Measure("2", "Map"),
    ), origin="o"))  # fmt: skip
    fewer = replace(with_first(plan, answers=("a#3",)), measures=with_first(
        plan, answers=("a#3",), parts=()).measures[:1])  # fmt: skip
    found = compared(plan, fewer)
    assert fields(found) == [("answers", By.FILE, ("a#3",))]
    assert [one.number for one in found.kept_measures] == ["2"]
    assert [(one.field, len(one.items)) for one in found.kept] == [("parts", 1), ("answers", 2)]


def test_what_institutions_answered_is_never_compared():
    plan = full()
    water = next(one for one in plan.measures if one.number == "1.10")
    answered = tuple(replace(one, answer="accepted", reason="") for one in water.parts)
    changed = tuple(replace(one, parts=answered) if one is water else one for one in plan.measures)
    assert compared(plan, replace(plan, measures=changed)).nothing


def test_a_field_that_the_file_has_no_column_for_is_left_alone():
    plan = full()
    blind = with_first(plan, title="", without=("title",))
    assert compared(plan, blind).nothing


@FEW
@given(plans())
def test_the_state_of_a_plan_tells_any_change_of_it(plan):
    assert state_of(plan) != state_of(replace(plan, text=f"{plan.text}x"))
    if plan.measures:
        assert state_of(plan) != state_of(with_first(plan, funds=plan.measures[0].funds + "x"))
