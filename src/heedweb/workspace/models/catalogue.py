"""What the documents say: files, reviews, lead-ins, recommendations, with every place."""

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
    """One examination of a State by a mechanism. `symbol` is that of its report."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="reviews")
    mechanism = models.CharField(max_length=40)
    symbol = models.CharField(max_length=80)
    state = models.CharField(max_length=3, blank=True)
    state_name = models.CharField(max_length=200, blank=True)
    session = models.PositiveSmallIntegerField(null=True, blank=True)
    cycle = models.PositiveSmallIntegerField(null=True, blank=True)
    facts = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ("-session", "symbol")
        constraints = (models.UniqueConstraint(fields=["workspace", "symbol"], name="one_review"),)

    def __str__(self) -> str:
        return self.symbol


class SourceDocument(models.Model):
    """A file as it was taken in, what it was recognised as and why, and its text.

    `pages` holds number, start, end, width, height of each page (points).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="documents")
    review = models.ForeignKey(Review, models.CASCADE, related_name="documents")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)
    kind = models.CharField(max_length=40)
    symbol = models.CharField(max_length=80)
    language = models.CharField(max_length=8, blank=True)
    reasons = models.JSONField(default=list)
    text = models.TextField()
    pages = models.JSONField(default=list)
    taken_in = models.DateTimeField(auto_now_add=True)
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("symbol",)
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
    """One numbered item as the document says it. Never edited by people.

    `boxes` holds page, left, top, right, bottom (points from the top left) of each printed line;
    `start` and `end` are offsets in the document's text. Field meanings: docs/extraction.md.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="recommendations")
    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="recommendations")
    order = models.PositiveIntegerField()
    paragraph = models.CharField(max_length=20)
    printed = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=100, db_index=True)
    text = models.TextField()
    position = models.CharField(max_length=20, choices=POSITIONS, blank=True, db_index=True)
    claim = models.CharField(max_length=20, choices=CLAIMS, blank=True)
    position_source = models.CharField(max_length=100, blank=True)
    position_words = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    boxes = models.JSONField(default=list)

    class Meta:
        ordering = ("-review__session", "review__symbol", "order")
        constraints = (models.UniqueConstraint(fields=["review", "order"], name="one_place"),)

    def __str__(self) -> str:
        return self.key


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
    """One ask within an item, with the names of the States that made it."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    states = models.JSONField(default=list)

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
