"""Who did what, when: one row for each change, written in the same transaction, chained by hash.

What a row says stands apart from its place in the chain: the chain holds its `commitment` alone,
so that words about a person can be erased and the chain stays whole (docs/decisions/0028).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.decisions import Step
from heedweb.workspace.models.people import Room, Workspace


class Chain(models.Model):
    """The end of a chain: how many rows it has, the hash and the time of the last.

    There is one for each workspace, and one for the acts on the installation, whose `workspace` is
    None. `name` says which it is and never changes. Whoever appends holds this row.
    """

    name = models.CharField(max_length=40, unique=True)
    workspace = models.OneToOneField(
        Workspace, models.CASCADE, related_name="chain", null=True, blank=True
    )
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """One act of one person. `verb` is a short code; `subject` names what it was done to.

    `room` is where it was done: who may not see the room does not see the act. None is an act on
    what all members of the workspace see. `workspace` is None for an act on the installation.

    `changes` says for each field what it was and what it became (`domain.activity.Change`), `why`
    is the person's reason. Where a `step` was taken its rows say that, and `digest` is theirs.
    `kind` and `record` are the name and the primary key of the record that the act was done to.

    `number` is the row's place in its chain, `previous` the hash of the row before, `hash` its own
    (`domain.chain`). `commitment` binds subject, detail, changes and why with a `salt`.
    """

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, related_name="activities", null=True, blank=True
    )
    room = models.ForeignKey(Room, models.CASCADE, related_name="activities", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    why = models.TextField(blank=True)
    step = models.ForeignKey(
        Step, models.RESTRICT, related_name="activities", null=True, blank=True
    )
    kind = models.CharField(max_length=40, blank=True)
    record = models.PositiveBigIntegerField(null=True, blank=True)
    number = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["workspace", "-at", "-id"], name="latest_activities"),
            models.Index(fields=["kind", "record"], name="activities_of_a_record"),
        )
        constraints = (
            models.UniqueConstraint(fields=["workspace", "number"], name="one_place_in_the_chain"),
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(workspace__isnull=True),
                name="one_place_in_the_first_chain",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class DailyHead(models.Model):
    """The end of a chain at the end of a day, in UTC. `seal` is what is shown to all of it."""

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="heads")
    day = models.DateField()
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=["chain", "day"], name="one_head_a_day"),)

    def __str__(self) -> str:
        return f"{self.chain} {self.day}"


class BlobCheck(models.Model):
    """When an original was last read whole, and what was wrong with it then."""

    blob = models.OneToOneField("workspace.Blob", models.CASCADE, related_name="check_of")
    at = models.DateTimeField()
    fault = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.blob_id} {self.fault}"
