"""Imports: what was dropped, how far it has come, what became of each file."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heed.errors import told
from heedweb.workspace.models.catalogue import SourceDocument
from heedweb.workspace.models.data import Sheet
from heedweb.workspace.models.people import Workspace


class ImportJob(models.Model):
    """Files dropped together.

    `claim` is the token of the worker that has the job and `worker` names its process; a running
    job whose heartbeat is old, or whose process is gone, is taken up again. A job is `stopped` by a
    disk that is full; it can be tried again.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        STOPPED = "stopped"
        CANCELLED = "cancelled"
        DONE = "done"

    OPEN = (State.QUEUED, State.RUNNING, State.STOPPED)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    keep_others = models.BooleanField(default=False)
    claim = models.CharField(max_length=32, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportFile(models.Model):
    """One dropped file. `spooled` is where its bytes wait, relative to the spool folder.

    `matching` says what the columns of a table are; a table without one waits as a `sheet`. A file
    that is to be fetched has `fetch`: symbol, language and, once it is here, the record.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        DONE = "done"
        KEPT = "kept"
        CANCELLED = "cancelled"
        KNOWN = "known"
        REFUSED = "refused"
        COLUMNS = "columns"
        UNFETCHED = "unfetched"

    OPEN = (State.WAITING, State.READING)

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    spooled = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    remedy = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    document = models.ForeignKey(SourceDocument, models.SET_NULL, null=True, blank=True)
    matching = models.JSONField(default=dict)
    fetch = models.JSONField(default=dict)
    sheet = models.ForeignKey(Sheet, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> str:
        """What became of a refused file, in one line."""
        return told(self.name, self.reason, self.remedy)
