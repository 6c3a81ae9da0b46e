"""What confirming many proposals at once would do: shown before anything is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from django.db.models import QuerySet
from django.http import QueryDict

from heedweb.workspace.models import LabelState, Recommendation, Tag, Workspace
from heedweb.workspace.queries.label_queue import alike_in
from heedweb.workspace.queries.recommendations import Found, asked_of
from heedweb.workspace.queries.taxonomies import Vocabulary

# More at once would hold up everybody else's writing too long.
MOST = 10_000
SAMPLES = 10
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """Which proposals: of a taxonomy, of these labels (all without one), at least so certain.

    `within` is the address of a list, `""` for all recommendations.
    """

    taxonomy: str
    least: float
    codes: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """One recommendation with the labels that it would get."""

    row: Recommendation
    labels: tuple[tuple[str, float], ...]


@dataclass
class Plan:
    """What would be confirmed: the labels of each row, and the revision of its labels now."""

    asked: Asked
    labels: dict[int, list[tuple[str, float]]] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    beyond: int = 0

    @property
    def rows(self) -> int:
        """How many recommendations would get labels."""
        return len(self.labels)

    @property
    def count(self) -> int:
        """How many labels would be confirmed."""
        return self.counts.total()

    @property
    def stamp(self) -> str:
        """What tells that nothing has changed since this was shown."""
        held = sorted((key, self.seen[key], labels) for key, labels in self.labels.items())
        return blake2b(repr(held).encode(), digest_size=8).hexdigest()


def plan(workspace: Workspace, asked: Asked, words: Vocabulary) -> Plan:
    """Return what would be confirmed.

    Left out and counted as `differing` is what a person rejected on a text with the same words.
    """
    made = Plan(asked)
    found = _proposed(workspace, asked)
    refused = _refused(workspace, asked.taxonomy)
    same = alike_in(workspace).same if refused else {}
    many = words.many(asked.taxonomy)
    for key, code, score in found:
        if (same.get(key, ""), code) in refused:
            made.differing[code] += 1
            continue
        held = made.labels.get(key)
        if held is None:
            if len(made.labels) >= MOST:
                made.beyond += 1
                continue
            held = made.labels.setdefault(key, [])
        if many or not held:
            held.append((code, score))
            made.counts[code] += 1
    made.seen = _revisions(list(made.labels))
    return made


def _proposed(workspace: Workspace, asked: Asked) -> list[tuple[int, str, float]]:
    """Return the proposals in question, the likeliest of a row first."""
    tags = _tags(workspace, asked.taxonomy).filter(
        standing=Tag.Standing.PROPOSED, score__gte=asked.least
    )
    if asked.codes:
        tags = tags.filter(code__in=asked.codes)
    fields = ("recommendation_id", "code", "score")
    ordered = tags.order_by("recommendation", "-score", "pk").values_list(*fields)
    found = [(key, code, score or 0.0) for key, code, score in ordered]
    if not asked.within:
        return found
    listed = set(Found(workspace, asked_of(QueryDict(asked.within))).keys())
    return [one for one in found if one[0] in listed]


def _tags(workspace: Workspace, taxonomy: str) -> QuerySet[Tag]:
    tags = Tag.objects.filter(recommendation__review__workspace=workspace, taxonomy=taxonomy)
    return tags.exclude(recommendation__state__in=Recommendation.UNLISTED)


def _refused(workspace: Workspace, taxonomy: str) -> set[tuple[str, str]]:
    """Return what people rejected: the digest of the words, and the label."""
    tags = _tags(workspace, taxonomy).filter(standing=Tag.Standing.REJECTED)
    return set(tags.values_list("recommendation__label_state__same", "code"))


def _revisions(keys: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for first in range(0, len(keys), 1_000):
        states = LabelState.objects.filter(recommendation__in=keys[first : first + 1_000])
        found |= dict(states.values_list("recommendation_id", "revision"))
    return found


def samples(held: Plan, words: Vocabulary) -> list[Sample]:
    """Return ten of the rows, spread evenly, the least certain labels of the plan among them."""
    weakest = sorted(held.labels, key=lambda key: min(score for _, score in held.labels[key]))
    half = SAMPLES // 2
    chosen = weakest[:half]
    rest = weakest[half:]
    step = max(1, len(rest) // (SAMPLES - half))
    chosen += rest[::step][: SAMPLES - half]
    rows = Recommendation.objects.filter(pk__in=chosen).select_related("review").in_bulk()
    taxonomy = held.asked.taxonomy
    return [
        Sample(rows[key], tuple((words.name(taxonomy, code), s) for code, s in held.labels[key]))
        for key in chosen
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A label with the proposals of it that wait: all, and those at least so certain."""

    code: str
    name: str
    count: int
    certain: int


def labels(workspace: Workspace, asked: Asked, words: Vocabulary) -> list[Waiting]:
    """Return the labels of a taxonomy that have proposals waiting, the most frequent first."""
    tags = _tags(workspace, asked.taxonomy).filter(standing=Tag.Standing.PROPOSED)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for code, score in tags.values_list("code", "score"):
        counts[code][0] += 1
        counts[code][1] += score is not None and score >= asked.least
    found = [
        Waiting(code, words.name(asked.taxonomy, code), count, certain)
        for code, (count, certain) in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.count, one.name))
