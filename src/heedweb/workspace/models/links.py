"""Which recommendations ask the same: what is proposed of a pair, what people decided, runs.

`LinkProposal` and `LinkDecision` are never mixed: a run replaces proposals, and no run touches what
a person decided. A pair is later and earlier as the reviews are dated; it has one row either way.
"""

from __future__ import annotations

from django.db import models

from heed.records.links import RELATIONS
from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.decisions import Step
from heedweb.workspace.models.people import Workspace
from heedweb.workspace.models.runs import Run

DIFFERENT = "different"


class LinkProposal(models.Model):
    """A link that a run proposes between two recommendations (`heed.records.Link`).

    `score` is the chance that the later repeats the earlier. `grounds` are what counted, heaviest
    first: name, value, weight, words. A run keeps the primary key of a pair it proposes again.
    """

    later = models.ForeignKey(Recommendation, models.CASCADE, related_name="links_back")
    earlier = models.ForeignKey(Recommendation, models.CASCADE, related_name="links_on")
    relation = models.CharField(max_length=20)
    score = models.FloatField()
    sure = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    grounds = models.JSONField(default=list)
    method = models.CharField(max_length=200)

    class Meta:
        ordering = ("-score", "pk")
        indexes = (models.Index(fields=["later", "score"], name="best_of_later"),)
        constraints = (
            models.UniqueConstraint(fields=["later", "earlier"], name="one_link"),
            models.CheckConstraint(
                condition=models.Q(relation__in=RELATIONS), name="proposed_relation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.later} {self.relation} {self.earlier}"


class LinkDecision(models.Model):
    """What a step decided of a pair; the last one that is not undone holds.

    `relation` is one of `heed.records.links.RELATIONS` or "different". `seen` is what was proposed
    at that time: `relation`, `score`, `sure`, `method`; empty where nothing was.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="link_decisions")
    later = models.ForeignKey(Recommendation, models.CASCADE, related_name="decided_back")
    earlier = models.ForeignKey(Recommendation, models.CASCADE, related_name="decided_on")
    relation = models.CharField(max_length=20)
    seen = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(relation__in=(*RELATIONS, DIFFERENT)), name="decided_relation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.later} {self.relation} {self.earlier}"


class LinkState(models.Model):
    """Whether a run has read a recommendation, and when its place among clusters last changed.

    `text` is the digest of the text that the last run read, `method` what read it. `revision` is
    the workspace's at the last change of a cluster the recommendation is or was in.
    """

    recommendation = models.OneToOneField(Recommendation, models.CASCADE, related_name="link_state")
    text = models.CharField(max_length=32, blank=True)
    method = models.CharField(max_length=200, blank=True)
    revision = models.PositiveBigIntegerField(default=0, db_index=True)

    def __str__(self) -> str:
        return f"links of {self.recommendation_id}"


class LinkRun(Run):
    """One run over a workspace, done by the worker: links, then clusters.

    `done` of `total` are the recommendations that have been compared with what was asked before
    them. `summary` is what came of it (`domain.linking`). `worker` names the process that has it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="link_runs")
    method = models.CharField(max_length=200, blank=True)
    worker = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"link run {self.pk}"
