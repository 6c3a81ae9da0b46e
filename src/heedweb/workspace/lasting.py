"""How long what was deleted, done at once or left unsaved can be taken back, and what still can."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

KEPT = timedelta(days=30)
M = TypeVar("M", bound=Model)


def gone_lately(found: QuerySet[M]) -> QuerySet[M]:
    """Return those of records marked as `gone` that can be brought back, the last gone first."""
    return found.filter(gone__gte=timezone.now() - KEPT).order_by("-gone", "-pk")
