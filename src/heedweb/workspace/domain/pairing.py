"""Which pairs of recommendations a run compares, and what it writes of each.

Every recommendation is compared with those of earlier reviews, and with those before it in its own:
what several States asked at once belongs to one cluster too. A row that no run has read in its
present words is compared anew, with all others; pairs of two rows that were read stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from heed.links.linker import Item, Linker
from heed.records import Link
from heedweb.workspace import dating
from heedweb.workspace.domain import alike
from heedweb.workspace.models import LinkProposal, LinkState, Recommendation, Review, Workspace

BATCH = 500
# Of one recommendation: all likely repeats of a cycle, and the few nearest that only meet.
MOST_REPEATS = 60
MOST_RELATED = 5
# What the linker was taught: a text in another language is not compared.
_LANGUAGES = ("", "en")

Pair = tuple[int, int]
"""Primary keys of the later and the earlier recommendation."""


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation to compare; `new` where no run has read it in its present words."""

    key: int
    text: str
    digest: str
    new: bool

    @property
    def item(self) -> Item:
        """The row as the linker takes it."""
        return Item(str(self.key), self.text)


@dataclass(frozen=True, slots=True)
class Stage:
    """The rows of one review, and those of all reviews before it."""

    review: int
    rows: tuple[Row, ...]
    before: tuple[Row, ...]

    @property
    def new(self) -> int:
        """How many of the rows are to be read."""
        return sum(row.new for row in self.rows)


def stages(workspace: Workspace, method: str) -> list[Stage]:
    """Return the reviews of a workspace from the oldest on, with what `method` has not read."""
    held: dict[int, list[Row]] = {}
    rows = listed(workspace).order_by("order", "pk")
    fields = ("pk", "text", "review", "link_state__text", "link_state__method")
    for key, text, review, known, by in rows.values_list(*fields):
        digest = alike.digest(text)
        new = known != digest or by != method
        held.setdefault(review, []).append(Row(key, text, digest, new))
    found: list[Stage] = []
    before: tuple[Row, ...] = ()
    reviews = Review.objects.filter(pk__in=held).only(
        "mechanism", "dated", "facts", "session", "symbol"
    )
    for review in sorted(reviews, key=dating.in_order):
        mine = tuple(held[review.pk])
        found.append(Stage(review.pk, mine, before))
        before += mine
    return found


def listed(workspace: Workspace) -> QuerySet[Recommendation]:
    """Return the recommendations that are compared: listed, in a language the linker knows."""
    rows = Recommendation.objects.filter(
        review__workspace=workspace,
        kind=Recommendation.Kind.RECOMMENDATION,
        document__language__in=_LANGUAGES,
    )
    return rows.exclude(state__in=Recommendation.UNLISTED)


def links(stage: Stage, linker: Linker) -> dict[Pair, Link]:
    """Return the links of a stage of which one side is new, by pair."""
    new = [row for row in stage.rows if row.new]
    known = [row for row in stage.rows if not row.new]
    old_new = [row for row in stage.before if row.new]
    found: dict[Pair, Link] = {}
    places = {row.key: place for place, row in enumerate(stage.rows)}
    asked: tuple[tuple[Sequence[Row], Sequence[Row]], ...] = (
        (new, stage.before), (known, old_new), (new, stage.rows), (known, new),
    )  # fmt: skip
    for some, others in asked:
        if not some or not others:
            continue
        for link in linker.links([row.item for row in some], [row.item for row in others]):
            later, earlier = int(link.later), int(link.earlier)
            # Within one review the later is what is printed later: its reasons say so.
            if places.get(earlier, -1) < places[later]:
                found[later, earlier] = link
    return _fewer(found)


def _fewer(found: dict[Pair, Link]) -> dict[Pair, Link]:
    """Return the links without those of one later row that are too many to be looked at."""
    kept: dict[Pair, Link] = {}
    counts: dict[tuple[int, bool], int] = {}
    for pair, link in sorted(found.items(), key=lambda one: (-one[1].score, one[0])):
        repeat = link.relation != "related"
        name = (pair[0], repeat)
        counts[name] = counts.get(name, 0) + 1
        if counts[name] <= (MOST_REPEATS if repeat else MOST_RELATED):
            kept[pair] = link
    return kept


def drop(stage: Stage, found: dict[Pair, Link]) -> None:
    """Delete what was proposed of the pairs that were compared, and is not proposed any more."""
    new = {row.key for row in (*stage.rows, *stage.before) if row.new}
    mine = [row.key for row in stage.rows]
    gone = [
        key
        for key, later, earlier in _held(mine)
        if (later in new or earlier in new) and (later, earlier) not in found
    ]
    for first in range(0, len(gone), BATCH):
        LinkProposal.objects.filter(pk__in=gone[first : first + BATCH]).delete()


def batches(found: dict[Pair, Link]) -> Iterator[list[tuple[Pair, Link]]]:
    """Yield links so many at a time that writing them holds nobody up."""
    held = list(found.items())
    for first in range(0, len(held), BATCH * 4):
        yield held[first : first + BATCH * 4]


def write(batch: Sequence[tuple[Pair, Link]], method: str) -> int:
    """Write proposals, in the place of earlier ones of the same pairs; return how many."""
    made = [_proposal(pair, link, method) for pair, link in batch]
    LinkProposal.objects.bulk_create(
        made, batch_size=BATCH * 2, update_conflicts=True,
        update_fields=("relation", "score", "sure", "reason", "grounds", "method"),
        unique_fields=("later", "earlier"),
    )  # fmt: skip
    return len(made)


def remember(stage: Stage, method: str) -> None:
    """Keep that the rows of a stage were read, in the words they were read in."""
    LinkState.objects.bulk_create(
        [
            LinkState(recommendation_id=row.key, text=row.digest, method=method)
            for row in stage.rows
            if row.new
        ],
        batch_size=BATCH * 5, update_conflicts=True, update_fields=("text", "method"),
        unique_fields=("recommendation",),
    )  # fmt: skip


def forget(workspace: Workspace) -> None:
    """Delete what is proposed of rows that are no longer in the list."""
    gone = Q(later__state__in=Recommendation.UNLISTED) | Q(
        earlier__state__in=Recommendation.UNLISTED
    )
    LinkProposal.objects.filter(gone, later__review__workspace=workspace).delete()
    left = LinkState.objects.filter(
        recommendation__review__workspace=workspace,
        recommendation__state__in=Recommendation.UNLISTED,
    )
    left.exclude(text="").update(text="")


def _held(keys: Collection[int]) -> Iterator[tuple[int, int, int]]:
    listed_ = list(keys)
    for first in range(0, len(listed_), BATCH):
        rows = LinkProposal.objects.filter(later__in=listed_[first : first + BATCH]).order_by()
        yield from rows.values_list("pk", "later_id", "earlier_id")


def _proposal(pair: Pair, link: Link, method: str) -> LinkProposal:
    return LinkProposal(
        later_id=pair[0],
        earlier_id=pair[1],
        relation=link.relation,
        score=link.score,
        sure=link.sure,
        reason=link.reason[:500],
        grounds=[[one.name, one.value, one.weight, one.words] for one in link.grounds],
        method=method,
    )
