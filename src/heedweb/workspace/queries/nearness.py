"""What is near in meaning: to a text, among the recommendations of a workspace.

The texts of a workspace are weighed once and kept in memory until one of them changes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from heed.links import words
from heedweb.workspace.models import Recommendation, Workspace

_MOST_KEPT = 6
# Less is chance: one common word of two long texts.
_LEAST = 0.08
LEFT_OUT = (*Recommendation.HIDDEN, Recommendation.State.REJECTED)


@dataclass(frozen=True, slots=True)
class Near:
    """A recommendation that is near, and how near: 0 to 1."""

    key: int
    score: float


class Nearness:
    """The texts of a workspace as of one state of its list."""

    def __init__(self, keys: Sequence[int], texts: Sequence[str]) -> None:
        self.keys = keys
        self.places: dict[str, int] = {}
        self.matrix = words.rows([dict(_weighed(text)) for text in texts], self.places)

    def nearest(self, text: str, limit: int) -> list[Near]:
        """Return what is nearest to `text`, the nearest first; nothing that only chance brings."""
        weighed = {w: v for w, v in words.weighed(text).items() if w in self.places}
        if not self.keys or not weighed:
            return []
        row = words.rows([weighed], self.places)
        row.resize((1, self.matrix.shape[1]))
        scores = (self.matrix @ row.T).toarray().ravel()
        best = scores.argsort(kind="stable")[::-1][:limit]
        return [Near(self.keys[n], float(scores[n])) for n in best if scores[n] >= _LEAST]


@lru_cache(maxsize=65_536)
def _weighed(text: str) -> tuple[tuple[str, float], ...]:
    return tuple(words.weighed(text).items())


_kept: OrderedDict[tuple[int, datetime], tuple[tuple[int, int], Nearness]] = OrderedDict()
_lock = threading.Lock()


def nearness_of(workspace: Workspace) -> Nearness:
    """Return the texts of a workspace to look in; made anew where one of them changed."""
    rows = Recommendation.objects.filter(review__workspace=workspace)
    stamp = (workspace.structure, rows.aggregate(last=Max("revision"))["last"] or 0)
    name = (workspace.pk, workspace.created)
    with _lock:
        held = _kept.get(name)
    if held is not None and held[0] == stamp:
        return held[1]
    listed = list(rows.exclude(state__in=LEFT_OUT).order_by("pk").values_list("pk", "text"))
    made = Nearness([key for key, _ in listed], [text for _, text in listed])
    with _lock:
        _kept[name] = (stamp, made)
        _kept.move_to_end(name)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made
