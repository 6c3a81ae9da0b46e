"""The clusters of a workspace: each in one row, with what waits, where it was asked, how answered.

Everything is counted from one reading of the members, so that a filter costs no query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.links.strength import ACTION
from heedweb.workspace import dating
from heedweb.workspace.mechanism_words import family_of, review_in_short, takes_positions
from heedweb.workspace.models import (
    Cluster,
    ClusterMember,
    Recommendation,
    Review,
    Tag,
    Workspace,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import search, typed
from heedweb.workspace.queries.index import index_of
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.words import POSITION_ORDER

PER_PAGE = 40
SIZE, WAITS, WIDE, NAME = "size", "waits", "wide", "name"
SORTS = (SIZE, WAITS, WIDE, NAME)
WAITING, CONFIRMED = "waiting", "confirmed"
WHICH = ("", WAITING, CONFIRMED)
_PROPOSED = ClusterMember.Standing.PROPOSED.value


class Member(NamedTuple):
    """A member as the overview needs it."""

    cluster: int
    standing: str
    score: float | None
    row: int
    review: int
    position: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: which clusters, of which mechanism and cycle, in which order."""

    which: str = ""
    mechanism: str = ""
    cycle: str = ""
    typed: str = ""
    sort: str = SIZE
    page: int = 1

    @classmethod
    def read(cls, params: Mapping[str, object]) -> Asked:
        """Return what the parameters ask for; what is not known is left out."""
        held = {name: str(params.get(name) or "")[:200] for name in _NAMES}
        page = held["page"]
        return cls(
            held["which"] if held["which"] in WHICH else "",
            held["mechanism"][:40],
            held["cycle"][:4],
            held["find"].strip(),
            held["sort"] if held["sort"] in SORTS else SIZE,
            number_of(page),
        )

    def line(self, **changes: str) -> str:
        """Return the address, without page, with something changed."""
        held = {
            "which": self.which, "mechanism": self.mechanism, "cycle": self.cycle,
            "find": self.typed, "sort": self.sort if self.sort != SIZE else "",
        } | changes  # fmt: skip
        return urlencode([(name, value) for name, value in held.items() if value])

    @property
    def query(self) -> str:
        """The address as it is, without page."""
        return self.line()

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.which or self.mechanism or self.cycle or self.typed)


_NAMES = ("which", "mechanism", "cycle", "find", "sort", "page")


@dataclass(frozen=True, slots=True)
class Place:
    """A review, as clusters name where something was asked: short, with the year."""

    pk: int
    mechanism: str
    cycle: str
    order: tuple[str, int, str]
    year: str
    symbol: str

    @property
    def short(self) -> str:
        """The review in short: "UPR 3", "CEDAW 2015"."""
        return review_in_short(self.mechanism, self.cycle, self.year, self.symbol)


def places(workspace: Workspace) -> dict[int, Place]:
    """Return the reviews of a workspace by primary key."""
    held = Review.objects.filter(workspace=workspace).only(
        "mechanism", "cycle", "dated", "facts", "session", "symbol"
    )
    return {
        review.pk: Place(
            review.pk, review.mechanism, str(review.cycle or ""), dating.in_order(review),
            dating.year(review), review.symbol,
        )
        for review in held
    }  # fmt: skip


@dataclass
class Line:
    """A cluster in one row. `asked` counts by review from the oldest, `positions` by position."""

    cluster: Cluster
    members: list[Member] = field(default_factory=list)
    asked: list[tuple[Place, int]] = field(default_factory=list)
    actions: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many recommendations are in it."""
        return len(self.members)

    @property
    def waiting(self) -> int:
        """How many of them wait for a person."""
        return sum(member.standing == _PROPOSED for member in self.members)

    @property
    def positions(self) -> list[tuple[str, int]]:
        """The positions, with how many of the members have each."""
        places_ = {place.pk: place for place, _ in self.asked}
        counts = Counter(
            member.position
            for member in self.members
            if member.position or takes_positions(places_[member.review].mechanism)
        )
        return [(code, counts[code]) for code in POSITION_ORDER if counts[code]]

    @property
    def widest(self) -> int:
        """Over how many reviews it goes."""
        return len(self.asked)


@dataclass(frozen=True, slots=True)
class Chip:
    """A way to narrow the clusters, with how many it leaves."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass
class Listing:
    """A page of the clusters that are asked for; `counts` has how many there are of which."""

    asked: Asked
    lines: list[Line]
    pages: Pages
    counts: dict[str, int]
    mechanisms: list[str]
    cycles: list[str]
    grouped: int
    listed: int

    @property
    def query(self) -> str:
        """The address of the listing, without page."""
        return self.asked.query

    @property
    def some(self) -> bool:
        """Whether there is any cluster."""
        return bool(self.counts[""])

    @property
    def waiting(self) -> int:
        """How many clusters wait for a person."""
        return self.counts[WAITING]

    @property
    def alone(self) -> int:
        """How many recommendations are in no cluster."""
        return self.listed - self.grouped

    @property
    def clusters(self) -> str:
        """How many clusters there are, in words."""
        n = self.counts[""]
        return ngettext("{n} cluster", "{n} clusters", n).format(n=n)

    @property
    def chips(self) -> list[Chip]:
        """All clusters, those that wait, those that are confirmed, each with its address."""
        labels = {"": _("All"), WAITING: _("Wait for a person"), CONFIRMED: _("Confirmed")}
        return [
            Chip(label, self.counts[which], self.asked.line(which=which), which == self.asked.which)
            for which, label in labels.items()
        ]


class Clusters:
    """All clusters of a workspace that have members, with what they are narrowed and sorted by."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.places = places(workspace)
        held = Cluster.objects.filter(workspace=workspace, gone=False).select_related(
            "representative"
        )
        self.lines = {one.pk: Line(one) for one in held}
        for member in _members(workspace):
            if member.cluster in self.lines:
                self.lines[member.cluster].members.append(member)
        for line in self.lines.values():
            counts = Counter(member.review for member in line.members)
            found = [(self.places[pk], count) for pk, count in counts.items()]
            line.asked = sorted(found, key=lambda pair: pair[0].order)

    @cached_property
    def all(self) -> list[Line]:
        """The clusters that a list shows."""
        return [line for line in self.lines.values() if line.members]

    def narrowed(self, asked: Asked) -> list[Line]:
        """Return the clusters that are asked for, in order."""
        found: Iterable[Line] = self.all
        if asked.which:
            found = [line for line in found if bool(line.waiting) == (asked.which == WAITING)]
        if asked.mechanism:
            found = [line for line in found if _in_mechanism(line, asked.mechanism)]
        if asked.cycle:
            found = [line for line in found if any(p.cycle == asked.cycle for p, _ in line.asked)]
        if asked.typed:
            found = self._holding(found, asked.typed)
        return sorted(found, key=_KEYS[asked.sort])

    def _holding(self, lines: Iterable[Line], words: str) -> list[Line]:
        """Return the clusters whose name, or the text of a member, holds what was typed."""
        index = index_of(self.workspace)
        query = typed.read(words, index.languages).query
        rows = set(search.found(query)) if query else set()
        folded = words.casefold()
        return [
            line
            for line in lines
            if folded in line.cluster.name.casefold() or any(m.row in rows for m in line.members)
        ]


def _in_mechanism(line: Line, family: str) -> bool:
    return any(family_of(place.mechanism) == family for place, _ in line.asked)


_KEYS = {
    SIZE: lambda line: (-line.size, line.cluster.name),
    WAITS: lambda line: (-line.waiting, line.cluster.name),
    WIDE: lambda line: (-line.widest, -line.size, line.cluster.name),
    NAME: lambda line: (line.cluster.name.casefold(), line.cluster.pk),
}


def listing(workspace: Workspace, asked: Asked) -> Listing:
    """Return the page of clusters that an address asks for."""
    held = Clusters(workspace)
    found = held.narrowed(asked)
    pages = Pages.of(asked.page, len(found), PER_PAGE)
    shown = found[pages.start : pages.last]
    for line, actions in zip(shown, _actions(shown), strict=True):
        line.actions = actions
    seen = held.places.values()
    index = index_of(workspace)
    waiting = sum(bool(line.waiting) for line in held.all)
    return Listing(
        asked,
        shown,
        pages,
        {"": len(held.all), WAITING: waiting, CONFIRMED: len(held.all) - waiting},
        sorted({family_of(place.mechanism) for place in seen} - {""}),
        sorted({place.cycle for place in seen} - {""}),
        len({member.row for line in held.all for member in line.members}),
        index.mask("listed", "yes").bit_count(),
    )


def waiting(workspace: Workspace) -> int:
    """Return how many clusters have a member that waits for a person."""
    rows = ClusterMember.objects.filter(
        cluster__workspace=workspace, cluster__gone=False, standing=_PROPOSED
    ).exclude(recommendation__state__in=Recommendation.UNLISTED)
    return rows.order_by().values("cluster").distinct().count()


def _members(workspace: Workspace) -> list[Member]:
    rows = ClusterMember.objects.filter(
        cluster__workspace=workspace, cluster__gone=False, standing__in=ClusterMember.IN
    ).exclude(recommendation__state__in=Recommendation.UNLISTED)
    fields = (
        "cluster_id", "standing", "score", "recommendation_id", "recommendation__review_id",
        "recommendation__position",
    )  # fmt: skip
    return [Member(*row) for row in rows.order_by().values_list(*fields)]


def _actions(lines: list[Line]) -> list[tuple[str, ...]]:
    """Return the kinds of action asked in each cluster, the mildest and the strongest of them.

    UPR Info's five kinds stand in the order of how much they ask (docs/labels.md).
    """
    rows = [member.row for line in lines for member in line.members]
    tags = Tag.objects.filter(recommendation__in=rows, taxonomy=ACTION).exclude(
        standing=Tag.Standing.REJECTED
    )
    # What people said comes last and stays; of proposals the likeliest.
    ordered = sorted(
        tags.values_list("recommendation_id", "code", "standing", "score"),
        key=lambda tag: (tag[2] != _PROPOSED, tag[3] or 0.0),
    )
    best = {row: code for row, code, _standing, _score in ordered if code}
    found = []
    for line in lines:
        codes = sorted({best[m.row] for m in line.members if m.row in best})
        found.append((codes[0], codes[-1]) if len(codes) > 1 else tuple(codes))
    return found
