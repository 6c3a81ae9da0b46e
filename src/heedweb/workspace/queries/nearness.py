"""What is near in meaning: to a text, among the recommendations of a workspace.

The texts of a workspace are taken up once and kept in memory; of a list that changed only texts
that are new to it are read. A text that left the list stays in the index, and is not given.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Max

from heed.links.nearest import Index
from heedweb.workspace.models import Recommendation, Workspace
from heedweb.workspace.queries.kept import Kept

# So many new texts are read while a page waits: a fifth of a second.
_AT_ONCE = 200
# Of what a text says the row must say this share; less is one common word of two long texts.
_LEAST = 0.12


@dataclass(frozen=True, slots=True)
class Near:
    """A recommendation that is near, and how near: 0 to 1."""

    key: int
    score: float


class Nearness:
    """The texts of a workspace; several recommendations may have one text."""

    def __init__(self) -> None:
        self.index = Index()
        self.places: dict[str, int] = {}
        self.listed: dict[int, list[int]] = {}

    def new(self, texts: Mapping[int, str]) -> int:
        """Return how many of these texts are not held yet."""
        return sum(text not in self.places for text in set(texts.values()))

    def hold(self, texts: Mapping[int, str]) -> None:
        """Make these the recommendations to look among, by primary key."""
        new = [text for text in dict.fromkeys(texts.values()) if text not in self.places]
        first = len(self.index)
        self.index.add(new)
        self.places.update({text: first + n for n, text in enumerate(new)})
        self.listed = {}
        for key, text in texts.items():
            self.listed.setdefault(self.places[text], []).append(key)

    def nearest(self, text: str, limit: int) -> list[Near]:
        """Return what is nearest to `text`, the nearest first; nothing that only chance brings."""
        among = np.zeros(len(self.index), np.bool_)
        among[list(self.listed)] = True
        found = self.index.nearest(text, limit, among=among)
        near = [
            Near(key, score) for row, score in found for key in self.listed[row] if score >= _LEAST
        ]
        return near[:limit]


class _Texts:
    """What is kept of a workspace; whoever changes it has the lock."""

    def __init__(self) -> None:
        self.stamp = (-1, -1)
        self.nearness = Nearness()
        self.lock = threading.Lock()

    def take_up(self, stamp: tuple[int, int], texts: Mapping[int, str]) -> None:
        """Take up a list that changed, for who has the lock; let it go at the end."""
        try:
            self.nearness.hold(texts)
            self.stamp = stamp
        finally:
            self.lock.release()


_kept: Kept[_Texts] = Kept()


def nearest(workspace: Workspace, text: str, limit: int, *, wait: bool = True) -> list[Near]:
    """Return what is nearest to `text` in a workspace, as its list stands now.

    Reading a long list for the first time takes seconds. Without `wait` that is done beside, and
    nothing is near until it is.
    """
    rows = Recommendation.objects.filter(review__workspace=workspace)
    stamp = (workspace.structure, rows.aggregate(last=Max("revision"))["last"] or 0)
    held = _kept.of(workspace, lambda held: held or _Texts())
    if not held.lock.acquire(blocking=wait):
        return []
    handed_on = False
    try:
        if held.stamp != stamp:
            listed = rows.exclude(state__in=Recommendation.UNLISTED).order_by("pk")
            texts = dict(listed.values_list("pk", "text"))
            if not wait and held.nearness.new(texts) > _AT_ONCE:
                threading.Thread(target=held.take_up, args=(stamp, texts), daemon=True).start()
                handed_on = True
                return []
            held.nearness.hold(texts)
            held.stamp = stamp
        return held.nearness.nearest(text, limit)
    finally:
        if not handed_on:
            held.lock.release()
