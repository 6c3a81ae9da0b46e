"""Assessments: how far a recommendation is carried out, as each party sees it, and replies.

They are never merged, averaged or counted against each other; each stands under its author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.clusters import Cluster
from heedweb.workspace.models.notes import Keep, Move, Roomed


class Scale(models.TextChoices):
    """On which scale something is assessed."""

    LEVEL = "level", _("level of implementation")
    GRADE = "grade", _("grades of the Human Rights Committee")


# The levels used in the UPR (docs/assessments.md), and the Committee's grades (CCPR/C/161).
LEVELS = {
    Scale.LEVEL: ("not_started", "ongoing", "partly", "fully", "no_longer_relevant"),
    Scale.GRADE: ("A", "B", "C", "D", "E"),
}


class Assessment(Roomed):
    """How far something is carried out, as one party sees it on the day `on`, with its reasons."""

    WORDS = ("level", "text", "on")
    FIXED = ("recommendation", "cluster", "scale")
    if TYPE_CHECKING:
        later: Assessment
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="assessments", null=True, blank=True
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="assessments", null=True, blank=True
    )
    scale = models.CharField(max_length=10, choices=Scale.choices, default=Scale.LEVEL.value)
    level = models.CharField(max_length=20)
    text = models.TextField()
    on = models.DateField()

    class Meta(Roomed.Meta):
        ordering = ("-on", "-pk")
        constraints = (  # type: ignore[assignment]
            *Roomed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(recommendation__isnull=False, cluster__isnull=True)
                | models.Q(recommendation__isnull=True, cluster__isnull=False),
                name="assessment_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    scale="level",
                    level__in=("not_started", "ongoing", "partly", "fully", "no_longer_relevant"),
                )
                | models.Q(scale="grade", level__in=("A", "B", "C", "D", "E")),
                name="level_of_the_scale",
            ),
        )

    @property
    def about(self) -> Recommendation | Cluster:
        """What is assessed, one of two as its table demands."""
        if self.recommendation is not None:
            return self.recommendation
        if self.cluster is None:
            raise ValueError("an assessment of nothing")
        return self.cluster

    def __str__(self) -> str:
        return f"assessment of {self.about}"


class AssessmentMove(Move):
    """Something done with an assessment."""

    record = models.ForeignKey(Assessment, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.verb} {self.record}"


class AssessmentKeep(Keep):
    """A passage of an assessment that somebody kept."""

    record = models.ForeignKey(Assessment, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"


class Reply(Roomed):
    """What another party says to a published assessment; a record of its own, shown beside it."""

    WORDS = ("text",)
    FIXED = ("assessment",)
    if TYPE_CHECKING:
        later: Reply
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="replies")
    text = models.TextField()

    class Meta(Roomed.Meta):
        ordering = ("written", "pk")

    def __str__(self) -> str:
        return f"reply to {self.assessment}"


class ReplyMove(Move):
    """Something done with a reply."""

    record = models.ForeignKey(Reply, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.verb} {self.record}"


class ReplyKeep(Keep):
    """A passage of a reply that somebody kept."""

    record = models.ForeignKey(Reply, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"
