"""What the measures that a person sees answer: of the list in memory, as masks of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db.models import Exists, OuterRef
from django.utils import timezone

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat, readable
from heedweb.workspace.models import (
    Assignment,
    Cluster,
    Measure,
    Milestone,
    ProgressReport,
    Standing,
    Target,
)
from heedweb.workspace.queries.index import Index, index_of

_OPEN = frozenset(Measure.OPEN)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is counted of a measure that the person sees."""

    pk: int
    plan: int
    state: str
    due: date | None

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in _OPEN

    def late(self, today: date) -> bool:
        """Whether its day is past and it is neither done nor given up."""
        return self.due is not None and self.due < today and self.open


@dataclass(frozen=True, slots=True)
class Part:
    """An institution's part in a measure that the person sees."""

    pk: int
    measure: int
    body: int
    part: str
    answer: str

    @property
    def leads(self) -> bool:
        """Whether it leads: an institution that declined leads nothing."""
        return self.part == Assignment.Part.LEAD and self.answer != Assignment.Answer.DECLINED


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a report that is not closed; `answered` where a report has left its draft."""

    pk: int
    body: int
    due: date
    answered: bool


class Reach:
    """The measures that a person sees, and what they answer; each part is read when asked for.

    With a `plan` they are that plan's alone, and so is all that rests on them.
    """

    def __init__(self, seat: Seat, today: date | None = None, plan: int = 0) -> None:
        self.seat = seat
        self.plan = plan
        self.today = today or timezone.localdate()

    @cached_property
    def index(self) -> Index:
        """The list in memory."""
        return index_of(self.seat.workspace)

    @cached_property
    def listed(self) -> int:
        """The recommendations that are listed."""
        return self.index.mask("listed", "yes")

    @cached_property
    def measures(self) -> dict[int, Fact]:
        """The measures by primary key."""
        rows = plan_access.measures(self.seat).order_by()
        rows = rows.filter(plan=self.plan) if self.plan else rows
        found = rows.values_list("pk", "plan", "state", "due")
        return {row[0]: Fact(*row) for row in found}

    @cached_property
    def late(self) -> set[int]:
        """The measures whose day is past and that are neither done nor given up."""
        return {one.pk for one in self.measures.values() if one.late(self.today)}

    @cached_property
    def answers(self) -> dict[int, int]:
        """What each measure answers: recommendations themselves, and all of its clusters'."""
        return {key: self.direct.get(key, 0) | self.through.get(key, 0) for key in self._aims}

    @cached_property
    def direct(self) -> dict[int, int]:
        """The recommendations that measures name themselves, by measure."""
        slots = self.index.slots
        held = {
            key: sum(1 << slots[row] for row in rows if row in slots)
            for key, (rows, _) in self._aims.items()
        }
        return {key: mask & self.listed for key, mask in held.items()}

    @cached_property
    def through(self) -> dict[int, int]:
        """The recommendations of the clusters that measures name, by measure."""
        moved = {}
        if any(clusters for _, clusters in self._aims.values()):
            # A cluster that went into another is answered with it.
            merged = Cluster.objects.filter(
                workspace=self.seat.workspace, merged_into__isnull=False
            )
            moved = dict(merged.order_by().values_list("pk", "merged_into"))
        return {
            key: _any(self.index.mask("cluster", str(moved.get(one, one))) for one in clusters)
            & self.listed
            for key, (_, clusters) in self._aims.items()
        }

    @cached_property
    def _aims(self) -> dict[int, tuple[set[int], set[int]]]:
        """The rows and the clusters that each measure names."""
        named = Target.objects.filter(measure__workspace=self.seat.workspace).order_by()
        seen = self.measures
        found: dict[int, tuple[set[int], set[int]]] = {}
        for measure, row, cluster in named.values_list("measure", "recommendation", "cluster"):
            if measure not in seen:
                continue
            rows, clusters = found.setdefault(measure, (set(), set()))
            if row is None:
                clusters.add(cluster)
            else:
                rows.add(row)
        return found

    @cached_property
    def standing(self) -> dict[int, int]:
        """What measures answer that are not given up, by measure."""
        dropped = Measure.State.DROPPED
        return {k: mask for k, mask in self.answers.items() if self.measures[k].state != dropped}

    @cached_property
    def answered(self) -> int:
        """The recommendations that some measure answers that is not given up."""
        return _any(self.standing.values())

    @cached_property
    def parts(self) -> list[Part]:
        """The parts that institutions have in the measures."""
        held = Assignment.objects.filter(measure__workspace=self.seat.workspace).order_by()
        found = held.values_list("pk", "measure", "organisation", "part", "answer")
        return [Part(*row) for row in found if row[1] in self.measures]

    @cached_property
    def led(self) -> dict[int, int]:
        """Which institution leads a measure."""
        return {one.measure: one.body for one in self.parts if one.leads}

    @cached_property
    def leadless(self) -> set[int]:
        """The measures in which something is to be done and that nobody leads."""
        return {k for k, one in self.measures.items() if one.open and k not in self.led}

    @cached_property
    def missed(self) -> list[tuple[int, int]]:
        """The milestones whose day is past and that are not reached, each with its measure."""
        held = Milestone.objects.filter(
            measure__workspace=self.seat.workspace, reached__isnull=True, due__lt=self.today
        )
        found = held.order_by().values_list("pk", "measure")
        return [row for row in found if row[1] in self.measures and self.measures[row[1]].open]

    @cached_property
    def requests(self) -> list[Asked]:
        """The requests that are not closed and that the person sees."""
        held = plan_access.requests(self.seat).filter(closed__isnull=True).order_by()
        held = held.filter(measure__plan=self.plan) if self.plan else held
        # Who sees a request knows what it is about: its reports are those that may be read.
        sent = ProgressReport.objects.filter(readable(self.seat), request=OuterRef("pk"))
        sent = sent.exclude(standing__in=(Standing.DRAFT, Standing.DISCARDED)).order_by()
        rows = held.annotate(reported=Exists(sent))
        return [Asked(*row) for row in rows.values_list("pk", "organisation", "due", "reported")]

    @cached_property
    def reported(self) -> set[int]:
        """The open requests on which a report has left its draft, as far as the person reads it."""
        return {one.pk for one in self.requests if one.answered}

    @cached_property
    def bodies(self) -> set[int]:
        """The institutions that have a part, or a request, in what the person sees."""
        return {one.body for one in self.parts} | {one.body for one in self.requests}

    def aimed_at(self, mask: int, keys: Iterable[int]) -> Iterator[int]:
        """Yield which of these measures answer one of the rows of a mask."""
        answers = self.answers
        return (key for key in keys if answers.get(key, 0) & mask)


def slots(mask: int) -> Iterator[int]:
    """Yield the places of the rows of a mask."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _any(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)
