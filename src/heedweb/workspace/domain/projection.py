"""Writes the list: each row is made from what the document says and what people decided.

The only code that writes `Recommendation` and what hangs on it. Call within a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import F

from heedweb.workspace.domain.standing import ROW, Act, Standing, Value, fold
from heedweb.workspace.models import (
    Decision,
    Doubt,
    Part,
    Recommendation,
    RecommendingState,
    Said,
    Workspace,
)
from heedweb.workspace.queries import search

# SQLite takes 32,766 variables in one statement; a row has fewer than 30 columns.
BATCH = 1_000
_PLAIN = (
    "paragraph", "printed", "text", "kind", "position", "claim", "position_source",
    "position_words", "comment", "page", "start", "end", "boxes", "context",
)  # fmt: skip
_WRITTEN = (*_PLAIN, "key", "state", "order", "document", "decided_by", "decided_at", "revision")


@dataclass(frozen=True, slots=True)
class Made:
    """A row with the value it must show."""

    row: Recommendation
    value: Value


def next_revision(workspace: Workspace, *, structure: bool) -> int:
    """Move the workspace on by one change and return its number."""
    held = Workspace.objects.filter(pk=workspace.pk)
    if structure:
        held.update(revision=F("revision") + 1, structure=F("structure") + 1)
    else:
        held.update(revision=F("revision") + 1)
    revision: int = held.values_list("revision", flat=True).get()
    return revision


def create(made: Sequence[Made], revision: int) -> None:
    """Write rows that are new, with what hangs on them, and make them findable."""
    for one in made:
        _fill(one, revision)
    Recommendation.objects.bulk_create([one.row for one in made], batch_size=BATCH)
    _hang(made)
    search.learn([one.row for one in made])


def rewrite(made: Sequence[Made], revision: int) -> None:
    """Write rows that are there anew, with what hangs on them."""
    if not made:
        return
    for one in made:
        _fill(one, revision)
    rows = [one.row for one in made]
    Recommendation.objects.bulk_update(rows, _WRITTEN, batch_size=500)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        RecommendingState.objects.filter(recommendation__in=batch).delete()
        Part.objects.filter(recommendation__in=batch).delete()
        Doubt.objects.filter(recommendation__in=batch).delete()
    _hang(made)
    search.forget(row.pk for row in rows)
    search.learn(rows)


def remove(rows: Sequence[Recommendation]) -> None:
    """Take rows out of the list that nobody decided about."""
    search.forget(row.pk for row in rows)
    Recommendation.objects.filter(pk__in=[row.pk for row in rows]).delete()


def value_of(row: Recommendation) -> Value:
    """Return the value that a row shows now."""
    loose: dict[str, object] = {name: getattr(row, name) for name in _PLAIN}
    loose["states"] = [[who.name, who.iso3] for who in row.recommending.all()]
    loose["parts"] = [[part.text, part.states, part.label] for part in row.parts.all()]
    loose["doubts"] = [[doubt.code, doubt.text] for doubt in row.doubts.all()]
    return cast("Value", loose)


def acts_of(rows: Iterable[Recommendation]) -> dict[int, list[Decision]]:
    """Return the decisions that count for each row, in their order."""
    held: dict[int, list[Decision]] = defaultdict(list)
    live = Decision.objects.filter(
        recommendation__in=[row.pk for row in rows], step__undone_at__isnull=True
    )
    for decision in live.select_related("step__by").order_by("pk"):
        held[decision.recommendation_id].append(decision)
    return held


def act_of(decision: Decision) -> Act:
    """Return a decision as far as it counts for how an item stands."""
    return Act(decision.verb, decision.fields, decision.seen, decision.fresh)


def sources_of(rows: Iterable[Recommendation]) -> dict[int, list[str]]:
    """Return, for rows that people made from others, the document's words of those others."""
    links = Recommendation.made_from.through.objects.filter(
        from_recommendation__in=[row.pk for row in rows if row.by_person]
    ).order_by("from_recommendation_id", "to_recommendation__order")
    pairs = list(links.values_list("from_recommendation_id", "to_recommendation_id"))
    said = Said.objects.filter(recommendation__in=[source for _, source in pairs])
    words = {s.recommendation_id: s.value["text"] for s in said}
    found: dict[int, list[str]] = defaultdict(list)
    for made, source in pairs:
        found[made].append(words.get(source, ""))
    return found


def standing(
    row: Recommendation,
    said: Value | None,
    decisions: Sequence[Decision],
    sources: Sequence[str] = (),
) -> Standing:
    """Return how a row stands, and note on it who decided last."""
    acts = [act_of(d) for d in decisions]
    held = fold(said, value_of(row), acts, sources)
    row.state = held.state
    last = decisions[-1].step if decisions else None
    row.decided_by = last.by if last else None
    row.decided_at = last.at if last else None
    if row.by_person and not decisions:
        row.state = Recommendation.State.WITHDRAWN
    return held


def restand(rows: Sequence[Recommendation], *, revision: int) -> None:
    """Fold rows anew after decisions about them were added or undone."""
    if not rows:
        return
    said = {s.recommendation_id: s.value for s in Said.objects.filter(recommendation__in=rows)}
    decisions, sources = acts_of(rows), sources_of(rows)
    made = [
        Made(
            row,
            standing(
                row, said.get(row.pk), decisions.get(row.pk, []), sources.get(row.pk, [])
            ).value,
        )
        for row in rows
    ]
    rewrite(made, revision)


def _fill(one: Made, revision: int) -> None:
    symbol = one.row.review.symbol
    loose = cast("dict[str, object]", one.value)
    for name in _PLAIN:
        # What an earlier heed read has no context.
        setattr(one.row, name, loose.get(name, {}) if name == "context" else loose[name])
    numbered = "/" in symbol and not one.value["paragraph"].startswith(ROW)
    one.row.key = f"{symbol}#{one.value['paragraph']}" if numbered else ""
    one.row.revision = revision


def _hang(made: Sequence[Made]) -> None:
    """Write States, parts and doubts; a doubt that a person settled is settled."""
    RecommendingState.objects.bulk_create(
        [
            RecommendingState(recommendation=one.row, order=i, name=name, iso3=iso3)
            for one in made
            for i, (name, iso3) in enumerate(one.value["states"])
        ],
        batch_size=BATCH,
    )
    Part.objects.bulk_create(
        [
            Part(
                recommendation=one.row,
                order=i,
                text=str(text),
                states=names,
                label=str(label[0])[:20] if label else "",
            )
            for one in made
            for i, (text, names, *label) in enumerate(one.value["parts"])
        ],
        batch_size=BATCH,
    )
    Doubt.objects.bulk_create(
        [
            Doubt(recommendation=one.row, code=code, text=text[:500])
            for one in made
            for code, text in one.value["doubts"]
        ],
        batch_size=BATCH,
    )
