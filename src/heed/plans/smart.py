"""Advice on a measure by the SMART criteria: specific, measurable, achievable, relevant, timed.

It says what a reader of the plan would miss, never how good a measure is: there is no score. The
criteria are the usual ones of planning (docs/plans.md); what is looked at for each is written
here, and nothing is read out of the wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from heed.plans.records import Measure, Plan

# Fewer words than these name no act and what it is done to: "Training", "Legal reform".
_FEWEST_WORDS = 3


class Criterion(StrEnum):
    """One of the five."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIMED = "timed"


@dataclass(frozen=True, slots=True)
class Advice:
    """What is missing by a criterion, as codes; nothing where there is nothing to say.

    The codes: `short_title`, `no_text`; `no_indicator`, `no_milestone`; `no_lead`,
    `lead_not_accepted`, `no_means`; `answers_nothing`; `no_due`, `no_start`, `outside_plan`,
    `milestones_late`, `milestones_undated`.
    """

    criterion: Criterion
    missing: tuple[str, ...]


def advice(measure: Measure, plan: Plan) -> tuple[Advice, ...]:
    """Return advice on a measure by each criterion, in their order."""
    return tuple(
        Advice(criterion, tuple(look(measure, plan))) for criterion, look in _LOOKS.items()
    )


def _specific(measure: Measure, _plan: Plan) -> Iterator[str]:
    if len(measure.title.split()) < _FEWEST_WORDS and _has_spaces(measure.title):
        yield "short_title"
    if not measure.text:
        yield "no_text"


def _has_spaces(title: str) -> bool:
    """Return whether words of the title's script are parted by spaces (Chinese ones are not)."""
    return not any("\u2e80" <= one <= "\u9fff" or "\u0e00" <= one <= "\u0e7f" for one in title)


def _measurable(measure: Measure, _plan: Plan) -> Iterator[str]:
    if not measure.indicators:
        yield "no_indicator"
    if not measure.milestones:
        yield "no_milestone"


def _achievable(measure: Measure, _plan: Plan) -> Iterator[str]:
    leads = [part for part in measure.parts if part.lead]
    if not leads:
        yield "no_lead"
    elif leads[0].answer != "accepted":
        yield "lead_not_accepted"
    if measure.budget is None and not measure.funds:
        yield "no_means"


def _relevant(measure: Measure, _plan: Plan) -> Iterator[str]:
    if not (measure.answers or measure.clusters or measure.ties):
        yield "answers_nothing"


def _timed(measure: Measure, plan: Plan) -> Iterator[str]:
    if measure.due is None:
        yield "no_due"
    if measure.start is None:
        yield "no_start"
    begins, ends = plan.first, plan.last
    days = [day for day in (measure.start, measure.due) if day is not None]
    if any((begins and day < begins) or (ends and day > ends) for day in days):
        yield "outside_plan"
    dues = [one.due for one in measure.milestones if one.due is not None]
    if measure.due is not None and any(day > measure.due for day in dues):
        yield "milestones_late"
    if len(dues) < len(measure.milestones):
        yield "milestones_undated"


_LOOKS: dict[Criterion, Callable[[Measure, Plan], Iterator[str]]] = {
    Criterion.SPECIFIC: _specific,
    Criterion.MEASURABLE: _measurable,
    Criterion.ACHIEVABLE: _achievable,
    Criterion.RELEVANT: _relevant,
    Criterion.TIMED: _timed,
}
