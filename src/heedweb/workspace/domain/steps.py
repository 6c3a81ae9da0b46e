"""What a step wrote, as the chain of acts binds it: the rows themselves are not stored twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from heedweb.workspace.domain import chain
from heedweb.workspace.models import ClusterAct, Decision, Grouping, Labelling, LinkDecision

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
