"""Permanent addresses: the UN's own key of an item, and what stands in its place now."""

from __future__ import annotations

from collections.abc import Iterable

from heedweb.workspace.models import Recommendation, Workspace

_HIDDEN = frozenset(Recommendation.HIDDEN)
# A chain of splits and merges; longer ones are followed no further.
_DEEPEST = 20


def address_of(row: Recommendation) -> str:
    """Return the key as an address has it, `A/HRC/14/15/111.2`; `""` if it has none."""
    return row.key.replace("#", "/")


def rows_at(workspace: Workspace, address: str) -> list[Recommendation]:
    """Return the listed rows with this key; else what stands in the place of those that had it.

    A row whose number a person corrected is found by the number that was printed, too.
    """
    symbol, _, number = address.replace("#", "/").strip("/").rpartition("/")
    held = Recommendation.objects.filter(review__workspace=workspace).select_related("review")
    rows = list(held.filter(key=f"{symbol}#{number}").order_by("order"))
    listed = [row for row in rows if row.state not in _HIDDEN]
    if listed:
        return listed
    if not rows:
        printed = held.filter(review__symbol=symbol, said__value__paragraph=number)
        rows = list(printed.order_by("order"))
    return _in_place_of(rows)


def _in_place_of(rows: Iterable[Recommendation]) -> list[Recommendation]:
    """Follow what was split or merged forward, and what was undone back, to listed rows."""
    found: dict[int, Recommendation] = {}
    passed: set[int] = set()
    ahead = list(rows)
    for _ in range(_DEEPEST):
        nearer: list[Recommendation] = []
        for row in ahead:
            if row.pk in passed:
                continue
            passed.add(row.pk)
            if row.state not in _HIDDEN:
                found[row.pk] = row
            elif row.state == Recommendation.State.REPLACED:
                nearer += row.made.exclude(state=Recommendation.State.WITHDRAWN)
            else:
                nearer += row.made_from.all()
        ahead = nearer
    return sorted(found.values(), key=lambda row: row.order)
