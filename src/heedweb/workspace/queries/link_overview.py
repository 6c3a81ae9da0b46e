"""Where links stand: what waits between which reviews, and how right the proposals were so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from heed.records.links import RELATIONS
from heedweb.workspace import dating
from heedweb.workspace.models import LinkDecision, LinkRun, Review, Workspace
from heedweb.workspace.models.links import DIFFERENT
from heedweb.workspace.queries import link_queue
from heedweb.workspace.queries.label_record import wilson
from heedweb.workspace.queries.link_queue import Tally

BANDS = 10


@dataclass(frozen=True, slots=True)
class Between:
    """What waits between two reviews, or within one."""

    later: Review
    earlier: Review
    tally: Tally

    @property
    def within(self) -> bool:
        """Whether both items of a pair are of one review."""
        return self.later.pk == self.earlier.pk


@dataclass(frozen=True, slots=True)
class Overview:
    """All of a workspace; `run` is the last one, None before the first."""

    rows: tuple[Between, ...]
    run: LinkRun | None

    @property
    def repeats(self) -> int:
        """How many likely repeats of an earlier review wait."""
        return sum(row.tally.repeats for row in self.rows if not row.within)

    @property
    def related(self) -> int:
        """How many links wait that only meet an item of an earlier review."""
        return sum(row.tally.related for row in self.rows if not row.within)

    @property
    def decided(self) -> int:
        """How many proposals people decided on."""
        return sum(row.tally.decided for row in self.rows)


def overview(workspace: Workspace) -> Overview:
    """Return where links stand, the latest reviews first; a fixed number of queries."""
    reviews = {one.pk: one for one in Review.objects.filter(workspace=workspace)}
    order = {one.pk: n for n, one in enumerate(sorted(reviews.values(), key=dating.in_order))}
    held = [one for one in link_queue.tallies(workspace) if one.later in order]
    held.sort(key=lambda one: (-order[one.later], one.later == one.earlier, -order[one.earlier]))
    rows = tuple(Between(reviews[one.later], reviews[one.earlier], one) for one in held)
    return Overview(rows, LinkRun.objects.filter(workspace=workspace).first())


@dataclass
class Right:
    """Of proposals that people decided on: how many were right, by what was proposed.

    `became` counts what people said. A repeat is right as a repeat whichever of the two it is.
    """

    name: str
    became: dict[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """How many a person decided on."""
        return sum(self.became.values())

    @property
    def right(self) -> int:
        """How many people left as proposed."""
        return self.became.get(self.name, 0)

    @property
    def repeats(self) -> int:
        """How many people called a repeat, the same or narrower or broader."""
        return sum(self.became.get(name, 0) for name in RELATIONS[:2])

    @property
    def cells(self) -> list[tuple[str, int]]:
        """How many people called what, in the order of relations."""
        return [(name, self.became.get(name, 0)) for name in (*RELATIONS, DIFFERENT)]

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the share left as proposed, at 95 in 100."""
        return wilson(self.right, self.decided) if self.decided else (0.0, 1.0)


@dataclass
class Band:
    """The proposals with chances from `low` to `high`, and how many were repeats."""

    low: float
    high: float
    decided: int = 0
    repeats: int = 0

    @property
    def share(self) -> float | None:
        """The share that people called repeats, None without any."""
        return self.repeats / self.decided if self.decided else None


@dataclass(frozen=True)
class Record:
    """How right the proposals of links were; `unproposed` people linked of themselves."""

    relations: tuple[Right, ...]
    bands: tuple[Band, ...]
    unproposed: int

    @property
    def decided(self) -> int:
        """How many proposals people decided on."""
        return sum(one.decided for one in self.relations)


def record(workspace: Workspace) -> Record:
    """Return how right the proposals were that people decided on; one query."""
    relations = {name: Right(name) for name in RELATIONS}
    bands = [Band(n / BANDS, (n + 1) / BANDS) for n in range(BANDS)]
    unproposed = 0
    for relation, seen in _last(workspace):
        proposed = relations.get(str(seen.get("relation", "")))
        if proposed is None:
            unproposed += relation != DIFFERENT
            continue
        proposed.became[relation] = proposed.became.get(relation, 0) + 1
        band = bands[min(int(float(str(seen["score"])) * BANDS), BANDS - 1)]
        band.decided += 1
        band.repeats += relation in RELATIONS[:2]
    return Record(tuple(relations.values()), tuple(bands), unproposed)


def _last(workspace: Workspace) -> Iterable[tuple[str, dict[str, object]]]:
    """Return what holds of each pair, with what was proposed when it was decided first."""
    held = LinkDecision.objects.filter(step__workspace=workspace, step__undone_at__isnull=True)
    found: dict[tuple[int, int], tuple[str, dict[str, object]]] = {}
    for later, earlier, relation, seen in held.order_by("pk").values_list(
        "later_id", "earlier_id", "relation", "seen"
    ):
        first = found.get((later, earlier))
        found[later, earlier] = (relation, first[1] if first else seen)
    return found.values()
