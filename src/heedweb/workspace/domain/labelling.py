"""What people decide of labels: confirm, reject, give, correct; each act one step.

Every act names the revision of the labels of each row that the person saw (`LabelState.revision`);
a row whose labels somebody changed in the meantime raises `LabelsOvertaken`, nothing is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from heedweb.accounts.models import User
from heedweb.workspace.domain import tags
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.stated import Label
from heedweb.workspace.models import (
    Labelling,
    Proposal,
    Recommendation,
    Step,
    Tag,
    Workspace,
)
from heedweb.workspace.queries.taxonomies import Vocabulary, vocabulary

Verdict = Labelling.Verdict
LABEL, BULK = "label", "label_bulk"
NO_LABEL = ""
_BATCH = 500

LabelSeen = Mapping[int, int]
"""Primary keys of recommendations, and the revision of the labels of each that the person saw."""


class LabelsOvertaken(Exception):
    """Somebody changed the labels of a row after the person saw them; `by` is None for a run."""

    def __init__(self, row: Recommendation, by: User | None) -> None:
        self.row, self.by = row, by
        super().__init__(f"The labels of {row.paragraph} were changed in the meantime.")


class NothingToDecide(Exception):
    """All that was chosen stands so already."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one label of one recommendation; no code says that none fits."""

    recommendation: int
    taxonomy: str
    code: str
    verdict: str


def confirm(
    *, workspace: Workspace, seen: LabelSeen, labels: Mapping[int, Iterable[Label]], by: User
) -> Step:
    """Say that labels are right, those proposed or stated by a source."""
    return decide(workspace=workspace, seen=seen, choices=_all(labels, Verdict.CONFIRM), by=by)


def reject(
    *, workspace: Workspace, seen: LabelSeen, labels: Mapping[int, Iterable[Label]], by: User
) -> Step:
    """Say that labels are wrong; no later run proposes them anew."""
    return decide(workspace=workspace, seen=seen, choices=_all(labels, Verdict.REJECT), by=by)


def give(
    *, workspace: Workspace, seen: LabelSeen, labels: Mapping[int, Iterable[Label]], by: User
) -> Step:
    """Give labels that nothing proposed; of a taxonomy with one label it replaces the other."""
    return decide(workspace=workspace, seen=seen, choices=_all(labels, Verdict.ADD), by=by)


def correct(
    *, workspace: Workspace, seen: LabelSeen, taxonomy: str, old: str, new: str, by: User
) -> Step:
    """Put the label `new` in the place of `old` on every row of `seen`, which has `old`."""
    choices = [
        Choice(key, taxonomy, code, verdict)
        for key in seen
        for code, verdict in ((old, Verdict.REJECT), (new, Verdict.ADD))
    ]
    return decide(workspace=workspace, seen=seen, choices=choices, by=by)


@transaction.atomic
def decide(
    *,
    workspace: Workspace,
    seen: LabelSeen,
    choices: Sequence[Choice],
    by: User,
    bulk: bool = False,
) -> Step:
    """Write what a person chose, as one step. With `bulk` it was decided without a look at each.

    Raises `LabelsOvertaken`, and `NothingToDecide` where all stands so already.
    """
    rows = _rows(workspace, seen)
    words = vocabulary(workspace)
    standing, proposed = _standing(list(seen)), _proposed(list(seen))
    step = Step(workspace=workspace, by=by, verb=BULK if bulk else LABEL)
    written: list[Labelling] = []
    for key, mine in _by_row(choices).items():
        if key not in seen:
            raise ValueError("A recommendation was decided on that was not seen.")
        whole = completed(mine, standing[key], words)
        written += _written(step, key, whole, standing[key], proposed[key])
    if not written:
        raise NothingToDecide
    step.save()
    Labelling.objects.bulk_create(written, batch_size=1_000)
    touched = {one.recommendation_id for one in written}
    tags.Projection(workspace, words).restand(touched)
    _record(step, [row for row in rows if row.pk in touched], len(written))
    return step


def completed(
    choices: Sequence[Choice], standing: Mapping[Label, Tag], words: Vocabulary
) -> list[Choice]:
    """Return what was chosen for one row with what follows from it.

    Of a taxonomy with one label the others are wrong then; "none fits" rejects all of its
    taxonomy, and goes when a label is given.
    """
    found = {(one.taxonomy, one.code): one for one in choices}
    for one in choices:
        if one.verdict == Verdict.REJECT:
            continue
        for taxonomy, code in standing:
            other = taxonomy == one.taxonomy and code != one.code
            alone = NO_LABEL in (one.code, code) or not words.many(taxonomy)
            if other and alone and (taxonomy, code) not in found:
                dropped = Choice(one.recommendation, taxonomy, code, Verdict.REJECT)
                found[taxonomy, code] = dropped
    return list(found.values())


def _written(
    step: Step,
    key: int,
    choices: Sequence[Choice],
    standing: Mapping[Label, Tag],
    proposed: Mapping[Label, dict[str, object]],
) -> list[Labelling]:
    """Return what is new among the choices for one row."""
    found = []
    for one in choices:
        label = (one.taxonomy, one.code)
        tag = standing.get(label)
        if _stands(tag, one.verdict):
            continue
        offered = label in proposed or (tag is not None and bool(tag.stated))
        verdict = one.verdict
        if verdict != Verdict.REJECT and one.code != NO_LABEL:
            verdict = Verdict.CONFIRM if offered else Verdict.ADD
        found.append(
            Labelling(
                step=step,
                recommendation_id=key,
                taxonomy=one.taxonomy[:80],
                code=one.code[:200],
                verdict=verdict,
                seen=proposed.get(label, {}),
            )
        )
    return found


def _stands(tag: Tag | None, verdict: str) -> bool:
    """Return whether a person has decided so already."""
    if tag is None:
        return False
    wanted = Tag.Standing.REJECTED if verdict == Verdict.REJECT else Tag.Standing.CONFIRMED
    return tag.standing == wanted


def _all(labels: Mapping[int, Iterable[Label]], verdict: str) -> list[Choice]:
    return [Choice(key, *label, verdict) for key, mine in labels.items() for label in mine]


def _by_row(choices: Iterable[Choice]) -> dict[int, list[Choice]]:
    found: dict[int, list[Choice]] = defaultdict(list)
    for one in choices:
        found[one.recommendation].append(one)
    return found


def _rows(workspace: Workspace, seen: LabelSeen) -> list[Recommendation]:
    """Return the rows if their labels are as the person saw them. Raises `LabelsOvertaken`."""
    rows: list[Recommendation] = []
    keys = list(seen)
    for start in range(0, len(keys), _BATCH):
        held = Recommendation.objects.filter(
            review__workspace=workspace, pk__in=keys[start : start + _BATCH]
        )
        batch = list(held.exclude(state__in=Recommendation.HIDDEN).only("paragraph", "key", "text"))
        states = tags.states_of(batch)
        for row in batch:
            if states[row.pk].revision != seen[row.pk]:
                raise LabelsOvertaken(row, _last_person(row))
        rows += batch
    if len(rows) != len(seen):
        raise ValueError("A recommendation is not in this workspace.")
    return rows


def _last_person(row: Recommendation) -> User | None:
    held = row.labellings.select_related("step__by", "step__undone_by").order_by("-pk").first()
    if held is None:
        return None
    return held.step.undone_by or held.step.by


def _standing(keys: Sequence[int]) -> dict[int, dict[Label, Tag]]:
    found: dict[int, dict[Label, Tag]] = defaultdict(dict)
    for start in range(0, len(keys), _BATCH):
        for tag in Tag.objects.filter(recommendation__in=keys[start : start + _BATCH]):
            found[tag.recommendation_id][tag.taxonomy, tag.code] = tag
    return found


def _proposed(keys: Sequence[int]) -> dict[int, dict[Label, dict[str, object]]]:
    """Return what is proposed for each row, as a decision keeps it."""
    found: dict[int, dict[Label, dict[str, object]]] = defaultdict(dict)
    for start in range(0, len(keys), _BATCH):
        held = Proposal.objects.filter(recommendation__in=keys[start : start + _BATCH])
        ranks: dict[tuple[int, str], int] = defaultdict(int)
        for key, taxonomy, code, score, sure, method in held.order_by("-score", "pk").values_list(
            "recommendation_id", "taxonomy", "code", "score", "sure", "method"
        ):
            ranks[key, taxonomy] += 1
            rank = ranks[key, taxonomy]
            seen = {"score": score, "sure": sure, "method": method, "rank": rank}
            found[key][taxonomy, code] = seen
    return found


def _record(step: Step, rows: Sequence[Recommendation], labels: int) -> None:
    record(
        workspace=step.workspace,
        by=step.by,
        verb=step.verb,
        subject=tags.subject(rows),
        detail={"rows": len(rows), "labels": labels},
        step=step,
    )
