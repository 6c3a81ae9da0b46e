"""Which of the versions of a record stand."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db.models import QuerySet

from heedweb.workspace.models import IN_THE_ROOM, Roomed, Standing

R = TypeVar("R", bound=Roomed)
# Versions that stand in no place: not yet out of their room, or discarded.
_ASIDE = (*IN_THE_ROOM, Standing.DISCARDED)


def latest(found: QuerySet[R]) -> QuerySet[R]:
    """Return the versions in whose place no other is published."""
    # A set and not a join, in which databases look for the later one of each of thousands of rows.
    # `gt` finds those that have an earlier one in the index, where `isnull` reads all rows.
    later = cast("QuerySet[R]", cast("Any", found.model).objects.filter(supersedes__gt=0))
    return found.exclude(pk__in=later.exclude(standing__in=_ASIDE).values("supersedes"))
