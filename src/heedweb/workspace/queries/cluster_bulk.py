"""What confirming many clusters at once would do: shown before anything is done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b

from heedweb.workspace.models import Cluster, ClusterMember, Recommendation, Workspace

LEAST, USUAL = 0.5, 0.9
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Sure:
    """A cluster that would be confirmed: the least certain of its members, and how many wait."""

    cluster: Cluster
    score: float
    rows: tuple[int, ...]


@dataclass
class Plan:
    """What would be confirmed, the least certain cluster first; `below` are not certain enough."""

    least: float
    clusters: list[Sure] = field(default_factory=list)
    below: int = 0
    touched: int = 0

    @property
    def rows(self) -> int:
        """How many recommendations would be confirmed in a cluster."""
        return sum(len(one.rows) for one in self.clusters)

    @property
    def seen(self) -> dict[int, int]:
        """The revision of each cluster as it is shown."""
        return {one.cluster.pk: one.cluster.revision for one in self.clusters}

    @property
    def members(self) -> dict[int, tuple[int, ...]]:
        """The recommendations that would be confirmed, by cluster."""
        return {one.cluster.pk: one.rows for one in self.clusters}

    @property
    def stamp(self) -> str:
        """What tells that nothing has changed since this was shown."""
        held = sorted((one.cluster.pk, one.cluster.revision, one.rows) for one in self.clusters)
        return blake2b(repr(held).encode(), digest_size=8).hexdigest()


def plan(workspace: Workspace, least: float) -> Plan:
    """Return which clusters all of whose waiting members are at least so certain.

    A cluster that people took a member out of is left to be looked at, and counted as `touched`.
    """
    made = Plan(least)
    rows = ClusterMember.objects.filter(cluster__workspace=workspace, cluster__gone=False)
    rows = rows.exclude(recommendation__state__in=Recommendation.UNLISTED)
    waiting: dict[int, list[tuple[float, int]]] = defaultdict(list)
    refused: set[int] = set()
    fields = ("cluster_id", "recommendation_id", "standing", "score")
    for pk, row, standing, score in rows.values_list(*fields):
        if standing == ClusterMember.Standing.PROPOSED:
            waiting[pk].append((score or 0.0, row))
        elif standing == ClusterMember.Standing.REJECTED:
            refused.add(pk)
    held = Cluster.objects.filter(workspace=workspace, gone=False).in_bulk()
    for pk, members in waiting.items():
        score = min(members)[0]
        if score < least:
            made.below += 1
        elif pk in refused:
            made.touched += 1
        else:
            chosen = tuple(sorted(row for _, row in members))
            made.clusters.append(Sure(held[pk], score, chosen))
    made.clusters.sort(key=lambda one: (one.score, one.cluster.pk))
    del made.clusters[MOST:]
    return made
