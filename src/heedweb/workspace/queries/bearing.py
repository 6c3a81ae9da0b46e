"""What a promise or an event can have to do with, as far as a person sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from heedweb.workspace import dialogue_access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Cluster, Measure, Promise, Recommendation


@dataclass(frozen=True, slots=True)
class Choices:
    """The clusters and the measures to choose from."""

    clusters: QuerySet[Cluster]
    measures: QuerySet[Measure]


def choices(seat: Seat) -> Choices:
    """Return what can be chosen."""
    clusters = Cluster.objects.filter(workspace=seat.workspace, gone=False).order_by("name", "pk")
    return Choices(clusters, plan_access.measures(seat))


def rows_of(seat: Seat, said: str) -> list[Recommendation]:
    """Return the recommendations with a key or a number, two at most."""
    found = Recommendation.objects.filter(review__workspace=seat.workspace)
    found = found.exclude(state__in=Recommendation.UNLISTED)
    return list(found.filter(Q(key=said) | Q(paragraph=said))[:2])


def promises_on(seat: Seat, held: Recommendation | Cluster | Measure) -> list[Promise]:
    """Return the promises that a person sees of those that have to do with something."""
    name = type(held).__name__.lower()
    found = dialogue_access.promises(seat).filter(**{f"bearings__{name}": held})
    return list(found.distinct())
