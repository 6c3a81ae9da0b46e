"""Indicators: what is measured, in which unit, from where to where, and its values by date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Blob, Recommendation
from heedweb.workspace.models.clusters import Cluster
from heedweb.workspace.models.notes import Keep
from heedweb.workspace.models.people import Organisation, Room, Workspace
from heedweb.workspace.models.plan import Measure, Written


class Indicator(Written):
    """What is measured. `code` is its own in the workspace, or of a list (`ohchr.`, `sdg.`).

    `every` is how many months lie between two values. `splits` are the ways in which values are
    disaggregated, by name, each with its groups: `{"sex": ["women", "men"]}`. With `falling` less
    is better, None where neither is. `home` is the room of who keeps it; `room` is where it lives,
    as for a measure.
    """

    class Kind(models.TextChoices):
        STRUCTURAL = "structural", _("structural: what was committed to")
        PROCESS = "process", _("process: what is being done")
        OUTCOME = "outcome", _("outcome: what people enjoy")

    WORDS = (
        "code", "name", "kind", "unit", "definition", "source", "every", "falling", "splits",
        "baseline", "baseline_on", "target", "target_on", "keeper",
    )  # fmt: skip

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="indicators")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    to = models.ForeignKey(Room, models.PROTECT, related_name="+", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    keeper = models.ForeignKey(
        Organisation, models.PROTECT, related_name="indicators", null=True, blank=True
    )
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    unit = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    every = models.PositiveSmallIntegerField(null=True, blank=True)
    falling = models.BooleanField(null=True, blank=True)
    splits = models.JSONField(default=dict, blank=True)
    baseline = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("code", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["workspace", "code"],
                condition=models.Q(gone__isnull=True),
                name="one_indicator_of_a_code",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["structural", "process", "outcome"]),
                name="kind_of_indicator",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndicatorKeep(Keep):
    """A passage of an indicator that somebody kept."""

    record = models.ForeignKey(Indicator, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"


class Use(models.Model):
    """What an indicator measures the progress of: a measure, a recommendation or a cluster."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="uses")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="uses", null=True, blank=True)
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="uses", null=True, blank=True
    )
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="uses", null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(measure__isnull=False, recommendation=None, cluster=None)
                | models.Q(measure=None, recommendation__isnull=False, cluster=None)
                | models.Q(measure=None, recommendation=None, cluster__isnull=False),
                name="use_is_of_one_thing",
            ),
            models.UniqueConstraint(fields=["indicator", "measure"], name="one_use_measure"),
            models.UniqueConstraint(fields=["indicator", "recommendation"], name="one_use_row"),
            models.UniqueConstraint(fields=["indicator", "cluster"], name="one_use_cluster"),
        )

    def __str__(self) -> str:
        return (
            f"{self.indicator_id} of {self.measure_id or self.recommendation_id or self.cluster_id}"
        )


class Value(models.Model):
    """One reading of an indicator. It is never changed: it is replaced by another or withdrawn.

    `replaced` says when, `reason` why; what takes its place is `instead_of` it. Until a second
    person has `checked` a value only the keeper of the indicator and the coordination see it, and
    others go on seeing what it is instead of.

    `on` is the last day of the period it is of, `since` the first where that is said. `group` is
    one group of each split it is of, `{}` for all together. With `breaks` the series starts anew
    here: it is not to be compared with what is before, and `note` says why. `evidence` is where it
    is from: an address in `link`, a file in `blob` called `file`.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    on = models.DateField()
    since = models.DateField(null=True, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    group = models.JSONField(default=dict, blank=True)
    breaks = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    checked = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    replaced = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    instead_of = models.ForeignKey(
        "self", models.RESTRICT, related_name="later", null=True, blank=True
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("on", "pk")
        indexes = (models.Index(fields=["indicator", "on"], name="values_by_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "on", "group"],
                condition=models.Q(replaced__isnull=True),
                name="one_value_a_day_and_group",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("by")),
                name="value_checked_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"
