"""What is similar to a recommendation, and what is near in meaning to what was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from heed.records.links import RELATIONS
from heedweb.workspace import dating
from heedweb.workspace.models import (
    LinkDecision,
    LinkProposal,
    Recommendation,
    Workspace,
)
from heedweb.workspace.models.links import DIFFERENT
from heedweb.workspace.queries import lineages
from heedweb.workspace.queries.cluster import MOST_EARLIER, Before
from heedweb.workspace.queries.lineage import Pair
from heedweb.workspace.queries.nearness import nearest

MOST_LINKED, MOST_NEAR, MOST_FOUND = 8, 4, 60


@dataclass(frozen=True, slots=True)
class Similar:
    """A recommendation that is linked (`relation`) or only near; `pair` is later and earlier."""

    row: Recommendation
    pair: Pair
    relation: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What is similar to a recommendation; `more` links are less sure and not shown."""

    found: tuple[Similar, ...]
    more: int


def around(row: Recommendation, told: Collection[int] = ()) -> Around:
    """Return what is linked with a row, the surest first, then what is only near in meaning.

    Of these, recommendations in `told` are left out: the page has them already.
    """
    workspace = row.review.workspace
    links, apart = _links(row)
    ranked = sorted((one for one in links if one[0] not in told), key=lambda one: one[1:])
    shown = ranked[:MOST_LINKED]
    known = {key for key, *_ in links} | apart | {row.pk} | set(told)
    near = nearest(workspace, row.text, MOST_NEAR + len(known), wait=False)
    others = [one.key for one in near if one.key not in known][:MOST_NEAR]
    rows = {one.pk: one for one in lineages.loaded([*(key for key, *_ in shown), *others])}
    found = [
        Similar(rows[key], pair_of(row, rows[key]), RELATIONS[rank], not proposed)
        for key, proposed, rank, _ in shown
        if key in rows
    ]
    found += [Similar(rows[key], pair_of(row, rows[key])) for key in others if key in rows]
    return Around(tuple(found), len(ranked) - len(shown))


def told(clusters: Iterable[Before]) -> set[int]:
    """Return what the page of a recommendation shows of its clusters."""
    return {one.recommendation_id for held in clusters for one in held.earlier[:MOST_EARLIER]}


def pair_of(one: Recommendation, other: Recommendation) -> Pair:
    """Return two recommendations as a pair: what was asked later comes first."""
    places = ((dating.in_order(row.review), row.order, row.pk) for row in (one, other))
    first, second = places
    return (one.pk, other.pk) if first > second else (other.pk, one.pk)


def _links(row: Recommendation) -> tuple[list[tuple[int, bool, int, float]], set[int]]:
    """Return links of a row (other row, whether only proposed, rank, 1 - score), and what is not.

    What people called different is no link, whatever is proposed.
    """
    mine = Q(later=row) | Q(earlier=row)
    fields = ("later_id", "earlier_id", "relation")
    held: dict[int, tuple[bool, int, float]] = {}
    proposed = LinkProposal.objects.filter(mine).values_list(*fields, "score")
    for later, earlier, relation, score in proposed:
        other = earlier if later == row.pk else later
        held[other] = (True, RELATIONS.index(relation), 1 - score)
    apart: set[int] = set()
    decided = LinkDecision.objects.filter(mine, step__undone_at__isnull=True).order_by("pk")
    for later, earlier, relation in decided.values_list(*fields):
        other = earlier if later == row.pk else later
        apart.discard(other)
        held.pop(other, None)
        if relation == DIFFERENT:
            apart.add(other)
        else:
            held[other] = (False, RELATIONS.index(relation), 0.0)
    return [(key, *how) for key, how in held.items()], apart


@dataclass(frozen=True, slots=True)
class Found:
    """A recommendation near to what was typed, and how near: 0 to 1."""

    row: Recommendation
    score: float


def by_meaning(workspaces: Iterable[Workspace], typed: str) -> Sequence[Found]:
    """Return what is nearest to what was typed in these workspaces, the nearest first."""
    scores: dict[int, float] = {}
    for workspace in workspaces:
        near = nearest(workspace, typed, MOST_FOUND)
        scores.update({one.key: one.score for one in near})
    best = sorted(scores, key=lambda key: -scores[key])[:MOST_FOUND]
    held = Recommendation.objects.filter(pk__in=best).select_related("review__workspace")
    rows = {row.pk: row for row in held.prefetch_related("recommending", "doubts")}
    return [Found(rows[key], scores[key]) for key in best if key in rows]
