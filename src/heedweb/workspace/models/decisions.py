"""What people decided of recommendations: never changed, only added to or undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.people import Room, Workspace


class Step(models.Model):
    """One act of one person on one or many recommendations; it is undone as a whole."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="steps")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=20)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"


class Decision(models.Model):
    """What a step decided of one recommendation.

    `fields` holds what the person wrote in place of the document's words; `seen` what the document
    said when the person decided: a later reading that says the same re-opens nothing. With `fresh`
    the document's words stand again in place of earlier corrections.
    """

    class Verb(models.TextChoices):
        ACCEPT = "accept"
        CORRECT = "correct"
        REJECT = "reject"
        LATER = "later"
        ADD = "add"
        REPLACE = "replace"

    step = models.ForeignKey(Step, models.CASCADE, related_name="decisions")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    fields = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    fresh = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.verb} {self.recommendation}"


class Looking(models.Model):
    """Who has a recommendation open in review mode, until when. Others are led past it."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="lookers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["recommendation", "user"], name="one_look"),)

    def __str__(self) -> str:
        return f"{self.user} at {self.recommendation}"


class View(models.Model):
    """A list that somebody keeps: an address with a name, for oneself or for a room.

    `room` is whose members see it; None while it is one person's own.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="views")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=1000, blank=True)
    room = models.ForeignKey(Room, models.CASCADE, related_name="views", null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["workspace", "by", "name"], name="one_view_name"),
        )

    def __str__(self) -> str:
        return self.name
