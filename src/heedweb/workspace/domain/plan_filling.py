"""What a file says, written into a plan: chapters, new measures, and what differs in others.

What the file does not list stays. What institutions answered is theirs: those of a new measure, and
those who newly have a part, are asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from django.utils.translation import gettext as _

from heed.plans import records
from heed.plans.comparing import Difference, chosen
from heed.plans.values import line
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import chapters, measures, plan_building, plans, ties
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.plan_building import Step, Things
from heedweb.workspace.domain.telling import tell_of
from heedweb.workspace.models import Assignment, Chapter, Measure, Plan
from heedweb.workspace.queries.plan_data import chapter_keys
from heedweb.workspace.queries.plan_found import Found
from heedweb.workspace.queries.plan_preview import Preview

_OWN = (
    "number", "title", "text", "start", "due", "budget", "currency", "funds", "scope", "every",
)  # fmt: skip
_SEVERAL = ("answers", "clusters", "milestones", "ties", "indicators", "needs", "parts")


def fill(plan: Plan, found: Preview, clashes: frozenset[str], *, by: Seat) -> int:
    """Write what a file changes; return how many measures are new or changed."""
    differences = chosen(found.comparison.differences, clashes)
    of_plan = {one.field: one.given for one in differences if one.of == "plan"}
    if of_plan:
        plans.write(plan, words=of_plan, seen=plan.version, by=by)
    named = _chapters(plan, found, [one for one in differences if one.of == "chapter"], by)
    new = {
        one.number: _build(plan, one, named, found.names, by)
        for one in found.comparison.new_measures
    }
    held = {line(one.number): one for one in plan.measures.filter(gone__isnull=True)}
    by_measure: dict[str, list[Difference]] = {}
    for one in differences:
        if one.of == "measure":
            by_measure.setdefault(one.key, []).append(one)
    for number, some in by_measure.items():
        _write(held[number], some, named, found.names, by)
    _needs(found, by_measure, held | new, by)
    return len(new) + len(by_measure)


def _chapters(
    plan: Plan, found: Preview, differences: Sequence[Difference], by: Seat
) -> dict[str, Chapter]:
    """Write chapters; return those of the plan by what files call them."""
    there = list(Chapter.objects.filter(plan=plan))
    named = chapter_keys(there)
    held = {named[one.pk]: one for one in there}
    # Those above come first, so that what stands below them finds them there.
    for one in sorted(found.comparison.new_chapters, key=lambda new: bool(new.parent)):
        words: dict[str, object] = {
            name: getattr(one, name) for name in ("number", "title", "text")
        }
        held[one.key] = chapters.make(
            plan=plan, words=words | {"parent": held.get(one.parent)}, by=by
        )
    changed: dict[str, dict[str, object]] = {}
    for other in differences:
        value = held.get(str(other.given)) if other.field == "parent" else other.given
        changed.setdefault(other.key, {})[other.field] = value
    # What goes to the top makes room before anything goes below it.
    for key, some in sorted(changed.items(), key=lambda one: one[1].get("parent") is not None):
        held[key] = chapters.write(held[key], words=some, seen=held[key].version, by=by)
    return held


def _build(
    plan: Plan, one: records.Measure, held: Mapping[str, Chapter], names: Found, by: Seat
) -> Measure:
    words = {name: getattr(one, name) for name in _OWN}
    words["chapter"] = held.get(one.chapter)
    items = {name: tuple(getattr(one, name)) for name in _SEVERAL}
    return plan_building.build(
        plan=plan, words=words, things=_things(items, names), state=one.state,
        verb="measure_taken_in", by=by,
    )  # fmt: skip


def _things(items: Mapping[str, tuple[object, ...]], names: Found) -> Things:
    """Return what stands for the names of a file; those that stand for nothing are left out."""
    ties = [names.labels.get((one.taxonomy, one.code)) for one in _of(items, "ties", records.Tie)]
    tied = zip(_of(items, "ties", records.Tie), ties, strict=True)
    codes = [one.code for one in _of(items, "indicators", records.Indicator)]
    lead, support = Assignment.Part.LEAD, Assignment.Part.SUPPORT
    return Things(
        rows=[names.rows[key] for key in _of(items, "answers", str) if key in names.rows],
        clusters=[names.clusters[x] for x in _of(items, "clusters", str) if x in names.clusters],
        bodies=[
            (names.bodies[one.body], lead if one.lead else support)
            for one in _of(items, "parts", records.Part)
            if one.body in names.bodies
        ],
        steps=[
            Step(one.title, one.due, one.reached)
            for one in _of(items, "milestones", records.Milestone)
        ],
        ties=list(dict.fromkeys((one.taxonomy, *label) for one, label in tied if label)),
        indicators=[names.indicators[code] for code in codes if code in names.indicators],
    )


def _of(items: Mapping[str, tuple[object, ...]], name: str, kind: type) -> list:  # type: ignore[type-arg]
    return [one for one in items.get(name, ()) if isinstance(one, kind)]


def _write(
    held: Measure,
    differences: Sequence[Difference],
    named: Mapping[str, Chapter],
    names: Found,
    by: Seat,
) -> None:
    """Write what differs in a measure: its words, its state, and what is added to it."""
    given = {one.field: one.given for one in differences}
    words = {name: given[name] for name in _OWN if name in given}
    if "chapter" in given:
        words["chapter"] = named.get(str(given["chapter"]))
    if words:
        held = measures.write(held, words=words, seen=held.version, by=by)
    if "state" in given:
        for state in way(held.state, str(given["state"])):
            held = measures.bring_to(held, state=state, by=by, why=_("As the file says."))
    items = {name: cast("tuple[object, ...]", given[name]) for name in _SEVERAL if name in given}
    if items:
        _add(held, items, names, by)


def way(start: str, end: str) -> list[str]:
    """Return the states through which a measure comes from one to another, the last included."""
    ways: dict[str, list[str]] = {start: []}
    ahead = [start]
    while ahead and end not in ways:
        at = ahead.pop(0)
        for after in measures.NEXT[at]:
            if after not in ways:
                ways[after] = [*ways[at], after]
                ahead.append(after)
    return ways[end]


def _add(held: Measure, items: Mapping[str, tuple[object, ...]], names: Found, by: Seat) -> None:
    things = _things(items, names)
    changes, new = _steps(held, things.steps)
    rest = replace(things, steps=new)
    plan_building.put(held, rest, verb="measure_filled", by=by, changes=changes)


def _steps(held: Measure, steps: Sequence[Step]) -> tuple[list[Change], list[Step]]:
    """Bring milestones that are there up to date; return what is told, and those that are new."""
    there = {one.title: one for one in held.milestones.all()}
    changes: list[Change] = []
    for one in steps:
        old = there.get(one.title)
        if old is not None:
            before = plan_building.step_told(old)
            old.due, old.reached, old.version = one.due, one.reached, old.version + 1
            old.save()
            after = plan_building.step_told(old)
            changes.append(Change(old.title, "milestones", before, after))
    return changes, [one for one in steps if one.title not in there]


def _needs(
    found: Preview,
    differing: Mapping[str, Sequence[Difference]],
    measures_held: Mapping[str, Measure],
    by: Seat,
) -> None:
    """Let measures wait for others, once all are there."""
    wanted = {one.number: one.needs for one in found.comparison.new_measures}
    for number, some in differing.items():
        for one in some:
            if one.field == "needs":
                wanted[number] = cast("tuple[str, ...]", one.given)
    waits = ties.Waits(by.workspace)
    for number, needs in wanted.items():
        held = measures_held[number]
        new = waits.add(held, [measures_held[one] for one in needs if one in measures_held])
        tell_of(held, "measure_needs", "needs", new, by=by)
