"""One measure with all that its page shows, as far as a person may know of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assignments, measures, milestones
from heedweb.workspace.models import (
    Activity,
    Assignment,
    Measure,
    Milestone,
    Need,
    Recommendation,
    Target,
    Tie,
)
from heedweb.workspace.queries import history, letting
from heedweb.workspace.queries.history import Entry
from heedweb.workspace.queries.letting import Letting
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.plan_data import load
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Act


@dataclass(frozen=True, slots=True)
class Part:
    """An institution's part, and whether the person answers for it."""

    assignment: Assignment
    mine: bool


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie with the name of its framework, and of its label as it was and as it is now."""

    tie: Tie
    framework: str
    name: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A measure with all that its page shows.

    `states` are those it may be brought to by the person, `letting` what may be done about who
    sees it.
    """

    measure: Measure
    late: bool
    targets: list[Target]
    parts: list[Part]
    milestones: list[Milestone]
    reaches: bool
    needs: list[Need]
    needed_by: list[Need]
    ties: list[Tied]
    states: list[tuple[str, str]]
    letting: Letting
    told: list[Entry]

    @property
    def rows(self) -> list[Recommendation]:
        """The recommendations that it answers by themselves."""
        return [one.recommendation for one in self.targets if one.recommendation is not None]


def whole(names: PeopleNames, held: Measure) -> Whole:
    """Return a measure with what it answers, who has a part in it, and what may be done."""
    seat = names.seat
    load(seat, [held])
    states = [one for one in measures.NEXT[held.state] if not measures.refusal(held, one, seat)]
    return Whole(
        measure=held,
        late=held.late(timezone.localdate()),
        targets=targets(held),
        parts=[Part(one, assignments.refusal(one, seat) is None) for one in held.assignments.all()],
        milestones=list(held.milestones.all()),
        reaches=milestones.refusal(held, seat) is None,
        needs=held.seen_needs,  # type: ignore[attr-defined]  # `load` leaves them there
        needed_by=_needed_by(seat, held),
        ties=_ties(held),
        states=[(one, str(Measure.State(one).label)) for one in states],
        letting=letting.of(seat, held),
        told=told(names, held),
    )


def targets(held: Measure) -> list[Target]:
    """Return what a measure answers, recommendations in the order of their reviews first."""
    found = list(held.targets.all())
    rows = [one.recommendation for one in found if one.recommendation is not None]
    prefetch_related_objects(rows, "recommending")
    return sorted(found, key=lambda one: (one.cluster is not None, one.pk))


def _needed_by(seat: Seat, held: Measure) -> list[Need]:
    """Return what waits for a measure, as far as the person sees it."""
    seen = plan_access.measures(seat).order_by()
    found = held.needed_by.filter(measure__in=seen).select_related("measure")
    return list(found.only("measure__number", "measure__title", "needed"))


def _ties(held: Measure) -> list[Tied]:
    ties = list(held.ties.all())
    if not ties:
        return []
    known = vocabulary(held.workspace)
    return [
        Tied(
            one,
            known.title(one.taxonomy),
            known.name(one.taxonomy, one.code) if known.label(one.taxonomy, one.code) else one.name,
        )
        for one in ties
    ]


def told(names: PeopleNames, held: Measure) -> list[Entry]:
    """Return what was done to a measure: all of it to those who work on it.

    Others are told what was done since it came to them.
    """
    seat = names.seat
    steps = [one.pk for one in held.milestones.all()]
    about = Q(kind="measure", record=held.pk) | Q(kind="milestone", record__in=steps)
    acts = Activity.objects.filter(about, workspace=seat.workspace)
    body = plan_access.takes_part(seat)
    works = body is not None and any(one.organisation_id == body for one in held.assignments.all())
    if not seat.may(Act.PLAN) and not works:
        acts = acts.filter(Q(room__isnull=True) | Q(by=seat.user))
    return history.latest(names, acts)
