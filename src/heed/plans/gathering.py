"""What a reader of plans gathers on its way: values of fields, and what means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heed.plans.fields import MEASURE, Field
from heed.plans.records import Chapter, Fault, Measure, Part, Place, Plan, PlanFile
from heed.plans.values import Doubt, Value, understood

MOST_MEASURES = 5_000
_LAST = 999_999_999


@dataclass
class Gathered:
    """Faults and what was not read, in the order in which they were met."""

    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def fault(self, place: Place, name: str, value: str, code: str) -> None:
        """Note what means nothing."""
        self.faults.append(Fault(place, name, value[:200], code))

    def values(
        self, fields: Iterable[Field], given: dict[str, str], place: Place
    ) -> dict[str, Value]:
        """Return the values of the fields that are given."""
        found: dict[str, Value] = {}
        for one in fields:
            if one.name not in given:
                continue
            try:
                found[one.name] = understood(one, given[one.name])
            except Doubt as doubt:
                self.fault(place, one.name, given[one.name], doubt.code)
                found[one.name] = understood(one, "")
        return found

    def finished(self, plan: Plan, places: Sequence[Place], chapters: Sequence[Place]) -> PlanFile:
        """Return what was read, with what is wrong with it as a whole."""
        self._chapters(plan.chapters, chapters)
        self._measures(plan, places)
        if plan.first and plan.last and plan.last < plan.first:
            self.fault(Place("Plan", 0), "last", plan.last.isoformat(), "ends_first")
        return PlanFile(plan, tuple(places), tuple(self.faults), tuple(self.unread))

    def _chapters(self, chapters: Sequence[Chapter], places: Sequence[Place]) -> None:
        parents = {one.key: one.parent for one in chapters}
        seen: set[str] = set()
        for one, place in zip(chapters, places, strict=True):
            if not one.title:
                self.fault(place, "title", "", "missing")
            if one.key in seen:
                self.fault(place, "key", one.key, "twice")
            seen.add(one.key)
            if one.parent and one.parent not in parents:
                self.fault(place, "parent", one.parent, "no_chapter")
            elif _circles(one.key, parents):
                self.fault(place, "parent", one.parent, "in_itself")

    def _measures(self, plan: Plan, places: Sequence[Place]) -> None:
        numbers: set[str] = set()
        for one, place in zip(plan.measures, places, strict=True):
            for name in ("number", "title"):
                if not getattr(one, name):
                    self.fault(place, name, "", "missing")
            if one.number and one.number in numbers:
                self.fault(place, "number", one.number, "twice")
            numbers.add(one.number)
            if one.start and one.due and one.due < one.start:
                self.fault(place, "due", one.due.isoformat(), "ends_first")
            if one.number in one.needs:
                self.fault(place, "needs", one.number, "needs_itself")


def part_of(lead: str, supporting: Sequence[str]) -> tuple[Part, ...]:
    """Return the parts of institutions, the lead first; one that leads supports not as well."""
    leads = (Part(lead, lead=True),) if lead else ()
    return leads + tuple(Part(one, lead=False) for one in supporting if one != lead)


def without(fields: Iterable[str], given: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that a file says nothing of."""
    held = set(given)
    return tuple(one for one in fields if one not in held)


def chapter_named(written: str, chapters: Sequence[Chapter]) -> str | None:
    """Return the key of the chapter that something written names: key, number or title."""
    for one in chapters:
        if written == one.key:
            return one.key
    for one in chapters:
        if written in (one.number, one.title, f"{one.number} {one.title}"):
            return one.key
    return None


def scalars(values: dict[str, Value]) -> dict[str, object]:
    """Return the values that are a measure's own fields."""
    own = {one.name for one in MEASURE} - {"lead", "supporting"}
    return {name: value for name, value in values.items() if name in own}


def measure(values: dict[str, Value], **more: object) -> Measure:
    """Return a measure of values; an empty state is the first one."""
    held = {**scalars(values), **more}
    held["state"] = held.get("state") or "proposed"
    return Measure(**{"number": "", "title": "", **held})  # type: ignore[arg-type]


def _circles(key: str, parents: dict[str, str]) -> bool:
    """Return whether a chapter is a part of itself."""
    at, steps = parents.get(key, ""), 0
    while at and steps <= len(parents):
        if at == key:
            return True
        at, steps = parents.get(at, ""), steps + 1
    return steps > len(parents)
