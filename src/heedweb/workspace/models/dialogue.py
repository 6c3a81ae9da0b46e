"""The dialogue around the recommendations: items, what was found in them, and the register.

An item and all that comes of it live in the room of those who took it in. What a machine read is a
finding's `read` and is never edited; what a person made of it is its `words`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Blob
from heedweb.workspace.models.people import Organisation, Room, Workspace
from heedweb.workspace.models.plan import Written


class Item(Written):
    """A press item, communique, note verbale, minutes or letter, with its text as it was read.

    `parts` are its paragraphs, `topics` and `problems` what else was read (`heed.dialogue`). A
    `title` is its publisher's words, never heed's. `retracted` is the day on which the publisher
    took it back or corrected it; `reply_due`, `replied` and `reply` (the item that is it) are of an
    item that asks for a reply, `reference` is what a letter is numbered by.
    `origin` is the record of how it was fetched (`heedweb.fetching.record`), where it was.
    """

    class Kind(models.TextChoices):
        PRESS = "press", _("press item")
        COMMUNIQUE = "communique", _("communiqué")
        NOTE_VERBALE = "note_verbale", _("note verbale")
        MINUTES = "minutes", _("minutes")
        LETTER = "letter", _("letter")
        ALLEGATION = "allegation_letter", _("allegation letter")
        URGENT = "urgent_appeal", _("urgent appeal")
        FOLLOW_UP = "follow_up_letter", _("follow-up letter")

    # What mandates and bodies write to a State, of which a reply is waited for.
    LETTERS = (Kind.ALLEGATION, Kind.URGENT, Kind.FOLLOW_UP)
    WORDS = (
        "kind", "title", "publisher", "published", "link", "reference", "reply_due", "replied",
        "reply", "retracted", "retraction",
    )  # fmt: skip

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="items")
    room = models.ForeignKey(Room, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PRESS.value)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    published = models.DateField(null=True, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    reply_due = models.DateField(null=True, blank=True)
    replied = models.DateField(null=True, blank=True)
    reply = models.ForeignKey(
        "self", models.SET_NULL, related_name="replies_to", null=True, blank=True
    )
    reference = models.CharField(max_length=100, blank=True)
    retracted = models.DateField(null=True, blank=True)
    retraction = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=5, blank=True)
    text = models.TextField()
    dateline = models.CharField(max_length=300, blank=True)
    parts = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    file = models.CharField(max_length=255, blank=True)
    origin = models.JSONField(default=dict)
    read_with = models.CharField(max_length=40)
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-published", "-pk")
        indexes = (models.Index(fields=["workspace", "room"], name="items_by_room"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(retracted__isnull=False) | models.Q(retraction=""),
                name="retraction_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return " ".join(filter(None, (self.publisher or self.file, self.day))) or f"item {self.pk}"

    @property
    def day(self) -> str:
        """The day of publication in ISO 8601, nothing where it is not known."""
        return self.published.isoformat() if self.published else ""


class Event(Written):
    """Something that took place between the State and a body or another State.

    `people` are lines of those who took part besides those whom the sources name.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("bilateral meeting")
        REVIEW = "review", _("review in the Working Group")
        ADOPTION = "adoption", _("adoption in the Council")
        VISIT_HC = "visit_hc", _("visit of the High Commissioner")
        VISIT_SP = "visit_sp", _("visit of a special procedure")
        COOPERATION = "cooperation", _("technical cooperation")
        ILO_MISSION = "ilo_mission", _("ILO mission")
        COMMITTEE = "committee", _("Conference committee")
        OTHER = "other_event", _("other event")

    WORDS = ("kind", "title", "on", "until", "place", "occasion", "people", "text")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="events")
    room = models.ForeignKey(Room, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MEETING.value)
    title = models.CharField(max_length=300)
    on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    occasion = models.CharField(max_length=300, blank=True)
    people = models.TextField(blank=True)
    text = models.TextField(blank=True)
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["workspace", "room", "on"], name="events_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(on__isnull=True)
                | models.Q(until__gte=models.F("on")),
                name="event_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """A meeting, a statement or a commitment in an item, as read and as a person has it.

    `start` and `end` are its passage in the item's text, half-open; `nth` parts those of one
    passage. While `state` is proposed it is a machine's word. `gone` is set where a later reading
    has it no more; what a person decided stays. One `by_hand` was found by a person: nothing of it
    was read, no reading has to do with it, and `passage` is what that person quoted. `event` is
    what a meeting is a report of, and what a statement or a commitment was said at. `answers` is
    the statement that this one replies to.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("meeting")
        STATEMENT = "statement", _("statement")
        COMMITMENT = "commitment", _("commitment")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")

    # States in which it counts.
    HELD = (State.CONFIRMED, State.CORRECTED)

    item = models.ForeignKey(Item, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    nth = models.PositiveSmallIntegerField(default=0)
    read = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED.value)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)
    gone = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    passage = models.TextField(blank=True)
    event = models.ForeignKey(
        Event, models.SET_NULL, related_name="findings", null=True, blank=True
    )
    answers = models.ForeignKey(
        "self", models.SET_NULL, related_name="replies", null=True, blank=True
    )

    class Meta:
        ordering = ("start", "end", "nth", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "kind", "start", "end", "nth"], name="one_finding"
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_by__isnull=True)
                | ~models.Q(state="proposed") & models.Q(decided_by__isnull=False),
                name="finding_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="finding_has_a_passage"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.item}"

    @property
    def held(self) -> bool:
        """Whether a person stands for it."""
        return self.state in self.HELD

    @property
    def said(self) -> dict[str, Any]:
        """What it says: a person's words where there are some, else the machine's."""
        return {**self.read, **self.words}

    @property
    def quote(self) -> str:
        """The passage as the item has it."""
        return self.passage or self.item.text[self.start : self.end]


class Official(Written):
    """A person who acted in an office; `spellings` are other spellings of the name, one on a line.

    `same_as` is set where it turned out to be somebody who is in the register already.
    """

    WORDS = ("name", "spellings", "text")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="officials")
    room = models.ForeignKey(Room, models.PROTECT, related_name="officials")
    name = models.CharField(max_length=200)
    spellings = models.TextField(blank=True)
    text = models.TextField(blank=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, related_name="others", null=True, blank=True
    )

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["room", "name"],
                condition=models.Q(same_as__isnull=True),
                name="one_official",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """The name in all its spellings."""
        return [self.name, *(line.strip() for line in self.spellings.splitlines() if line.strip())]


class Attendance(models.Model):
    """Who took part in an event, in which office that day, by one source.

    `finding` is that source, None where a person wrote it of the event itself. `official` is None
    for who has no office: private persons are kept in no list.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="attendances", null=True, blank=True
    )
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="attendances", null=True, blank=True
    )
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    side = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("event", "finding", "number")

    def __str__(self) -> str:
        return f"{self.name or self.office} · {self.event}"


class Promise(Written):
    """Something promised: who, to whom, what, by when, who sees to it, and what came of it.

    `finding` is the passage that it was read in, None where a person wrote it. `owner` is the
    organisation that sees to it. `asked` marks what was asked for and nobody has promised yet.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        RATIFICATION = "ratification", _("ratification")
        VISIT = "visit", _("visit")
        REPORT = "report", _("report")
        COOPERATION = "cooperation", _("cooperation")
        OTHER = "other", _("other")

    WORDS = (
        "who", "to_whom", "kind", "asked", "what", "made_on", "due", "owner", "event", "fulfilled",
        "evidence", "why",
    )  # fmt: skip

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="promises")
    room = models.ForeignKey(Room, models.PROTECT, related_name="promises")
    finding = models.OneToOneField(
        Finding, models.PROTECT, related_name="promise", null=True, blank=True
    )
    event = models.ForeignKey(
        Event, models.SET_NULL, related_name="promises", null=True, blank=True
    )
    who = models.CharField(max_length=300)
    to_whom = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER.value)
    asked = models.BooleanField(default=False)
    what = models.TextField()
    made_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="promises", null=True, blank=True
    )
    fulfilled = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=2000, blank=True)
    why = models.TextField(blank=True)
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")
        indexes = (models.Index(fields=["workspace", "room", "due"], name="promises_by_due"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(fulfilled__isnull=True)
                | ~models.Q(evidence="")
                | ~models.Q(why=""),
                name="fulfilled_with_evidence_or_why",
            ),
        )

    def __str__(self) -> str:
        return self.what
