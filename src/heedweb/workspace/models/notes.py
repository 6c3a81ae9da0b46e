"""Records that live in a room: what an organisation writes, and what it proposes to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.people import Organisation, Room, Workspace

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Standing(models.TextChoices):
    """How far a record has come on its way out of its room."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISCARDED = "discarded", _("discarded")


# Where a record is by its standing: at home still, or where others read it or read that it was.
IN_THE_ROOM = (Standing.DRAFT, Standing.IN_REVIEW)
OUT = (Standing.PUBLISHED, Standing.SUPERSEDED, Standing.WITHDRAWN)


class Roomed(models.Model):
    """A record that lives in exactly one room.

    `home` is the room of those who wrote it and never changes; `room` is where it lives now: its
    home until it is published, then the shared table or the public room. `to` is where it is asked
    to go. It leaves by two people: `asked_by` and `approved_by` are never the same person, nor is
    `approved_by` the `author`. A published record is not edited: a later version `supersedes` it.

    A draft that is thrown away is `discarded_at` a time, and for some days can be restored.

    `version` grows each time its words are written: who saves or approves names the one they saw.
    `WORDS` are the fields that people write; `FIXED` those that a later version keeps besides.
    `moves` (of a model of its own, a `Move`) tell what was done with it and keep earlier words;
    `keeps` (a `Keep`) are what somebody decided to leave in although it looks like personal data.
    """

    WORDS: ClassVar[tuple[str, ...]] = ()
    FIXED: ClassVar[tuple[str, ...]] = ()
    # Whether it may be sent to the room of the coordination instead of to all.
    TO_COORDINATION: ClassVar[bool] = False
    if TYPE_CHECKING:
        later: Roomed
        moves: RelatedManager[Move]
        keeps: RelatedManager[Keep]

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    home = models.ForeignKey(Room, models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    to = models.ForeignKey(Room, models.CASCADE, related_name="+", null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    standing = models.CharField(
        max_length=20, choices=Standing.choices, default=Standing.DRAFT.value
    )
    written = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, related_name="later", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("author"))
                & ~models.Q(approved_by=models.F("asked_by")),
                name="%(class)s_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    standing__in=(*IN_THE_ROOM, Standing.DISCARDED), room=models.F("home")
                )
                | models.Q(standing__in=OUT, approved_by__isnull=False),
                name="%(class)s_lives_at_home_until_published",
            ),
            models.CheckConstraint(
                condition=models.Q(standing=Standing.DISCARDED, discarded_at__isnull=False)
                | ~models.Q(standing=Standing.DISCARDED) & models.Q(discarded_at__isnull=True),
                name="%(class)s_is_discarded_at_a_time",
            ),
        )

    @property
    def over(self) -> bool:
        """Whether nothing of it is moved any more, whatever its standing."""
        return False

    @property
    def told_in(self) -> Room | None:
        """In whose history it is told that it left its room; None for that of all."""
        return None

    @property
    def words(self) -> dict[str, object]:
        """What people wrote, by field."""
        return {name: getattr(self, name) for name in self.WORDS}


class Move(models.Model):
    """Something done with a record that lives in a room; it stays in the room.

    `words` are what somebody wrote: the latest in a row by one person, so that who writes after
    another loses nothing of theirs. `version` is the record's then.
    """

    class Verb(models.TextChoices):
        WRITE = "write", _("wrote")
        ASIDE = "aside", _("wrote at the same time")
        ASK = "ask", _("asked for it to leave the room")
        TAKE_BACK = "take_back", _("took it back to work on")
        APPROVE = "approve", _("published it")
        RETURN = "return", _("sent it back")
        COMMENT = "comment", _("commented")
        WITHDRAW = "withdraw", _("withdrew it")
        DISCARD = "discard", _("discarded it")
        RESTORE = "restore", _("restored it")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verb = models.CharField(max_length=12, choices=Verb.choices)
    comment = models.TextField(blank=True)
    words = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("-pk",)


class Keep(models.Model):
    """A passage that looks like personal data (`heed.personal`), which somebody kept, and why.

    It holds for the same `words` of the same `kind` in the same `field`, wherever they stand.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    field = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    words = models.TextField()
    why = models.TextField()

    class Meta:
        abstract = True
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["record", "field", "kind", "words"], name="%(class)s_once"
            ),
        )


class Note(Roomed):
    """What an organisation writes about a recommendation. `invited` may read its draft."""

    WORDS = ("text",)
    FIXED = ("about",)
    if TYPE_CHECKING:
        later: Note
    about = models.ForeignKey(Recommendation, models.CASCADE, related_name="notes")
    text = models.TextField()
    invited = models.ManyToManyField(Organisation, related_name="+", blank=True)

    class Meta(Roomed.Meta):
        ordering = ("-written", "-pk")

    def __str__(self) -> str:
        return f"note on {self.about}"


class NoteMove(Move):
    """Something done with a note."""

    record = models.ForeignKey(Note, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.verb} {self.record}"


class NoteKeep(Keep):
    """A passage of a note that somebody kept."""

    record = models.ForeignKey(Note, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"


class Fix(models.Model):
    """A correction of what was read, proposed to the coordination, which answers it.

    `field` is what should be corrected, `words` how it should read.
    """

    class Answer(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    class Field(models.TextChoices):
        TEXT = "text", _("text")
        POSITION = "position", _("position")
        STATES = "states", _("recommending States")
        PARAGRAPH = "paragraph", _("number")
        OTHER = "other", _("something else")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="fixes")
    home = models.ForeignKey(Room, models.CASCADE, related_name="fixes")
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="fixes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    field = models.CharField(max_length=20, choices=Field.choices)
    words = models.TextField(blank=True)
    reason = models.TextField()
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.OPEN.value)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("answer", "at")

    def __str__(self) -> str:
        return f"fix of {self.recommendation}"
