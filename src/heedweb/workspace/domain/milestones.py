"""Milestones of a measure: set, written, reached on a day, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.measures import leads
from heedweb.workspace.domain.plans import can_be_undone, must_plan
from heedweb.workspace.domain.refusals import NotNow, NotTheirs, Refused
from heedweb.workspace.domain.telling import tell, told_in
from heedweb.workspace.models import Measure, Milestone
from heedweb.workspace.roles import Act


@transaction.atomic
def add(*, measure: Measure, words: Mapping[str, object], by: Seat) -> Milestone:
    """Keep a new milestone of a measure. `words` are some of `Milestone.WORDS`, a title at least.

    The history tells of the measure, so that all that became of it stands on one page.
    """
    must_plan(by)
    held = Milestone(measure=measure, made_by=by.user, **words)
    held.save(force_insert=True)
    after = {name: value for name, value in editing.plain_words(held).items() if value}
    changes = [Change(held.title, name, None, value) for name, value in after.items()]
    tell(measure, "milestone_set", changes, by=by)
    return held


@transaction.atomic
def write(held: Milestone, *, words: Mapping[str, object], seen: int, by: Seat) -> Milestone:
    """Write some of a milestone's words. Raises `editing.Overtaken`."""
    must_plan(by)
    return editing.write(
        held, words=words, seen=seen, verb="milestone_written", room=told_in(held.measure), by=by
    )


def refusal(held: Measure, by: Seat) -> Refused | None:
    """Return why a person may not say that a milestone is reached; None where they may."""
    if by.may(Act.PLAN) or leads(held, by):
        return None
    return NotTheirs(_("Coordinators say that, and who leads the measure."))


@transaction.atomic
def reach(held: Milestone, *, on: date | None, by: Seat) -> Milestone:
    """Say on which day a milestone was reached; None that it is not. A later day is refused."""
    refused = refusal(held.measure, by)
    if refused is not None:
        raise refused
    if on is not None and on > timezone.localdate():
        raise NotNow(_("That day has not come yet."))
    now = editing.hold(held)
    if now.reached == on:
        return now
    before, now.reached = now.reached, on
    now.version += 1
    now.save()
    change = Change(now.title, "reached", editing.plain(before), editing.plain(on))
    tell(now.measure, "milestone_reached", [change], by=by)
    return now


@transaction.atomic
def delete(held: Milestone, *, by: Seat) -> None:
    """Delete a milestone."""
    must_plan(by)
    now = editing.hold(held)
    kept = editing.plain_words(now)
    changes = [Change(now.title, name, value, None) for name, value in kept.items() if value]
    act = tell(now.measure, "milestone_deleted", changes, by=by)
    can_be_undone([now], act=act, by=by)
    now.delete()
