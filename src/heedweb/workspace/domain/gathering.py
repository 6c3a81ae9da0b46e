"""Gathers rows that ask the same into groups, around those that are fixed."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

from heedweb.workspace.domain.clustering import Group, Held

# Two groups become one where their pairs ask the same as likely as not, on average.
_EVEN = 0.5


class _Groups:
    """Groups that grow together: the sum of scores between each two, and which may not meet."""

    def __init__(self, held: Held) -> None:
        self.rows: dict[int, set[int]] = {}
        self.cluster: dict[int, int] = {}
        self.near: dict[int, dict[int, float]] = defaultdict(dict)
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.at: dict[int, int] = {}
        self._begin(held)

    def _begin(self, held: Held) -> None:
        placed: set[int] = set()
        for cluster, rows in held.fixed.items():
            mine = {row for row in rows if row not in placed}
            placed |= mine
            if mine:
                self._add(mine, cluster)
        for row in held.texts:
            if row not in placed:
                self._add({row}, None)
        self._weigh(held)

    def _weigh(self, held: Held) -> None:
        for one, other in held.apart:
            a, b = self.at[one], self.at[other]
            if a != b:
                self.apart[a].add(b)
                self.apart[b].add(a)
        for (one, other), score in held.links.items():
            a, b = self.at[one], self.at[other]
            if a != b:
                self.near[a][b] = self.near[a].get(b, 0.0) + score
                self.near[b][a] = self.near[a][b]
        for one, other in held.together:
            a, b = self.at[one], self.at[other]
            if self.may(a, b):
                self.join(a, b)

    def _add(self, rows: set[int], cluster: int | None) -> None:
        name = len(self.rows)
        self.rows[name] = set(rows)
        if cluster is not None:
            self.cluster[name] = cluster
        self.at |= dict.fromkeys(rows, name)

    def may(self, a: int, b: int) -> bool:
        """Whether two groups may become one."""
        return a != b and b not in self.apart[a] and not (a in self.cluster and b in self.cluster)

    def mean(self, a: int, b: int) -> float:
        """Return the average score of the pairs between two groups."""
        return self.near[a].get(b, 0.0) / (len(self.rows[a]) * len(self.rows[b]))

    def join(self, a: int, b: int) -> int:
        """Make one of two groups, and return its name."""
        if b in self.cluster or (a not in self.cluster and len(self.rows[a]) < len(self.rows[b])):
            a, b = b, a
        for row in self.rows[b]:
            self.at[row] = a
        self.rows[a] |= self.rows.pop(b)
        for other, total in self.near.pop(b, {}).items():
            del self.near[other][b]
            if other != a:
                self.near[a][other] = self.near[a].get(other, 0.0) + total
                self.near[other][a] = self.near[a][other]
        for other in self.apart.pop(b, set()):
            self.apart[other].discard(b)
            if other != a:
                self.apart[a].add(other)
                self.apart[other].add(a)
        return a


def gathered(held: Held) -> list[Group]:
    """Return the groups of two rows and more, and those of people's clusters; the largest first.

    The two groups whose pairs ask the same most likely on average grow together first.
    """
    groups = _Groups(held)
    heap = [
        (-groups.mean(a, b), a, b)
        for a, near in groups.near.items()
        for b in near
        if a < b and groups.mean(a, b) >= _EVEN
    ]
    heapq.heapify(heap)
    while heap:
        likely, a, b = heapq.heappop(heap)
        if a not in groups.rows or b not in groups.rows or not groups.may(a, b):
            continue
        now = groups.mean(a, b)
        if now < _EVEN:
            continue
        if abs(now + likely) > 1e-9:
            heapq.heappush(heap, (-now, a, b))
            continue
        made = groups.join(a, b)
        for other in groups.near[made]:
            if groups.mean(made, other) >= _EVEN:
                heapq.heappush(heap, (-groups.mean(made, other), made, other))
    found = [
        Group(frozenset(rows), groups.cluster.get(name))
        for name, rows in groups.rows.items()
        if len(rows) > 1 or name in groups.cluster
    ]
    return sorted(found, key=lambda group: (-len(group.rows), min(group.rows)))


def representative(held: Held, rows: Sequence[int]) -> int:
    """Return the row that asks most of what the others ask; of two the later one."""
    return max(rows, key=lambda row: (sum(held.score(row, other) for other in rows), row))
