"""What a file of a plan would change in the plan as it stands: nothing is deleted by absence.

With the marks of a file a change that was made in it is told from one made in the workspace since;
where both changed a field, both are shown and a person chooses. A file without marks (written by
hand, or taken from another plan) changes what it fills in and leaves the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heed.plans.fields import SEVERAL
from heed.plans.marks import Record, fields_of, mark, plain, read
from heed.plans.records import Chapter, Measure, Milestone, Part, Plan


class By(StrEnum):
    """Who changed a field since the file was made."""

    FILE = "file"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the file says otherwise: `held` in the workspace, `given` by the file.

    Of several things `given` are those that are added or changed. `of` is `plan`, `chapter` or
    `measure`, `key` the number of a measure or the key of a chapter.
    """

    of: str
    key: str
    field: str
    held: object
    given: object
    by: By

    @property
    def name(self) -> str:
        """What tells a difference from all others of a comparison."""
        return f"{self.of}:{self.key}:{self.field}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the workspace has and the file does not list: it stays."""

    key: str
    field: str
    items: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is new, what differs, what the file does not list, and what stands as changed since."""

    new_chapters: tuple[Chapter, ...] = ()
    new_measures: tuple[Measure, ...] = ()
    differences: tuple[Difference, ...] = ()
    kept_chapters: tuple[Chapter, ...] = ()
    kept_measures: tuple[Measure, ...] = ()
    kept: tuple[Kept, ...] = ()
    since: int = 0

    @property
    def clashes(self) -> tuple[Difference, ...]:
        """Fields that were changed in the file and in the workspace."""
        return tuple(one for one in self.differences if one.by is By.BOTH)

    @property
    def nothing(self) -> bool:
        """Whether the file changes nothing."""
        return not (self.new_chapters or self.new_measures or self.differences)


def compared(held: Plan | None, given: Plan) -> Comparison:
    """Return what a file changes in a plan; without a plan, all of it is new."""
    if held is None:
        return Comparison(given.chapters, given.measures)
    same = bool(given.origin) and given.origin == held.origin
    found = _Found(same)
    found.record("plan", "", held, given)
    chapters = {one.key: one for one in held.chapters}
    measures = {one.number: one for one in held.measures}
    for chapter in given.chapters:
        if chapter.key in chapters:
            found.record("chapter", chapter.key, chapters[chapter.key], chapter)
    for measure in given.measures:
        if measure.number in measures:
            found.record("measure", measure.number, measures[measure.number], measure)
    named, numbered = {one.key for one in given.chapters}, {one.number for one in given.measures}
    return Comparison(
        new_chapters=tuple(one for one in given.chapters if one.key not in chapters),
        new_measures=tuple(one for one in given.measures if one.number not in measures),
        differences=tuple(found.differences),
        kept_chapters=tuple(one for one in held.chapters if one.key not in named),
        kept_measures=tuple(one for one in held.measures if one.number not in numbered),
        kept=tuple(found.kept),
        since=found.since,
    )


class _Found:
    """Differences on their way. `same` says that the file was taken from this very plan."""

    def __init__(self, same: bool) -> None:  # noqa: FBT001 -- the only thing it is told
        self.same = same
        self.differences: list[Difference] = []
        self.kept: list[Kept] = []
        self.since = 0

    def record(self, of: str, key: str, held: Record, given: Record) -> None:
        """Add what a record of the file says otherwise."""
        marks = read(given.marks) if self.same else {}
        for name in fields_of(given):
            if name not in given.without:
                self._field(
                    (of, key, name), getattr(held, name), getattr(given, name), marks.get(name)
                )

    def _field(
        self, of: tuple[str, str, str], held: object, given: object, base: str | None
    ) -> None:
        if plain(held) == plain(given):
            return
        if base is not None and mark(given) == base:
            self.since += 1
            return
        if base is None and given in ("", None, ()):
            return
        changed = given
        if of[2] in SEVERAL:
            changed = self._several(of, _items(held), _items(given))
            if not changed:
                return
        by = By.UNKNOWN if base is None else By.FILE if mark(held) == base else By.BOTH
        self.differences.append(Difference(*of, held, changed, by))

    def _several(
        self, of: tuple[str, str, str], held: Sequence[object], given: Sequence[object]
    ) -> tuple[object, ...]:
        """Return what is added or changed; note what the file does not list."""
        stay = tuple(one for one in held if _name(one) not in {_name(x) for x in given})
        if stay:
            self.kept.append(Kept(of[1], of[2], stay))
        there = {_name(one): plain(one) for one in held}
        return tuple(one for one in given if there.get(_name(one)) != plain(one))


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _name(item: object) -> object:
    """Return by what one of several things is known again."""
    if isinstance(item, Milestone):
        return item.title
    return item.body if isinstance(item, Part) else str(plain(item))


def chosen(found: Iterable[Difference], clashes: frozenset[str]) -> list[Difference]:
    """Return the differences that are taken in: of clashes only those that a person chose."""
    return [one for one in found if one.by is not By.BOTH or one.name in clashes]
