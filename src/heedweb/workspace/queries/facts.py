"""What the index knows of a row: its facts for facets, and what it is sorted by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from heed.vocab import states
from heedweb.workspace.mechanism_words import family_of, takes_positions
from heedweb.workspace.models import (
    Doubt,
    LabelState,
    LinkState,
    Recommendation,
    RecommendingState,
    Workspace,
)
from heedweb.workspace.queries import cluster_facts, label_facts
from heedweb.workspace.queries.label_facts import Wait
from heedweb.workspace.words import POSITION_ORDER

Fact = tuple[str, str]
"""A facet and a value of it. Beside the facets: `listed`, `rejected` and `language`."""

MARKS = ("follow_up", "recalls", "repeated")
NONE = "none"
ANY = "any"
_UNDECIDED = frozenset(Recommendation.UNDECIDED)
_HIDDEN = frozenset(Recommendation.HIDDEN)
_REJECTED = Recommendation.State.REJECTED.value
_NUMBER = re.compile(r"(\d+)|(\D+)")
_FIELDS = (
    "pk", "revision", "state", "kind", "position", "paragraph", "page", "order", "decided_by",
    "decided_at", "document__language", "review", "review__symbol", "review__session",
    "review__cycle", "review__mechanism", "context",
)  # fmt: skip
# SQLite takes 32,766 variables in one statement.
_MOST_KEYS = 10_000
_facts: dict[Fact, Fact] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list; `sorts` holds a key for each order, None where there is no value.

    `waits` are the taxonomies of which a proposal waits for a person.
    """

    pk: int
    revision: int
    state: str
    kind: str
    position: str
    number: str
    facts: tuple[Fact, ...]
    sorts: dict[str, Any]
    waits: tuple[Wait, ...] = ()


def entries(workspace: Workspace, since: int | None = None) -> Iterator[Entry]:
    """Yield the rows of a workspace, those that changed after revision `since`; eight queries."""
    rows = Recommendation.objects.filter(review__workspace=workspace)
    if since is not None:
        rows = _moved(rows, since)
    labels, clusters = label_facts.of_rows(rows), cluster_facts.of_rows(rows)
    named = _by_row(_hanging(RecommendingState.objects.order_by("order"), rows, "iso3", "name"))
    doubts = _by_row(_hanging(Doubt.objects.order_by(), rows, "code", "code"))
    for row in rows.order_by().values_list(*_FIELDS):
        pk = row[0]
        hanging = (named.get(pk, ()), doubts.get(pk, ()), labels.get(pk, ()), clusters.get(pk, ()))
        yield _entry(row, *hanging)


def _moved(rows: QuerySet[Recommendation], since: int) -> QuerySet[Recommendation]:
    """Return the rows that changed, or whose labels or clusters did; found once for all hangs."""
    keys = set(rows.filter(revision__gt=since).order_by().values_list("pk", flat=True))
    labelled = LabelState.objects.filter(revision__gt=since)
    linked = LinkState.objects.filter(revision__gt=since)
    for touched in (labelled, linked):
        keys |= set(touched.values_list("recommendation_id", flat=True))
    if len(keys) <= _MOST_KEYS:
        return rows.filter(pk__in=keys)
    moved = Q(pk__in=labelled.values("recommendation_id"))
    moved |= Q(pk__in=linked.values("recommendation_id"))
    return rows.filter(Q(revision__gt=since) | moved)


def _hanging(
    hangs: QuerySet[Any], rows: QuerySet[Recommendation], first: str, second: str
) -> Iterator[tuple[int, str, str]]:
    held = hangs.filter(recommendation__in=rows.order_by().values("pk"))
    return held.values_list("recommendation_id", first, second).iterator(chunk_size=5_000)


def _by_row(hanging: Iterator[tuple[int, str, str]]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, first, second in hanging:
        found[key].append((first, second))
    return found


def _entry(
    row: tuple[Any, ...],
    named: Sequence[tuple[str, str]],
    doubts: Sequence[tuple[str, str]],
    labels: Sequence[tuple[str, str, str, float]],
    clusters: Sequence[int],
) -> Entry:
    pk, revision, state, kind, position, number, page, order, by, at, language, *review = row
    key, symbol, session, cycle, mechanism, context = review
    facts = {("review", str(key)), ("language", language or "en"), ("kind", kind)}
    facts |= _around(mechanism, context)
    # What a mechanism does not have is not missing: a request of the ILO has no position.
    if position or takes_positions(mechanism):
        facts.add(("position", position or NONE))
    if named or takes_positions(mechanism):
        codes = {code for code, _ in named} or {""}
        facts.add(("cycle", str(cycle) if cycle else NONE))
        facts |= {("state", code or NONE) for code in codes}
        facts |= {("group", _group(code)) for code in codes}
    facts.add(("decided", state))
    if by:
        facts.add(("by", str(by)))
    if state in _UNDECIDED and doubts:
        facts |= {("doubt", code) for code, _ in doubts}
        facts.add(("doubt", ANY))
    if labels:
        facts.update(label_facts.facts(labels))
    facts.update(cluster_facts.facts(clusters))
    if state not in _HIDDEN:
        facts.add(("listed", "rejected" if state == _REJECTED else "yes"))
    sorts = {
        "document": (-(session or 0), symbol, order, pk),
        "number": [(int(a), "") if a else (-1, b) for a, b in _NUMBER.findall(number)],
        "state": states.fold(named[0][1]) if named else None,
        "position": POSITION_ORDER.index(position) if position in POSITION_ORDER else None,
        "decided": at,
        "review": (session or 0, symbol),
        "page": page,
    }
    shared = tuple(_facts.setdefault(fact, fact) for fact in sorted(facts))
    waits = label_facts.waits(labels) if labels else ()
    return Entry(pk, revision, state, kind, position, number, shared, sorts, waits)


def _around(mechanism: str, context: dict[str, Any]) -> set[Fact]:
    """Return who asked, under what, and what marks the item."""
    found = {("mechanism", family_of(mechanism) or NONE), ("body", mechanism or NONE)}
    found |= {("mark", name) for name in MARKS if context.get(name)}
    instrument = context.get("instrument")
    if instrument:
        found.add(("instrument", instrument))
        found |= {("article", f"{instrument} {n}") for n in context.get("articles", ())}
    return found


def _group(code: str) -> str:
    state = states.by_iso3(code)
    if state is None:
        return NONE
    return state.group or "observer"
