"""What the index knows of a row's clusters, and what clusters are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from heedweb.workspace.models import Cluster, ClusterMember, Recommendation, Workspace

CLUSTER = "cluster"
NONE = "none"


def of_rows(rows: QuerySet[Recommendation]) -> dict[int, list[int]]:
    """Return the clusters that rows are in, confirmed or proposed."""
    held = ClusterMember.objects.filter(
        recommendation__in=rows.order_by().values("pk"),
        standing__in=ClusterMember.IN,
        cluster__gone=False,
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row, cluster in (
        held.order_by().values_list("recommendation_id", "cluster_id").iterator(chunk_size=5_000)
    ):
        found[row].append(cluster)
    return found


def facts(clusters: Sequence[int]) -> Iterable[tuple[str, str]]:
    """Yield the facts of a row."""
    for pk in clusters:
        yield CLUSTER, str(pk)
    if not clusters:
        yield CLUSTER, NONE


def names(workspace: Workspace) -> dict[str, str]:
    """Return what the clusters of a workspace are called, by primary key."""
    held = Cluster.objects.filter(workspace=workspace, gone=False).order_by()
    return {str(pk): name for pk, name in held.values_list("pk", "name")}
