"""Imports: what was dropped, how far it has come, what became of each file."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heed.errors import told
from heedweb.workspace.models.catalogue import SourceDocument
from heedweb.workspace.models.people import Workspace


class ImportJob(models.Model):
    """Files dropped together. A running job whose heartbeat is old is taken up again."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created = models.DateTimeField(auto_now_add=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportFile(models.Model):
    """One dropped file. `spooled` is where its bytes wait, relative to the spool folder."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        DONE = "done"
        KNOWN = "known"
        REFUSED = "refused"

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    spooled = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    remedy = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    document = models.ForeignKey(SourceDocument, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> str:
        """What became of a refused file, in one line."""
        return told(self.name, self.reason, self.remedy)
