"""A workspace's list in memory: which rows have which value, and in what order they stand.

Each row has a slot; a value of a facet is an integer with one bit for each row that has it, so
that narrowing is `&` and counting `bit_count`. A snapshot is never changed: bringing it up to date
makes the next one from the rows whose revision moved. Each request compares the revision that the
database has, so several processes agree (docs/decisions/0012).
"""

from __future__ import annotations

import gc
from bisect import insort
from collections.abc import Iterable, Sequence
from itertools import compress, islice
from operator import itemgetter

from heedweb.workspace.models import Recommendation, Workspace
from heedweb.workspace.queries import search
from heedweb.workspace.queries.facts import Entry, entries
from heedweb.workspace.queries.kept import Kept

_MOST_SEARCHES = 50
# Above this many changed rows it is quicker to count everything anew.
_FEW = 400
DEFAULT = "document"
_BITS = bytes(48) + bytes([0, 1]) + bytes(206)

Masks = dict[str, dict[str, int]]


class Index:
    """One snapshot of a workspace's list; a row's slot is its place in `rows`."""

    def __init__(self, workspace: Workspace, rows: Sequence[Entry]) -> None:
        self.revision, self.structure = workspace.revision, workspace.structure
        self.rows = rows
        self.keys = [row.pk for row in rows]
        self.slots = {row.pk: slot for slot, row in enumerate(rows)}
        self.masks: Masks = {}
        self.orders: dict[tuple[str, bool], list[int]] = {}
        self.ranks: list[int] = []
        self._searches: dict[str, int] = {}

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the documents that rows were read from."""
        return frozenset(self.masks.get("language", {}))

    def mask(self, facet: str, value: str) -> int:
        """Return the rows that have a value."""
        return self.masks.get(facet, {}).get(value, 0)

    def found(self, query: str) -> int:
        """Return the rows that match a full-text query."""
        held = self._searches.get(query)
        if held is None:
            keys = search.found(query)
            flags = bytes(map(keys.__contains__, self.keys))
            held = _mask_of(flags)
            if len(self._searches) >= _MOST_SEARCHES:
                self._searches.clear()
            self._searches[query] = held
        return held

    def order(self, sort: str, *, descending: bool = False) -> list[int]:
        """Return all slots in order; rows without the value come last either way."""
        wanted = (sort, descending)
        if wanted not in self.orders:
            self.orders[wanted] = self._ordered(sort, descending=descending)
        return self.orders[wanted]

    def keys_of(
        self, mask: int, sort: str = DEFAULT, *, descending: bool = False,
        first: int = 0, last: int | None = None,
    ) -> list[int]:  # fmt: skip
        """Return the primary keys of the rows of `mask` in order, from `first` up to `last`."""
        order = self.order(sort, descending=descending)
        if not order:
            return []
        flags = _flags_of(mask, len(self.rows))
        chosen = bytes(itemgetter(*order)(flags)) if len(order) > 1 else flags
        keys = self.keys
        return [keys[slot] for slot in islice(compress(order, chosen), first, last)]

    def entries_of(self, keys: Iterable[int]) -> list[Entry]:
        """Return the entries with these primary keys, those that are there."""
        return [self.rows[self.slots[key]] for key in keys if key in self.slots]

    def _ordered(self, sort: str, *, descending: bool) -> list[int]:
        keyed = [(slot, row.sorts[sort]) for slot, row in enumerate(self.rows)]
        if sort == DEFAULT:
            keyed.sort(key=itemgetter(1), reverse=descending)
            return [slot for slot, _ in keyed]
        rank = self._ranks()
        keyed.sort(key=lambda pair: rank[pair[0]])
        there = [pair for pair in keyed if pair[1] is not None]
        there.sort(key=itemgetter(1), reverse=descending)
        missing = [slot for slot, key in keyed if key is None]
        return [slot for slot, _ in there] + missing

    def _ranks(self) -> list[int]:
        if not self.ranks:
            ranks = [0] * len(self.rows)
            for place, slot in enumerate(self.order(DEFAULT)):
                ranks[slot] = place
            self.ranks = ranks
        return self.ranks


def build(workspace: Workspace) -> Index:
    """Return the snapshot of everything."""
    made = _counted(Index(workspace, list(entries(workspace))))
    # A snapshot holds no cycles: counting references frees it. Without this the collector walks
    # through a million objects now and then, in the middle of somebody's request.
    gc.collect()
    gc.freeze()
    return made


def advance(held: Index, workspace: Workspace) -> Index:
    """Return the snapshot after `held`, from the rows that changed since."""
    changed = list(entries(workspace, since=held.revision))
    rows = list(held.rows)
    pairs: list[tuple[int, Entry | None, Entry]] = []
    for entry in changed:
        slot = held.slots.get(entry.pk)
        if slot is None:
            pairs.append((len(rows), None, entry))
            rows.append(entry)
        elif rows[slot] != entry:
            pairs.append((slot, rows[slot], entry))
            rows[slot] = entry
    if held.structure != workspace.structure and not _complete(workspace, rows):
        return build(workspace)
    made = Index(workspace, rows)
    if len(pairs) > _FEW:
        return _counted(made)
    made.masks = {facet: dict(values) for facet, values in held.masks.items()}
    for slot, before, after in pairs:
        _move(made.masks, slot, before, after)
    _carry_order(held, made, pairs)
    return made


def _complete(workspace: Workspace, rows: Sequence[Entry]) -> bool:
    """Return False if rows were removed from the database."""
    there = Recommendation.objects.filter(review__workspace=workspace).count()
    return there == len(rows)


def _counted(index: Index) -> Index:
    """Fill the masks of an index from all its rows."""
    flags: dict[tuple[str, str], bytearray] = {}
    size = len(index.rows)
    for slot, row in enumerate(index.rows):
        for fact in row.facts:
            held = flags.get(fact)
            if held is None:
                held = flags[fact] = bytearray(size)
            held[slot] = 1
    for (facet, value), held in flags.items():
        index.masks.setdefault(facet, {})[value] = _mask_of(held)
    return index


def _move(masks: Masks, slot: int, before: Entry | None, after: Entry) -> None:
    bit = 1 << slot
    for facet, value in before.facts if before else ():
        left = masks[facet][value] & ~bit
        if left:
            masks[facet][value] = left
        else:
            del masks[facet][value]
    for facet, value in after.facts:
        held = masks.setdefault(facet, {})
        held[value] = held.get(value, 0) | bit


def _carry_order(
    held: Index, made: Index, pairs: Sequence[tuple[int, Entry | None, Entry]]
) -> None:
    """Put rows whose place moved where they belong now, in the order that lists begin with."""
    before = held.orders.get((DEFAULT, False))
    if before is None:
        return
    moved = [
        slot for slot, was, now in pairs if was is None or was.sorts[DEFAULT] != now.sorts[DEFAULT]
    ]
    if not moved:
        made.orders[DEFAULT, False] = before
        made.ranks = held.ranks
        return
    gone = set(moved)
    order = [slot for slot in before if slot not in gone]
    rows = made.rows
    for slot in moved:
        insort(order, slot, key=lambda s: rows[s].sorts[DEFAULT])
    made.orders[DEFAULT, False] = order


def _flags_of(mask: int, size: int) -> bytes:
    """Return one byte, 0 or 1, for each slot."""
    return format(mask, f"0{size}b")[::-1].encode().translate(_BITS)


def _mask_of(flags: bytes | bytearray) -> int:
    """Return the integer with a bit for each byte that is 1."""
    return int(flags[::-1].translate(_DIGITS) or b"0", 2)


_DIGITS = bytes([48, 49]) + bytes(254)

# About 25 MB for 30,000 rows.
_kept: Kept[Index] = Kept()


def index_of(workspace: Workspace) -> Index:
    """Return the snapshot for the revision that `workspace` was read from the database with."""

    def renewed(held: Index | None) -> Index:
        if held is None or held.revision > workspace.revision:
            return build(workspace)
        if held.revision != workspace.revision or held.structure != workspace.structure:
            return advance(held, workspace)
        return held

    return _kept.of(workspace, renewed)
