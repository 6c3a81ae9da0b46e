"""What an indicator can be tied to: found by words, as far as the person sees it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Cluster, Indicator, Measure, Recommendation
from heedweb.workspace.queries.recommendations import Found, asked_of

_MOST = 20


@dataclass(frozen=True, slots=True)
class Candidates:
    """What words find, a few of each kind; what is tied already is left out."""

    measures: list[Measure]
    clusters: list[Cluster]
    recommendations: list[Recommendation]

    @property
    def some(self) -> bool:
        """Whether anything is found."""
        return bool(self.measures or self.clusters or self.recommendations)


def candidates(seat: Seat, held: Indicator, typed: str) -> Candidates:
    """Return what an indicator may measure, by what is typed; without words the measures alone."""
    measures = plan_access.measures(seat).exclude(uses__indicator=held)
    clusters = Cluster.objects.filter(workspace=seat.workspace, gone=False)
    clusters = clusters.exclude(uses__indicator=held)
    for word in typed.split():
        measures = measures.filter(Q(title__icontains=word) | Q(number=word))
        clusters = clusters.filter(name__icontains=word)
    if not typed:
        return Candidates(list(measures[:_MOST]), [], [])
    rows = Found(seat.workspace, asked_of(QueryDict(urlencode({"q": typed})))).rows(2 * _MOST)
    tied = set(held.uses.exclude(recommendation=None).values_list("recommendation", flat=True))
    found = [row for row in rows if row.pk not in tied][:_MOST]
    return Candidates(list(measures[:_MOST]), list(clusters[:_MOST]), found)


def to_choose(seat: Seat, held: Measure | Recommendation | Cluster, typed: str) -> list[Indicator]:
    """Return the indicators that may measure something and do not yet, by what is typed."""
    name = type(held).__name__.lower()
    found = plan_access.indicators(seat).exclude(**{f"uses__{name}": held})
    for word in typed.split():
        found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
    return list(found[:_MOST])
