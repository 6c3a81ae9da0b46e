"""Clusters of what asks the same, over cycles and mechanisms, around what people decided.

Items are gathered by the average of their ties (`heed.links.gathering`), so every pair of items has
to have been compared, also two of one list. A person's cluster keeps its members whatever comes:
who would belong to it is proposed. A cluster that was only proposed before keeps its members and
its key too, and grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heed.labels.words import words
from heed.links.gathering import LEAST, Graph, gathered
from heed.links.naming import name_of
from heed.links.strength import strengths
from heed.records import Link

# How much a link of each relation ties two items; what is only related does not.
# What is narrower or broader comes into a cluster in company, or where a repeat is all but certain:
# so a general ask does not take in narrower ones.
TIES = {"same": 1.0, "narrower_or_broader": 0.5}
TOGETHER = "people said that they ask the same"
_COPY = "the same words"


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is gathered. `order` is its place among all: by review, then in its list."""

    id: str
    text: str
    order: int
    review: str = ""
    mechanism: str = ""
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """How surely two items ask the same, 0 to 1, and why. Each two have one at most."""

    one: str
    other: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, and what was proposed before.

    `fixed` are people's clusters by key, `before` the clusters that were only proposed.
    `together` and `apart` are pairs of ids; `out` are (key, id) that do not belong together.
    """

    fixed: Mapping[str, Collection[str]] = field(default_factory=dict)
    before: Mapping[str, Collection[str]] = field(default_factory=dict)
    together: Collection[tuple[str, str]] = ()
    apart: Collection[tuple[str, str]] = ()
    out: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """An item that would belong to a person's cluster.

    `score` is its average tie with the members, `near` the one it is tied with best, and `reason`
    why these two.
    """

    id: str
    score: float
    near: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Items that ask the same, in their order.

    `key` stays while it grows. `representative` is the member nearest to all others, `name` a few
    words made of what they share. `mildest` and `strongest` are the members that ask least and
    most, `asks` how much (`heed.links.strength`). `fixed` marks a person's cluster; it alone has
    `proposed`.
    """

    key: str
    members: tuple[str, ...]
    representative: str
    name: str
    mildest: str
    strongest: str
    asks: tuple[int, int]
    fixed: bool = False
    proposed: tuple[Proposed, ...] = ()


def ties(links: Iterable[Link]) -> list[Tie]:
    """Return links as ties: what is the same by its chance, what is narrower or broader less."""
    return [
        Tie(link.later, link.earlier, link.score * TIES[link.relation], link.reason)
        for link in links
        if link.relation in TIES
    ]


def clusters(
    items: Sequence[Item],
    tied: Iterable[Tie],
    *,
    decided: Decided | None = None,
    least: float = LEAST,
) -> list[Cluster]:
    """Return the clusters of two members and more, and all of people's, the largest first.

    Equal input gives equal output, in whatever order. Raises ValueError where an item is in two
    clusters of people. Ids that no item has are left out.
    """
    known = _Known(items, tied, decided or Decided())
    groups = _groups(known, least)
    keyed = [_keyed(known, group) for group in groups]
    made = [(key, members) for key, members in keyed if len(members) > 1 or key in known.fixed]
    strong = strengths(
        [known.items[one].text for key, group in made for one in _kept(known, key, group)]
    )
    found, at = [], 0
    for key, group in made:
        kept = _kept(known, key, group)
        levels = dict(zip(kept, strong[at : at + len(kept)], strict=True))
        at += len(kept)
        found.append(_cluster(known, key, group, levels))
    return sorted(found, key=lambda one: (-len(one.members), known.items[one.members[0]].order))


class _Known:
    """Items by id, how they are tied, and what was decided of those that are there."""

    def __init__(self, items: Sequence[Item], tied: Iterable[Tie], decided: Decided) -> None:
        self.items = {one.id: one for one in sorted(items, key=lambda one: (one.order, one.id))}
        self.fixed = self._there(decided.fixed)
        self.key_of = {one: key for key, ids in self.fixed.items() for one in ids}
        if len(self.key_of) < sum(map(len, self.fixed.values())):
            raise ValueError("An item is in two clusters that people made.")
        free = self._there(decided.before)
        self.before = {
            key: [one for one in ids if one not in self.key_of]
            for key, ids in free.items()
            if key not in self.fixed
        }
        self.together = self._pairs(decided.together)
        self.apart = self._pairs(decided.apart)
        for key, one in sorted(decided.out):
            if one in self.items and self.key_of.get(one) != key:
                self.apart += [(one, member) for member in self.fixed.get(key, ())[:1]]
        self.near: dict[str, dict[str, Tie]] = defaultdict(dict)
        for tie in sorted(tied, key=lambda tie: (tie.score, tie.one, tie.other)):
            if tie.one in self.items and tie.other in self.items and tie.one != tie.other:
                self.near[tie.one][tie.other] = self.near[tie.other][tie.one] = tie
        for one, other in self.together:
            self.near[one][other] = self.near[other][one] = Tie(one, other, 1.0, TOGETHER)
        self.alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for id_, item in self.items.items():
            self.alike[tuple(words(item.text))].append(id_)

    def _there(self, groups: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
        found = {
            key: sorted((one for one in set(ids) if one in self.items), key=self.place)
            for key, ids in sorted(groups.items())
        }
        return {key: ids for key, ids in found.items() if ids}

    def _pairs(self, pairs: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        return [pair for pair in sorted(pairs) if all(one in self.items for one in pair)]

    def place(self, one: str) -> tuple[int, str]:
        """Return where an item stands among all."""
        return self.items[one].order, one


def _groups(known: _Known, least: float) -> list[list[str]]:
    """Return items in groups, each in order."""
    nodes, node_of = _nodes(known)
    totals: dict[tuple[int, int], float] = defaultdict(float)
    for one, near in known.near.items():
        for other, tie in near.items():
            a, b = node_of[one], node_of[other]
            if one < other and a != b:
                totals[min(a, b), max(a, b)] += tie.score
    _add_copies(known, node_of, totals)
    at = node_of.__getitem__
    graph = Graph(
        sizes=[len(node) for node in nodes],
        ties=[(a, b, total) for (a, b), total in totals.items()],
        seeds=[
            [at(one) for one in ids]
            for ids in [*known.fixed.values(), *known.before.values()]
            if ids
        ],
        together=[(at(a), at(b)) for a, b in known.together],
        apart=[(at(a), at(b)) for a, b in known.apart],
    )
    held: dict[int, list[str]] = defaultdict(list)
    for node, group in enumerate(gathered(graph, least=least)):
        held[group] += nodes[node]
    return [sorted(ids, key=known.place) for ids in held.values()]


def _nodes(known: _Known) -> tuple[list[list[str]], dict[str, int]]:
    """Return items as nodes: copies of which nobody decided anything are one."""
    single = set(known.key_of) | {one for ids in known.before.values() for one in ids}
    single |= {one for pair in [*known.together, *known.apart] for one in pair}
    held: dict[object, list[str]] = {}
    for said, ids in known.alike.items():
        for one in ids:
            held.setdefault(one if one in single or not said else said, []).append(one)
    nodes = sorted(held.values(), key=lambda ids: known.place(ids[0]))
    return nodes, {one: at for at, ids in enumerate(nodes) for one in ids}


def _add_copies(
    known: _Known, node_of: Mapping[str, int], totals: dict[tuple[int, int], float]
) -> None:
    """Tie copies that are nodes of their own, unless people said how they are tied."""
    for said, ids in known.alike.items():
        counts: dict[int, int] = defaultdict(int)
        for one in ids:
            counts[node_of[one]] += 1
        nodes = sorted(counts)
        for n, a in enumerate(nodes if said else ()):
            for b in nodes[n + 1 :]:
                totals[a, b] = max(totals[a, b], float(counts[a] * counts[b]))


def _keyed(known: _Known, group: Sequence[str]) -> tuple[str, list[str]]:
    """Return a group with its key: a person's, that of before, else of its first member."""
    for one in group:
        if one in known.key_of:
            return known.key_of[one], list(group)
    mine = set(group)
    for key, ids in known.before.items():
        if ids and ids[0] in mine:
            return key, list(group)
    return f"first {group[0]}", list(group)


def _kept(known: _Known, key: str, group: Sequence[str]) -> list[str]:
    """Return the members: of a person's cluster those that people put there."""
    return known.fixed.get(key) or list(group)


def _cluster(known: _Known, key: str, group: Sequence[str], levels: Mapping[str, int]) -> Cluster:
    kept = list(levels)
    inside = set(kept)
    medoid = max(kept, key=lambda one: (_sum(known, one, inside), *known.place(one)))
    mildest = min(kept, key=lambda one: (levels[one], *known.place(one)))
    strongest = max(kept, key=lambda one: (levels[one], *known.place(one)))
    proposed = [_proposed(known, one, kept) for one in group if one not in inside]
    return Cluster(
        key=key,
        members=tuple(kept),
        representative=medoid,
        name=name_of([known.items[one].text for one in kept], known.items[medoid].text),
        mildest=mildest,
        strongest=strongest,
        asks=(levels[mildest], levels[strongest]),
        fixed=key in known.fixed,
        proposed=tuple(sorted(proposed, key=lambda one: (-one.score, known.place(one.id)))),
    )


def _tie(known: _Known, one: str, other: str) -> Tie:
    found = known.near.get(one, {}).get(other)
    if known.items[one].text == known.items[other].text:
        return Tie(one, other, 1.0, _COPY)
    return found or Tie(one, other, 0.0)


def _sum(known: _Known, one: str, others: Collection[str]) -> float:
    near = known.near.get(one, {})
    tied = sum(tie.score for other, tie in near.items() if other in others)
    copies = known.alike[tuple(words(known.items[one].text))]
    return round(tied + sum(other in others and other not in near for other in copies), 6)


def _proposed(known: _Known, one: str, members: Sequence[str]) -> Proposed:
    found = [(_tie(known, one, other), other) for other in members]
    best, near = max(found, key=lambda pair: (pair[0].score, known.place(pair[1])))
    score = sum(tie.score for tie, _ in found) / len(found)
    return Proposed(one, round(score, 4), near, best.reason)
