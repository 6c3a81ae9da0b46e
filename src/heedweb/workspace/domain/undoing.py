"""What it takes to undo a step of each kind: what was decided on top, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from heedweb.workspace.domain import cluster_decisions, tags
from heedweb.workspace.models import (
    ClusterAct,
    Decision,
    Grouping,
    Labelling,
    LinkDecision,
    Recommendation,
    Step,
    Workspace,
)

LABELS, CLUSTERS, LINKS = "labels", "clusters", "links"
_KINDS = {
    LABELS: (Labelling,),
    CLUSTERS: (Grouping, ClusterAct),
    LINKS: (LinkDecision,),
}


def only(steps: QuerySet[Step], of: str) -> QuerySet[Step]:
    """Return the steps that decided on labels, clusters or links."""
    wanted = Q()
    for model in _KINDS[of]:
        wanted |= Q(Exists(model.objects.filter(step=OuterRef("pk"))))
    return steps.filter(wanted)


def decided_since(step: Step) -> tuple[Step, str] | None:
    """Return a later step that decided on what this one did, and on what; None if there is none."""
    return next(_on_top(step), None)


def _on_top(step: Step) -> Iterator[tuple[Step, str]]:
    rows = step.decisions.values("recommendation")
    later = {"step__pk__gt": step.pk, "step__undone_at__isnull": True}
    decision = Decision.objects.filter(recommendation__in=rows, **later)
    one = decision.select_related("step__by", "recommendation").first()
    if one is not None:
        yield one.step, one.recommendation.paragraph
    labelling = tags.decided_since(step)
    if labelling is not None:
        yield labelling.step, labelling.recommendation.paragraph
    mine = step.link_decisions.filter(later=OuterRef("later"), earlier=OuterRef("earlier"))
    link = LinkDecision.objects.filter(Exists(mine), **later)
    pair = link.select_related("step__by", "later", "earlier").first()
    if pair is not None:
        yield pair.step, f"{pair.later.paragraph} – {pair.earlier.paragraph}"
    grouped = cluster_decisions.decided_since(step)
    if grouped is not None:
        yield grouped


def restand(workspace: Workspace, step: Step) -> tuple[str, int]:
    """Write anew what a step on labels, clusters or links was about; return that, and how many."""
    clusters = cluster_decisions.touched(step)
    if clusters:
        return cluster_decisions.restand(workspace, clusters), len(clusters)
    rows = list(Recommendation.objects.filter(labellings__step=step).distinct())
    tags.Projection(workspace).restand(row.pk for row in rows)
    pairs = Q(decided_back__step=step) | Q(decided_on__step=step)
    rows += Recommendation.objects.filter(pairs).distinct()
    return tags.subject(rows), len(rows)
