"""Visits of mandates and bodies, from what was asked for to what they reported.

They live in the room of those who keep them. What is known of each step has its own source.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.dialogue import Event, Item, Promise
from heedweb.workspace.models.people import Organisation, Room, Workspace
from heedweb.workspace.models.plan import Written


class Visit(Written):
    """A visit that a mandate or a body asked for or was invited to, and what came of it.

    `reminded` are the days on which it was asked for again, in ISO 8601, parted by commas;
    `proposed` the days that the State proposed, in its words. A source is an address, a symbol or
    what a document is called; items of the room are tied by `VisitItem`. `report` is the symbol of
    the mandate's report. `owner` is the organisation that sees to it.
    """

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", _("special procedure")
        HIGH_COMMISSIONER = "commissioner", _("High Commissioner")
        SUBCOMMITTEE = "subcommittee", _("Subcommittee on Prevention of Torture")
        COMMITTEE = "treaty_body", _("another treaty body")
        ILO = "ilo", _("mission of the ILO")
        OTHER = "other_visit", _("another body")

    class Answer(models.TextChoices):
        NONE = "none", _("no answer")
        ACCEPTED = "accepted", _("accepted")
        PROPOSED = "dates", _("dates proposed")
        POSTPONED = "postponed", _("postponed")
        DECLINED = "declined", _("declined")

    class Terms(models.TextChoices):
        UNKNOWN = "", _("not stated")
        AGREED = "agreed", _("agreed")
        OPEN = "not_agreed", _("not agreed")

    WORDS = (
        "kind", "who", "asked_on", "reminded", "reply_due", "asked_source", "answered",
        "answered_on", "proposed", "answered_text", "answered_source", "terms_stand", "terms_on",
        "terms_text", "terms_source", "begins", "ends", "place", "dates_source", "report",
        "report_on", "owner", "event", "promise", "text",
    )  # fmt: skip

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="visits")
    room = models.ForeignKey(Room, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PROCEDURE.value)
    who = models.CharField(max_length=300)
    asked_on = models.DateField(null=True, blank=True)
    reminded = models.CharField(max_length=500, blank=True)
    reply_due = models.DateField(null=True, blank=True)
    asked_source = models.CharField(max_length=2000, blank=True)
    answered = models.CharField(max_length=20, choices=Answer.choices, default=Answer.NONE.value)
    answered_on = models.DateField(null=True, blank=True)
    proposed = models.CharField(max_length=300, blank=True)
    answered_text = models.TextField(blank=True)
    answered_source = models.CharField(max_length=2000, blank=True)
    terms_stand = models.CharField(max_length=20, choices=Terms.choices, blank=True)
    terms_on = models.DateField(null=True, blank=True)
    terms_text = models.TextField(blank=True)
    terms_source = models.CharField(max_length=2000, blank=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=500, blank=True)
    dates_source = models.CharField(max_length=2000, blank=True)
    report = models.CharField(max_length=100, blank=True)
    report_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="visits", null=True, blank=True
    )
    event = models.ForeignKey(Event, models.SET_NULL, related_name="visits", null=True, blank=True)
    promise = models.ForeignKey(
        Promise, models.SET_NULL, related_name="visits", null=True, blank=True
    )
    text = models.TextField(blank=True)
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_on", "-pk")
        indexes = (
            models.Index(fields=["workspace", "room", "begins"], name="visits_by_day"),
            models.Index(fields=["workspace", "room", "reply_due"], name="visits_by_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(begins__isnull=False, ends__gte=models.F("begins")),
                name="visit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True) | ~models.Q(answered="none"),
                name="visit_answer_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.who

    @property
    def reminders(self) -> list[str]:
        """The days on which it was asked for again, in ISO 8601."""
        return [day for day in self.reminded.split(", ") if day]


class VisitItem(models.Model):
    """An item of the room that is the source of what is known of a step of a visit."""

    class Part(models.TextChoices):
        ASKED = "asked", _("what was asked for")
        ANSWER = "answer", _("the State's answer")
        TERMS = "terms", _("terms of reference")
        DATES = "dates", _("days and places")
        STATEMENT = "statement", _("end-of-mission statement")
        REPORT = "report", _("the report")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="papers")
    item = models.ForeignKey(Item, models.CASCADE, related_name="visits")
    part = models.CharField(max_length=20, choices=Part.choices)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["visit", "item", "part"], name="one_paper_of_a_visit"),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.item}"


class StandingInvitation(Written):
    """A standing invitation: to whom, since when, until when, and by which sources."""

    WORDS = (
        "whom", "extended_on", "extended_source", "withdrawn_on", "withdrawn_source", "text",
    )  # fmt: skip

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    room = models.ForeignKey(Room, models.PROTECT, related_name="invitations")
    whom = models.CharField(max_length=300)
    extended_on = models.DateField()
    extended_source = models.CharField(max_length=2000)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_source = models.CharField(max_length=2000, blank=True)
    text = models.TextField(blank=True)
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-extended_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(withdrawn_on__gte=models.F("extended_on"))
                & ~models.Q(withdrawn_source=""),
                name="invitation_is_withdrawn_later_by_a_source",
            ),
        )

    def __str__(self) -> str:
        return self.whom
