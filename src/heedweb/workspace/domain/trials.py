"""What another version of the labellers would change, before anything is changed.

A `trial` run writes its comparison into `LabelRun.summary`:

- `taxonomies`: for each the methods `before` and `after`, the `rows` read, and `labels`: for each
  label how many undecided proposals `appear`, `vanish`, become sure (`up`) or unsure (`down`);
- `differing`: how many labels people decided otherwise than the new version proposes, and
  `differs`: the first of them (recommendation, taxonomy, code, what people decided, new score).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from heed.records import Suggestion
from heedweb.workspace.domain import labellers, proposing
from heedweb.workspace.domain.proposing import By, Reading, Told
from heedweb.workspace.models import LabelRun, Proposal, Tag

MOST_SHOWN = 200
MOVES = ("appear", "vanish", "up", "down")
_DECIDED = (Tag.Standing.CONFIRMED, Tag.Standing.REJECTED)


@dataclass
class Comparison:
    """What one taxonomy's new version would change."""

    before: set[str] = field(default_factory=set)
    rows: int = 0
    labels: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(MOVES, 0))
    )
    differs: list[list[object]] = field(default_factory=list)

    def compare(
        self,
        key: int,
        code: str,
        before: Mapping[str, bool],
        after: Sequence[Suggestion],
        decided: Mapping[str, str],
    ) -> None:
        """Take in one row: `before` says of each label proposed so far whether it was sure."""
        now = {one.code: one for one in after}
        self.rows += 1
        for label in {**before, **now}:
            if label not in decided:
                move = _move(before.get(label), now.get(label))
                if move:
                    self.labels[label][move] += 1
        for label, standing in decided.items():
            proposed = now.get(label)
            confirmed = standing == Tag.Standing.CONFIRMED
            if label and confirmed == (proposed is None):
                score = round(proposed.score, 4) if proposed else None
                self.differs.append([key, code, label, standing, score])


def _move(before: bool | None, now: Suggestion | None) -> str:  # noqa: FBT001 -- was it sure
    if now is None:
        return "vanish"
    if before is None:
        return "appear"
    if before == now.sure:
        return ""
    return "up" if now.sure else "down"


def carry_out(run: LabelRun, held: By, told: Told = lambda _done, _total: None) -> None:
    """Do a claimed `trial` run: read again what another version has read, and compare."""
    methods = {code: labellers.method_of(mine) for code, mine in held.items()}
    found: dict[str, Comparison] = defaultdict(Comparison)
    work: list[Reading] = []
    for reading, _, known in proposing.readings(run.workspace):
        for code, method in methods.items():
            if known.get(code, method) != method:
                reading.wanted.append(code)
                found[code].before.add(known[code])
        if reading.wanted:
            work.append(reading)
    LabelRun.objects.filter(pk=run.pk).update(total=len(work))
    for first in range(0, len(work), proposing.BATCH):
        batch = work[first : first + proposing.BATCH]
        _compare(batch, held, found)
        run.done = first + len(batch)
        proposing.hold(run)
        told(run.done, len(work))
    _finish(run, methods, found)


def _compare(batch: Sequence[Reading], held: By, found: Mapping[str, Comparison]) -> None:
    answers = proposing.asked(batch, held, reasons=False)
    keys = [one.key for one in batch]
    before: dict[tuple[int, str], dict[str, bool]] = defaultdict(dict)
    rows = Proposal.objects.filter(recommendation__in=keys, taxonomy__in=found)
    for key, taxonomy, code, sure in rows.values_list(
        "recommendation_id", "taxonomy", "code", "sure"
    ):
        before[key, taxonomy][code] = sure
    decided: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    held_tags = Tag.objects.filter(recommendation__in=keys, standing__in=_DECIDED)
    for key, taxonomy, code, standing in held_tags.values_list(
        "recommendation_id", "taxonomy", "code", "standing"
    ):
        decided[key, taxonomy][code] = standing
    for one in batch:
        for code in one.wanted:
            place = (one.key, code)
            found[code].compare(
                one.key, code, before[place], answers[one.key][code], decided[place]
            )


def _finish(run: LabelRun, methods: Mapping[str, str], found: Mapping[str, Comparison]) -> None:
    differs = [one for held in found.values() for one in held.differs]
    run.summary = {
        "taxonomies": {
            code: {
                "before": sorted(held.before),
                "after": methods[code],
                "rows": held.rows,
                "labels": dict(sorted(held.labels.items())),
            }
            for code, held in found.items()
        },
        "differing": len(differs),
        "differs": differs[:MOST_SHOWN],
    }
    run.methods = {code: methods[code] for code in found}
    with transaction.atomic():
        proposing.hold(run)
        run.state, run.finished = LabelRun.State.DONE, timezone.now()
        run.save(update_fields=["state", "finished", "summary", "methods"])
