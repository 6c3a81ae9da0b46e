"""Where lineages come from: the members of a cluster, the links among them, what was answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from heed.records.links import RELATIONS
from heedweb.workspace import dating
from heedweb.workspace.link_words import review_short
from heedweb.workspace.models import (
    Cluster,
    ClusterMember,
    LinkDecision,
    LinkProposal,
    Recommendation,
    Review,
)
from heedweb.workspace.queries.lineage import Item, Pair, Picture, Tie, picture

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Back:
    """A link of an item to an earlier one, as its table has it."""

    row: Recommendation
    tie: Tie


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a lineage in its table, with what it is linked to."""

    row: Recommendation
    back: tuple[Back, ...]
    proposed: bool

    @property
    def ways(self) -> list[tuple[Tie, list[Recommendation]]]:
        """The earlier reviews' items it is linked to, by relation, the strongest first."""
        held: dict[Tie, list[Recommendation]] = {}
        for one in self.back:
            if one.row.review_id != self.row.review_id:
                held.setdefault(one.tie, []).append(one.row)
        order = {name: n for n, name in enumerate(RELATIONS)}
        return sorted(held.items(), key=lambda way: (order[way[0].relation], not way[0].sure))


@dataclass(frozen=True, slots=True)
class Column:
    """A review of a lineage with its items, in the order of the document."""

    review: Review
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """A matter from review to review: picture and table of the same."""

    columns: tuple[Column, ...]
    picture: Picture

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(len(column.entries) for column in self.columns)


def of_cluster(cluster: Cluster) -> Lineage:
    """Return the lineage of a cluster's members, those proposed included."""
    members = ClusterMember.objects.filter(cluster=cluster, standing__in=ClusterMember.IN)
    standings = dict(members.values_list("recommendation_id", "standing"))
    rows = loaded(standings)
    proposed = {key for key, how in standings.items() if how == ClusterMember.Standing.PROPOSED}
    return of_rows(rows, proposed)


def of_rows(rows: Sequence[Recommendation], proposed: Collection[int] = ()) -> Lineage:
    """Return the lineage of recommendations, `proposed` those that no person put there."""
    reviews = sorted({row.review for row in rows}, key=dating.in_order)
    places = {review.pk: n for n, review in enumerate(reviews)}
    known = {row.pk: row for row in rows}
    links = ties(known)
    columns = []
    for review in reviews:
        mine = sorted((r for r in rows if r.review_id == review.pk), key=lambda r: (r.order, r.pk))
        entries = [Entry(row, _back(row, known, links), row.pk in proposed) for row in mine]
        columns.append(Column(review, tuple(entries)))
    items = [
        Item(entry.row.pk, places[entry.row.review_id], entry.row.paragraph, entry.row.position)
        for column in columns
        for entry in column.entries
    ]
    names = [review_short(review) for review in reviews]
    return Lineage(tuple(columns), picture(names, items, links))


def loaded(keys: Collection[int]) -> list[Recommendation]:
    """Return recommendations that lists show, with what a lineage tells of them."""
    wanted = list(keys)
    found: list[Recommendation] = []
    for first in range(0, len(wanted), _BATCH):
        rows = Recommendation.objects.filter(pk__in=wanted[first : first + _BATCH])
        rows = rows.exclude(state__in=Recommendation.UNLISTED).select_related("review")
        found += rows.prefetch_related("recommending")
    return found


def ties(keys: Collection[int]) -> dict[Pair, Tie]:
    """Return the links among recommendations: what people decided, else what is proposed."""
    wanted, held = list(keys), set(keys)
    found: dict[Pair, Tie] = {}
    for first in range(0, len(wanted), _BATCH):
        batch = wanted[first : first + _BATCH]
        proposed = LinkProposal.objects.filter(later__in=batch).order_by("-score", "pk")
        for later, earlier, relation in proposed.values_list("later_id", "earlier_id", "relation"):
            if earlier in held:
                found[later, earlier] = Tie(relation)
        decided = LinkDecision.objects.filter(later__in=batch, step__undone_at__isnull=True)
        for later, earlier, relation in decided.order_by("pk").values_list(
            "later_id", "earlier_id", "relation"
        ):
            if earlier in held:
                found[later, earlier] = Tie(relation, sure=True)
    return {pair: tie for pair, tie in found.items() if tie.relation != "different"}


def _back(
    row: Recommendation, known: dict[int, Recommendation], links: dict[Pair, Tie]
) -> tuple[Back, ...]:
    mine = [Back(known[pair[1]], tie) for pair, tie in links.items() if pair[0] == row.pk]
    return tuple(sorted(mine, key=lambda one: (dating.in_order(one.row.review), one.row.order)))
