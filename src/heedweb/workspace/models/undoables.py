"""Deletions and acts on many rows, kept for thirty days so that they can be undone in one step."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.activity import Activity
from heedweb.workspace.models.people import Workspace


class Undoable(models.Model):
    """An act that took rows away or made many, with what it takes to undo it.

    `taken` are the rows that it took away, as they were; `made` those that it made; `moved` says of
    rows that stayed which field was what and became what (`domain.reversing`). `act` is its row of
    history, None for what is a person's own alone. After thirty days it is taken away for good.
    """

    class Kind(models.TextChoices):
        VIEW = "view"
        TEXT = "text"
        TEXTS = "texts"
        LABEL = "label"
        LABELS = "labels"
        TAXONOMY = "taxonomy"
        LABELLER = "labeller"
        PLACE = "place"
        PEOPLE = "people"
        PLAN = "plan"
        MEASURES = "measures"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="undoables")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    act = models.OneToOneField(
        Activity, models.CASCADE, related_name="undoable", null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken = models.JSONField(default=list)
    made = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
