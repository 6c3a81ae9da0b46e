"""What a file says, written into a plan: chapters, new measures, and what differs in others.

What the file does not list stays. What institutions answered is theirs: those of a new measure, and
those who newly have a part, are asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from django.utils.translation import gettext as _

from heed.plans import records
from heed.plans.comparing import Difference, chosen
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assignments, editing, measures, plan_building, plans
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.plan_building import Step, Things
from heedweb.workspace.domain.plans import room_of
from heedweb.workspace.models import Assignment, Chapter, Measure, Plan
from heedweb.workspace.queries.plan_data import chapter_keys
from heedweb.workspace.queries.plan_found import Found
from heedweb.workspace.queries.plan_preview import Preview

State = Measure.State
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
    chapters = _chapters(plan, found, [one for one in differences if one.of == "chapter"], by)
    new = {
        one.number: _build(plan, one, chapters, found.names, by)
        for one in found.comparison.new_measures
    }
    held = {one.number: one for one in plan.measures.filter(gone__isnull=True)}
    by_measure: dict[str, list[Difference]] = {}
    for one in differences:
        if one.of == "measure":
            by_measure.setdefault(one.key, []).append(one)
    for number, some in by_measure.items():
        _write(held[number], some, chapters, found.names, by)
    _needs(found, by_measure, held | new, by)
    return len(new) + len(by_measure)


def _chapters(
    plan: Plan, found: Preview, differences: Sequence[Difference], by: Seat
) -> dict[str, Chapter]:
    """Write chapters; return those of the plan by what files call them."""
    there = list(Chapter.objects.filter(plan=plan))
    named = chapter_keys(there)
    held = {named[one.pk]: one for one in there}
    room = room_of(by.workspace)
    last = max((one.order for one in there), default=0)
    for place, one in enumerate(found.comparison.new_chapters, last + 1):
        made = Chapter(
            plan=plan, number=one.number, title=one.title, text=one.text, order=place,
            made_by=by.user,
        )  # fmt: skip
        held[one.key] = editing.begin(made, verb="chapter_taken_in", room=room, by=by)
    words: dict[str, dict[str, object]] = {}
    for new in found.comparison.new_chapters:
        if new.parent in held:
            words[new.key] = {"parent": held[new.parent]}
    for other in differences:
        value = held.get(str(other.given)) if other.field == "parent" else other.given
        words.setdefault(other.key, {})[other.field] = value
    for key, some in words.items():
        held[key] = editing.write(
            held[key], words=some, seen=held[key].version, verb="chapter_filled", room=room, by=by
        )
    return held


def _build(
    plan: Plan, one: records.Measure, chapters: Mapping[str, Chapter], names: Found, by: Seat
) -> Measure:
    words = {name: getattr(one, name) for name in _OWN}
    words["chapter"] = chapters.get(one.chapter)
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
    chapters: Mapping[str, Chapter],
    names: Found,
    by: Seat,
) -> None:
    """Write what differs in a measure: its words, its state, and what is added to it."""
    given = {one.field: one.given for one in differences}
    words = {name: given[name] for name in _OWN if name in given}
    if "chapter" in given:
        words["chapter"] = chapters.get(str(given["chapter"]))
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
    for body, part in things.bodies:
        assignments.assign(held, body=body, part=part, by=by)
    changes, new = _steps(held, things.steps)
    rest = Things(
        rows=things.rows, clusters=things.clusters, steps=new, ties=things.ties,
        indicators=things.indicators,
    )  # fmt: skip
    plan_building.tell(
        held, "measure_filled", changes + plan_building.put(held, rest, by=by), by=by
    )


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
    for number, needs in wanted.items():
        held = measures_held[number]
        needed = [measures_held[one] for one in needs if one in measures_held]
        plan_building.tell(held, "measure_filled", plan_building.need(held, needed), by=by)
