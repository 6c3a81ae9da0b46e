"""What a file of a plan would change, before it is taken in: new, changed, kept, not understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from heed.plans import records
from heed.plans.comparing import By, Comparison, compared
from heed.plans.marks import state_of
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Plan
from heedweb.workspace.plan_file_words import (
    difference_shown,
    fault_line,
    kept_shown,
    unknown_line,
)
from heedweb.workspace.queries.plan_data import plan_of
from heedweb.workspace.queries.plan_found import Found, Unknown, Wanted, find


@dataclass(frozen=True)
class Preview:
    """What a file would change. `stamp` is how the plan stands; `unknown` can be left out."""

    file: records.PlanFile
    now: records.Plan | None
    comparison: Comparison
    names: Found
    faults: list[str]
    unknown: list[str]
    stamp: str

    @cached_property
    def differences(self) -> list[dict[str, object]]:
        """What the file says otherwise, without what clashes."""
        found = self.comparison.differences
        return [difference_shown(one) for one in found if one.by is not By.BOTH]

    @cached_property
    def clashes(self) -> list[dict[str, object]]:
        """What was changed in the file and in heed."""
        return [difference_shown(one) for one in self.comparison.clashes]

    @cached_property
    def kept(self) -> list[dict[str, object]]:
        """What the file does not list of several things."""
        return [kept_shown(one) for one in self.comparison.kept]


def look(held: Seat, plan: Plan | None, file: records.PlanFile) -> Preview:
    """Return what a file would change in a plan; without one, all of it is new."""
    now = plan_of(held, plan) if plan is not None else None
    found = compared(now, file.plan)
    names = find(held, Wanted.of(found))
    unknown = [*names.unknown, *_needs_of_nobody(now, file.plan)]
    faults = [*file.faults, *_circles(now, file), *_deep(file.plan)]
    return Preview(
        file, now, found, names, [fault_line(one) for one in faults],
        [unknown_line(one, file) for one in unknown], state_of(now) if now else "",
    )  # fmt: skip


def _needs_of_nobody(now: records.Plan | None, given: records.Plan) -> Iterable[Unknown]:
    known = {one.number for one in given.measures}
    known |= {one.number for one in now.measures} if now else set()
    return (
        Unknown(one.number, "needs", number)
        for one in given.measures
        for number in one.needs
        if number not in known
    )


def _circles(now: records.Plan | None, file: records.PlanFile) -> Iterable[records.Fault]:
    """Yield a fault for each measure of the file that would wait for itself through others."""
    needs = {one.number: set(one.needs) for one in (now.measures if now else ())}
    for one in file.plan.measures:
        needs.setdefault(one.number, set()).update(one.needs)
    for one, place in zip(file.plan.measures, file.places, strict=True):
        if one.needs and one.number not in one.needs and one.number in _beyond(one.number, needs):
            yield records.Fault(place, "needs", one.number, "needs_itself")


def _beyond(number: str, needs: dict[str, set[str]]) -> set[str]:
    """Return all that a measure waits for, itself and through others."""
    found: set[str] = set()
    ahead = [number]
    while ahead:
        new = needs.get(ahead.pop(), set()) - found
        found |= new
        ahead.extend(new)
    return found


def _deep(given: records.Plan) -> Iterable[records.Fault]:
    """Yield a fault for each chapter below a part of a chapter."""
    parents = {one.key: one.parent for one in given.chapters}
    for one in given.chapters:
        if parents.get(one.parent):
            yield records.Fault(records.Place("Chapters", 0), "parent", one.key, "too_deep")
