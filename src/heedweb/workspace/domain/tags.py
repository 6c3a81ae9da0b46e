"""Writes the labels as they stand: what people decided, else what a source states, else a proposal.

The only code that writes `Tag` and `LabelState`. Call within a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef

from heedweb.workspace.domain import alike, projection
from heedweb.workspace.domain.stated import Label, Lists, Sources, Stated, stated
from heedweb.workspace.models import (
    Labelling,
    LabelState,
    Proposal,
    Recommendation,
    Step,
    Tag,
    Workspace,
)
from heedweb.workspace.queries.taxonomies import Vocabulary, vocabulary

# A row has some ten labels of nine fields; SQLite takes 32,766 variables in one statement.
BATCH = 200
_WRITTEN = ("standing", "score", "sure", "stated", "decided_by", "decided_at")


@dataclass(frozen=True, slots=True)
class Stand:
    """How a label stands: the fields of `Tag`."""

    standing: str
    score: float | None = None
    sure: bool = False
    stated: Sources = field(default_factory=list)
    decided_by: int | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided last of a label: by whom and when."""

    verdict: str
    by: int
    at: datetime


Likely = tuple[float, bool]
"""The score of a proposal, and whether it is sure."""


def fold(
    proposed: Mapping[Label, Likely],
    decided: Mapping[Label, Verdict],
    said: Stated,
    single: frozenset[str] = frozenset(),
) -> dict[Label, Stand]:
    """Return how the labels of one recommendation stand. Pure.

    Of a taxonomy in `single` a text has one label: what people chose leaves no other proposed.
    """
    found: dict[Label, Stand] = {}
    chosen = {
        taxonomy
        for (taxonomy, _), held in decided.items()
        if held.verdict != Labelling.Verdict.REJECT
    }
    for label in {**decided, **said, **proposed}:
        score, sure = proposed.get(label, (None, False))
        sources, held = said.get(label, []), decided.get(label)
        if held is not None:
            rejected = held.verdict == Labelling.Verdict.REJECT
            standing = Tag.Standing.REJECTED if rejected else Tag.Standing.CONFIRMED
            found[label] = Stand(standing, score, sure, sources, held.by, held.at)
        elif label[0] in single and label[0] in chosen:
            continue
        elif sources:
            found[label] = Stand(Tag.Standing.STATED, score, sure, sources)
        else:
            found[label] = Stand(Tag.Standing.PROPOSED, score, sure)
    return found


class Projection:
    """Brings the tags of a workspace up to date; what it needs of the workspace is read once."""

    def __init__(self, workspace: Workspace, held: Vocabulary | None = None) -> None:
        self.workspace = workspace
        self.vocabulary = held or vocabulary(workspace)
        self.lists = Lists(workspace)
        self.single = frozenset(
            code for code, one in self.vocabulary.taxonomies.items() if not one.many
        )

    def restand(self, keys: Iterable[int]) -> list[int]:
        """Write the tags of these recommendations anew and return those that changed."""
        wanted = list(dict.fromkeys(keys))
        moved: list[int] = []
        for start in range(0, len(wanted), BATCH):
            moved += self._batch(wanted[start : start + BATCH])
        if moved:
            revision = projection.next_revision(self.workspace, structure=False)
            for start in range(0, len(moved), BATCH):
                batch = moved[start : start + BATCH]
                LabelState.objects.filter(recommendation__in=batch).update(revision=revision)
        return moved

    def _batch(self, keys: Sequence[int]) -> list[int]:
        proposed, decided = _proposed(keys), _decided(keys)
        said = stated(self.lists, self.vocabulary, keys)
        held: dict[int, dict[Label, Tag]] = defaultdict(dict)
        for tag in Tag.objects.filter(recommendation__in=keys):
            held[tag.recommendation_id][tag.taxonomy, tag.code] = tag
        written: list[Tag] = []
        gone: list[Tag] = []
        for key in keys:
            now = fold(proposed.get(key, {}), decided.get(key, {}), said.get(key, {}), self.single)
            before = held.get(key, {})
            gone += [tag for label, tag in before.items() if label not in now]
            written += [
                _tag(key, label, stand)
                for label, stand in now.items()
                if label not in before or _as(before[label]) != stand
            ]
        Tag.objects.filter(pk__in=[tag.pk for tag in gone]).delete()
        # Seven times faster than `bulk_update`, which builds a condition for each row and field.
        Tag.objects.bulk_create(
            written, batch_size=BATCH * 5, update_conflicts=True, update_fields=_WRITTEN,
            unique_fields=("recommendation", "taxonomy", "code"),
        )  # fmt: skip
        return list(dict.fromkeys(tag.recommendation_id for tag in (*gone, *written)))


def states_of(rows: Sequence[Recommendation]) -> dict[int, LabelState]:
    """Return the states of these recommendations, made where there is none."""
    keys = [row.pk for row in rows]
    held = {s.recommendation_id: s for s in LabelState.objects.filter(recommendation__in=keys)}
    made = [
        LabelState(recommendation=row, same=alike.same(row.text), near=alike.near(row.text))
        for row in rows
        if row.pk not in held
    ]
    LabelState.objects.bulk_create(made, batch_size=BATCH * 5)
    return held | {state.recommendation_id: state for state in made}


def keep_states(states: Sequence[LabelState]) -> None:
    """Write what labellers have read of rows; the revision stays."""
    fields = ("text", "same", "near", "methods")
    LabelState.objects.bulk_create(
        [
            LabelState(
                recommendation_id=state.recommendation_id,
                **{name: getattr(state, name) for name in fields},
            )
            for state in states
        ],
        batch_size=BATCH * 5, update_conflicts=True, update_fields=fields,
        unique_fields=("recommendation",),
    )  # fmt: skip


def decided_since(step: Step) -> Labelling | None:
    """Return what somebody decided later of a label that the step decided, None if nothing."""
    mine = step.labellings.filter(
        recommendation=OuterRef("recommendation"), taxonomy=OuterRef("taxonomy")
    )
    later = Labelling.objects.filter(Exists(mine), step__pk__gt=step.pk)
    held = later.filter(step__undone_at__isnull=True)
    return held.select_related("step__by", "recommendation").first()


def subject(rows: Sequence[Recommendation]) -> str:
    """Return what an act on rows was about: the first five, and how many more."""
    names = ", ".join(row.key or row.paragraph for row in rows[:5])
    more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
    return f"{names}{more}"[:200]


def live(keys: Sequence[int]) -> Iterable[Labelling]:
    """Return what was decided of the labels of recommendations and not undone, in order."""
    held = Labelling.objects.filter(recommendation__in=keys, step__undone_at__isnull=True)
    return held.select_related("step").order_by("pk")


def _proposed(keys: Sequence[int]) -> dict[int, dict[Label, Likely]]:
    found: dict[int, dict[Label, Likely]] = defaultdict(dict)
    rows = Proposal.objects.filter(recommendation__in=keys).order_by("-score", "pk")
    for key, taxonomy, code, score, sure in rows.values_list(
        "recommendation_id", "taxonomy", "code", "score", "sure"
    ):
        found[key][taxonomy, code] = (score, sure)
    return found


def _decided(keys: Sequence[int]) -> dict[int, dict[Label, Verdict]]:
    found: dict[int, dict[Label, Verdict]] = defaultdict(dict)
    for one in live(keys):
        last = Verdict(one.verdict, one.step.by_id, one.step.at)
        found[one.recommendation_id][one.taxonomy, one.code] = last
    return found


def _as(tag: Tag) -> Stand:
    return Stand(tag.standing, tag.score, tag.sure, tag.stated, tag.decided_by_id, tag.decided_at)


def _tag(key: int, label: Label, stand: Stand) -> Tag:
    return Tag(
        recommendation_id=key,
        taxonomy=label[0],
        code=label[1],
        standing=stand.standing,
        score=stand.score,
        sure=stand.sure,
        stated=stand.stated,
        decided_by_id=stand.decided_by,
        decided_at=stand.decided_at,
    )
