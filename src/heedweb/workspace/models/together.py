"""Working together: comments and questions, consultations, notices and what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.clusters import Cluster
from heedweb.workspace.models.indicators import Indicator
from heedweb.workspace.models.notes import Keep, Move, Roomed
from heedweb.workspace.models.people import Organisation, Room, Workspace
from heedweb.workspace.models.plan import Measure, Plan, Written


class Comment(models.Model):
    """What somebody says or asks about a record, in one room: their own, or the shared table.

    A question stays open until it is `settled`. `to` are people who are told (mentioned by name in
    the own room), `bodies` organisations that are told at the table. `taken_back` by its author it
    leaves an empty place.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="comments")
    room = models.ForeignKey(Room, models.CASCADE, related_name="comments")
    answers = models.ForeignKey(
        "self", models.CASCADE, related_name="replies", null=True, blank=True
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="comments", null=True, blank=True
    )
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="comments", null=True, blank=True
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="comments", null=True, blank=True
    )
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="comments", null=True, blank=True
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    question = models.BooleanField(default=False)
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_back = models.DateTimeField(null=True, blank=True)
    to = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    bodies = models.ManyToManyField(Organisation, related_name="+", blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"comment on {self.measure or self.recommendation or self.cluster or self.indicator}"


class Round(Written):
    """A consultation: a question put to organisations until a day. `opened` once it was sent.

    It is about a plan, or about recommendations or clusters, or about nothing but its question.
    """

    WORDS = ("title", "question", "closes")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="rounds")
    title = models.CharField(max_length=300)
    question = models.TextField()
    plan = models.ForeignKey(Plan, models.SET_NULL, related_name="rounds", null=True, blank=True)
    recommendations = models.ManyToManyField(Recommendation, related_name="+", blank=True)
    clusters = models.ManyToManyField(Cluster, related_name="+", blank=True)
    invited = models.ManyToManyField(Organisation, related_name="rounds", blank=True)
    closes = models.DateField()
    opened = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-closes", "-pk")

    def __str__(self) -> str:
        return self.title


class Answer(Roomed):
    """What an invited organisation says in a consultation, in its own words."""

    WORDS = ("text",)
    FIXED = ("round",)
    TO_COORDINATION = True
    if TYPE_CHECKING:
        later: Answer
    round = models.ForeignKey(Round, models.PROTECT, related_name="answers")
    text = models.TextField()

    class Meta(Roomed.Meta):
        ordering = ("written", "pk")

    @property
    def told_in(self) -> Room | None:
        """Its home: who was not invited knows of no consultation."""
        return self.home

    @property
    def over(self) -> bool:
        """Whether nothing of it is moved any more: the consultation is closed."""
        return self.round.closed is not None

    def __str__(self) -> str:
        return f"answer to {self.round}"


class AnswerMove(Move):
    """Something done with an answer."""

    record = models.ForeignKey(Answer, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.verb} {self.record}"


class AnswerKeep(Keep):
    """A passage of an answer that somebody kept."""

    record = models.ForeignKey(Answer, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"


class Outcome(Written):
    """What the coordination did with an answer, and why."""

    class Done(models.TextChoices):
        TAKEN = "taken", _("taken up")
        PARTLY = "partly", _("taken up in part")
        NOT = "not", _("not taken up")
        LATER = "later", _("kept for later")

    WORDS = ("done", "text")

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="outcome")
    done = models.CharField(max_length=10, choices=Done.choices)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.done} {self.answer}"


class Notice(models.Model):
    """What one person is told of: in the page, and by mail unless they want none of it.

    `kind` and `record` name what it is about, `url` leads there. `key` is the same for what is
    told once only: the same reminder is never made twice. `mail` is the mail that it is told in.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True)
    record = models.PositiveBigIntegerField(null=True, blank=True)
    key = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        "workspace.Mail", models.SET_NULL, related_name="notices", null=True, blank=True
    )

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=["user", "workspace"], name="unseen_notices",
                condition=models.Q(seen__isnull=True),
            ),
            models.Index(
                fields=["at"], name="notices_to_mail",
                condition=models.Q(seen__isnull=True, mail__isnull=True),
            ),
        )  # fmt: skip
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="told_once"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Wish(models.Model):
    """How a person wants to be told in a workspace, and the secret of the calendar they follow."""

    class Mails(models.TextChoices):
        EACH = "each", _("each at once")
        DAILY = "daily", _("once a day, all together")
        NONE = "none", _("no mail")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mails = models.CharField(max_length=10, choices=Mails.choices, default=Mails.EACH.value)
    calendar = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["workspace", "user"], name="one_wish"),)

    def __str__(self) -> str:
        return f"{self.user} {self.mails}"


class Mail(models.Model):
    """A mail on its way. `ident` is its Message-ID; `tried` is set before it is handed over.

    Where the machine stops between `tried` and `sent` nobody knows whether it was taken: it is
    handed over again under the same `ident`, by which mail servers know it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ident = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    made = models.DateTimeField(auto_now_add=True)
    due = models.DateTimeField()
    tried = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=["due"], name="mails_to_send", condition=models.Q(sent__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.subject


class Typed(models.Model):
    """What somebody is typing into a form and has not saved: kept for nobody else, 30 days.

    `form` says which form of which record: `measure:12`, `measure:new:3`.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=80)
    words = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "user", "form"], name="one_typed"),
        )

    def __str__(self) -> str:
        return self.form
