"""Measures made whole at once, with all that goes with them and one row of history for each.

Call within the transaction of the act that brings them: a file that is taken in, or a plan that is
carried forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.editing import plain, plain_words
from heedweb.workspace.domain.measures import told_in
from heedweb.workspace.domain.plans import room_of
from heedweb.workspace.models import (
    Assignment,
    Cluster,
    Indicator,
    Measure,
    Milestone,
    Need,
    Organisation,
    Plan,
    Recommendation,
    Target,
    Tie,
    Use,
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
    held.save(force_insert=True)
    held.refresh_from_db()
    after = {name: value for name, value in plain_words(held).items() if value not in (None, "")}
    if state != Measure.State.PROPOSED:
        after["state"] = state
    if copied_from is not None:
        after["copied_from"] = str(copied_from)
    changes = [Change("", name, None, value) for name, value in after.items()]
    changes += put(held, things, by=by)
    tell(held, verb, changes, by=by)
    return held


def put(held: Measure, things: Things, *, by: Seat) -> list[Change]:
    """Add to a measure what it has not; return what is told of it."""
    changes: list[Change] = []
    Target.objects.bulk_create(
        [Target(measure=held, recommendation=one) for one in things.rows]
        + [Target(measure=held, cluster=one) for one in things.clusters]
    )
    _add(changes, "answers", [str(one) for one in (*things.rows, *things.clusters)])
    Assignment.objects.bulk_create(
        Assignment(measure=held, organisation=body, part=part, given_by=by.user)
        for body, part in things.bodies
    )
    changes += [Change(str(body), "part", None, part) for body, part in things.bodies]
    first = held.milestones.count()
    Milestone.objects.bulk_create(
        Milestone(measure=held, title=one.title, due=one.due, reached=one.reached,
                  order=place, made_by=by.user)
        for place, one in enumerate(things.steps, first)
    )  # fmt: skip
    _add(changes, "milestones", [step_told(one) for one in things.steps])
    Tie.objects.bulk_create(
        Tie(measure=held, taxonomy=taxonomy, code=code, name=name[:300])
        for taxonomy, code, name in things.ties
    )
    _add(changes, "ties", [" ".join(one).strip() for one in things.ties])
    Use.objects.bulk_create(Use(measure=held, indicator=one) for one in things.indicators)
    _add(changes, "indicators", [str(one) for one in things.indicators])
    return changes


def step_told(one: Step | Milestone) -> str:
    """Return a milestone as the history keeps it."""
    days = [str(plain(day)) for day in (one.due, one.reached) if day is not None]
    return " · ".join([one.title, *days])


def need(held: Measure, needed: Iterable[Measure]) -> list[Change]:
    """Let a measure wait for others; return what is told of it."""
    new: list[str] = []
    for one in needed:
        _row, made = Need.objects.get_or_create(measure=held, needed=one)
        if made:
            new.append(one.number)
    changes: list[Change] = []
    _add(changes, "needs", new)
    return changes


def tell(held: Measure, verb: str, changes: Sequence[Change], *, by: Seat) -> None:
    """Write one row of history of a measure, if there is anything to tell."""
    if changes:
        record(
            workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:200],
            room=told_in(held), changes=changes, about=held,
        )  # fmt: skip


def _add(changes: list[Change], name: str, items: list[str]) -> None:
    if items:
        changes.append(Change("", name, None, items))
