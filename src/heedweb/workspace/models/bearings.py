"""What records of the dialogue have to do with."""

from __future__ import annotations

from django.db import models

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.clusters import Cluster
from heedweb.workspace.models.dialogue import Event, Promise
from heedweb.workspace.models.plan import Measure
from heedweb.workspace.models.visits import Visit


class Bearing(models.Model):
    """What a record of the dialogue has to do with: a recommendation, a cluster or a measure."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="bearings", null=True, blank=True)
    promise = models.ForeignKey(
        Promise, models.CASCADE, related_name="bearings", null=True, blank=True
    )
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="bearings", null=True, blank=True)
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="bearings", null=True, blank=True
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="bearings", null=True, blank=True
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="bearings", null=True, blank=True
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, promise__isnull=True, visit__isnull=True)
                | models.Q(event__isnull=True, promise__isnull=False, visit__isnull=True)
                | models.Q(event__isnull=True, promise__isnull=True, visit__isnull=False),
                name="bearing_is_of_one_record",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    recommendation__isnull=False, cluster__isnull=True, measure__isnull=True
                )
                | models.Q(recommendation__isnull=True, cluster__isnull=False, measure__isnull=True)
                | models.Q(
                    recommendation__isnull=True, cluster__isnull=True, measure__isnull=False
                ),
                name="bearing_is_on_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event or self.promise or self.visit} → {self.on}"

    @property
    def on(self) -> Recommendation | Cluster | Measure | None:
        """What it is about."""
        return self.recommendation or self.cluster or self.measure
