"""Ready-made data: what its rows say of recommendations, and tables whose columns are matched."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heedweb.workspace.models.catalogue import Blob, Recommendation, Review, SourceDocument
from heedweb.workspace.models.people import Workspace


class DataRow(models.Model):
    """What one row of a file of data says: a source of a recommendation beside the document.

    `data` is the file. `value` has the fields of `heed.exchange.rows.Row` that are not empty.
    `how` and `score` say by what the row was joined to its recommendation; a row that is none of
    the review's list has no recommendation. `differences` are (field, the row's, the list's);
    `about` names their fields, each between commas (`,text,position,`; `,none,` without an item).
    They count until a person has `settled` them: `kept` the list as it is, or `taken` the row's.
    """

    class Settled(models.TextChoices):
        KEPT = "kept"
        TAKEN = "taken"

    data = models.ForeignKey(SourceDocument, models.CASCADE, related_name="rows")
    review = models.ForeignKey(Review, models.CASCADE, related_name="data_rows")
    recommendation = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="data_rows"
    )
    number = models.PositiveIntegerField()
    ident = models.CharField(max_length=80, blank=True)
    value = models.JSONField()
    how = models.CharField(max_length=20, blank=True)
    score = models.FloatField(default=0.0)
    differences = models.JSONField(default=list)
    about = models.CharField(max_length=60, blank=True)
    differs = models.BooleanField(default=False)
    settled = models.CharField(max_length=5, choices=Settled.choices, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("data", "number")
        indexes = (
            models.Index(
                fields=["review", "number"],
                name="open_differences",
                condition=models.Q(differs=True, settled=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.data} {self.number}"


class Sheet(models.Model):
    """A table that waits for a person to say what its columns are.

    `sample` are its first rows, `proposed` the matching that heed proposes (`exchange.proposing`).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="sheets")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)
    header = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    rows = models.PositiveIntegerField(null=True, blank=True)
    proposed = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_in = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name


class SavedMatching(models.Model):
    """A matching of columns that the team keeps; it fits files with the same `signature`."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="matchings")
    name = models.CharField(max_length=120)
    signature = models.CharField(max_length=32, db_index=True)
    matching = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["workspace", "name"], name="one_matching"),)

    def __str__(self) -> str:
        return self.name
