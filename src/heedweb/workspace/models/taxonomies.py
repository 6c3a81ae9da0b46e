"""A team's own taxonomies, the texts it tags by them, and what is trained from what it tagged.

Labels that people give recommendations are in `models.labels`; an `Example` is a text that is none.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.catalogue import Blob
from heedweb.workspace.models.people import Workspace


class OwnTaxonomy(models.Model):
    """A taxonomy that a team made or took in. `code` is `own.` and a word of its own.

    `language` is that of names and definitions (ISO 639). With `many` a text may have several
    labels. One that is `retired` is offered no more; what people decided by it stays.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="own_taxonomies")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    author = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    date = models.CharField(max_length=40, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=40, default="en")
    many = models.BooleanField(default=True)
    retired = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["workspace", "code"], name="one_taxonomy"),)

    def __str__(self) -> str:
        return self.name


class OwnLabel(models.Model):
    """One label. `parent` is the code of a broader one, `""` at the top.

    `terms` are words that mean it, `older` what it was called before, `translations` its names by
    language. One that is `retired` is offered and proposed no more; its code is not used again.
    """

    taxonomy = models.ForeignKey(OwnTaxonomy, models.CASCADE, related_name="labels")
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    parent = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True)
    terms = models.JSONField(default=list)
    older = models.JSONField(default=list)
    translations = models.JSONField(default=dict)
    order = models.PositiveIntegerField()
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=["taxonomy", "code"], name="one_label"),)

    def __str__(self) -> str:
        return self.name


class Example(models.Model):
    """A text that is no recommendation of the workspace: pasted, or from a taxonomy's file.

    `codes` are the labels that people gave it, none where none fits. Until `tagged` it waits.
    """

    taxonomy = models.ForeignKey(OwnTaxonomy, models.CASCADE, related_name="examples")
    text = models.TextField()
    codes = models.JSONField(default=list)
    tagged = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["taxonomy", "tagged"], name="waiting_texts"),)

    def __str__(self) -> str:
        return self.text[:60]


class Trained(models.Model):
    """One version of a labeller, taught from what the team tagged; made by the worker.

    `taxonomy` is the code of an own or a shipped one. `blob` is the model's file, loaded only under
    its hash. `card` says what it was taught from and how well it does (`domain.teaching`). The one
    that is `current` proposes labels.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"

    OPEN = (State.QUEUED, State.RUNNING)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="trained")
    taxonomy = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=500, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    card = models.JSONField(default=dict)
    current = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    claim = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["workspace", "taxonomy", "number"], name="one_trained_version"
            ),
            models.UniqueConstraint(
                fields=["workspace", "taxonomy"],
                condition=models.Q(current=True),
                name="one_current_version",
            ),
        )

    def __str__(self) -> str:
        return f"{self.taxonomy} {self.number}"
