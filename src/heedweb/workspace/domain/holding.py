"""What people left on recommendations beside decisions on their words: it holds a row in the list.

A reading that finds an item no more takes its row away only where nobody has left anything on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from heedweb.workspace.domain import tags
from heedweb.workspace.models import (
    Assessment,
    Bearing,
    Comment,
    Fix,
    Grouping,
    LinkDecision,
    Note,
    ProgressReport,
    Request,
    Round,
    Target,
    Use,
)

# What is planned, reported and said of a recommendation, and promised of it.
_ON_ROWS = (Target, Use, Request, ProgressReport, Assessment, Comment, Bearing)


def held(keys: Sequence[int]) -> set[int]:
    """Return which recommendations have anything of people: labels, notes, measures, reports."""
    found = {one.recommendation_id for one in tags.live(keys)}
    standing = {"step__undone_at__isnull": True}
    groupings = Grouping.objects.filter(recommendation__in=keys, **standing)
    found.update(groupings.values_list("recommendation", flat=True))
    for side in ("later", "earlier"):
        links = LinkDecision.objects.filter(**{f"{side}__in": keys}, **standing)
        found.update(links.values_list(side, flat=True))
    found.update(Note.objects.filter(about__in=keys).values_list("about", flat=True))
    fixes = Fix.objects.filter(recommendation__in=keys)
    found.update(fixes.values_list("recommendation", flat=True))
    for model in _ON_ROWS:
        rows = model.objects.filter(recommendation__in=keys)
        found.update(rows.values_list("recommendation", flat=True))
    asked = Round.recommendations.through.objects.filter(recommendation__in=keys)
    found.update(asked.values_list("recommendation", flat=True))
    return found
