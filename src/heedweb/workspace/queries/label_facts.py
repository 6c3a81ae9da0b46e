"""What the index knows of a row's labels: a facet for each taxonomy, and what waits for a person.

`about.<taxonomy>` has a label that is proposed, stated by a source or confirmed; `set.<taxonomy>`
only one that is stated or confirmed, `stated.<taxonomy>` one that only a source states; `waits` the
taxonomies with a proposal nobody has decided on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from heedweb.workspace.models import Recommendation, Tag

ABOUT, SET, STATED, WAITS = "about.", "set.", "stated.", "waits"
ALL = "all"
NO_LABEL = "none"
_SET = frozenset(Tag.SET)
_PROPOSED, _STATED = Tag.Standing.PROPOSED.value, Tag.Standing.STATED.value

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wait:
    """Proposals of a taxonomy that wait: how near the nearest is to a coin's toss, and the top."""

    taxonomy: str
    margin: float
    top: float


def of_rows(rows: QuerySet[Recommendation]) -> dict[int, list[tuple[str, str, str, float]]]:
    """Return the labels of rows that are not rejected: taxonomy, code, standing, score."""
    held = Tag.objects.filter(recommendation__in=rows.order_by().values("pk"))
    held = held.exclude(standing=Tag.Standing.REJECTED).order_by()
    found: dict[int, list[tuple[str, str, str, float]]] = defaultdict(list)
    for key, taxonomy, code, standing, score in held.values_list(
        "recommendation_id", "taxonomy", "code", "standing", "score"
    ).iterator(chunk_size=5_000):
        found[key].append((taxonomy, code, standing, score or 0.0))
    return found


def facts(labels: Sequence[tuple[str, str, str, float]]) -> Iterable[Fact]:
    """Yield the facts of a row's labels."""
    for taxonomy, code, standing, _ in labels:
        value = code or NO_LABEL
        yield ABOUT + taxonomy, value
        if standing in _SET:
            yield SET + taxonomy, value
            if standing == _STATED:
                yield STATED + taxonomy, value
        elif standing == _PROPOSED:
            yield WAITS, taxonomy
            yield WAITS, ALL


def held(facts_: Sequence[Fact]) -> list[tuple[str, str, str]]:
    """Return the labels that a row's facts hold: standing, taxonomy, code; what is set first."""
    there = set(facts_)
    found: list[tuple[str, str, str]] = []
    for facet, value in facts_:
        if not facet.startswith(ABOUT):
            continue
        taxonomy, code = facet.removeprefix(ABOUT), "" if value == NO_LABEL else value
        standing = Tag.Standing.PROPOSED
        if (STATED + taxonomy, value) in there:
            standing = Tag.Standing.STATED
        elif (SET + taxonomy, value) in there:
            standing = Tag.Standing.CONFIRMED
        found.append((standing.value, taxonomy, code))
    return sorted(found, key=lambda label: label[0] == _PROPOSED)


def waits(labels: Sequence[tuple[str, str, str, float]]) -> tuple[Wait, ...]:
    """Return what waits for a person, for each taxonomy."""
    scores: dict[str, list[float]] = defaultdict(list)
    for taxonomy, _, standing, score in labels:
        if standing == _PROPOSED:
            scores[taxonomy].append(score)
    return tuple(
        Wait(taxonomy, min(abs(score - 0.5) for score in held), max(held))
        for taxonomy, held in scores.items()
    )
