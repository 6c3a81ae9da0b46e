"""What people decide of recommendations: each act one step, one transaction, one activity row.

Every act names the revision of each row that the person saw; a row that somebody changed in the
meantime raises `Overtaken` and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import projection, tags, undoing
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.projection import Made
from heedweb.workspace.domain.readings import SPACING
from heedweb.workspace.domain.standing import EDITABLE, Value, fold, seen_of
from heedweb.workspace.lasting import KEPT
from heedweb.workspace.models import (
    Decision,
    Looking,
    Recommendation,
    Review,
    Said,
    SourceDocument,
    Step,
    Workspace,
)

Verb = Decision.Verb
UNDO = KEPT


class Overtaken(Exception):
    """Somebody changed a row after the person saw it; `row` is how it stands now."""

    def __init__(self, row: Recommendation) -> None:
        self.row = row
        super().__init__(f"{row.paragraph} was changed by {row.decided_by} in the meantime.")


class CannotUndo(Exception):
    """There is nothing to undo, or somebody decided on top of it."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a person writes for a recommendation that is new in the list."""

    paragraph: str
    text: str
    states: list[list[str]]
    position: str = ""
    kind: str = "recommendation"
    start: int = 0
    end: int = 0
    page: int | None = None
    boxes: list[list[float]] = field(default_factory=list)
    context: dict[str, object] = field(default_factory=dict)


Seen = Mapping[int, int]
"""Primary keys of recommendations, and the revision of each that the person saw."""


def accept(*, workspace: Workspace, seen: Seen, by: User, fresh: bool = False) -> Step:
    """Confirm rows as they stand; what an earlier reading said and a person kept stays written.

    With `fresh` the document's present words are taken in place of earlier corrections.
    """
    return _decide(workspace=workspace, seen=seen, by=by, verb=Verb.ACCEPT, fresh=fresh)


def correct(
    *, workspace: Workspace, seen: Seen, fields: dict[str, object], by: User, note: str = ""
) -> Step:
    """Write `fields` (of `standing.EDITABLE`) in place of what the document says."""
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise ValueError(f"Not to be written by people: {', '.join(sorted(unknown))}")
    return _decide(
        workspace=workspace, seen=seen, by=by, verb=Verb.CORRECT, fields=fields, note=note
    )


def correct_each(
    *, workspace: Workspace, seen: Seen, each: Mapping[int, dict[str, object]], by: User, note: str
) -> Step:
    """Write for each row its own `fields` in place of what the document says; one step."""
    return _decide(workspace=workspace, seen=seen, by=by, verb=Verb.CORRECT, each=each, note=note)


def reject(*, workspace: Workspace, seen: Seen, by: User, note: str = "") -> Step:
    """Say that rows are no recommendations; they leave the list and stay to be found."""
    return _decide(workspace=workspace, seen=seen, by=by, verb=Verb.REJECT, note=note)


def put_off(*, workspace: Workspace, seen: Seen, by: User) -> Step:
    """Leave rows for later."""
    return _decide(workspace=workspace, seen=seen, by=by, verb=Verb.LATER)


@transaction.atomic
def split(*, workspace: Workspace, seen: Seen, into: Sequence[Words], by: User) -> Step:
    """Put two or more recommendations in the place of one."""
    rows = _rows(workspace, seen)
    if len(rows) != 1 or len(into) < 2:
        raise ValueError("One recommendation is split into two or more.")
    return _replace(workspace, rows, into, by, "split")


@transaction.atomic
def merge(*, workspace: Workspace, seen: Seen, into: Words, by: User) -> Step:
    """Put one recommendation in the place of two or more of one review."""
    rows = _rows(workspace, seen)
    if len(rows) < 2 or len({row.review_id for row in rows}) != 1:
        raise ValueError("Two or more recommendations of one review are merged.")
    return _replace(workspace, rows, [into], by, "merge")


@transaction.atomic
def add(
    *,
    workspace: Workspace,
    document: SourceDocument,
    words: Words,
    by: User,
    review: Review | None = None,
) -> Step:
    """Add a recommendation that the reading missed. `words` say where it stands in `document`.

    `review` is whose list it joins, where the document is a file of data on several.
    """
    review = review or document.review
    if review is None:
        raise ValueError("A document without a review has no list.")
    step = Step.objects.create(workspace=workspace, by=by, verb="add")
    before = review.recommendations.filter(start__lte=words.start).order_by("-order").first()
    place = (before.order if before else 0) + 1
    _make(step, review, document, [words], place, [])
    _tell(step, review.symbol, [words.paragraph])
    return step


@transaction.atomic
def undo(*, workspace: Workspace, by: User, step: Step | None = None, of: str = "") -> Step:
    """Undo a person's last step, or the one given, of whatever kind. Raises `CannotUndo`.

    With `of` it is the last step that decided on "labels", "clusters" or "links".
    """
    mine = Step.objects.filter(workspace=workspace, by=by, undone_at__isnull=True)
    if of:
        mine = undoing.only(mine, of)
    held = mine.filter(at__gte=timezone.now() - UNDO)
    last = held.first() if step is None else held.filter(pk=step.pk).first()
    if last is None:
        raise CannotUndo("There is nothing of yours to undo.")
    on_top = undoing.decided_since(last)
    if on_top is not None:
        raise CannotUndo(f"{on_top[0].by} has decided on {on_top[1]} since.")
    last.undone_at, last.undone_by = timezone.now(), by
    last.save(update_fields=["undone_at", "undone_by"])
    rows = _by_keys(workspace, list(last.decisions.values_list("recommendation", flat=True)))
    if rows:
        _restand(workspace, rows)
        _record(last, by, "undone", rows)
    else:
        subject, count = undoing.restand(workspace, last)
        record(
            workspace=workspace, by=by, verb="undone", subject=subject, detail={"rows": count},
            step=last,
        )  # fmt: skip
    return last


@transaction.atomic
def look(*, row: Recommendation, by: User, seconds: int = 120) -> list[User]:
    """Note that a person has a row open, and return who else has."""
    now = timezone.now()
    Looking.objects.update_or_create(
        recommendation=row, user=by, defaults={"until": now + timedelta(seconds=seconds)}
    )
    Looking.objects.filter(user=by).exclude(recommendation=row).delete()
    others = Looking.objects.filter(recommendation=row, until__gt=now).exclude(user=by)
    return [other.user for other in others.select_related("user")]


@transaction.atomic
def _decide(
    *,
    workspace: Workspace,
    seen: Seen,
    by: User,
    verb: Verb,
    fields: dict[str, object] | None = None,
    each: Mapping[int, dict[str, object]] | None = None,
    note: str = "",
    fresh: bool = False,
) -> Step:
    rows = _rows(workspace, seen)
    step = Step.objects.create(workspace=workspace, by=by, verb=verb)
    said = _said(rows)
    acts, sources = projection.acts_of(rows), projection.sources_of(rows)
    decisions: list[Decision] = []
    for row in rows:
        written = dict((each or {}).get(row.pk, fields or {}))
        if verb == Verb.ACCEPT and not fresh:
            written.update(_kept(row, said.get(row.pk), acts.get(row.pk, [])))
        decisions.append(
            Decision(
                step=step,
                recommendation=row,
                verb=verb,
                fields=written,
                seen=_seen(said.get(row.pk), sources.get(row.pk, [])),
                fresh=fresh,
                note=note,
            )
        )
    Decision.objects.bulk_create(decisions, batch_size=projection.BATCH)
    _restand(workspace, rows)
    _record(step, by, verb, rows, note)
    return step


def _seen(said: Value | None, sources: Sequence[str]) -> dict[str, object]:
    return seen_of(said) if said is not None else {"sources": list(sources)}


def _kept(
    row: Recommendation, said: Value | None, decisions: Sequence[Decision]
) -> dict[str, object]:
    """Return the words that a person keeps although the document says otherwise now."""
    if row.state != Recommendation.State.REOPENED:
        return {}
    acts = [projection.act_of(d) for d in decisions]
    value = projection.value_of(row)
    changed = fold(said, value, acts).changed
    names = EDITABLE if "gone" in changed else [n for n in changed if n in EDITABLE]
    return {name: value[name] for name in names}  # type: ignore[literal-required]


def _replace(
    workspace: Workspace,
    rows: Sequence[Recommendation],
    into: Sequence[Words],
    by: User,
    verb: str,
) -> Step:
    step = Step.objects.create(workspace=workspace, by=by, verb=verb)
    said = _said(rows)
    sources = projection.sources_of(rows)
    Decision.objects.bulk_create(
        [
            Decision(
                step=step,
                recommendation=row,
                verb=Verb.REPLACE,
                seen=_seen(said.get(row.pk), sources.get(row.pk, [])),
            )
            for row in rows
        ]
    )
    last = max(rows, key=lambda row: row.order)
    _make(step, rows[0].review, rows[0].document, into, last.order + 1, rows)
    _restand(workspace, rows)
    _tell(step, rows[0].review.symbol, [row.paragraph for row in rows])
    return step


def _make(
    step: Step,
    review: Review,
    document: SourceDocument,
    into: Sequence[Words],
    place: int,
    sources: Sequence[Recommendation],
) -> None:
    """Write rows that people made, each with the decision that made it."""
    taken = set(review.recommendations.filter(order__gte=place).values_list("order", flat=True))
    said = _said(sources)
    in_order = sorted(sources, key=lambda row: row.order)
    # As `projection.sources_of` finds them: what people made has no words of a document.
    words_seen = [said[row.pk]["text"] if row.pk in said else "" for row in in_order]
    made: list[Made] = []
    decisions: list[Decision] = []
    for words in into:
        while place in taken or place % SPACING == 0:
            place += 1
        taken.add(place)
        row = Recommendation(
            review=review,
            document=document,
            order=place,
            by_person=True,
            state=Recommendation.State.ADDED,
            decided_by=step.by,
            decided_at=step.at,
        )
        value = value_of(words)
        made.append(Made(row, value))
        fields = {name: value[name] for name in EDITABLE}  # type: ignore[literal-required]
        decisions.append(
            Decision(
                step=step,
                recommendation=row,
                verb=Verb.ADD,
                fields=fields,
                seen={"sources": words_seen},
            )
        )
    revision = projection.next_revision(step.workspace, structure=True)
    projection.create(made, revision)
    Decision.objects.bulk_create(decisions)
    for one in made:
        one.row.made_from.set(sources)


def value_of(words: Words, *, position_source: str = "") -> Value:
    """Return the item that these words make."""
    return {
        "paragraph": words.paragraph,
        "printed": "",
        "text": words.text,
        "kind": words.kind,
        "states": words.states,
        "parts": [],
        "position": words.position,
        "claim": "",
        "position_source": position_source,
        "position_words": "",
        "comment": "",
        "page": words.page,
        "start": words.start,
        "end": words.end,
        "boxes": words.boxes,
        "doubts": [],
        "context": words.context,
    }


def _rows(workspace: Workspace, seen: Seen) -> list[Recommendation]:
    """Return the rows if they are as the person saw them. Raises `Overtaken`."""
    rows = _by_keys(workspace, list(seen))
    for row in rows:
        if row.revision != seen[row.pk] or row.state in Recommendation.HIDDEN:
            raise Overtaken(row)
    if len(rows) != len(seen):
        raise ValueError("A recommendation is not in this workspace.")
    return rows


def _by_keys(workspace: Workspace, keys: Sequence[int]) -> list[Recommendation]:
    rows: list[Recommendation] = []
    for start in range(0, len(keys), projection.BATCH):
        batch = keys[start : start + projection.BATCH]
        held = Recommendation.objects.filter(review__workspace=workspace, pk__in=batch)
        held = held.select_related("review", "decided_by", "document")
        held = held.defer("document__text")
        rows.extend(held.prefetch_related("recommending", "parts", "doubts").order_by("order"))
    return rows


def _said(rows: Sequence[Recommendation]) -> dict[int, Value]:
    held = Said.objects.filter(recommendation__in=rows)
    return {said.recommendation_id: said.value for said in held}


def _restand(workspace: Workspace, rows: Sequence[Recommendation]) -> None:
    revision = projection.next_revision(workspace, structure=False)
    projection.restand(rows, revision=revision)


def _record(step: Step, by: User, verb: str, rows: Sequence[Recommendation], why: str = "") -> None:
    record(
        workspace=step.workspace, by=by, verb=verb, subject=tags.subject(rows),
        detail={"rows": len(rows)}, why=why, step=step,
    )  # fmt: skip


def _tell(step: Step, symbol: str, numbers: Sequence[str]) -> None:
    subject = f"{symbol}: {', '.join(numbers)}"[:200]
    record(workspace=step.workspace, by=step.by, verb=step.verb, subject=subject, step=step)
