"""Gathers what asks the same into clusters, around those that people made, and keeps identities.

What people put into a cluster stays there (`heed.links.clusters`). A cluster that a run made keeps
its row, and so its address: as it grows, and where another version of heed gathers all anew, as
long as most of its members stay together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from heed.links.clusters import TIES, TOGETHER, Decided, Item, Tie, clusters
from heed.records.links import RELATIONS
from heedweb.workspace.domain import members, pairing
from heedweb.workspace.models import (
    Cluster,
    ClusterMember,
    LinkProposal,
    MemberProposal,
    Workspace,
)
from heedweb.workspace.queries.link_queue import decided_in

BATCH = 500
METHOD = "clusters 1"
SAME = RELATIONS[0]

Pair = tuple[int, int]


@dataclass
class Held:
    """What clusters are made of: texts in their order, ties, and what people said.

    `fixed` are the members of clusters that are people's, whether confirmed one by one or not:
    no run takes them apart. `before` are the members of those that runs made. `confirmed` are rows
    that a person put where they are. `apart` are pairs that people told apart, `together` those
    that they said are the same.
    """

    texts: dict[int, str]
    ties: dict[Pair, Tie] = field(default_factory=dict)
    fixed: dict[int, set[int]] = field(default_factory=dict)
    before: dict[int, set[int]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)
    together: set[Pair] = field(default_factory=set)

    def tie(self, one: int, other: int) -> Tie:
        """Return how surely two rows ask the same, and why."""
        none = Tie(str(one), str(other), 0.0)
        return self.ties.get((one, other)) or self.ties.get((other, one)) or none


def held(workspace: Workspace) -> Held:
    """Return what is known of a workspace's recommendations."""
    rows = [(row.key, row.text) for stage in pairing.stages(workspace, "") for row in stage.rows]
    made = Held(dict(rows))
    proposals = LinkProposal.objects.filter(
        later__review__workspace=workspace, relation__in=list(TIES)
    )
    fields = ("later_id", "earlier_id", "relation", "score", "reason")
    found = proposals.order_by().values_list(*fields)
    for later, earlier, relation, score, reason in found.iterator(chunk_size=5_000):
        if later in made.texts and earlier in made.texts:
            _tie(made, (later, earlier), score * TIES[relation], reason)
    _with_decisions(workspace, made)
    _with_clusters(workspace, made)
    return made


def _tie(made: Held, pair: Pair, score: float, reason: str) -> None:
    made.ties[pair] = Tie(str(pair[0]), str(pair[1]), score, reason)


def _with_decisions(workspace: Workspace, made: Held) -> None:
    """Add what people said of pairs; what was said last holds."""
    for pair, relation in decided_in(workspace).items():
        if relation == SAME:
            made.together.add(pair)
        if relation in TIES:
            _tie(made, pair, TIES[relation], TOGETHER)
        else:
            made.apart.add(pair)
            made.ties.pop(pair, None)


def _with_clusters(workspace: Workspace, made: Held) -> None:
    """Add what clusters there are, and what people said of them: who is in, who is not."""
    live = Cluster.objects.filter(workspace=workspace, gone=False).order_by("pk")
    peoples = {
        pk: standing == Cluster.Standing.CONFIRMED
        for pk, standing in live.values_list("pk", "standing")
    }
    inside: dict[int, set[int]] = {pk: set() for pk in peoples}
    outside: dict[int, set[int]] = defaultdict(set)
    rows = ClusterMember.objects.filter(cluster__workspace=workspace, cluster__gone=False)
    for pk, row, standing in rows.values_list("cluster_id", "recommendation_id", "standing"):
        if row in made.texts:
            rejected = standing == ClusterMember.Standing.REJECTED
            (outside if rejected else inside)[pk].add(row)
            if standing == ClusterMember.Standing.CONFIRMED:
                made.confirmed.add(row)
    placed: set[int] = set()
    # In several clusters of people a row counts for the first; it stays in all of them.
    for pk, mine in sorted(inside.items(), key=lambda one: (not peoples[one[0]], one[0])):
        (made.fixed if peoples[pk] else made.before)[pk] = mine - placed
        placed |= mine
    for pk, mine in outside.items():
        made.apart |= {(row, other) for row in mine for other in inside[pk] if row != other}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that ask the same; `cluster` is the one that they carry on, None for a new one."""

    rows: frozenset[int]
    cluster: int | None = None
    peoples: bool = False
    name: str = ""
    representative: int | None = None


def gathered(known: Held, *, anew: bool = False) -> list[Group]:
    """Return the groups of two rows and more, and those of people's clusters; the largest first.

    With `anew` what runs proposed before counts for nothing but the identity of clusters.
    """
    items = [Item(str(row), text, order) for order, (row, text) in enumerate(known.texts.items())]
    decided = Decided(
        fixed=_named(known.fixed),
        before={} if anew else _named(known.before),
        together=_pairs(known.together),
        apart=_pairs(known.apart),
    )
    found = [
        Group(
            frozenset(int(one) for one in (*made.members, *(p.id for p in made.proposed))),
            int(made.key) if made.key.isdigit() else None,
            made.fixed,
            made.name,
            int(made.representative),
        )
        for made in clusters(items, known.ties.values(), decided=decided)
    ]
    if not anew:
        return found
    carried = matched(found, known.before)
    return [
        replace(group, cluster=carried[place]) if place in carried else group
        for place, group in enumerate(found)
    ]


def _named(groups: Mapping[int, Collection[int]]) -> dict[str, list[str]]:
    return {str(pk): [str(row) for row in sorted(rows)] for pk, rows in groups.items() if rows}


def _pairs(pairs: Collection[Pair]) -> list[tuple[str, str]]:
    return [(str(one), str(other)) for one, other in sorted(pairs)]


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
    held: dict[int, Group] = {}
    new = 0
    for group in found:
        pk = group.cluster
        if pk is None:
            pk = Cluster.objects.create(workspace=workspace, name="").pk
            new += 1
        held[pk] = group
    touched = set(held) | set(known.before) | _replace(workspace, held, known)
    _describe(held)
    changed = members.Projection(workspace).restand(sorted(touched))
    _point_on(workspace, known.before, held)
    return {"clusters": len(held), "new": new, "changed": len(changed)}


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
    """Return what is proposed of a row: how it is tied with the others, and with which best."""
    others = sorted(group.rows - {row})
    ties = [known.tie(row, other) for other in others]
    best = max(range(len(others)), key=lambda at: ties[at].score, default=None)
    return MemberProposal(
        cluster_id=pk,
        recommendation_id=row,
        near_id=others[best] if best is not None else None,
        score=round(sum(tie.score for tie in ties) / max(1, len(ties)), 4),
        reason=ties[best].reason[:500] if best is not None else "",
        method=METHOD,
    )


def _describe(clusters: Mapping[int, Group]) -> None:
    """Keep what runs call clusters, and which row would stand for each; people's stay so."""
    held = Cluster.objects.in_bulk(list(clusters))
    for pk, group in clusters.items():
        if group.peoples and held[pk].proposed_name:
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
