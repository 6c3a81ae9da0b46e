"""A team's workspace for a State, and who belongs to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Workspace(models.Model):
    """One team's work on one State. `state` is its ISO 3166-1 alpha-3 code.

    `revision` grows with every change of a recommendation, `structure` with every change of which
    rows there are: what is kept in memory is brought up to date by them.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=3, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveBigIntegerField(default=0)
    structure = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    coordinator = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership"),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace}"
