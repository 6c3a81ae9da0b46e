"""The queue of labelling: what waits for a person, in the order that is asked for.

What teaches most comes first: proposals that are nearest to a coin's toss, and of texts that are
alike one before the others come (`domain.alike`). The list lives in memory (`queries.index`), and
so does what texts are alike, which only a run of labellers changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Max
from django.http import QueryDict

from heedweb.workspace.models import LabelRun, LabelState, Recommendation, Workspace
from heedweb.workspace.queries.facts import Entry
from heedweb.workspace.queries.index import Index, index_of
from heedweb.workspace.queries.kept import Kept
from heedweb.workspace.queries.label_facts import ABOUT, ALL, WAITS
from heedweb.workspace.queries.recommendations import Found, asked_of
from heedweb.workspace.queries.rings import Ring

WAITING, WITHOUT = "waiting", "without"
TEACH, DOCUMENT, SURE = "teach", "document", "sure"
ORDERS = (TEACH, DOCUMENT, SURE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is gone through: a taxonomy or all (`""`), what waits or has no label, of which list.

    `within` is the address of a list, without `?`; `""` for all recommendations.
    """

    workspace: Workspace
    taxonomy: str = ""
    which: str = WAITING
    order: str = TEACH
    within: str = ""

    @classmethod
    def asked(cls, workspace: Workspace, asked: Mapping[str, str]) -> Scope:
        """Return the scope that an address asks for; what it does not say is the widest."""
        order, which = asked.get("order", ""), asked.get("which", "")
        taxonomy = asked.get("taxonomy", "")[:80]
        return cls(
            workspace,
            taxonomy,
            WITHOUT if which == WITHOUT and taxonomy else WAITING,
            order if order in ORDERS else TEACH,
            QueryDict(asked.get("within", "")[:4000]).urlencode(safe=",/"),
        )

    @property
    def query(self) -> str:
        """The scope as an address."""
        named = (
            ("taxonomy", self.taxonomy, ""), ("which", self.which, WAITING),
            ("order", self.order, TEACH), ("within", self.within, ""),
        )  # fmt: skip
        return urlencode([(name, value) for name, value, usual in named if value != usual])

    def with_(self, **changes: str) -> Scope:
        """Return the scope with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def mask(self, index: Index) -> int:
        """Return the rows of the scope, those that are listed."""
        held = index.mask("listed", "yes")
        if self.within:
            held &= Found(self.workspace, asked_of(QueryDict(self.within))).held.mask
        if self.which == WITHOUT:
            for mask in index.masks.get(ABOUT + self.taxonomy, {}).values():
                held &= ~mask
            return held
        return held & index.mask(WAITS, self.taxonomy or ALL)


def queue(scope: Scope) -> Ring[int]:
    """Return what is left of a scope, in its order."""
    index = index_of(scope.workspace)
    keys = index.keys_of(scope.mask(index))
    if scope.order == DOCUMENT or scope.which == WITHOUT:
        return Ring(tuple(keys))
    entries = index.entries_of(keys)
    if scope.order == SURE:
        tops = {entry.pk: -_top(entry, scope.taxonomy) for entry in entries}
        return Ring(tuple(sorted(keys, key=tops.__getitem__)))
    return Ring(tuple(_teaching(entries, scope)))


def _top(entry: Entry, taxonomy: str) -> float:
    """Return how likely the weakest top proposal of an entry is: what is certain as a whole."""
    tops = [wait.top for wait in entry.waits if taxonomy in ("", wait.taxonomy)]
    return min(tops, default=0.0)


def _teaching(entries: Sequence[Entry], scope: Scope) -> list[int]:
    margins = {
        entry.pk: min(
            (w.margin for w in entry.waits if scope.taxonomy in ("", w.taxonomy)), default=1.0
        )
        for entry in entries
    }
    near = alike_in(scope.workspace).near
    met: dict[int, int] = defaultdict(int)
    rounds: dict[int, int] = {}
    for key in sorted(margins, key=margins.__getitem__):
        bands = near.get(key, ())
        rounds[key] = max((met[band] for band in bands), default=0)
        for band in bands:
            met[band] += 1
    return sorted(margins, key=lambda key: (rounds[key], margins[key]))


@dataclass(frozen=True, slots=True)
class Alike:
    """Which texts of a workspace are alike, as of a run of labellers."""

    run: int
    near: Mapping[int, tuple[int, ...]]
    same: Mapping[int, str]
    groups: Mapping[str, tuple[int, ...]]


_kept: Kept[Alike] = Kept()


def alike_in(workspace: Workspace) -> Alike:
    """Return which texts are alike; read anew after each run of labellers."""
    runs = LabelRun.objects.filter(workspace=workspace, finished__isnull=False)
    run = runs.aggregate(last=Max("pk"))["last"] or 0
    return _kept.of(
        workspace, lambda held: held if held and held.run == run else _read(workspace, run)
    )


def _read(workspace: Workspace, run: int) -> Alike:
    rows = LabelState.objects.filter(recommendation__review__workspace=workspace)
    near: dict[int, tuple[int, ...]] = {}
    same: dict[int, str] = {}
    groups: dict[str, list[int]] = defaultdict(list)
    for key, digest, bands in rows.values_list("recommendation_id", "same", "near"):
        near[key], same[key] = tuple(bands), digest
        groups[digest].append(key)
    several = {digest: tuple(keys) for digest, keys in groups.items() if len(keys) > 1}
    return Alike(run, near, same, several)


def twins(scope: Scope, row: Recommendation, left: Ring[int]) -> list[Recommendation]:
    """Return other rows of the queue whose text has the same words as `row`."""
    held = alike_in(scope.workspace)
    keys = set(held.groups.get(held.same.get(row.pk, ""), ())) - {row.pk}
    found = [key for key in left.keys if key in keys]
    rows = Recommendation.objects.filter(pk__in=found).select_related("review", "label_state")
    return list(rows.order_by("review__symbol", "order"))
