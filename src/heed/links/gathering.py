"""Gathers what is tied into groups that grow together by the average of their ties.

Two groups become one where their pairs are tied by `least` on average; a pair without a tie counts
as 0. So a chain does not become one group: what asks the same as one member only stays outside.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from heed.links.overlap import Pairs, Rows

# Two groups become one where their pairs are tied by so much on average. Of 189 pairs that people
# read (five States), links as ties came into one cluster of: the same 5 of 5, narrower or broader 2
# of 35, related 0 of 42, different 0 of 107; with 0.5 it is 4 of 5 and none.
LEAST = 0.45
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be gathered: nodes, each of so many items, and ties between them.

    `ties` are (node, node, sum of the scores of their pairs of items), each two once. `seeds` are
    groups to begin with, which never become one with each other; a node is in one at most.
    `together` are nodes that begin as one, `apart` those that never come into one group; where
    both are said, or a seed says otherwise, seeds hold first, then what is apart.
    """

    sizes: Sequence[int]
    ties: Iterable[tuple[int, int, float]]
    seeds: Sequence[Sequence[int]] = ()
    together: Sequence[tuple[int, int]] = ()
    apart: Sequence[tuple[int, int]] = ()


def gathered(graph: Graph, *, least: float = LEAST) -> list[int]:
    """Return for each node its group: the smallest node in it. The same for ties in any order.

    The two groups that are tied best become one first; of equals those with the smallest nodes.
    """
    groups = _Groups(graph)
    heap = [(-groups.mean(a, b), a, b) for a, near in groups.near.items() for b in near if a < b]
    heap = [one for one in heap if -one[0] >= least]
    heapq.heapify(heap)
    while heap:
        tied, a, b = heapq.heappop(heap)
        if groups.of.get(a) != a or groups.of.get(b) != b or not groups.may(a, b):
            continue
        now = groups.mean(a, b)
        if now < least:
            continue
        if abs(now + tied) > _SAME:
            heapq.heappush(heap, (-now, a, b))
            continue
        made = groups.join(a, b)
        for other in groups.near.get(made, ()):
            mean = groups.mean(made, other)
            if mean >= least:
                heapq.heappush(heap, (-mean, min(made, other), max(made, other)))
    return [groups.group(node) for node in range(len(graph.sizes))]


def of_pairs(found: Pairs, *, least: float = LEAST) -> Rows:
    """Return for each text its group: the row of the first text in it.

    Texts with the same words are one node, of as many items as there are copies.
    """
    firsts, at, sizes = np.unique(found.same, return_inverse=True, return_counts=True)
    first, second = (np.searchsorted(firsts, rows) for rows in (found.first, found.second))
    totals = found.score * sizes[first] * sizes[second]
    ties = zip(first.tolist(), second.tolist(), totals.tolist(), strict=True)
    groups = gathered(Graph(sizes.tolist(), ties), least=least)
    made: Rows = firsts[np.array(groups, np.int64)][at].astype(np.int32)
    return made


class _Groups:
    """Groups as they grow, each named for the smallest node in it.

    `of` leads from a node towards its group, `near` has the sums of ties between groups.
    """

    def __init__(self, graph: Graph) -> None:
        self.of = dict(enumerate(range(len(graph.sizes))))
        self.size = list(graph.sizes)
        self.near: dict[int, dict[int, float]] = {}
        self.apart: dict[int, set[int]] = {}
        self.seeds: set[int] = set()
        for one, other, total in sorted(graph.ties):
            self._tie(one, other, total)
        seeds = [sorted(seed) for seed in graph.seeds if seed]
        for seed in seeds:
            for node in seed[1:]:
                self.join(self.group(seed[0]), self.group(node))
        self.seeds = {self.group(seed[0]) for seed in seeds}
        for one, other in graph.apart:
            self._part(self.group(one), self.group(other))
        for one, other in sorted((min(pair), max(pair)) for pair in graph.together):
            a, b = self.group(one), self.group(other)
            if self.may(a, b):
                self.join(a, b)

    def _tie(self, one: int, other: int, total: float) -> None:
        if one != other:
            for a, b in ((one, other), (other, one)):
                near = self.near.setdefault(a, {})
                near[b] = near.get(b, 0.0) + total

    def _part(self, one: int, other: int) -> None:
        if one != other:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def group(self, node: int) -> int:
        """Return the group of a node."""
        while self.of[node] != node:
            self.of[node] = node = self.of[self.of[node]]
        return node

    def may(self, a: int, b: int) -> bool:
        """Return whether two groups may become one."""
        both_seeds = a in self.seeds and b in self.seeds
        return a != b and not both_seeds and b not in self.apart.get(a, ())

    def mean(self, a: int, b: int) -> float:
        """Return the average score of the pairs between two groups."""
        return self.near[a][b] / (self.size[a] * self.size[b])

    def join(self, a: int, b: int) -> int:
        """Make one of two groups, and return it."""
        if a == b:
            return a
        kept, gone = min(a, b), max(a, b)
        self.of[gone] = kept
        self.size[kept] += self.size[gone]
        if gone in self.seeds:
            self.seeds.add(kept)
        for other, total in self.near.pop(gone, {}).items():
            del self.near[other][gone]
            self._tie(kept, other, total)
        for other in self.apart.pop(gone, set()):
            self.apart[other].discard(gone)
            self._part(kept, other)
        return kept
