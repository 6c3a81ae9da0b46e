"""What a step wrote, as the chain of acts binds it: the rows themselves are not stored twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from heedweb.workspace.domain import chain
from heedweb.workspace.models import ClusterAct, Decision, Grouping, Labelling, LinkDecision

CUT = "steps_cut"
"""Under this name an act tells of steps whose rows went with the recommendations."""
_BATCH = 400
_COLUMNS: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
    (Decision.objects.all(), ("recommendation_id", "verb", "fields", "seen", "fresh", "note")),
    (Labelling.objects.all(), ("recommendation_id", "taxonomy", "code", "verdict", "seen")),
    (Grouping.objects.all(), ("cluster_id", "recommendation_id", "verdict", "seen")),
    (ClusterAct.objects.all(), ("cluster_id", "kind", "name", "other_id", "recommendation_id")),
    (LinkDecision.objects.all(), ("later_id", "earlier_id", "relation", "seen")),
)


def digests(steps: Collection[int]) -> dict[int, str]:
    """Return the digest of what each step wrote; every step has one."""
    rows: dict[int, list[object]] = defaultdict(list)
    for place, (written, columns) in enumerate(_COLUMNS):
        held = written.filter(step__in=steps).order_by("step_id", "pk")
        for step, *values in held.values_list("step_id", *columns):
            rows[step].append([place, *values])
    return {step: chain.digest(rows[step]) for step in steps}


def on(recommendations: Iterable[int]) -> list[int]:
    """Return the steps that wrote anything of recommendations, in order."""
    keys = list(recommendations)
    found: set[int] = set()
    for first in range(0, len(keys), _BATCH):
        batch = keys[first : first + _BATCH]
        pairs = LinkDecision.objects.filter(Q(later__in=batch) | Q(earlier__in=batch))
        found.update(pairs.values_list("step_id", flat=True))
        for model in (Decision, Labelling, Grouping, ClusterAct):
            rows = model.objects.filter(recommendation__in=batch)
            found.update(rows.values_list("step_id", flat=True))
    return sorted(found)
