"""Links between two lists: which later item repeats, or meets, which earlier one, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.registry import trained
from heed.labels.weighed import ISSUES
from heed.links import telling
from heed.links.embeddings import Embedder
from heed.links.grounds import NAMES, best
from heed.links.learning import Doubles
from heed.links.prepared import Floats, Prepared, about_matrix, matrices, prepared
from heed.links.weights import Weights, shipped
from heed.records import Link
from heed.vocab.taxonomies import taxonomies

# Texts of the later list taken together: their chances against 5,000 others are 10 MB.
_TOGETHER = 500
# Up to this many pairs each is looked at; above it, for each later text only the nearest.
_EVERY_PAIR = 100_000
NEAREST = 40
# Of one later item no more are given than this: what is related only could be half a list.
LIMIT = 100
# And of long lists no more than this that are related only.
RELATED = 5
# So much is said by about three rare words that no term explains.
_MUCH = 24.0
_ALIKE = 0.25
_LIKELY_BOTH = 0.05
_AT_MORE = NAMES.index("more in both")
_AT_WORDS = NAMES.index("words")
_SHARED = [NAMES.index(name) for name in ("same step", "same measure")]
_APART = [
    NAMES.index(name)
    for name in ("no subject", "other step", "other instrument", "other persons", "other measure")
]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its id in that list, and its text as printed."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Linker:
    """Finds the links between two lists by weighing the grounds of each pair.

    With an `embedder` long lists are searched for what means alike too, not only for what shares
    words or subjects; the scores stay as they are.
    """

    weights: Weights = field(default_factory=shipped)
    embedder: Embedder | None = None

    def links(
        self, later: Sequence[Item], earlier: Sequence[Item], *, limit: int = LIMIT
    ) -> list[Link]:
        """Return the links, the later items in their order, for each the most likely repeat first.

        Of one later item no more than `limit` are given. Pairs that are not listed are different.
        Up to 100,000 pairs of different texts all are weighed; above that, for each later text the
        40 nearest by words, subjects, persons and instruments, of which no more than 5 are given
        that are related only.
        """
        some = prepared([one.text for one in later])
        others = prepared([one.text for one in earlier])
        if not some.texts or not others.texts:
            return []
        found = dict(self._texts(some, others))
        items: dict[int, list[str]] = {}
        for one, at in zip(earlier, others.at, strict=True):
            items.setdefault(at, []).append(one.id)
        links: list[Link] = []
        for item, at in zip(later, some.at, strict=True):
            links += self._of(item.id, at, found[at], items, (some, others), limit)
        return links

    def _texts(
        self, some: Prepared, others: Prepared
    ) -> Iterator[tuple[int, list[tuple[int, Doubles, float]]]]:
        """Yield for each later text its pairs: the earlier text, grounds, chance of a repeat."""
        for row, columns, values in grounds_of(some, others, self.embedder):
            repeats, meets = self.weights.repeats(values), self.weights.meeting(values)
            kept = np.nonzero((repeats >= self.weights.proposed) | (meets >= self.weights.related))[
                0
            ]
            kept = kept[np.argsort(-repeats[kept], kind="stable")]
            if len(some.texts) * len(others.texts) > _EVERY_PAIR:
                kept = kept[: int((repeats[kept] >= self.weights.proposed).sum()) + RELATED]
            yield row, [(int(columns[n]), values[n], float(repeats[n])) for n in kept]

    def _of(
        self,
        later: str,
        at: int,
        pairs: Sequence[tuple[int, Doubles, float]],
        items: dict[int, list[str]],
        lists: tuple[Prepared, Prepared],
        limit: int,
    ) -> list[Link]:
        """Return the links of one later item."""
        links: list[Link] = []
        weights = self.weights.rounded
        for column, values, repeats in pairs:
            one, other = lists[0].read[at], lists[1].read[column]
            repeat = repeats >= self.weights.proposed
            labels = _in_common(lists[0].likely[at], lists[1].likely[column])
            why = telling.told(one, other, values.tolist(), weights, labels)
            relation = telling.relation(one, other) if repeat else "related"
            for earlier in items[column]:
                if len(links) == limit:
                    return links
                sure = repeat and repeats >= self.weights.sure
                score = round(repeats, 4)
                links.append(Link(later, earlier, relation, score, why.grounds, why.reason, sure))
        return links


def _in_common(some: dict[int, float], others: dict[int, float]) -> str:
    """Return the names of the issues that two texts most likely have in common, at most two."""
    both = {at: value * others[at] for at, value in some.items() if at in others}
    found = sorted(both, key=both.__getitem__, reverse=True)[:2]
    return ", ".join(_issue(at) for at in found if both[at] > _LIKELY_BOTH)


@cache
def _issue(at: int) -> str:
    label = taxonomies()[ISSUES].label(trained(ISSUES).codes[at])
    return label.name if label else trained(ISSUES).codes[at]


def grounds_of(
    some: Prepared, others: Prepared, embedder: Embedder | None = None
) -> Iterator[tuple[int, npt.NDArray[np.int64], Doubles]]:
    """Yield for each later text the earlier texts looked at, and the grounds (pairs x grounds)."""
    left, right = matrices(some, others)
    mine = np.asarray(left.rest.sum(axis=1)).ravel()
    theirs = np.asarray(right.rest.sum(axis=1)).ravel()
    places: dict[str, int] = {}
    right_about = about_matrix(others, places)
    left_about = about_matrix(some, places)
    right_about.resize((right_about.shape[0], left_about.shape[1]))
    every = len(some.texts) * len(others.texts) <= _EVERY_PAIR
    rare = _rarity(right_about)
    meant = None if every or embedder is None else _meant(some, others, embedder)
    for start in range(0, len(some.texts), _TOGETHER):
        stop = min(start + _TOGETHER, len(some.texts))
        words = (left.words[start:stop] @ right.words.T).toarray()
        more = np.minimum(
            mine[start:stop, None] - (left.rest[start:stop] @ right.there.T).toarray(),
            theirs[None, :] - (left.there[start:stop] @ right.rest.T).toarray(),
        )
        more = np.minimum(more / _MUCH, 1)
        labels = some.labels[start:stop] @ others.labels.T
        near = None
        if not every:
            about = (left_about[start:stop].multiply(rare) @ right_about.T).toarray()
            near = words * 4 + labels + about
            if meant is not None:
                near += 4 * (meant[0][start:stop] @ meant[1].T)
        for row in range(start, stop):
            columns = np.arange(len(others.texts))
            if near is not None and len(columns) > NEAREST:
                columns = np.sort(np.argpartition(-near[row - start], NEAREST)[:NEAREST])
            yield row, columns, _values(some, others, row, columns, (more, words, labels), start)


def _meant(some: Prepared, others: Prepared, embedder: Embedder) -> tuple[Floats, Floats]:
    """Return the directions of both lists' texts."""
    first, second = (
        embedder.rows([one.meaning.text for one in each.read]) for each in (some, others)
    )
    return first, second


def _rarity(about: sparse.csr_matrix) -> Floats:
    """Return how much a concept that two texts share says, by how few texts have it."""
    counts = np.asarray(about.sum(axis=0)).ravel()
    found: Floats = (np.log1p(about.shape[0] / np.maximum(counts, 1)) / 3).astype(np.float32)
    return found


def _values(
    some: Prepared,
    others: Prepared,
    row: int,
    columns: npt.NDArray[np.int64],
    dense: tuple[Floats, Floats, Floats],
    start: int,
) -> Doubles:
    values = np.empty((len(columns), len(NAMES)))
    sides, read = some.read[row].sides, others.read
    values[:, :-3] = [best(sides, read[column].sides)[2].values for column in columns.tolist()]
    for at, each in enumerate(dense, len(NAMES) - len(dense)):
        values[:, at] = each[row - start, columns]
    # The same sentence with another measure, group or treaty is no repeat, however alike (R3, R4).
    apart = (values[:, _APART] > 0).any(axis=1)
    values[apart, _AT_WORDS] = np.minimum(values[apart, _AT_WORDS], _ALIKE)
    # Who shares a measure or step repeats it, whatever else each of the two says (R5).
    values[(values[:, _SHARED] > 0).any(axis=1), _AT_MORE] = 0
    return values
