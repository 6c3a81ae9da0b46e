"""What recommendations are about: what is proposed, what people decided of it, and how it stands.

A label is named by the code of its taxonomy and its own (`heed.vocab.taxonomies`). `Proposal` and
`Labelling` are never mixed: a run replaces proposals, and no run touches what a person decided.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.decisions import Step
from heedweb.workspace.models.people import Workspace
from heedweb.workspace.models.runs import Run


class Proposal(models.Model):
    """A label that a labeller proposes for a recommendation (`heed.records.Suggestion`).

    `words` are half-open offsets in the recommendation's text, the most decisive first.
    """

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="proposals")
    taxonomy = models.CharField(max_length=80)
    code = models.CharField(max_length=200)
    score = models.FloatField()
    sure = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    words = models.JSONField(default=list)
    method = models.CharField(max_length=200)

    class Meta:
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["recommendation", "taxonomy", "code"], name="one_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.taxonomy} {self.code}"


class Labelling(models.Model):
    """What a step decided of one label of one recommendation.

    `seen` is what was proposed at that time: `score`, `sure`, `method`, `rank` (1 is the likeliest
    of its taxonomy); empty where nothing was. The code `""` says that no label of the taxonomy
    fits.
    """

    class Verdict(models.TextChoices):
        CONFIRM = "confirm"
        REJECT = "reject"
        ADD = "add"

    step = models.ForeignKey(Step, models.CASCADE, related_name="labellings")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="labellings")
    taxonomy = models.CharField(max_length=80)
    code = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    seen = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict__in=["confirm", "reject", "add"]), name="known_verdict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.taxonomy} {self.code}"


class Tag(models.Model):
    """A label of a recommendation as it stands. Written by `domain.tags` alone.

    A person's decision counts before what a source states, that before what is proposed. `score`
    is the proposal's, None without one. `stated` are the sources that give the label: primary key
    of the document, and the label as written there.
    """

    class Standing(models.TextChoices):
        PROPOSED = "proposed"
        STATED = "stated"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    # What counts as said of the recommendation, by a person or by a source.
    SET = (Standing.CONFIRMED, Standing.STATED)

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="tags")
    taxonomy = models.CharField(max_length=80)
    code = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=9, choices=Standing.choices)
    score = models.FloatField(null=True, blank=True)
    sure = models.BooleanField(default=False)
    stated = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["standing", "taxonomy", "code"], name="by_label"),)
        constraints = (
            models.UniqueConstraint(fields=["recommendation", "taxonomy", "code"], name="one_tag"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["proposed", "stated", "confirmed", "rejected"]),
                name="known_standing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standing} {self.taxonomy} {self.code}"


class LabelState(models.Model):
    """Which labellers have read a recommendation, and when its labels last changed.

    `methods` is the method that last read it, by taxonomy; `text` the digest of the text that was
    read. Texts with one `same` have the same words, texts that share a number of `near` are
    probably alike (`domain.alike`). `revision` is the workspace's at the last change of a label.
    """

    recommendation = models.OneToOneField(
        Recommendation, models.CASCADE, related_name="label_state"
    )
    text = models.CharField(max_length=32, blank=True)
    same = models.CharField(max_length=32, db_index=True)
    near = models.JSONField(default=list)
    methods = models.JSONField(default=dict)
    revision = models.PositiveBigIntegerField(default=0, db_index=True)

    def __str__(self) -> str:
        return f"labels of {self.recommendation_id}"


class LabelRun(Run):
    """One run of labellers over a workspace, done by the worker in batches.

    `new` reads what they have not read yet, `trial` only counts what another version would change,
    `adopt` puts its proposals in the place of the earlier ones. `taxonomies` are those asked for,
    empty for all. `summary` is what came of it (`domain.proposing`).
    """

    class Kind(models.TextChoices):
        NEW = "new"
        TRIAL = "trial"
        ADOPT = "adopt"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="label_runs")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NEW)
    taxonomies = models.JSONField(default=list)
    methods = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} run {self.pk}"
