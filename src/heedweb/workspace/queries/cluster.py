"""One cluster: its members by review from the oldest on, what is near it, what was decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.safestring import SafeString

from heedweb.workspace.models import (
    Cluster,
    ClusterMember,
    LinkProposal,
    Recommendation,
    Step,
    Workspace,
)
from heedweb.workspace.queries import words_in_common
from heedweb.workspace.queries.clusters import Asked, Clusters, Place, places

_NEAR = 5
_RELATED = "related"
_STEPS = 50
MOST_EARLIER = 12


@dataclass
class Shown:
    """A member as a page shows it; `marked` is its text with words in common marked."""

    member: ClusterMember
    row: Recommendation
    marked: SafeString

    @property
    def waits(self) -> bool:
        """Whether it is only proposed."""
        return self.member.standing == ClusterMember.Standing.PROPOSED


@dataclass
class Group:
    """The members of one review."""

    place: Place
    members: list[Shown] = field(default_factory=list)


@dataclass
class Page:
    """A cluster with its members by review, and those that people took out of it."""

    cluster: Cluster
    groups: list[Group]
    rejected: list[ClusterMember]

    @property
    def members(self) -> list[Shown]:
        """All members, the oldest review first."""
        return [shown for group in self.groups for shown in group.members]

    @property
    def waiting(self) -> int:
        """How many members wait for a person."""
        return sum(shown.waits for shown in self.members)


def page(cluster: Cluster) -> Page:
    """Return a cluster with its members."""
    held = ClusterMember.objects.filter(cluster=cluster)
    held = held.exclude(recommendation__state__in=Recommendation.UNLISTED).select_related(
        "decided_by", "near", "recommendation__review", "recommendation__document"
    )
    held = held.defer("recommendation__document__text")
    members = list(held.prefetch_related("recommendation__recommending"))
    known = places(cluster.workspace)
    live = [one for one in members if one.standing in ClusterMember.IN]
    live.sort(key=lambda one: (known[one.recommendation.review_id].order, one.recommendation.order))
    texts = words_in_common.marked([one.recommendation.text for one in live])
    groups: dict[int, Group] = {}
    for one, text in zip(live, texts, strict=True):
        review = one.recommendation.review_id
        group = groups.setdefault(review, Group(known[review]))
        group.members.append(Shown(one, one.recommendation, text))
    rejected = [one for one in members if one.standing not in ClusterMember.IN]
    return Page(cluster, list(groups.values()), rejected)


@dataclass(frozen=True, slots=True)
class Near:
    """Another cluster that this one's members are linked with, and by how many links."""

    cluster: Cluster
    links: int


def near(cluster: Cluster, rows: Sequence[int]) -> list[Near]:
    """Return the other clusters that members are linked with most."""
    wanted = Q(later__in=rows) | Q(earlier__in=rows)
    linked = LinkProposal.objects.filter(wanted).exclude(relation=_RELATED).order_by()
    mine = set(rows)
    counts: Counter[int] = Counter()
    for later, earlier in linked.values_list("later_id", "earlier_id"):
        counts[earlier if later in mine else later] += 1
    others = ClusterMember.objects.filter(
        recommendation__in=[key for key in counts if key not in mine],
        standing__in=ClusterMember.IN, cluster__gone=False,
    ).exclude(cluster=cluster)  # fmt: skip
    totals: Counter[int] = Counter()
    for row, pk in others.values_list("recommendation_id", "cluster_id"):
        totals[pk] += counts[row]
    found = Cluster.objects.in_bulk([pk for pk, _ in totals.most_common(_NEAR)])
    return [Near(found[pk], links) for pk, links in totals.most_common(_NEAR)]


@dataclass(frozen=True, slots=True)
class Around:
    """The clusters before and after one in the list it was opened from, and those that wait."""

    before: int | None
    after: int | None
    next_waiting: int | None
    waiting: tuple[int, ...]


def around(workspace: Workspace, asked: Asked, pk: int) -> Around:
    """Return what comes before and after a cluster in a list, and what of the list waits."""
    lines = Clusters(workspace).narrowed(asked)
    keys = [line.cluster.pk for line in lines]
    waits = [line.cluster.pk for line in lines if line.waiting]
    at = keys.index(pk) if pk in keys else -1
    later = [key for key in keys[at + 1 :] if key in set(waits)]
    following = next(iter([*later, *(key for key in waits if key != pk)]), None)
    return Around(
        keys[at - 1] if at > 0 else None,
        keys[at + 1] if at + 1 < len(keys) else None,
        following,
        tuple(waits),
    )


def names(workspace: Workspace, leave_out: int) -> list[tuple[int, str, int]]:
    """Return the clusters that something can be moved to: primary key, name, revision."""
    held = Cluster.objects.filter(workspace=workspace, gone=False).exclude(pk=leave_out)
    return list(held.order_by("name").values_list("pk", "name", "revision"))


def history(cluster: Cluster) -> list[Step]:
    """Return the steps on a cluster, the last first, undone ones too; at most fifty."""
    steps = Step.objects.filter(
        Q(groupings__cluster=cluster)
        | Q(cluster_acts__cluster=cluster)
        | Q(cluster_acts__other=cluster)
    )
    held = steps.select_related("by", "undone_by").order_by("-pk").distinct()[:_STEPS]
    return list(held.prefetch_related("groupings__recommendation", "cluster_acts__other"))


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked before in a cluster that a recommendation is in."""

    member: ClusterMember
    earlier: list[ClusterMember]
    later: int
    size: int

    @property
    def more(self) -> int:
        """How many of the earlier ones a page leaves out."""
        return max(0, len(self.earlier) - MOST_EARLIER)


def of_row(row: Recommendation) -> list[Before]:
    """Return the clusters of a recommendation, with what they asked in earlier reviews."""
    live = row.cluster_members.filter(standing__in=ClusterMember.IN, cluster__gone=False)
    mine = list(live.select_related("cluster", "near", "decided_by"))
    if not mine:
        return []
    held = ClusterMember.objects.filter(
        cluster__in=[one.cluster_id for one in mine], standing__in=ClusterMember.IN
    ).exclude(recommendation__state__in=Recommendation.UNLISTED)
    held = held.select_related("recommendation__review").prefetch_related(
        "recommendation__recommending"
    )
    known = places(row.review.workspace)
    by_cluster: dict[int, list[ClusterMember]] = defaultdict(list)
    for one in held:
        by_cluster[one.cluster_id].append(one)
    now = known[row.review_id].order
    found = []
    for one in mine:
        others = by_cluster[one.cluster_id]
        earlier = [o for o in others if known[o.recommendation.review_id].order < now]
        earlier.sort(
            key=lambda o: (known[o.recommendation.review_id].order, o.recommendation.order),
            reverse=True,
        )
        later = sum(known[o.recommendation.review_id].order > now for o in others)
        found.append(Before(one, earlier, later, len(others)))
    return found
