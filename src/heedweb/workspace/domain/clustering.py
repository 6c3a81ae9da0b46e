"""Gathers what asks the same into clusters, around those that people made, and keeps identities.

What people confirmed stays where they put it. A cluster that a run made keeps its row, and so its
address, as long as most of its members stay together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from heedweb.workspace.domain import members, pairing
from heedweb.workspace.models import (
    Cluster,
    ClusterMember,
    LinkDecision,
    LinkProposal,
    MemberProposal,
    Workspace,
)

BATCH = 500
METHOD = "clusters 1"
_RELATED = "related"
_NAME = 90

Pair = tuple[int, int]


@dataclass
class Held:
    """What clusters are made of: rows, how likely two ask the same, and what people said.

    `fixed` are the members of clusters that are people's, whether confirmed one by one or not:
    no run takes them apart. `confirmed` are rows that a person put where they are. `apart` are
    pairs that people told apart, `together` those that they said are the same.
    """

    texts: dict[int, str]
    links: dict[Pair, float] = field(default_factory=dict)
    reasons: dict[Pair, str] = field(default_factory=dict)
    fixed: dict[int, set[int]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)
    together: set[Pair] = field(default_factory=set)

    def score(self, one: int, other: int) -> float:
        """Return how likely two rows ask the same."""
        return self.links.get((one, other), self.links.get((other, one), 0.0))

    def reason(self, one: int, other: int) -> str:
        """Return why two rows are said to ask the same."""
        return self.reasons.get((one, other), self.reasons.get((other, one), ""))


def held(workspace: Workspace) -> Held:
    """Return what is known of a workspace's recommendations."""
    made = Held(dict(pairing.listed(workspace).order_by("pk").values_list("pk", "text")))
    proposals = LinkProposal.objects.filter(later__review__workspace=workspace)
    fields = ("later_id", "earlier_id", "score", "reason")
    for later, earlier, score, reason in (
        proposals.exclude(relation=_RELATED).order_by().values_list(*fields).iterator(5_000)
    ):
        if later in made.texts and earlier in made.texts:
            made.links[later, earlier] = score
            made.reasons[later, earlier] = reason
    _with_decisions(workspace, made)
    _with_clusters(workspace, made)
    return made


def _with_decisions(workspace: Workspace, made: Held) -> None:
    """Add what people said of pairs."""
    decided = LinkDecision.objects.filter(
        later__review__workspace=workspace, step__undone_at__isnull=True
    )
    for later, earlier, relation in decided.order_by("pk").values_list(
        "later_id", "earlier_id", "relation"
    ):
        pair = (later, earlier)
        made.together.discard(pair)
        made.apart.discard(pair)
        if relation == "same":
            made.together.add(pair)
            made.links[pair] = 1.0
        elif relation == "narrower_or_broader":
            made.links[pair] = max(made.links.get(pair, 0.0), 0.9)
        else:
            made.apart.add(pair)
            made.links.pop(pair, None)


def _with_clusters(workspace: Workspace, made: Held) -> None:
    """Add what people said of clusters: who is in, who is not."""
    inside: dict[int, set[int]] = defaultdict(set)
    outside: dict[int, set[int]] = defaultdict(set)
    standings = ClusterMember.Standing
    rows = ClusterMember.objects.filter(cluster__workspace=workspace, cluster__gone=False)
    for cluster, row, standing in rows.values_list("cluster_id", "recommendation_id", "standing"):
        if row not in made.texts:
            continue
        (outside if standing == standings.REJECTED else inside)[cluster].add(row)
        if standing == standings.CONFIRMED:
            made.confirmed.add(row)
    peoples = Cluster.objects.filter(
        workspace=workspace, gone=False, standing=Cluster.Standing.CONFIRMED
    )
    for cluster in peoples.order_by("pk").values_list("pk", flat=True):
        if cluster in inside:
            made.fixed[cluster] = inside[cluster]
    for cluster, rows_out in outside.items():
        kept = made.fixed.get(cluster) or inside.get(cluster, set())
        made.apart |= {(row, other) for row in rows_out for other in kept if row != other}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that ask the same; `cluster` where they belong to one that is people's."""

    rows: frozenset[int]
    cluster: int | None = None
    name: str = ""
    representative: int | None = None


def matched(groups: Sequence[Group], before: Mapping[int, Collection[int]]) -> dict[int, int]:
    """Return which group (by place) carries on which of the machine's clusters. Pure.

    A cluster is carried on by the group that most of its members are in.
    """
    where = {row: place for place, group in enumerate(groups) for row in group.rows}
    counts: list[tuple[int, int, int]] = []
    for cluster, rows in before.items():
        shared = Counter(where[row] for row in rows if row in where)
        for place, count in shared.items():
            if groups[place].cluster is None and 2 * count > len(rows):
                counts.append((count, cluster, place))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _count, cluster, place in sorted(counts, key=lambda one: (-one[0], one[1])):
        if place not in found and cluster not in taken:
            found[place] = cluster
            taken.add(cluster)
    return found


def write(workspace: Workspace, found: Sequence[Group], known: Held) -> dict[str, int]:
    """Put groups in the place of what was proposed before; return how many are new and so on."""
    before = _machines(workspace)
    carried = matched(found, before)
    clusters: dict[int, Group] = {}
    new = 0
    for place, group in enumerate(found):
        pk = group.cluster if group.cluster is not None else carried.get(place)
        if pk is None:
            pk = Cluster.objects.create(workspace=workspace, name="").pk
            new += 1
        clusters[pk] = group
    touched = set(clusters) | set(before)
    touched |= _replace(workspace, clusters, known)
    _describe(clusters)
    projection = members.Projection(workspace)
    changed = projection.restand(sorted(touched))
    _point_on(workspace, before, clusters)
    return {"clusters": len(clusters), "new": new, "changed": len(changed)}


def _machines(workspace: Workspace) -> dict[int, set[int]]:
    """Return the members of the clusters that are only proposed."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = ClusterMember.objects.filter(
        cluster__workspace=workspace,
        cluster__gone=False,
        cluster__standing=Cluster.Standing.PROPOSED,
        standing__in=ClusterMember.IN,
    )
    for cluster, row in rows.order_by("pk").values_list("cluster_id", "recommendation_id"):
        found[cluster].add(row)
    return found


def _replace(workspace: Workspace, clusters: Mapping[int, Group], known: Held) -> set[int]:
    """Write what is proposed of members anew; return the clusters that were proposed before.

    What people confirmed or let go into another cluster stays proposed where it was, so that it is
    there again where that is undone.
    """
    held = MemberProposal.objects.filter(cluster__workspace=workspace)
    before = {one.recommendation_id: one for one in held}
    held.delete()
    root = members.Projection(workspace).root
    made: dict[int, MemberProposal] = {}
    for pk, group in clusters.items():
        for row in sorted(group.rows):
            was = before.get(row)
            if was is not None and row in known.confirmed:
                was.pk = None
                made[row] = was
            else:
                own = was.cluster_id if was is not None and root(was.cluster_id) == pk else pk
                made[row] = _proposal(own, row, group, known)
    MemberProposal.objects.bulk_create(made.values(), batch_size=BATCH * 2)
    return {one.cluster_id for one in before.values()}


def _proposal(pk: int, row: int, group: Group, known: Held) -> MemberProposal:
    others = [other for other in group.rows if other != row]
    near = max(others, key=lambda other: (known.score(row, other), -other), default=None)
    return MemberProposal(
        cluster_id=pk,
        recommendation_id=row,
        near_id=near,
        score=round(sum(known.score(row, other) for other in others) / max(1, len(others)), 4),
        reason=known.reason(row, near)[:500] if near is not None else "",
        method=METHOD,
    )


def _describe(clusters: Mapping[int, Group]) -> None:
    """Keep what runs call clusters, and which row would stand for each; people's stay so."""
    held = Cluster.objects.in_bulk(list(clusters))
    for pk, group in clusters.items():
        if group.cluster is not None and held[pk].proposed_name:
            continue
        held[pk].proposed_name = group.name[:200]
        held[pk].proposed_representative_id = group.representative
    fields = ("proposed_name", "proposed_representative")
    Cluster.objects.bulk_update(held.values(), fields, batch_size=100)


def _point_on(
    workspace: Workspace, before: Mapping[int, set[int]], clusters: Mapping[int, Group]
) -> None:
    """Let the address of a cluster that a run took apart lead to where most of it is."""
    where = {row: pk for pk, group in clusters.items() for row in group.rows}
    gone = Cluster.objects.filter(workspace=workspace, gone=True, pk__in=list(before))
    for cluster in gone:
        counts = Counter(where[row] for row in before[cluster.pk] if row in where)
        if counts:
            cluster.merged_into_id = counts.most_common(1)[0][0]
            cluster.save(update_fields=["merged_into"])
