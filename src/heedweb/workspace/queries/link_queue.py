"""The queue of proposed links: what waits for a person, in the order that is asked for.

The proposals of a workspace live in memory, read anew after each run; what people decided is read
each time. Two recommendations of one review are gone through only where that is asked for: what was
asked before is what was asked in an earlier one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Max

from heed.records.links import RELATIONS
from heedweb.workspace.models import LinkDecision, LinkProposal, LinkRun, Recommendation, Workspace
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.kept import Kept
from heedweb.workspace.queries.rings import Ring

UNSURE, SURE, DOCUMENT = "unsure", "sure", "document"
ORDERS = (UNSURE, SURE, DOCUMENT)
REPEATS = RELATIONS[:2]
_EVEN = 0.5
_MOST_ORDERS = 20

Pair = tuple[int, int]
"""Primary keys of the later and the earlier recommendation."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposed link as a queue needs it: the pair, its reviews, and what is proposed."""

    pair: Pair
    reviews: Pair
    relation: str
    score: float
    sure: bool
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is gone through. `relation` is one of `RELATIONS`, `""` for both kinds of repeats.

    `later` and `earlier` are primary keys of reviews, 0 for any two that differ.
    """

    workspace: Workspace
    relation: str = ""
    order: str = UNSURE
    later: int = 0
    earlier: int = 0

    @classmethod
    def asked(cls, workspace: Workspace, asked: Mapping[str, str]) -> Scope:
        """Return the scope that an address asks for; what it does not say is the widest."""
        relation, order = asked.get("relation", ""), asked.get("order", "")
        later, earlier = number_of(asked.get("later", "")), number_of(asked.get("earlier", ""))
        return cls(
            workspace,
            relation if relation in RELATIONS else "",
            order if order in ORDERS else UNSURE,
            later if earlier else 0,
            earlier if later else 0,
        )

    @property
    def query(self) -> str:
        """The scope as an address."""
        named = (
            ("relation", self.relation, ""), ("order", self.order, UNSURE),
            ("later", self.later, 0), ("earlier", self.earlier, 0),
        )  # fmt: skip
        return urlencode([(name, value) for name, value, usual in named if value != usual])

    def with_(self, **changes: object) -> Scope:
        """Return the scope with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def holds(self, offer: Offer) -> bool:
        """Return whether a proposal belongs to it."""
        wanted = (self.relation,) if self.relation else REPEATS
        if offer.relation not in wanted:
            return False
        if self.later:
            return offer.reviews == (self.later, self.earlier)
        return offer.reviews[0] != offer.reviews[1]


def queue(scope: Scope) -> Ring[Pair]:
    """Return what is left of a scope, in its order."""
    decided = decided_in(scope.workspace)
    gone = _out(scope.workspace)
    pairs = _held(scope.workspace).in_order(scope)
    left = (pair for pair in pairs if pair not in decided)
    return Ring(tuple(left) if not gone else tuple(p for p in left if gone.isdisjoint(p)))


def _keys(order: str) -> Callable[[Offer], tuple[object, ...]]:
    if order == SURE:
        return lambda offer: (-offer.score, offer.place)
    if order == DOCUMENT:
        return lambda offer: (offer.place, -offer.score)
    return lambda offer: (abs(offer.score - _EVEN), offer.place)


@dataclass(frozen=True, slots=True)
class Tally:
    """Between two reviews: how many links are proposed of each relation, and wait for a person."""

    later: int
    earlier: int
    waiting: Mapping[str, int]
    decided: int

    @property
    def repeats(self) -> int:
        """How many likely repeats wait."""
        return sum(self.waiting.get(name, 0) for name in REPEATS)

    @property
    def related(self) -> int:
        """How many links wait that only meet."""
        return self.waiting.get(RELATIONS[2], 0)


def tallies(workspace: Workspace) -> list[Tally]:
    """Return what waits between each two reviews, and within each."""
    decided, gone = decided_in(workspace), _out(workspace)
    waiting: dict[Pair, Counter[str]] = {}
    done: Counter[Pair] = Counter()
    for offer in _held(workspace).offers:
        if not gone.isdisjoint(offer.pair):
            continue
        held = waiting.setdefault(offer.reviews, Counter())
        if offer.pair in decided:
            done[offer.reviews] += 1
        else:
            held[offer.relation] += 1
    return [Tally(*reviews, counts, done[reviews]) for reviews, counts in waiting.items()]


def decided_in(workspace: Workspace) -> dict[Pair, str]:
    """Return what people decided of pairs: the relation that holds; one query."""
    held = LinkDecision.objects.filter(step__workspace=workspace, step__undone_at__isnull=True)
    rows = held.order_by("pk").values_list("later_id", "earlier_id", "relation")
    return {(later, earlier): relation for later, earlier, relation in rows}


class _Offers:
    """The proposed links of a workspace as of one run, and the orders that were asked for."""

    def __init__(self, stamp: tuple[int, int], offers: Iterable[Offer]) -> None:
        self.stamp, self.offers = stamp, tuple(offers)
        self._orders: dict[tuple[str, str, int, int], tuple[Pair, ...]] = {}

    def in_order(self, scope: Scope) -> tuple[Pair, ...]:
        """Return the pairs of a scope in its order, decided or not."""
        asked = (scope.relation, scope.order, scope.later, scope.earlier)
        held = self._orders.get(asked)
        if held is None:
            mine = sorted(filter(scope.holds, self.offers), key=_keys(scope.order))
            held = tuple(offer.pair for offer in mine)
            if len(self._orders) >= _MOST_ORDERS:
                self._orders.clear()
            self._orders[asked] = held
        return held


_kept: Kept[_Offers] = Kept()


def _held(workspace: Workspace) -> _Offers:
    """Return the proposed links of a workspace; read anew after each run."""
    runs = LinkRun.objects.filter(workspace=workspace, finished__isnull=False)
    stamp = (runs.aggregate(last=Max("pk"))["last"] or 0, workspace.structure)
    return _kept.of(
        workspace,
        lambda held: held if held and held.stamp == stamp else _Offers(stamp, _read(workspace)),
    )


def _read(workspace: Workspace) -> Iterable[Offer]:
    held = LinkProposal.objects.filter(later__review__workspace=workspace).order_by()
    for later, earlier, mine, theirs, relation, score, sure, order in held.values_list(
        "later_id", "earlier_id", "later__review_id", "earlier__review_id",
        "relation", "score", "sure", "later__order",
    ).iterator(5_000):  # fmt: skip
        yield Offer((later, earlier), (mine, theirs), relation, score, sure, (mine, order))


def _out(workspace: Workspace) -> set[int]:
    """Return the recommendations that are no longer in the list, whatever was proposed of them."""
    rows = Recommendation.objects.filter(
        review__workspace=workspace, state__in=Recommendation.UNLISTED
    )
    return set(rows.values_list("pk", flat=True))
