"""Who did what, when: one row for each change, written in the same transaction."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.people import Room, Workspace


class Activity(models.Model):
    """One act of one person. `verb` is a short code; `subject` names what it was done to.

    `room` is where it was done: who may not see the room does not see the act. None is an act on
    what all members of the workspace see.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="activities")
    room = models.ForeignKey(Room, models.CASCADE, related_name="activities", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
