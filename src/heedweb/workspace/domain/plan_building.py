"""Measures made whole at once, with all that goes with them and one row of history for each.

Call within the transaction of the act that brings them: a file that is taken in, or a plan that is
carried forward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assignments, indicators, measures, ties
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.editing import plain, plain_words
from heedweb.workspace.domain.plans import room_of
from heedweb.workspace.domain.telling import tell, tell_of
from heedweb.workspace.models import (
    Assignment,
    Cluster,
    Indicator,
    Measure,
    Milestone,
    Organisation,
    Plan,
    Recommendation,
)


@dataclass(frozen=True)
class Step:
    """A milestone to be made."""

    title: str
    due: date | None = None
    reached: date | None = None


@dataclass(frozen=True)
class Things:
    """What goes with a measure. `bodies` are institutions with their part, the lead once at most.

    `ties` are taxonomy, code and name.
    """

    rows: Sequence[Recommendation] = ()
    clusters: Sequence[Cluster] = ()
    bodies: Sequence[tuple[Organisation, str]] = ()
    steps: Sequence[Step] = ()
    ties: Sequence[tuple[str, str, str]] = ()
    indicators: Sequence[Indicator] = field(default=())


def build(
    *,
    plan: Plan,
    words: Mapping[str, object],
    things: Things,
    by: Seat,
    verb: str,
    state: str = Measure.State.PROPOSED,
    copied_from: Measure | None = None,
) -> Measure:
    """Keep a new measure in the room of the coordination; institutions are proposed anew."""
    room = room_of(by.workspace)
    held = Measure(
        workspace=by.workspace, plan=plan, room=room, made_by=by.user, state=state,
        copied_from=copied_from, **words,
    )  # fmt: skip
    measures.must_be_right(held)
    held.save(force_insert=True)
    held.refresh_from_db()
    after = {name: value for name, value in plain_words(held).items() if value not in (None, "")}
    if state != Measure.State.PROPOSED:
        after["state"] = state
    if copied_from is not None:
        # Who has a part in the copy may have had none in what it was copied from.
        after["copied_from"] = copied_from.number
    changes = [Change("", name, None, value) for name, value in after.items()]
    put(held, things, verb=verb, by=by, changes=changes)
    return held


def put(
    held: Measure, things: Things, *, verb: str, by: Seat, changes: Sequence[Change] = ()
) -> None:
    """Add to a measure what it has not, tell it after `changes`, and ask the institutions."""
    told = list(changes)
    _add(told, "answers", measures.targets(held, (*things.rows, *things.clusters)))
    asked: list[Assignment] = []
    for body, part in things.bodies:
        one, of_part = assignments.given(held, body=body, part=part, by=by)
        told += of_part
        asked += [one] if of_part else []
    first = held.milestones.count()
    Milestone.objects.bulk_create(
        Milestone(measure=held, title=one.title, due=one.due, reached=one.reached,
                  order=place, made_by=by.user)
        for place, one in enumerate(things.steps, first)
    )  # fmt: skip
    _add(told, "milestones", [step_told(one) for one in things.steps])
    _add(told, "ties", ties.tied(held, things.ties))
    if told:
        tell(held, verb, told, by=by)
    tell_of(held, verb, "indicators", indicators.used(held, things.indicators), by=by)
    for one in asked:
        assignments.ask(one, by=by)


def step_told(one: Step | Milestone) -> str:
    """Return a milestone as the history keeps it."""
    days = [str(plain(day)) for day in (one.due, one.reached) if day is not None]
    return " · ".join([one.title, *days])


def _add(changes: list[Change], name: str, items: list[str]) -> None:
    if items:
        changes.append(Change("", name, None, items))
