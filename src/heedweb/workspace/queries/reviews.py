"""Reviews with their totals, and where a workspace stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from heedweb.workspace.models import (
    Activity,
    Doubt,
    ImportJob,
    Recommendation,
    Review,
    SourceDocument,
    Workspace,
)
from heedweb.workspace.words import POSITION_ORDER


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
    answered: bool


def summaries(workspace: Workspace) -> list[Summary]:
    """Return every review of a workspace with its totals, in three queries."""
    reviews = list(Review.objects.filter(workspace=workspace).prefetch_related("documents"))
    return _summaries(reviews)


def summary(review: Review) -> Summary:
    """Return one review with its totals."""
    return _summaries([review])[0]


def _summaries(reviews: Iterable[Review]) -> list[Summary]:
    held = list(reviews)
    counts = _counts(Recommendation.objects.filter(review__in=held), "review_id", "position")
    doubtful = dict(
        Doubt.objects.filter(recommendation__review__in=held)
        .values_list("recommendation__review_id")
        .annotate(n=Count("recommendation", distinct=True))
    )
    found: list[Summary] = []
    for review in held:
        mine = {position: n for (pk, position), n in counts.items() if pk == review.pk}
        totals = tuple(Total(p, mine[p]) for p in POSITION_ORDER if p in mine)
        answered = any(d.kind == "upr_addendum" for d in review.documents.all())
        found.append(
            Summary(review, sum(mine.values()), totals, doubtful.get(review.pk, 0), answered)
        )
    return found


def _counts(rows: QuerySet[Recommendation], first: str, second: str) -> dict[tuple[int, str], int]:
    counted = rows.order_by().values_list(first, second).annotate(n=Count("pk"))
    return {(a, b): n for a, b, n in counted}


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


def recent(workspace: Workspace) -> QuerySet[Activity]:
    """Return the last things that happened."""
    return Activity.objects.filter(workspace=workspace).select_related("by")[:8]


def doubtful(workspace: Workspace) -> int:
    """Return how many recommendations have a doubt."""
    rows = Recommendation.objects.filter(review__workspace=workspace, doubts__isnull=False)
    return rows.distinct().count()


def imports(workspace: Workspace) -> QuerySet[ImportJob]:
    """Return the imports of a workspace, the latest first."""
    return ImportJob.objects.filter(workspace=workspace).prefetch_related("files")[:50]


def documents(workspace: Workspace) -> QuerySet[SourceDocument]:
    """Return the documents of a workspace with how many recommendations each holds."""
    rows = SourceDocument.objects.filter(workspace=workspace).select_related("review")
    return rows.defer("text").annotate(held=Count("recommendations"))


def taken_by_page(document: SourceDocument) -> list[tuple[int, int]]:
    """Return each page of a document and how many recommendations start on it."""
    counted = dict(document.recommendations.order_by().values_list("page").annotate(n=Count("pk")))
    return [(page[0], counted.get(page[0], 0)) for page in document.pages]
