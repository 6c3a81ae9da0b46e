"""What organisations report, and what they answer in consultations, as everybody reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet

from heedweb.workspace import public_access
from heedweb.workspace.models import (
    Answer,
    Measure,
    ProgressReport,
    Recommendation,
    Roomed,
    Workspace,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.evidence import EVIDENCE
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.roomed import Shown, shown

R = TypeVar("R", bound=Roomed)
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A page of records in the order of dates, the latest first."""

    rows: list[Shown[R]]
    pages: Pages
    query: str = ""


def reports(held: Workspace, asked: str) -> Listing[ProgressReport]:
    """Return the page `asked` of what was reported."""
    found = public_access.reports(held).order_by("-on", "-pk")
    return _listing(found.prefetch_related(EVIDENCE), asked)


def answers(held: Workspace, asked: str) -> Listing[Answer]:
    """Return the page `asked` of the answers in consultations."""
    return _listing(public_access.answers(held).order_by("-approved_at", "-pk"), asked)


def _listing(found: QuerySet[R], asked: str) -> Listing[R]:
    pages = Pages.of(number_of(asked), found.count(), PER_PAGE)
    return Listing([shown(one) for one in found[pages.start : pages.last]], pages)


def on_row(row: Recommendation, measures: Iterable[Measure]) -> list[Shown[ProgressReport]]:
    """Return what was reported on a recommendation and on measures, in the order of days."""
    found = public_access.reports(row.review.workspace)
    of = found.filter(recommendation=row) | found.filter(measure__in=list(measures))
    return [shown(one) for one in of.order_by("on", "pk").prefetch_related(EVIDENCE)]
