"""What changed from one review to the next, in a cluster or a theme: facts, no sentences."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CHANGES = ("new", "returned", "repeated", "stronger", "weaker", "dropped")
_SUPPORTED = frozenset({"supported", "partially_supported"})
_NOTED = frozenset({"noted"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One item as it was asked: in which review, how much (1 to 5), by whom, what was answered.

    `by` are the recommending States' codes, `position` a value of `heed.records.Position` or None.
    """

    id: str
    review: str
    strength: int
    position: str | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an ask in `review` against the review before: one of `CHANGES`.

    `new` was never asked before, `returned` was, but not the last time. `stronger` and `weaker` are
    by the median of how much is asked; `was` and `is_` are these medians, None where nothing was
    asked. `ids` are the items of `review`.
    """

    review: str
    change: str
    ids: tuple[str, ...]
    was: float | None
    is_: float | None


@dataclass(frozen=True, slots=True)
class Facts:
    """In which reviews something was asked and what was answered, in the order of reviews.

    `supported` are those in which at least one item was supported, wholly or in part; `noted` those
    in which at least one was noted. `each` says that it was asked in every review.
    """

    asked: tuple[str, ...]
    supported: tuple[str, ...]
    noted: tuple[str, ...]
    each: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What one State asked in one review: the items, and the positions on them in that order."""

    review: str
    ids: tuple[str, ...]
    positions: tuple[str | None, ...]


def changes(asked: Iterable[Asked], reviews: Sequence[str]) -> list[Change]:
    """Return what changed from review to review; nothing where it was asked neither time.

    `reviews` are all reviews of one State under one mechanism, the oldest first: an ask that came
    under another is not dropped because this one is silent. Items of others are left out.
    """
    held = _by_review(asked, reviews)
    found: list[Change] = []
    last: float | None = None
    ever = False
    for review in reviews:
        now = _typical(held[review])
        if now is not None or last is not None:
            ids = tuple(one.id for one in held[review])
            found.append(Change(review, _change(last, now, ever=ever), ids, last, now))
        ever, last = ever or now is not None, now
    return found


def facts(asked: Iterable[Asked], reviews: Sequence[str]) -> Facts:
    """Return in which of `reviews` (oldest first) something was asked, supported and noted."""
    held = _by_review(asked, reviews)
    said = {review: {one.position for one in some} for review, some in held.items()}
    return Facts(
        asked=tuple(review for review in reviews if held[review]),
        supported=tuple(review for review in reviews if said[review] & _SUPPORTED),
        noted=tuple(review for review in reviews if said[review] & _NOTED),
        each=bool(reviews) and all(held[review] for review in reviews),
    )


def turns(asked: Iterable[Asked], reviews: Sequence[str]) -> dict[str, list[Turn]]:
    """Return for each recommending State, by code, what it asked in which review."""
    held = _by_review(asked, reviews)
    found: dict[str, list[Turn]] = {}
    for review in reviews:
        for state in sorted({state for one in held[review] for state in one.by}):
            mine = [one for one in held[review] if state in one.by]
            turn = Turn(review, tuple(o.id for o in mine), tuple(o.position for o in mine))
            found.setdefault(state, []).append(turn)
    return dict(sorted(found.items()))


def _by_review(asked: Iterable[Asked], reviews: Sequence[str]) -> dict[str, list[Asked]]:
    held: dict[str, list[Asked]] = {review: [] for review in reviews}
    for one in asked:
        if one.review in held:
            held[one.review].append(one)
    return held


def _typical(asked: Sequence[Asked]) -> float | None:
    return float(statistics.median(one.strength for one in asked)) if asked else None


def _change(last: float | None, now: float | None, *, ever: bool) -> str:
    if now is None:
        return "dropped"
    if last is None:
        return "returned" if ever else "new"
    return "repeated" if now == last else "stronger" if now > last else "weaker"
