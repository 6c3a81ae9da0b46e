"""Which item of a new reading is which item of the list. Pure: no database.

A number is the best name an item has, but a corrected file may renumber: the same words under
another number are the same item, and other words under the same number are only if nothing else
claims either.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

_SIMILAR = 0.6
# Words alone, without the number, must agree more closely.
_SAME_WORDS = 0.85


@dataclass(frozen=True, slots=True)
class Named:
    """What an item is known by: its number and its words."""

    paragraph: str
    text: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of indices (old, new), and the indices on both sides that found no partner."""

    pairs: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    new: tuple[int, ...]


def match(old: Sequence[Named], new: Sequence[Named]) -> Matched:
    """Pair the items of two readings; each item is in one pair at most."""
    table = _Table(old, new)
    table.pair_equal(lambda n: (n.paragraph, _words(n.text)))
    table.pair_similar_under_one_number()
    table.pair_equal(lambda n: _words(n.text))
    table.pair_similar_words()
    table.pair_equal(lambda n: n.paragraph)
    return table.result()


class _Table:
    def __init__(self, old: Sequence[Named], new: Sequence[Named]) -> None:
        self.old, self.new = old, new
        self.free_old = dict.fromkeys(range(len(old)))
        self.free_new = dict.fromkeys(range(len(new)))
        self.pairs: list[tuple[int, int]] = []

    def pair(self, i: int, j: int) -> None:
        self.pairs.append((i, j))
        del self.free_old[i]
        del self.free_new[j]

    def pair_equal(self, key: Callable[[Named], Hashable]) -> None:
        """Pair what has the same key, in document order."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for j in self.free_new:
            waiting[key(self.new[j])].append(j)
        for i in list(self.free_old):
            held = waiting.get(key(self.old[i]))
            if held:
                self.pair(i, held.pop(0))

    def pair_similar_under_one_number(self) -> None:
        by_number: dict[str, list[int]] = defaultdict(list)
        for j in self.free_new:
            by_number[self.new[j].paragraph].append(j)
        for i in list(self.free_old):
            held = by_number.get(self.old[i].paragraph, [])
            best = max(held, key=lambda j: self._likeness(i, j), default=None)
            if best is not None and self._likeness(i, best) >= _SIMILAR:
                self.pair(i, best)
                held.remove(best)

    def pair_similar_words(self) -> None:
        for i in list(self.free_old):
            best = max(self.free_new, key=lambda j: self._likeness(i, j), default=None)
            if best is not None and self._likeness(i, best) >= _SAME_WORDS:
                self.pair(i, best)

    def _likeness(self, i: int, j: int) -> float:
        a, b = _words(self.old[i].text), _words(self.new[j].text)
        matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
        # The quick bound is an upper one: most pairs need no more.
        return matcher.ratio() if matcher.real_quick_ratio() >= _SIMILAR else 0.0

    def result(self) -> Matched:
        return Matched(tuple(sorted(self.pairs)), tuple(self.free_old), tuple(self.free_new))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))
