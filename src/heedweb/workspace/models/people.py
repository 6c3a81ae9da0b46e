"""A workspace for a State: its organisations, their rooms, and who belongs to it in which role."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from heedweb.workspace.roles import OrganisationKind, Role, RoomKind


class Workspace(models.Model):
    """The work on one State. `state` is its ISO 3166-1 alpha-3 code.

    `revision` grows with every change of a recommendation, `structure` with every change of which
    rows there are: what is kept in memory is brought up to date by them. `public` says whether its
    public room may be read without an account; `opening_by` has asked for that, and another
    coordinator has not yet confirmed it.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=3, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveBigIntegerField(default=0)
    structure = models.PositiveBigIntegerField(default=0)
    public = models.BooleanField(default=False)
    opening_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    opening_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def coordination(self) -> Organisation:
        """Return the organisation that coordinates it, with its room."""
        bodies = self.organisations.filter(kind=OrganisationKind.COORDINATION)
        return bodies.select_related("room").order_by("pk")[0]


class Organisation(models.Model):
    """A body that takes part in a workspace: a ministry, an institution, an organisation."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="organisations")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    closed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["workspace", "name"], name="one_organisation"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="kind_of_organisation"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """Where records live: one for each organisation, the shared table, the public.

    `organisation` is None for the shared table and the public room alone.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="rooms")
    kind = models.CharField(max_length=20, choices=RoomKind.choices)
    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="room", null=True, blank=True
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=RoomKind.ORGANISATION, organisation__isnull=False)
                | models.Q(kind__in=(RoomKind.SHARED, RoomKind.PUBLIC), organisation__isnull=True),
                name="kind_of_room",
            ),
            models.UniqueConstraint(
                fields=["workspace", "kind"],
                condition=models.Q(organisation__isnull=True),
                name="one_room_for_all",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation or self.get_kind_display())


class Places(models.QuerySet["Membership"]):
    """Places of people, as far as they count."""

    def live(self) -> Self:
        """Return those of people who may sign in and are not suspended."""
        return self.filter(suspended__isnull=True, user__is_active=True)

    def open(self) -> Self:
        """Return those by which a person comes in: live, and of no organisation that is closed."""
        closed = models.Q(organisation__closed__isnull=False)
        return self.live().exclude(closed)


class Membership(models.Model):
    """A person's place in a workspace. While `suspended` is set it counts for nothing."""

    objects = Places.as_manager()

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    suspended = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(auto_now_add=True, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
            models.CheckConstraint(
                condition=models.Q(role__in=(Role.READER, Role.AUDITOR))
                | models.Q(organisation__isnull=False),
                name="role_in_an_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace}"


class SupportAccess(models.Model):
    """An administrator's stay in a room of others: with a reason, told to the room, for an hour.

    `ended` is when it was ended before its time.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="support")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    began = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-began",)

    def __str__(self) -> str:
        return f"{self.by} in {self.room}"
