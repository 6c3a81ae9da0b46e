"""Plans and their measures: who does what by when, to answer what was asked.

A measure lives in the room of the coordination until two coordinators let it go to the shared
table or to the public (docs/decisions/0033). There it is still the one measure: it goes on being
worked on, and every change of it stands in the history.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models.catalogue import Recommendation
from heedweb.workspace.models.clusters import Cluster
from heedweb.workspace.models.notes import Keep
from heedweb.workspace.models.people import Organisation, Room, Workspace


class Written(models.Model):
    """A record that several people write. `version` grows each time its `WORDS` are written.

    Who saves names the version they had before them (`domain.editing`).
    """

    WORDS: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Plan(Written):
    """Measures of one period. `copied_from` is the plan that was carried forward into it.

    `gone` is set where it was deleted; it can be brought back for thirty days.
    """

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("follow-up to recommendations")
        NHRAP = "nhrap", _("national human rights action plan")
        THEMATIC = "thematic", _("plan on one theme")

    WORDS = ("name", "kind", "text", "first", "last", "currency")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="plans")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.FOLLOW_UP.value)
    text = models.TextField(blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="copies", null=True, blank=True
    )
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-first", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["workspace", "name"],
                condition=models.Q(gone__isnull=True),
                name="one_plan_of_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(first__isnull=True)
                | models.Q(last__isnull=True)
                | models.Q(last__gte=models.F("first")),
                name="plan_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Chapter(Written):
    """A chapter of a plan, or a part of one. `order` counts within its plan."""

    WORDS = ("number", "title", "text", "parent", "order")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="chapters")
    parent = models.ForeignKey("self", models.PROTECT, related_name="parts", null=True, blank=True)
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Measure(Written):
    """A planned action that answers recommendations or clusters. `number` is its own in the plan.

    `room` is where it lives: the coordination's, the shared table or the public. `to` is where it
    is asked to go, by `asked_by`; another coordinator lets it. `budget` is in `currency`, `funds`
    says where the money comes from, `scope` where in the country it is carried out. `every` is how
    many months lie between two progress reports, None for on request only.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("no longer pursued")

    WORDS = (
        "number", "title", "text", "chapter", "start", "due", "budget", "currency", "funds",
        "scope", "every",
    )  # fmt: skip
    # States in which something is still to be done.
    OPEN = (State.PROPOSED, State.AGREED, State.UNDER_WAY)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="measures")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures")
    chapter = models.ForeignKey(
        Chapter, models.SET_NULL, related_name="measures", null=True, blank=True
    )
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    to = models.ForeignKey(Room, models.PROTECT, related_name="+", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED.value)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    budget = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    funds = models.CharField(max_length=300, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    every = models.PositiveSmallIntegerField(null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="copies", null=True, blank=True
    )
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("plan", "number", "pk")
        indexes = (
            models.Index(fields=["workspace", "state", "due"], name="measures_by_due"),
            models.Index(fields=["workspace", "room"], name="measures_by_room"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=models.Q(gone__isnull=True),
                name="one_measure_of_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["proposed", "agreed", "under_way", "done", "dropped"]
                ),
                name="state_of_measure",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True)
                | models.Q(due__isnull=True)
                | models.Q(due__gte=models.F("start")),
                name="measure_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gte=0),
                name="budget_is_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def late(self, today: date) -> bool:
        """Return whether its day is past and it is neither done nor given up."""
        return self.due is not None and self.due < today and self.state in self.OPEN


class MeasureKeep(Keep):
    """A passage of a measure that somebody kept."""

    record = models.ForeignKey(Measure, models.CASCADE, related_name="keeps")

    class Meta(Keep.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} kept in {self.record}"


class Target(models.Model):
    """What a measure answers: a recommendation, or a cluster with all that is in it."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="targets", null=True, blank=True
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="targets", null=True, blank=True
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(recommendation__isnull=False, cluster__isnull=True)
                | models.Q(recommendation__isnull=True, cluster__isnull=False),
                name="target_is_one_thing",
            ),
            models.UniqueConstraint(fields=["measure", "recommendation"], name="one_target_row"),
            models.UniqueConstraint(fields=["measure", "cluster"], name="one_target_cluster"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} → {self.recommendation or self.cluster}"


class Assignment(models.Model):
    """An institution's part in a measure, and what it says to that; `reason` where it declined."""

    class Part(models.TextChoices):
        LEAD = "lead", _("lead")
        SUPPORT = "support", _("supporting")

    class Answer(models.TextChoices):
        PROPOSED = "proposed", _("not answered yet")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    # Which parts lead a measure: an institution that declined leads nothing.
    LEADS: ClassVar[models.Q] = models.Q(part="lead") & ~models.Q(answer="declined")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=10, choices=Part.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.PROPOSED.value)
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("part", "organisation__name")
        constraints = (
            models.UniqueConstraint(fields=["measure", "organisation"], name="one_assignment"),
            models.UniqueConstraint(
                fields=["measure"], condition=models.Q(part="lead"), name="one_lead"
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="declined") | ~models.Q(reason=""),
                name="declined_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.part} {self.measure}"

    @property
    def declined(self) -> bool:
        """Whether the institution has no part any more because it declined."""
        return self.answer == self.Answer.DECLINED

    @property
    def leads(self) -> bool:
        """Whether it is one of `LEADS`."""
        return self.part == self.Part.LEAD and not self.declined


class Milestone(Written):
    """A step of a measure that can be seen to be reached: `due`, and the day it was `reached`."""

    WORDS = ("title", "due", "reached", "order")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    reached = models.DateField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "due", "pk")

    def __str__(self) -> str:
        return self.title


class Need(models.Model):
    """That a measure waits for another one."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="needs")
    needed = models.ForeignKey(Measure, models.CASCADE, related_name="needed_by")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["measure", "needed"], name="one_need"),
            models.CheckConstraint(
                condition=~models.Q(measure=models.F("needed")), name="needs_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} needs {self.needed_id}"


class Tie(models.Model):
    """A measure's place in another framework: a label of a taxonomy, its name kept as it was.

    SDG targets are one; a national plan, a development strategy and the lines of a budget are own
    taxonomies of the workspace.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="ties")
    taxonomy = models.CharField(max_length=80)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("taxonomy", "code")
        constraints = (
            models.UniqueConstraint(fields=["measure", "taxonomy", "code"], name="one_tie"),
        )

    def __str__(self) -> str:
        return f"{self.taxonomy} {self.code}"
