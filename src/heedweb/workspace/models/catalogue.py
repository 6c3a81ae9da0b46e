"""Documents, reviews and the list of recommendations, with every place.

What a document says of an item is `Said`, what people decided of it is in `models.decisions`; a
`Recommendation` is both together, the row that lists show, and can be made anew from them.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from heed.records import Claim, Position
from heedweb.workspace.models.people import Workspace

POSITIONS = [(p.value, p.value) for p in Position]
CLAIMS = [(c.value, c.value) for c in Claim]


class Blob(models.Model):
    """The bytes of a file, kept unchanged under their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()

    def __str__(self) -> str:
        return self.sha256


class Review(models.Model):
    """One examination of a State by a mechanism. `symbol` is that of its report.

    `checks` compare its documents (code, text, agrees, sources). `asides` holds what the report
    says beside its list: `cited`, `passages` (pledges, comments) and `notes` by paragraph. `dated`
    is the day of adoption (ISO, as precise as printed), `body` the mandate as the document names
    it. `dues` are the replies and reports it asks for (kind, on, months, paragraphs, text, page).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="reviews")
    mechanism = models.CharField(max_length=40)
    symbol = models.CharField(max_length=80)
    state = models.CharField(max_length=3, blank=True)
    state_name = models.CharField(max_length=200, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    cycle = models.PositiveSmallIntegerField(null=True, blank=True)
    facts = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    asides = models.JSONField(default=dict)
    dated = models.CharField(max_length=10, blank=True)
    body = models.CharField(max_length=300, blank=True)
    dues = models.JSONField(default=list)

    class Meta:
        ordering = ("-session", "symbol")
        constraints = (models.UniqueConstraint(fields=["workspace", "symbol"], name="one_review"),)

    def __str__(self) -> str:
        return self.symbol


class SourceDocument(models.Model):
    """A file as it was taken in, what it was recognised as and why, and its text.

    `pages` holds number, start, end, width, height of each page (points). Files of one symbol are
    versions of one document; lists are read from the `current` one. A document of a kind that
    heed takes no list from has no review, nor has a paper of a review whose report is not here.
    `read_with` is the version of heed that read it. `found` is what a paper says (`known`,
    `passages`, `listed`, `totals`, `facts`; docs/documents.md). `origin` is the record of a file
    that was fetched (`heedweb.fetching.record`), empty for one that a person gave.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="documents")
    review = models.ForeignKey(
        Review, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)
    kind = models.CharField(max_length=40)
    symbol = models.CharField(max_length=80)
    language = models.CharField(max_length=8, blank=True)
    reasons = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    read_with = models.CharField(max_length=40, blank=True)
    found = models.JSONField(default=dict)
    origin = models.JSONField(default=dict)
    text = models.TextField()
    pages = models.JSONField(default=list)
    taken_in = models.DateTimeField(auto_now_add=True)
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("symbol", "-version")
        constraints = (models.UniqueConstraint(fields=["workspace", "blob"], name="one_file"),)

    def __str__(self) -> str:
        return self.symbol


class LeadIn(models.Model):
    """A paragraph that opens a list, and what it says of the list."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="lead_ins")
    order = models.PositiveIntegerField()
    paragraph = models.CharField(max_length=20)
    text = models.TextField()
    position = models.CharField(max_length=20, choices=POSITIONS, blank=True)
    items = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.paragraph


class Recommendation(models.Model):
    """One recommendation as it stands: what the document says with what people decided.

    Written by `domain.projection` alone. `boxes` holds page, left, top, right, bottom (points from
    the top left) of each printed line; `start` and `end` are offsets in the document's text. Field
    meanings: docs/extraction.md. `context` holds what stands around an item that no State made
    (`heading`, `instrument`, `articles`, `concern` as text, page, start, and so on; empty values
    are left out). `revision` is the workspace's at the last change of this row.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        CORRECTED = "corrected"
        ADDED = "added"
        LATER = "later"
        REOPENED = "reopened"
        REJECTED = "rejected"
        REPLACED = "replaced"
        WITHDRAWN = "withdrawn"

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation"
        PLEDGE = "pledge"
        CONCLUSION = "conclusion"

    UNDECIDED = (State.OPEN, State.LATER, State.REOPENED)
    # Split, merged or undone: what stands in their place is listed.
    HIDDEN = (State.REPLACED, State.WITHDRAWN)
    # What lists of recommendations leave out: these, and what a person said is none.
    UNLISTED = (*HIDDEN, State.REJECTED)

    review = models.ForeignKey(Review, models.CASCADE, related_name="recommendations")
    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="recommendations")
    order = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.RECOMMENDATION)
    by_person = models.BooleanField(default=False)
    made_from = models.ManyToManyField("self", symmetrical=False, related_name="made")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(default=0)
    paragraph = models.CharField(max_length=40)
    printed = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=120, db_index=True)
    text = models.TextField()
    position = models.CharField(max_length=20, choices=POSITIONS, blank=True)
    claim = models.CharField(max_length=20, choices=CLAIMS, blank=True)
    position_source = models.CharField(max_length=100, blank=True)
    position_words = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    boxes = models.JSONField(default=list)
    context = models.JSONField(default=dict)

    class Meta:
        ordering = ("-review__session", "review__symbol", "order")
        indexes = (models.Index(fields=["review", "order"], name="in_order"),)

    def __str__(self) -> str:
        return self.key


class Said(models.Model):
    """What the documents say of one item, as the last reading found it. No person edits it.

    `value` has the fields of `domain.standing.Value`. An item that the latest reading no longer
    finds has no such row.
    """

    recommendation = models.OneToOneField(Recommendation, models.CASCADE, related_name="said")
    value = models.JSONField()

    def __str__(self) -> str:
        return str(self.value.get("paragraph", ""))


class Reading(models.Model):
    """One reading of a review's documents, and what it changed in the list.

    `summary` holds `added` and `removed` (numbers), `changed` (number, field, before, after),
    `reopened` (numbers) and `decided` (how many decisions were there and kept).
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="readings")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.CharField(max_length=40)
    documents = models.JSONField(default=list)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.review} {self.at:%Y-%m-%d}"


class RecommendingState(models.Model):
    """A State that made a recommendation, as written; `iso3` is empty where it is no State."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="recommending")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    iso3 = models.CharField(max_length=3, blank=True, db_index=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """One ask within an item, with its letter and the names of the States that made it."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    states = models.JSONField(default=list)
    label = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.text[:60]


class Doubt(models.Model):
    """A reason why a person should look at a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="doubts")
    code = models.CharField(max_length=40, db_index=True)
    text = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.code
