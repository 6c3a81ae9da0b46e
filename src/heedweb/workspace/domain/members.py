"""Writes clusters as they stand: what people decided, else what a run proposes.

The only code that writes `Cluster` (but for what runs propose of it) and `ClusterMember`. Call
within a transaction. The rules, in one place:

- what a person said last of a recommendation and a cluster holds, whatever a run proposes;
- what a run proposes for a cluster that was merged counts for the one it went into;
- a name or a representative that a person gave holds until a person changes it;
- a cluster without members is gone; it comes back when it has members again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heedweb.workspace.domain import projection
from heedweb.workspace.models import (
    Cluster,
    ClusterAct,
    ClusterMember,
    Grouping,
    LinkState,
    MemberProposal,
    Workspace,
)

BATCH = 500
Kind = ClusterAct.Kind
_WRITTEN = ("standing", "score", "reason", "near", "decided_by", "decided_at")
_AS_IT_STANDS = ("name", "named_by", "representative", "standing", "merged_into", "gone")
_IDS = ("name", "named_by_id", "representative_id", "standing", "merged_into_id", "gone")


@dataclass(frozen=True, slots=True)
class Stand:
    """How a member stands: the fields of `ClusterMember`."""

    standing: str
    score: float | None = None
    reason: str = ""
    near: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a run proposes of a recommendation."""

    score: float
    reason: str
    near: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided last of a member: in or not, by whom and when."""

    inside: bool
    by: int
    at: datetime


def fold(proposed: dict[int, Proposed], decided: dict[int, Verdict]) -> dict[int, Stand]:
    """Return how the recommendations of one cluster stand in it. Pure."""
    found: dict[int, Stand] = {}
    standings = ClusterMember.Standing
    for key in (*decided, *(key for key in proposed if key not in decided)):
        one, held = proposed.get(key), decided.get(key)
        score, reason, near = (one.score, one.reason, one.near) if one else (None, "", None)
        if held is None:
            found[key] = Stand(standings.PROPOSED, score, reason, near)
        else:
            standing = standings.CONFIRMED if held.inside else standings.REJECTED
            found[key] = Stand(standing, score, reason, near, held.by, held.at)
    return found


class Projection:
    """Brings clusters of a workspace up to date; what people did to them is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        acts = ClusterAct.objects.filter(cluster__workspace=workspace).select_related("step")
        self.last: dict[int, dict[str, ClusterAct]] = defaultdict(dict)
        self.into: dict[int, int] = {}
        began: dict[int, int | None] = {}
        for act in acts.order_by("pk"):
            if act.step.undone_at is None:
                self.last[act.cluster_id][act.kind] = act
            if act.kind == Kind.MADE:
                began[act.cluster_id] = act.other_id
        for pk, held in self.last.items():
            target = held[Kind.MERGED].other_id if Kind.MERGED in held else None
            if target is not None:
                self.into[pk] = target
        # Where splitting off is undone, all of it belongs to where it came from.
        for pk, other in began.items():
            if other is not None and Kind.MADE not in self.last.get(pk, {}):
                self.into[pk] = other
        self.from_: dict[int, list[int]] = defaultdict(list)
        for pk in self.into:
            self.from_[self.root(pk)].append(pk)

    def root(self, pk: int) -> int:
        """Return the cluster that this one is part of now."""
        seen: set[int] = set()
        while pk in self.into and pk not in seen:
            seen.add(pk)
            pk = self.into[pk]
        return pk

    def restand(self, keys: Iterable[int]) -> list[int]:
        """Write these clusters anew, and those they went into; return those that changed."""
        wanted = dict.fromkeys(key for pk in keys for key in (pk, self.root(pk)))
        clusters = list(Cluster.objects.filter(workspace=self.workspace, pk__in=list(wanted)))
        changed: list[Cluster] = []
        moved: set[int] = set()
        for first in range(0, len(clusters), BATCH):
            batch = clusters[first : first + BATCH]
            live, rows = self._members(batch)
            moved |= {row for held in rows.values() for row in held}
            for cluster in batch:
                before = [getattr(cluster, name) for name in _IDS]
                self._fill(cluster, live[cluster.pk])
                if rows[cluster.pk] or before != [getattr(cluster, name) for name in _IDS]:
                    changed.append(cluster)
        if changed:
            self._keep(changed, moved)
        return [cluster.pk for cluster in changed]

    def _keep(self, changed: Sequence[Cluster], moved: Collection[int]) -> None:
        revision = projection.next_revision(self.workspace, structure=False)
        for cluster in changed:
            cluster.revision = revision
        Cluster.objects.bulk_update(changed, (*_AS_IT_STANDS, "revision"), batch_size=100)
        rows = sorted(moved)
        LinkState.objects.bulk_create(
            [LinkState(recommendation_id=key, revision=revision) for key in rows],
            batch_size=BATCH, update_conflicts=True, update_fields=("revision",),
            unique_fields=("recommendation",),
        )  # fmt: skip

    def _members(
        self, batch: Sequence[Cluster]
    ) -> tuple[dict[int, dict[int, Stand]], dict[int, list[int]]]:
        """Write the members of clusters; return who is in, and which rows changed, of each."""
        keys = [cluster.pk for cluster in batch]
        proposed, decided = self._proposed(keys), _decided(keys)
        held: dict[int, dict[int, ClusterMember]] = defaultdict(dict)
        for one in ClusterMember.objects.filter(cluster__in=keys):
            held[one.cluster_id][one.recommendation_id] = one
        written: list[ClusterMember] = []
        gone: list[int] = []
        rows: dict[int, list[int]] = defaultdict(list)
        live: dict[int, dict[int, Stand]] = {}
        for key in keys:
            now = {} if key in self.into else fold(proposed[key], decided[key])
            before = held[key]
            gone += [one.pk for row, one in before.items() if row not in now]
            new = [row for row in now if row not in before or _as(before[row]) != now[row]]
            written += [_member(key, row, now[row]) for row in new]
            rows[key] = [*(row for row in before if row not in now), *new]
            live[key] = {
                row: stand for row, stand in now.items() if stand.standing in ClusterMember.IN
            }
        for first in range(0, len(gone), BATCH):
            ClusterMember.objects.filter(pk__in=gone[first : first + BATCH]).delete()
        ClusterMember.objects.bulk_create(
            written, batch_size=BATCH * 5, update_conflicts=True, update_fields=_WRITTEN,
            unique_fields=("cluster", "recommendation"),
        )  # fmt: skip
        return live, rows

    def _proposed(self, keys: Sequence[int]) -> dict[int, dict[int, Proposed]]:
        live = [key for key in keys if key not in self.into]
        sources = {pk: key for key in live for pk in (key, *self.from_.get(key, ()))}
        found: dict[int, dict[int, Proposed]] = defaultdict(dict)
        for one in MemberProposal.objects.filter(cluster__in=list(sources)):
            proposal = Proposed(one.score, one.reason, one.near_id)
            found[sources[one.cluster_id]][one.recommendation_id] = proposal
        return found

    def _fill(self, cluster: Cluster, live: dict[int, Stand]) -> None:
        """Set what stands of a cluster as a whole."""
        acts = self.last.get(cluster.pk, {})
        named, shown = acts.get(Kind.NAMED), acts.get(Kind.REPRESENTATIVE)
        by = named.step.by_id if named is not None and named.name else None
        cluster.name = named.name if named is not None and by else cluster.proposed_name
        cluster.named_by_id = by
        chosen = shown.recommendation_id if shown is not None else None
        for key in (chosen, cluster.proposed_representative_id, next(iter(live), None)):
            cluster.representative_id = key
            if key in live:
                break
        cluster.gone = cluster.pk in self.into or not live
        if cluster.pk in self.into:
            cluster.merged_into_id = self.root(cluster.pk)
        elif not cluster.gone or Kind.MERGED in acts or cluster.made_by_id:
            cluster.merged_into_id = None
        confirmed = any(one.decided_by for one in live.values())
        merged = any(Kind.MERGED in self.last.get(pk, {}) for pk in self.from_.get(cluster.pk, ()))
        peoples = confirmed or by is not None or Kind.MADE in acts or chosen in live or merged
        standings = Cluster.Standing
        cluster.standing = standings.CONFIRMED if peoples else standings.PROPOSED


def _decided(keys: Sequence[int]) -> dict[int, dict[int, Verdict]]:
    found: dict[int, dict[int, Verdict]] = defaultdict(dict)
    held = Grouping.objects.filter(cluster__in=keys, step__undone_at__isnull=True)
    for one in held.select_related("step").order_by("pk"):
        inside = one.verdict == Grouping.Verdict.IN
        verdict = Verdict(inside, one.step.by_id, one.step.at)
        found[one.cluster_id][one.recommendation_id] = verdict
    return found


def _as(one: ClusterMember) -> Stand:
    return Stand(
        one.standing, one.score, one.reason, one.near_id, one.decided_by_id, one.decided_at
    )


def _member(cluster: int, row: int, stand: Stand) -> ClusterMember:
    return ClusterMember(
        cluster_id=cluster,
        recommendation_id=row,
        standing=stand.standing,
        score=stand.score,
        reason=stand.reason,
        near_id=stand.near,
        decided_by_id=stand.decided_by,
        decided_at=stand.decided_at,
    )
