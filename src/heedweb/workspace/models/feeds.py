"""Feeds that a room asks for items of the dialogue, and what became of each entry."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.dialogue import Item
from heedweb.workspace.models.people import Room, Workspace


class Feed(models.Model):
    """An address of entries that a room asks for; what is new there is taken in.

    It is asked on behalf of `by`. `asked` is when it was asked last, `problem` what went wrong
    then, in one line; `stopped` is set while nobody wants it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="feeds")
    room = models.ForeignKey(Room, models.PROTECT, related_name="feeds")
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    stopped = models.DateTimeField(null=True, blank=True)
    asked = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["room", "address"], name="one_feed_of_a_room"),
        )

    def __str__(self) -> str:
        return self.title or self.address


class FeedEntry(models.Model):
    """An entry that a feed had, seen once: `key` stands for what the feed calls it.

    It waits, or was taken in as `item`, or was there before (`known`), or was left: `problem` says
    why in one line. `tries` counts how often it was fetched in vain.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be fetched")
        TAKEN = "taken", _("taken in")
        KNOWN = "known", _("was there before")
        LEFT = "left", _("not taken in")

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    key = models.CharField(max_length=64)
    link = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    published = models.DateField(null=True, blank=True)
    seen = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING.value)
    item = models.ForeignKey(Item, models.SET_NULL, related_name="entries", null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["feed", "key"], name="one_entry_of_a_feed"),)
        indexes = (
            models.Index(
                fields=["feed"], condition=models.Q(state="waiting"), name="entries_waiting"
            ),
        )

    def __str__(self) -> str:
        return self.title or self.link
