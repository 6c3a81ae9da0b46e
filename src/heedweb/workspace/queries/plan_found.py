"""What the names in a file of a plan stand for in a workspace, and which of them for nothing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field

from heed.plans import records
from heed.plans.comparing import Comparison
from heed.plans.fields import SEVERAL
from heed.plans.values import line
from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import (
    Cluster,
    Indicator,
    Organisation,
    Recommendation,
    Workspace,
)
from heedweb.workspace.queries.assignments import bodies
from heedweb.workspace.queries.taxonomies import vocabulary

# As many as a database takes in one question.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that stands for nothing here, or for several: of which measure, in which field."""

    number: str
    field: str
    value: str
    several: bool = False


@dataclass(frozen=True)
class Wanted:
    """What a file brings to measures, by their number and by field: only what would be written."""

    items: dict[str, dict[str, tuple[object, ...]]]

    @classmethod
    def of(cls, found: Comparison) -> Wanted:
        """Return what is brought by new measures, and by what differs in others."""
        items = {
            one.number: {name: tuple(getattr(one, name)) for name in SEVERAL}
            for one in found.new_measures
        }
        for one in found.differences:
            if one.of == "measure" and isinstance(one.given, tuple):
                items.setdefault(one.key, {})[one.field] = one.given
        return cls(items)

    def named(self, name: str) -> Iterable[tuple[str, object]]:
        """Yield the numbers and the items of a field."""
        return ((key, one) for key, held in self.items.items() for one in held.get(name, ()))


@dataclass
class Found:
    """What stands for what: institutions by name, and so on; and what stands for nothing."""

    bodies: Mapping[str, Organisation] = field(default_factory=dict)
    rows: Mapping[str, Recommendation] = field(default_factory=dict)
    clusters: Mapping[str, Cluster] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)


def find(held: Seat, wanted: Wanted) -> Found:
    """Return what the names of a file stand for."""
    found = Found()
    space = held.workspace
    found.bodies = {line(one.name): one for one in bodies(held)}
    found.indicators = {line(one.code): one for one in plan_access.indicators(held)}
    rows = _rows(space, {str(one) for _, one in wanted.named("answers")})
    clusters = _clusters(space, {str(one) for _, one in wanted.named("clusters")})
    found.rows = {key: some[0] for key, some in rows.items() if len(some) == 1}
    found.clusters = {key: some[0] for key, some in clusters.items() if len(some) == 1}
    found.labels = _labels(space, wanted)
    several = {key for key, some in rows.items() if len(some) > 1}
    several |= {name for name, some in clusters.items() if len(some) > 1}
    found.unknown = list(_unknown(found, wanted, several))
    return found


def _rows(held: Workspace, keys: set[str]) -> dict[str, list[Recommendation]]:
    """Return the listed recommendations with these keys, or symbols and numbers."""
    found: dict[str, list[Recommendation]] = {}
    rows = Recommendation.objects.filter(review__workspace=held).select_related("review")
    rows = rows.exclude(state__in=Recommendation.UNLISTED)
    for some in _portions(keys):
        for one in rows.filter(key__in=some):
            found.setdefault(one.key, []).append(one)
        loose = [key for key in some if key not in found]
        symbols = {key.rpartition("#")[0] for key in loose}
        for one in rows.filter(review__symbol__in=symbols) if loose else ():
            key = f"{one.review.symbol}#{one.paragraph}"
            if key in loose:
                found.setdefault(key, []).append(one)
    return found


def _clusters(held: Workspace, names: set[str]) -> dict[str, list[Cluster]]:
    found: dict[str, list[Cluster]] = {}
    for one in held.clusters.filter(gone=False) if names else ():
        if line(one.name) in names:
            found.setdefault(line(one.name), []).append(one)
    return found


def _labels(held: Workspace, wanted: Wanted) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the code and the name of the labels that are known."""
    words = vocabulary(held)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for _, one in wanted.named("ties"):
        if not isinstance(one, records.Tie):
            continue
        label = words.label(one.taxonomy, one.code)
        code = label.code if label else words.code_of(one.taxonomy, one.code)
        if code:
            found[one.taxonomy, one.code] = (code, words.name(one.taxonomy, code))
    return found


def _unknown(found: Found, wanted: Wanted, several: set[str]) -> Iterable[Unknown]:
    """Yield what stands for nothing, field by field."""
    known: tuple[tuple[str, str, Callable[[object], tuple[object, str]], Container[object]], ...]
    known = (
        ("parts", "institution", _body, found.bodies),
        ("answers", "answers", _itself, found.rows),
        ("clusters", "clusters", _itself, found.clusters),
        ("indicators", "indicator", _code, found.indicators),
        ("ties", "tie", _label, found.labels),
    )
    for name, said, of, held in known:
        for number, one in wanted.named(name):
            key, called = of(one)
            if key not in held:
                yield Unknown(number, said, called, called in several)


def _itself(one: object) -> tuple[object, str]:
    return one, str(one)


def _body(one: object) -> tuple[object, str]:
    body = one.body if isinstance(one, records.Part) else ""
    return body, body


def _code(one: object) -> tuple[object, str]:
    code = one.code if isinstance(one, records.Indicator) else ""
    return code, code


def _label(one: object) -> tuple[object, str]:
    tie = one if isinstance(one, records.Tie) else records.Tie("", "")
    return (tie.taxonomy, tie.code), f"{tie.taxonomy} {tie.code}"


def _portions(keys: set[str]) -> Iterable[list[str]]:
    held = sorted(keys)
    return (held[at : at + _AT_ONCE] for at in range(0, len(held), _AT_ONCE))
