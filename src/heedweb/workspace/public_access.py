"""The only way to what is planned, reported and said in the public room; everybody reads it."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from heedweb.workspace.models import (
    OUT,
    Answer,
    Assessment,
    Indicator,
    Measure,
    ProgressReport,
    Recommendation,
    Reply,
    Standing,
    Value,
    Workspace,
)
from heedweb.workspace.roles import RoomKind
from heedweb.workspace.versions import latest

Said = TypeVar("Said", ProgressReport, Answer)


def assessments(held: Workspace) -> QuerySet[Assessment]:
    """Return the assessments in the public room of a workspace, with their earlier versions."""
    found = Assessment.objects.filter(workspace=held, room__kind=RoomKind.PUBLIC)
    return found.filter(standing__in=OUT).select_related(
        "recommendation__review", "home__organisation", "room"
    )


def replies(held: Workspace) -> QuerySet[Reply]:
    """Return the replies in the public room to assessments that are there."""
    found = Reply.objects.filter(workspace=held, room__kind=RoomKind.PUBLIC, standing__in=OUT)
    found = found.filter(assessment__in=assessments(held))
    return found.select_related("home__organisation", "room")


def measures(held: Workspace) -> QuerySet[Measure]:
    """Return the measures that live in the public room of a workspace."""
    found = Measure.objects.filter(workspace=held, room__kind=RoomKind.PUBLIC, gone__isnull=True)
    return found.filter(plan__gone__isnull=True).select_related("plan", "chapter")


def indicators(held: Workspace) -> QuerySet[Indicator]:
    """Return the indicators that live in the public room of a workspace."""
    found = Indicator.objects.filter(workspace=held, room__kind=RoomKind.PUBLIC)
    return found.filter(gone__isnull=True).select_related("keeper")


def reports(held: Workspace) -> QuerySet[ProgressReport]:
    """Return the reports that everybody reads: the latest versions, and tombstones.

    What was reported on a measure that not everybody reads is not told either.
    """
    found = _latest(ProgressReport.objects.filter(workspace=held))
    found = found.filter(Q(measure__isnull=True) | Q(measure__in=measures(held).order_by()))
    found = found.exclude(recommendation__state__in=Recommendation.UNLISTED)
    return found.select_related("measure", "recommendation__review", "home__organisation")


def answers(held: Workspace) -> QuerySet[Answer]:
    """Return the answers in consultations that everybody reads: the latest, and tombstones."""
    found = _latest(Answer.objects.filter(workspace=held))
    return found.select_related("round", "home__organisation")


def _latest(found: QuerySet[Said]) -> QuerySet[Said]:
    found = latest(found.filter(room__kind=RoomKind.PUBLIC))
    return found.filter(standing__in=(Standing.PUBLISHED, Standing.WITHDRAWN))


def values() -> QuerySet[Value]:
    """Return the values that everybody reads of what is in the public room: checked, and standing.

    One that somebody entered another instead of stands until that one is checked.
    """
    later = Value.objects.filter(
        instead_of=OuterRef("pk"), replaced__isnull=True, checked__isnull=True
    )
    stands = Q(replaced__isnull=True) | Q(Exists(later))
    return Value.objects.filter(stands, checked__isnull=False)
