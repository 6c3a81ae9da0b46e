"""Groups of recommendations that ask the same, over reviews and mechanisms.

`MemberProposal` is what runs propose, `Grouping` and `ClusterAct` what people decided; the two are
never mixed. `Cluster` and `ClusterMember` are both together as they stand, made anew from them by
`domain.members` alone.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.decisions import Step
from heedweb.workspace.models.people import Workspace


class Cluster(models.Model):
    """A cluster as it stands. Its address lives on after it was merged or came to have no members.

    `name` is a person's where `named_by` is set, else the machine's `proposed_name`; so with
    `representative` and `proposed_representative`. `made_by` is None for a cluster that a run made.
    A cluster is confirmed once a person made it, named it, confirmed a member of it or let another
    go into it: no run takes its members apart then. `gone` has no members, or is `merged_into`
    another. `revision` is the workspace's at the last change: what a person must have seen.
    """

    class Standing(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="clusters")
    name = models.CharField(max_length=200)
    proposed_name = models.CharField(max_length=200, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    representative = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_representative = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.PROPOSED)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    gone = models.BooleanField(default=False)
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["workspace", "gone"], name="live_clusters"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(standing__in=["proposed", "confirmed"]), name="cluster_standing"
            ),
        )

    def __str__(self) -> str:
        return self.name


class MemberProposal(models.Model):
    """A member that a run proposes; a recommendation is proposed for one cluster at most.

    `score` is how surely it asks what the cluster asks: the mean of its links with the others, 0
    where there is none. `near` is the member it is linked with best, `reason` says why.
    """

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="proposals")
    recommendation = models.OneToOneField(
        Recommendation, models.CASCADE, related_name="cluster_proposal"
    )
    near = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    score = models.FloatField()
    reason = models.CharField(max_length=500, blank=True)
    method = models.CharField(max_length=200)

    class Meta:
        ordering = ("-score", "pk")

    def __str__(self) -> str:
        return f"{self.recommendation} in {self.cluster_id}"


class Grouping(models.Model):
    """What a step decided of one recommendation and one cluster; the last not undone holds.

    `seen` is what was proposed at that time: `score`, `method`; empty where nothing was.
    """

    class Verdict(models.TextChoices):
        IN = "in"
        OUT = "out"

    step = models.ForeignKey(Step, models.CASCADE, related_name="groupings")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="groupings")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="groupings")
    verdict = models.CharField(max_length=3, choices=Verdict.choices)
    seen = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict__in=["in", "out"]), name="grouping_verdict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.recommendation}"


class ClusterAct(models.Model):
    """What a step decided of a cluster as a whole; the last of its kind that is not undone holds.

    `made`: a person began the cluster, from `other` where it was split off. `named`: its `name`, ""
    for the machine's again. `merged`: it went into `other`. `representative`: `recommendation`
    stands for it.
    """

    class Kind(models.TextChoices):
        MADE = "made"
        NAMED = "named"
        MERGED = "merged"
        REPRESENTATIVE = "representative"

    step = models.ForeignKey(Step, models.CASCADE, related_name="cluster_acts")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    other = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="acts_on"
    )
    recommendation = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.cluster_id}"


class ClusterMember(models.Model):
    """A recommendation's place in a cluster as it stands. Written by `domain.members` alone.

    A person's decision counts before what is proposed. `score` and `reason` are the proposal's,
    None and "" without one. What is rejected is not proposed for this cluster again.
    """

    class Standing(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    # What counts as being in the cluster.
    IN = (Standing.PROPOSED, Standing.CONFIRMED)

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="cluster_members"
    )
    standing = models.CharField(max_length=9, choices=Standing.choices)
    score = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    near = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["cluster", "recommendation"], name="one_member"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["proposed", "confirmed", "rejected"]),
                name="member_standing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standing} {self.recommendation}"
