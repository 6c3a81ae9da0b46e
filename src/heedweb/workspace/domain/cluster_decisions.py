"""What people decide of clusters: each act one step, one transaction, one activity row.

Every act names the revision of each cluster that the person saw (`Cluster.revision`); a cluster
that somebody changed in the meantime raises `ClusterOvertaken`, nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from heedweb.accounts.models import User
from heedweb.workspace.domain import members
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import (
    Cluster,
    ClusterAct,
    ClusterMember,
    Grouping,
    MemberProposal,
    Recommendation,
    Step,
    Workspace,
)

Kind, Verdict = ClusterAct.Kind, Grouping.Verdict
CONFIRM, BULK, REJECT, MOVE = "cluster_in", "cluster_bulk", "cluster_out", "cluster_move"
SPLIT, MERGE, NAME, SHOW = "cluster_split", "cluster_merge", "cluster_name", "cluster_shown"
ADD, MAKE = "cluster_add", "cluster_made"
MOST_NAME = 200
_BATCH = 500

ClusterSeen = Mapping[int, int]
"""Primary keys of clusters, and the revision of each that the person saw."""


class ClusterOvertaken(Exception):
    """Somebody changed a cluster after the person saw it; `by` is None for a run."""

    def __init__(self, cluster: Cluster, by: User | None) -> None:
        self.cluster, self.by = cluster, by
        super().__init__(f"{cluster} was changed in the meantime.")


class NothingToGroup(Exception):
    """All that was chosen stands so already, or nothing was chosen."""


class _Writing:
    """One step on clusters that the person saw, written at the end of `with`."""

    def __init__(self, workspace: Workspace, seen: ClusterSeen, by: User, verb: str) -> None:
        self.workspace, self.by = workspace, by
        self.clusters = _clusters(workspace, seen)
        self.step = Step(workspace=workspace, by=by, verb=verb)
        self.groupings: list[Grouping] = []
        self.acts: list[ClusterAct] = []
        self.made: list[Cluster] = []
        standing = ClusterMember.objects.filter(cluster__in=list(seen))
        self.standing = {(one.cluster_id, one.recommendation_id): one.standing for one in standing}

    def members(self, cluster: int, *standings: str) -> list[int]:
        """Return the members of a cluster that stand so."""
        return [
            row for (pk, row), how in self.standing.items() if pk == cluster and how in standings
        ]

    def new(self, name: str) -> Cluster:
        """Begin a cluster."""
        made = Cluster.objects.create(workspace=self.workspace, name="", made_by=self.by)
        self.clusters[made.pk] = made
        self.made.append(made)
        self.act(made.pk, Kind.MADE)
        if name:
            self.act(made.pk, Kind.NAMED, name=name)
        return made

    def act(self, cluster: int, kind: str, **told: object) -> None:
        """Say something of a cluster as a whole."""
        self.acts.append(ClusterAct(step=self.step, cluster_id=cluster, kind=kind, **told))

    def put(self, cluster: int, rows: Iterable[int], *, inside: bool) -> None:
        """Say that recommendations are in a cluster, or are not; what stands so is left out."""
        wanted = ClusterMember.Standing.CONFIRMED if inside else ClusterMember.Standing.REJECTED
        verdict = Verdict.IN if inside else Verdict.OUT
        self.groupings += [
            Grouping(step=self.step, cluster_id=cluster, recommendation_id=row, verdict=verdict)
            for row in dict.fromkeys(rows)
            if self.standing.get((cluster, row)) != wanted
        ]

    def write(self, subject: str = "") -> Step:
        """Write the step and what follows from it. Raises `NothingToGroup`."""
        if not self.groupings and not self.acts:
            raise NothingToGroup
        self.step.save()
        _with_seen(self.groupings)
        Grouping.objects.bulk_create(self.groupings, batch_size=_BATCH * 2)
        ClusterAct.objects.bulk_create(self.acts)
        members.Projection(self.workspace).restand(self.clusters)
        names = "; ".join(str(self.clusters[pk]) for pk in list(self.clusters)[:3])
        record(
            workspace=self.workspace,
            by=self.by,
            verb=self.step.verb,
            subject=(subject or names)[:200],
            detail={"clusters": sorted(self.clusters), "rows": len(self.groupings)},
            step=self.step,
        )
        return self.step


@transaction.atomic
def confirm(
    *,
    workspace: Workspace,
    seen: ClusterSeen,
    by: User,
    rows: Mapping[int, Collection[int]] | None = None,
    bulk: bool = False,
) -> Step:
    """Say that members are right: `rows` by cluster, without it all that are proposed.

    With `bulk` it was decided without a look at each. Raises `ClusterOvertaken`, `NothingToGroup`.
    """
    writing = _Writing(workspace, seen, by, BULK if bulk else CONFIRM)
    for pk in seen:
        proposed = writing.members(pk, ClusterMember.Standing.PROPOSED)
        writing.put(pk, rows.get(pk, ()) if rows is not None else proposed, inside=True)
    return writing.write()


@transaction.atomic
def reject(
    *, workspace: Workspace, seen: ClusterSeen, cluster: int, rows: Collection[int], by: User
) -> Step:
    """Say that recommendations are not in a cluster; no later run proposes them for it anew."""
    writing = _Writing(workspace, seen, by, REJECT)
    writing.put(cluster, rows, inside=False)
    return writing.write()


@transaction.atomic
def add(
    *, workspace: Workspace, seen: ClusterSeen, cluster: int, rows: Collection[int], by: User
) -> Step:
    """Put recommendations into a cluster, whatever others they are in."""
    writing = _Writing(workspace, seen, by, ADD)
    writing.put(cluster, _rows(workspace, rows), inside=True)
    return writing.write()


@transaction.atomic
def make(*, workspace: Workspace, rows: Collection[int], name: str, by: User) -> Step:
    """Begin a cluster with these recommendations; what other clusters they are in stays."""
    writing = _Writing(workspace, {}, by, MAKE)
    made = writing.new(name[:MOST_NAME])
    writing.put(made.pk, _rows(workspace, rows), inside=True)
    return writing.write()


@transaction.atomic
def move(
    *,
    workspace: Workspace,
    seen: ClusterSeen,
    source: int,
    target: int,
    rows: Collection[int],
    by: User,
) -> Step:
    """Take recommendations out of one cluster and put them into another; both are seen."""
    if source == target:
        raise NothingToGroup
    writing = _Writing(workspace, seen, by, MOVE)
    writing.put(source, rows, inside=False)
    writing.put(target, _rows(workspace, rows), inside=True)
    return writing.write()


@transaction.atomic
def split(
    *,
    workspace: Workspace,
    seen: ClusterSeen,
    source: int,
    rows: Collection[int],
    name: str,
    by: User,
) -> Step:
    """Make a cluster of its own of some of the members of one."""
    writing = _Writing(workspace, seen, by, SPLIT)
    live = writing.members(source, *ClusterMember.IN)
    chosen = [row for row in rows if row in live]
    if not chosen:
        raise NothingToGroup
    made = writing.new(name[:MOST_NAME])
    writing.acts[0].other_id = source
    writing.put(source, chosen, inside=False)
    writing.put(made.pk, chosen, inside=True)
    return writing.write()


@transaction.atomic
def merge(*, workspace: Workspace, seen: ClusterSeen, source: int, target: int, by: User) -> Step:
    """Let one cluster go into another; what was confirmed of it is confirmed there."""
    if source == target:
        raise NothingToGroup
    writing = _Writing(workspace, seen, by, MERGE)
    writing.act(source, Kind.MERGED, other_id=target)
    writing.put(target, writing.members(source, ClusterMember.Standing.CONFIRMED), inside=True)
    return writing.write()


@transaction.atomic
def name(*, workspace: Workspace, seen: ClusterSeen, cluster: int, name: str, by: User) -> Step:
    """Give a cluster a name; an empty one takes it back, and the proposed one stands again."""
    given = " ".join(name.split())[:MOST_NAME]
    writing = _Writing(workspace, seen, by, NAME)
    held = writing.clusters[cluster]
    if given == (held.name if held.named_by_id else ""):
        raise NothingToGroup
    writing.act(cluster, Kind.NAMED, name=given)
    return writing.write(f"{held} → {given}" if given else str(held))


@transaction.atomic
def represent(*, workspace: Workspace, seen: ClusterSeen, cluster: int, row: int, by: User) -> Step:
    """Choose which member stands for a cluster."""
    writing = _Writing(workspace, seen, by, SHOW)
    if row not in writing.members(cluster, *ClusterMember.IN):
        raise NothingToGroup
    writing.act(cluster, Kind.REPRESENTATIVE, recommendation_id=row)
    return writing.write()


def last_step(cluster: Cluster) -> Step | None:
    """Return the last step on a cluster, whether undone or not."""
    held = Step.objects.filter(
        Q(groupings__cluster=cluster) | Q(cluster_acts__cluster=cluster)
        | Q(cluster_acts__other=cluster)
    )  # fmt: skip
    return held.select_related("by", "undone_by").order_by("-pk").first()


def touched(step: Step) -> set[int]:
    """Return the clusters that a step was about."""
    found = set(step.groupings.values_list("cluster_id", flat=True))
    for pair in step.cluster_acts.values_list("cluster_id", "other_id"):
        found |= {pk for pk in pair if pk is not None}
    return found


def decided_since(step: Step) -> tuple[Step, str] | None:
    """Return what was decided on top of a step: by which later step, of what; None if nothing.

    Where the step made, split or merged clusters that is anything said of those since; else what
    was said of the same member, or of the same matter of the cluster.
    """
    later = Q(step__pk__gt=step.pk, step__undone_at__isnull=True)
    structural = step.cluster_acts.filter(kind__in=(Kind.MADE, Kind.MERGED)).exists()
    keys = touched(step)
    if structural:
        said = Grouping.objects.filter(later, cluster__in=keys)
        acts = ClusterAct.objects.filter(later).filter(Q(cluster__in=keys) | Q(other__in=keys))
    else:
        rows = list(step.groupings.values_list("recommendation_id", flat=True))
        said = Grouping.objects.filter(later, cluster__in=keys, recommendation__in=rows)
        kinds = list(step.cluster_acts.values_list("kind", flat=True))
        acts = ClusterAct.objects.filter(later, cluster__in=keys).filter(
            kind__in=(*kinds, Kind.MERGED)
        )
    for held in (said, acts):
        one = held.select_related("step__by", "cluster").order_by("pk").first()
        if one is not None:
            return one.step, str(one.cluster)
    return None


def restand(workspace: Workspace, clusters: Collection[int]) -> str:
    """Write clusters anew after a step on them was undone; return what they are called."""
    members.Projection(workspace).restand(sorted(clusters))
    held = Cluster.objects.filter(pk__in=clusters).order_by("gone", "pk")
    return "; ".join(str(one) for one in held[:3])[:200]


def _clusters(workspace: Workspace, seen: ClusterSeen) -> dict[int, Cluster]:
    """Return the clusters if they are as the person saw them. Raises `ClusterOvertaken`."""
    held = Cluster.objects.filter(workspace=workspace, pk__in=list(seen)).in_bulk()
    if len(held) != len(seen):
        raise ValueError("A cluster is not in this workspace.")
    for pk, revision in seen.items():
        if held[pk].revision != revision or held[pk].gone:
            last = last_step(held[pk])
            by = (last.undone_by or last.by) if last is not None else None
            raise ClusterOvertaken(held[pk], by)
    return {pk: held[pk] for pk in seen}


def _rows(workspace: Workspace, rows: Collection[int]) -> list[int]:
    """Return the recommendations that are listed, in the order given."""
    held = Recommendation.objects.filter(review__workspace=workspace, pk__in=list(rows))
    there = set(held.exclude(state__in=Recommendation.HIDDEN).values_list("pk", flat=True))
    if len(there) != len(set(rows)):
        raise ValueError("A recommendation is not in this workspace.")
    return list(dict.fromkeys(rows))


def _with_seen(groupings: Sequence[Grouping]) -> None:
    """Keep with each grouping what was proposed at that time."""
    rows = [one.recommendation_id for one in groupings]
    proposed: dict[int, MemberProposal] = {}
    for first in range(0, len(rows), _BATCH):
        batch = MemberProposal.objects.filter(recommendation__in=rows[first : first + _BATCH])
        proposed |= {held.recommendation_id: held for held in batch}
    for one in groupings:
        said = proposed.get(one.recommendation_id)
        if said is not None and said.cluster_id == one.cluster_id:
            one.seen = {"score": said.score, "method": said.method}
