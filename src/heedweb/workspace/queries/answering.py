"""Which measures answer a recommendation or a cluster, as far as a person may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from heed.plans.ordering import natural
from heedweb.workspace import plan_access, public_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import (
    Assignment,
    Cluster,
    ClusterMember,
    Measure,
    Recommendation,
    Target,
    Workspace,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.measures import Row, rows_of
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50


def of_row(seat: Seat, row: Recommendation) -> list[Row]:
    """Return the measures that answer a recommendation, itself or with its cluster."""
    return _rows(seat, Target.objects.filter(_answers(row)))


def of_cluster(seat: Seat, cluster: Cluster) -> list[Row]:
    """Return the measures that answer a cluster as a whole."""
    return _rows(seat, Target.objects.filter(cluster=cluster))


def _answers(row: Recommendation) -> Q:
    live = row.cluster_members.filter(standing__in=ClusterMember.IN, cluster__gone=False)
    return Q(recommendation=row) | Q(cluster__in=live.values("cluster"))


def _rows(seat: Seat, targets: QuerySet[Target]) -> list[Row]:
    found = plan_access.measures(seat).filter(pk__in=targets.values("measure"))
    pairs = sorted(found.values_list("plan", "number", "pk"), key=lambda one: natural(one[1]))
    return rows_of(seat, [pk for _plan, _number, pk in sorted(pairs, key=lambda one: -one[0])])


@dataclass(frozen=True, slots=True)
class Public:
    """A measure as everybody reads it, with the institutions that accepted a part in it."""

    measure: Measure
    lead: str
    support: Sequence[str]
    rows: Sequence[Recommendation]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the measures that everybody reads."""

    measures: list[Public]
    pages: Pages
    query: str = ""


def public_of_row(row: Recommendation) -> list[Public]:
    """Return the measures in the public room that answer a recommendation."""
    targets = Target.objects.filter(_answers(row)).values("measure")
    held = public_access.measures(row.review.workspace).filter(pk__in=targets)
    return [_public(one) for one in _told(held)]


def public(workspace: Workspace, asked: str) -> Listing:
    """Return the page `asked` of the measures in the public room."""
    held = public_access.measures(workspace).order_by("plan", "chapter__order", "pk")
    pages = Pages.of(number_of(asked), held.count(), PER_PAGE)
    return Listing([_public(one) for one in _told(held)[pages.start : pages.last]], pages)


def _told(held: QuerySet[Measure]) -> QuerySet[Measure]:
    # Who has not accepted a part is not named before everybody as having one.
    accepted = Assignment.objects.filter(answer=Assignment.Answer.ACCEPTED)
    answered = Target.objects.filter(recommendation__isnull=False)
    answered = answered.exclude(recommendation__state__in=Recommendation.UNLISTED)
    return held.prefetch_related(
        Prefetch("assignments", accepted.select_related("organisation"), to_attr="accepted"),
        Prefetch("targets", answered.select_related("recommendation__review"), to_attr="answered"),
    )


def _public(held: Measure) -> Public:
    parts: list[Assignment] = held.accepted  # type: ignore[attr-defined]
    targets: list[Target] = held.answered  # type: ignore[attr-defined]
    lead = [str(one.organisation) for one in parts if one.part == Assignment.Part.LEAD]
    support = [str(one.organisation) for one in parts if one.part == Assignment.Part.SUPPORT]
    rows = [one.recommendation for one in targets if one.recommendation is not None]
    return Public(held, "".join(lead), support, rows)
