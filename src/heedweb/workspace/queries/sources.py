"""What files of data say of recommendations, and where that differs from the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from heedweb.workspace.models import DataRow, Recommendation, Review, SourceDocument, Workspace

PER_PAGE = 25
OPEN, SETTLED, LONE = "open", "settled", "lone"
_SHOWN = {
    OPEN: Q(differs=True, settled="", recommendation__isnull=False),
    LONE: Q(differs=True, settled="", recommendation__isnull=True),
    SETTLED: ~Q(settled=""),
}


@dataclass(frozen=True, slots=True)
class Differing:
    """A page of rows that differ: `which` are `open`, `lone` (none of the list's) or `settled`."""

    which: str
    rows: list[DataRow]
    counts: dict[str, int]
    number: int
    last: int
    file: SourceDocument | None


def differing(workspace: Workspace, asked: dict[str, Any]) -> Differing:
    """Return the page that an address asks for, in a fixed number of queries."""
    which = str(asked.get("show") or OPEN)
    which = which if which in _SHOWN else OPEN
    rows = DataRow.objects.filter(data__workspace=workspace)
    file = _file(workspace, asked.get("file"))
    if file is not None:
        rows = rows.filter(data=file)
    counts = rows.aggregate(**{name: Count("pk", filter=q) for name, q in _SHOWN.items()})
    shown = rows.filter(_SHOWN[which]).select_related("data", "review", "recommendation")
    shown = shown.defer("data__text", "review__asides").order_by("review__symbol", "number")
    last = max(1, -(-counts[which] // PER_PAGE))
    page = str(asked.get("page") or "1")
    number = min(max(1, int(page) if page.isascii() and page.isdigit() else 1), last)
    first = (number - 1) * PER_PAGE
    return Differing(which, list(shown[first : first + PER_PAGE]), counts, number, last, file)


def _file(workspace: Workspace, pk: object) -> SourceDocument | None:
    text = str(pk or "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return files(workspace).filter(pk=int(text)).first()


def files(workspace: Workspace) -> QuerySet[SourceDocument]:
    """Return the files of data of a workspace."""
    return SourceDocument.objects.filter(workspace=workspace, kind="data").defer("text")


def open_count(workspace: Workspace) -> int:
    """Return how many differences wait for a person."""
    rows = DataRow.objects.filter(data__workspace=workspace, differs=True, settled="")
    return rows.count()


def of_recommendation(row: Recommendation) -> list[DataRow]:
    """Return what files of data say of a recommendation."""
    held = row.data_rows.select_related("data").defer("data__text")
    return list(held.order_by("data__taken_in", "number")[:40])


def of_review(review: Review) -> list[tuple[SourceDocument, int, int]]:
    """Return the files of data that speak of a review: rows, and rows that wait for a person."""
    counted = (
        DataRow.objects.filter(review=review)
        .values_list("data")
        .annotate(n=Count("pk"), waiting=Count("pk", filter=Q(differs=True, settled="")))
    )
    counts = {pk: (n, waiting) for pk, n, waiting in counted}
    held = SourceDocument.objects.filter(pk__in=counts).defer("text")
    return [(document, *counts[document.pk]) for document in held]
