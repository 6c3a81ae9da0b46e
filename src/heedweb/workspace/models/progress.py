"""Progress: who was asked to report on what by when, what they reported, and their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Blob, Recommendation
from heedweb.workspace.models.indicators import Value
from heedweb.workspace.models.notes import Keep, Move, Roomed
from heedweb.workspace.models.people import Organisation, Room, Workspace
from heedweb.workspace.models.plan import Measure
from heedweb.workspace.roles import RoomKind


def _about(measure: Measure | None, row: Recommendation | None) -> Measure | Recommendation:
    """Return the one thing of two that a record is on, as its table demands."""
    if measure is not None:
        return measure
    if row is None:
        raise ValueError("a record on nothing")
    return row


class Request(models.Model):
    """That an institution is asked to report on a measure or a recommendation by a day.

    `closed` is set once a report on it was validated, or where nobody waits for one any more
    (`why`). `every` is how many months later the next one is asked for, None for never.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="requests", null=True, blank=True
    )
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="requests", null=True, blank=True
    )
    due = models.DateField()
    every = models.PositiveSmallIntegerField(null=True, blank=True)
    question = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    closed = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("due", "pk")
        indexes = (
            models.Index(
                fields=["organisation", "due"], name="open_requests",
                condition=models.Q(closed__isnull=True),
            ),
        )  # fmt: skip
        constraints = (
            models.CheckConstraint(
                condition=models.Q(measure__isnull=False, recommendation__isnull=True)
                | models.Q(measure__isnull=True, recommendation__isnull=False),
                name="request_is_on_one_thing",
            ),
            models.UniqueConstraint(
                fields=["organisation", "measure"],
                condition=models.Q(closed__isnull=True),
                name="one_open_request_on_a_measure",
            ),
            models.UniqueConstraint(
                fields=["organisation", "recommendation"],
                condition=models.Q(closed__isnull=True),
                name="one_open_request_on_a_row",
            ),
        )

    @property
    def about(self) -> Measure | Recommendation:
        """What it is on."""
        return _about(self.measure, self.recommendation)

    def __str__(self) -> str:
        return f"report on {self.about}"


class ProgressReport(Roomed):
    """A dated statement of what was done. `on` is the day it speaks of.

    `to` may be the coordination's room as well: an institution's validated report lives there. It
    goes further as a later version, which its institution sends to the shared table or to the
    public.
    """

    WORDS = ("text", "on")
    TO_COORDINATION = True
    FIXED = ("measure", "recommendation", "request")
    if TYPE_CHECKING:
        later: ProgressReport
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="reports", null=True, blank=True
    )
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="reports", null=True, blank=True
    )
    request = models.ForeignKey(
        Request, models.PROTECT, related_name="reports", null=True, blank=True
    )
    text = models.TextField()
    on = models.DateField()

    class Meta(Roomed.Meta):
        ordering = ("-on", "-pk")
        indexes = (
            models.Index(fields=["workspace", "-on", "-id"], name="reports_by_day"),
            models.Index(fields=["recommendation", "on"], name="reports_on_rows"),
            models.Index(fields=["measure", "on"], name="reports_on_measures"),
            # All that counting asks for, so that no text is read for it.
            models.Index(
                fields=["workspace", "standing", "home", "room", "measure"], name="reports_counted"
            ),
        )
        constraints = (  # type: ignore[assignment]
            *Roomed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(measure__isnull=False, recommendation__isnull=True)
                | models.Q(measure__isnull=True, recommendation__isnull=False),
                name="report_is_on_one_thing",
            ),
        )

    @property
    def about(self) -> Measure | Recommendation:
        """What it is on."""
        return _about(self.measure, self.recommendation)

    @property
    def told_in(self) -> Room | None:
        """Its home where not all may know of the measure that it is on."""
        hidden = self.measure is not None and self.measure.room.kind == RoomKind.ORGANISATION
        return self.home if hidden else None

    def __str__(self) -> str:
        return f"progress report on {self.about}"


class ProgressMove(Move):
    """Something done with a progress report."""

    record = models.ForeignKey(ProgressReport, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.verb} {self.record}"


class ProgressKeep(Keep):
    """A passage of a progress report that somebody kept."""

    record = models.ForeignKey(ProgressReport, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"


class Evidence(models.Model):
    """What a claim rests on: a file, an address with the copy that was kept of it, a statistic.

    A file and a copy are kept in `blob` under their hash; `link` is where the copy is from and
    `fetched` when. `value` is a reading of an indicator. `title` says what it is.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("file")
        LINK = "link", _("address")
        VALUE = "value", _("statistic")

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="evidence", null=True)
    assessment = models.ForeignKey(
        "workspace.Assessment", models.CASCADE, related_name="evidence", null=True
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    fetched = models.DateTimeField(null=True, blank=True)
    fetch = models.JSONField(default=dict, blank=True)
    value = models.ForeignKey(Value, models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(report__isnull=False, assessment__isnull=True)
                | models.Q(report__isnull=True, assessment__isnull=False),
                name="evidence_is_of_one_record",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="file", blob__isnull=False)
                | (models.Q(kind="link") & ~models.Q(link=""))
                | models.Q(kind="value", value__isnull=False),
                name="evidence_is_there",
            ),
        )

    def __str__(self) -> str:
        return self.title
