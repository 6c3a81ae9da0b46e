"""Reviews with their totals, and where a workspace stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

import heed
from heedweb.workspace.models import (
    Doubt,
    ImportJob,
    Reading,
    Recommendation,
    Review,
    SourceDocument,
    Workspace,
)
from heedweb.workspace.words import POSITION_ORDER, field_text


@dataclass(frozen=True, slots=True)
class Total:
    """How many recommendations of a review have one position; `""` is not stated."""

    position: str
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A review with its totals."""

    review: Review
    received: int
    totals: tuple[Total, ...]
    doubtful: int
    decided: int
    answered: bool


def summaries(workspace: Workspace) -> list[Summary]:
    """Return every review of a workspace with its totals, in a fixed number of queries."""
    return of(Review.objects.filter(workspace=workspace))


def of(reviews: QuerySet[Review]) -> list[Summary]:
    """Return these reviews with their totals, in a fixed number of queries."""
    documents = SourceDocument.objects.only("review", "kind")
    return _summaries(reviews.prefetch_related(Prefetch("documents", documents)))


def summary(review: Review) -> Summary:
    """Return one review with its totals."""
    return _summaries([review])[0]


def _summaries(reviews: Iterable[Review]) -> list[Summary]:
    held = list(reviews)
    listed = _listed(Recommendation.objects.filter(review__in=held))
    counts: dict[int, dict[str, int]] = {}
    decided: dict[int, int] = {}
    confirmed = Count("pk", filter=~Q(state__in=Recommendation.UNDECIDED))
    by_position = listed.order_by().values_list("review_id", "position")
    for pk, position, n, sure in by_position.annotate(n=Count("pk"), sure=confirmed):
        counts.setdefault(pk, {})[position] = n
        decided[pk] = decided.get(pk, 0) + sure
    doubtful = _by_review(_doubtful(listed))
    found: list[Summary] = []
    for review in held:
        mine = counts.get(review.pk, {})
        totals = tuple(Total(p, mine[p]) for p in POSITION_ORDER if p in mine)
        answered = any(d.kind == "upr_addendum" for d in review.documents.all())
        found.append(
            Summary(
                review,
                sum(mine.values()),
                totals,
                doubtful.get(review.pk, 0),
                decided.get(review.pk, 0),
                answered,
            )
        )
    return found


def _listed(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return rows.exclude(state__in=Recommendation.UNLISTED)


def _doubtful(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Return the rows that need a person: in doubt and not decided, or re-opened."""
    doubt = Exists(Doubt.objects.filter(recommendation=OuterRef("pk")))
    rows = rows.filter(state__in=Recommendation.UNDECIDED)
    return rows.filter(doubt | Q(state=Recommendation.State.REOPENED))


def _by_review(rows: QuerySet[Recommendation]) -> dict[int, int]:
    return dict(rows.order_by().values_list("review_id").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Stated:
    """What the introduction states under one name: its values, and the first page."""

    name: str
    values: tuple[str, ...]
    page: int | None


def stated(review: Review) -> list[Stated]:
    """Return the facts of a review's introduction, those of one name together."""
    found: dict[str, Stated] = {}
    for fact in review.facts:
        held = found.get(fact["name"], Stated(fact["name"], (), fact["page"]))
        found[held.name] = Stated(held.name, (*held.values, fact["value"]), held.page)
    return list(found.values())


def imports(workspace: Workspace) -> QuerySet[ImportJob]:
    """Return the imports of a workspace, the latest first."""
    return ImportJob.objects.filter(workspace=workspace).prefetch_related("files")[:50]


def documents(workspace: Workspace) -> QuerySet[SourceDocument]:
    """Return the documents of a workspace with how many recommendations each holds."""
    rows = SourceDocument.objects.filter(workspace=workspace).select_related("review")
    return rows.defer("text").annotate(held=Count("recommendations"))


def read_with_older(review: Review) -> bool:
    """Return whether a document of the review was read by another version of heed than this."""
    return review.documents.filter(current=True).exclude(read_with=heed.__version__).exists()


@dataclass(frozen=True, slots=True)
class Change:
    """What a reading changed in one field of one item."""

    number: str
    field: str
    before: str
    after: str


def readings(review: Review) -> list[tuple[Reading, list[Change]]]:
    """Return every reading of a review with its changes in words, the latest first."""
    found: list[tuple[Reading, list[Change]]] = []
    for reading in review.readings.select_related("by"):
        changes = [
            Change(
                c["number"], c["field"],
                field_text(c["before"], c["field"]), field_text(c["after"], c["field"]),
            )
            for c in reading.summary.get("changed", [])
        ]  # fmt: skip
        found.append((reading, changes))
    return found
