"""Brings a review's list up to date with a reading: nothing a person decided is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import heed
from heed.kinds import Review as ReadReview
from heedweb.accounts.models import User
from heedweb.workspace.domain import holding, projection, steps
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.catalogue import keep_lead_ins, value_of
from heedweb.workspace.domain.projection import Made
from heedweb.workspace.domain.rereading import Matched, Named, match
from heedweb.workspace.domain.standing import EDITABLE, GONE, Value
from heedweb.workspace.domain.steps import CUT
from heedweb.workspace.models import (
    Decision,
    Reading,
    Recommendation,
    Review,
    Said,
    SourceDocument,
)

# Rows that a person put between two items find room between their numbers.
SPACING = 1_000


@dataclass
class _Pass:
    """One reading at work: the rows there were, what is read now, and what that changes."""

    review: Review
    document: SourceDocument
    values: Sequence[Value]
    old: list[Recommendation]
    said: dict[int, Said]
    decisions: dict[int, list[Decision]]
    revision: int
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[dict[str, object]] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)


def keep(
    *,
    review: Review,
    document: SourceDocument,
    read: ReadReview,
    by: User,
    renumber: bool = False,
) -> Reading:
    """Bring the list of `review` up to date with `read`, whose report is `document`.

    With `renumber` the numbers of a draft give way to those of the final report also in what people
    saw when they decided: a new number re-opens nothing then.

    Items that are there keep their row, their address and what people decided of them. Call
    within a transaction.
    """
    keep_lead_ins(review=review, read=read)
    items = read.extraction.recommendations
    values = [value_of(read.report, item) for item in items]
    held = review.recommendations.filter(by_person=False).order_by("order")
    old = list(held.prefetch_related("recommending", "parts", "doubts"))
    work = _Pass(
        review,
        document,
        values,
        old,
        {s.recommendation_id: s for s in Said.objects.filter(recommendation__in=old)},
        projection.acts_of(review.recommendations.all()),
        projection.next_revision(review.workspace, structure=True),
    )
    found = match([_named(work, row) for row in old], [_name(v) for v in values])
    if renumber:
        _renumber(work, found)
    _write_found(work, found)
    _write_new(work, found)
    _write_gone(work, found, by)
    _place_made_by_people(work)
    current = review.documents.filter(current=True)
    return Reading.objects.create(
        review=review,
        by=by,
        version=heed.__version__,
        documents=list(current.values_list("blob__sha256", flat=True)),
        summary={
            "items": len(values),
            "first": not old,
            "added": work.added if old else [],
            "removed": work.removed,
            "changed": work.changed,
            "reopened": work.reopened,
            "decided": sum(1 for row in old if work.decisions.get(row.pk)),
        },
    )


def _name(value: Value) -> Named:
    return Named(value["paragraph"], value["text"])


def _named(work: _Pass, row: Recommendation) -> Named:
    """Return what a row was last known by in the document, not what people call it."""
    said = work.said.get(row.pk)
    return _name(said.value) if said else Named(row.paragraph, row.text)


def _renumber(work: _Pass, found: Matched) -> None:
    """Put the final number in the place of the draft's where a person saw the draft's."""
    changed: list[Decision] = []
    for i, j in found.pairs:
        row, number = work.old[i], work.values[j]["paragraph"]
        said = work.said.get(row.pk)
        for decision in work.decisions.get(row.pk, []):
            if said is not None and decision.seen.get("paragraph") == said.value["paragraph"]:
                decision.seen = {**decision.seen, "paragraph": number}
                changed.append(decision)
    Decision.objects.bulk_update(changed, ["seen"], batch_size=500)


def _write_found(work: _Pass, found: Matched) -> None:
    made: list[Made] = []
    stored: list[Said] = []
    returned: list[Said] = []
    for i, j in found.pairs:
        row, value = work.old[i], work.values[j]
        before = work.said.get(row.pk)
        if before is None:
            returned.append(Said(recommendation=row, value=value))
        elif before.value != value:
            _note_changes(work, before.value, value)
            before.value = value
            stored.append(before)
        was = row.state
        held = projection.standing(row, value, work.decisions.get(row.pk, []))
        row.order, row.document = j * SPACING, work.document
        if held.state == Recommendation.State.REOPENED and was != held.state:
            work.reopened.append(value["paragraph"])
        made.append(Made(row, held.value))
    Said.objects.bulk_update(stored, ["value"], batch_size=500)
    Said.objects.bulk_create(returned, batch_size=projection.BATCH)
    projection.rewrite(made, work.revision)


def _note_changes(work: _Pass, before: Value, after: Value) -> None:
    for name in EDITABLE:
        if before[name] != after[name]:  # type: ignore[literal-required]
            work.changed.append(
                {
                    "number": after["paragraph"],
                    "field": name,
                    "before": before[name],  # type: ignore[literal-required]
                    "after": after[name],  # type: ignore[literal-required]
                }
            )


def _write_new(work: _Pass, found: Matched) -> None:
    made = [
        Made(
            Recommendation(review=work.review, document=work.document, order=j * SPACING),
            work.values[j],
        )
        for j in found.new
    ]
    projection.create(made, work.revision)
    Said.objects.bulk_create(
        [Said(recommendation=one.row, value=one.value) for one in made],
        batch_size=projection.BATCH,
    )
    work.added.extend(one.value["paragraph"] for one in made)


def _write_gone(work: _Pass, found: Matched, by: User) -> None:
    """Items that are not found any more go, unless a person left anything on them."""
    gone = [work.old[i] for i in found.gone]
    work.removed.extend(row.paragraph for row in gone)
    held_by = holding.held([row.pk for row in gone])
    kept = [row for row in gone if row.pk in work.decisions or row.pk in held_by]
    removed = [row for row in gone if row not in kept]
    cut = steps.on(row.pk for row in removed)
    if cut:
        # What they had decided goes with the rows; a walk along the history must know of it.
        record(
            workspace=work.review.workspace, by=by, verb="items_gone",
            subject=work.review.symbol, detail={CUT: cut}, about=work.review,
        )  # fmt: skip
    projection.remove(removed)
    Said.objects.filter(recommendation__in=kept).delete()
    made: list[Made] = []
    for row in kept:
        decided = work.decisions.get(row.pk, [])
        held = projection.standing(row, None, decided)
        if not decided:
            held.value["doubts"] = [list(GONE)]
        row.document = work.document
        if held.state == Recommendation.State.REOPENED:
            work.reopened.append(row.paragraph)
        made.append(Made(row, held.value))
    projection.rewrite(made, work.revision)


def _place_made_by_people(work: _Pass) -> None:
    """Put rows that people made behind what they were made from; re-open them if that changed."""
    held = work.review.recommendations.filter(by_person=True).order_by("order")
    rows = list(held.prefetch_related("recommending", "parts", "doubts", "made_from"))
    places = dict(work.review.recommendations.filter(by_person=False).values_list("pk", "order"))
    words = projection.sources_of(rows)
    made: list[Made] = []
    for row in rows:
        sources = [places[source.pk] for source in row.made_from.all() if source.pk in places]
        row.order = (max(sources) if sources else _after(work, row)) + row.order % SPACING
        was, decisions = row.state, work.decisions.get(row.pk, [])
        stands = projection.standing(row, None, decisions, words.get(row.pk, []))
        if row.state == Recommendation.State.REOPENED and was != row.state:
            work.reopened.append(row.paragraph)
        made.append(Made(row, stands.value))
    projection.rewrite(made, work.revision)


def _after(work: _Pass, row: Recommendation) -> int:
    """Return the place of the last item that stands before an added one in the document."""
    before = [j for j, value in enumerate(work.values) if value["start"] <= row.start]
    return (max(before) if before else 0) * SPACING
