"""Where labelling stands: for each taxonomy what waits, what is set, what has no label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from heedweb.workspace.models import LabelRun, Recommendation, Workspace
from heedweb.workspace.queries.index import Index, index_of
from heedweb.workspace.queries.label_facts import ABOUT, ALL, SET, WAITS
from heedweb.workspace.queries.taxonomies import Vocabulary


@dataclass(frozen=True, slots=True)
class Line:
    """One taxonomy: how many recommendations wait, have a label that is set, have none."""

    taxonomy: str
    title: str
    labels: int
    waiting: int
    set: int
    without: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All taxonomies of a workspace, and how many recommendations it lists."""

    listed: int
    waiting: int
    lines: tuple[Line, ...]

    @property
    def first(self) -> Line | None:
        """The first taxonomy of which something waits."""
        return next((line for line in self.lines if line.waiting), None)


def overview(workspace: Workspace, words: Vocabulary) -> Overview:
    """Return where labelling stands; no query but for the list in memory."""
    index = index_of(workspace)
    listed = index.mask("listed", "yes")
    found = [_line(index, listed, code, words) for code in words.codes]
    waiting = (index.mask(WAITS, ALL) & listed).bit_count()
    return Overview(listed.bit_count(), waiting, tuple(found))


def waiting(workspace: Workspace) -> int:
    """Return how many recommendations have a proposal that waits for a person."""
    index = index_of(workspace)
    return (index.mask(WAITS, ALL) & index.mask("listed", "yes")).bit_count()


def _line(index: Index, listed: int, code: str, words: Vocabulary) -> Line:
    held = words.taxonomies[code]
    some = _any(index, ABOUT + code) & listed
    return Line(
        code,
        words.title(code),
        len(held.labels),
        (index.mask(WAITS, code) & listed).bit_count(),
        (_any(index, SET + code) & listed).bit_count(),
        (listed & ~some).bit_count(),
    )


def _any(index: Index, facet: str) -> int:
    return reduce(or_, index.masks.get(facet, {}).values(), 0)


@dataclass(frozen=True, slots=True)
class Moves:
    """What another version would change of one label."""

    name: str
    code: str
    appear: int
    vanish: int
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Version:
    """What another version of the labellers of one taxonomy would change."""

    taxonomy: str
    title: str
    before: tuple[str, ...]
    after: str
    rows: int
    labels: tuple[Moves, ...]

    @property
    def totals(self) -> Moves:
        """The changes of all labels together."""
        sums = [sum(getattr(one, name) for one in self.labels) for name in _MOVES]
        return Moves("", "", *sums)


_MOVES = ("appear", "vanish", "up", "down")


@dataclass(frozen=True, slots=True)
class Changes:
    """What the last trial found; `differs` are labels that people decided otherwise."""

    run: LabelRun
    versions: tuple[Version, ...]
    differing: int
    differs: tuple[dict[str, Any], ...]


def what_changes(workspace: Workspace, words: Vocabulary) -> Changes | None:
    """Return what another version would change; None where there is none, or it is adopted."""
    done = LabelRun.objects.filter(workspace=workspace, state=LabelRun.State.DONE)
    run = done.filter(kind=LabelRun.Kind.TRIAL).first()
    if run is None:
        return None
    adopted: dict[str, str] = {}
    for later in done.filter(kind=LabelRun.Kind.ADOPT, pk__gt=run.pk):
        adopted |= later.methods
    held: Mapping[str, Any] = run.summary.get("taxonomies", {})
    versions = tuple(
        _version(code, one, words)
        for code, one in held.items()
        if adopted.get(code) != one["after"]
    )
    if not versions:
        return None
    left = {version.taxonomy for version in versions}
    differs = [one for one in run.summary["differs"] if one[1] in left]
    return Changes(run, versions, len(differs), tuple(_differing(differs, words)))


def _version(code: str, held: Mapping[str, Any], words: Vocabulary) -> Version:
    labels = [
        Moves(words.name(code, label), label, *(moves[name] for name in _MOVES))
        for label, moves in held["labels"].items()
    ]
    labels.sort(key=lambda one: (-(one.appear + one.vanish), one.name))
    return Version(
        code, words.title(code), tuple(held["before"]), held["after"], held["rows"], tuple(labels)
    )


def _differing(found: list[list[Any]], words: Vocabulary) -> list[dict[str, Any]]:
    rows = Recommendation.objects.select_related("review").in_bulk([one[0] for one in found])
    return [
        {
            "row": rows[key],
            "label": words.name(taxonomy, code),
            "taxonomy": words.title(taxonomy),
            "standing": standing,
            "score": score,
        }
        for key, taxonomy, code, standing, score in found
        if key in rows
    ]
