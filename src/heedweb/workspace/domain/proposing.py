"""Asks labellers what recommendations are about, in batches, and keeps what they propose.

A run is a row (`LabelRun`), so that a page can tell how far it has come. `new` reads what a
labeller has not read yet, in its present words; `adopt` also what another version of it has read.
Nothing that a person decided is touched: decisions are kept apart (`domain.labelling`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from heed.labels import Labeller
from heed.records import Suggestion
from heedweb.accounts.models import User
from heedweb.workspace.domain import alike, claims, labellers, runs, tags
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import (
    LabelRun,
    Proposal,
    Recommendation,
    Workspace,
)

BATCH = tags.BATCH

By = Mapping[str, Sequence[Labeller]]
"""Labellers by their taxonomy."""
Told = Callable[[int, int], None]


def start(
    *, workspace: Workspace, by: User, kind: str = LabelRun.Kind.NEW, only: Collection[str] = ()
) -> LabelRun:
    """Queue a run for the worker; one like it that waits already is returned instead."""
    wanted = sorted(only)
    waiting = LabelRun.objects.filter(workspace=workspace, kind=kind, state=LabelRun.State.QUEUED)
    for run in waiting:
        if run.taxonomies in (wanted, []):
            return run
    return LabelRun.objects.create(workspace=workspace, by=by, kind=kind, taxonomies=wanted)


def propose(
    *,
    workspace: Workspace,
    by: User,
    kind: str = LabelRun.Kind.NEW,
    only: Collection[str] = (),
    held: By | None = None,
    told: Told = lambda _done, _total: None,
) -> LabelRun:
    """Do a run now and return it; `held` are labellers to ask instead of the workspace's own.

    `told` is called with how many rows are done, and of how many.
    """
    run = LabelRun.objects.create(
        workspace=workspace, by=by, kind=kind, taxonomies=sorted(only), **runs.begun()
    )
    carry_out(run, labellers.labellers_of(workspace, only) if held is None else held, told)
    return run


def claim() -> LabelRun | None:
    """Return the next run to do, claimed; one whose worker fell silent comes first."""
    return claims.claim(LabelRun.objects.order_by("pk"), runs.give_up)


def carry_out(run: LabelRun, held: By, told: Told = lambda _done, _total: None) -> None:
    """Do a claimed `new` or `adopt` run; what it wrote before it was cut off is not done again."""
    work = list(_work(run, held))
    run.total, run.done = len(work), 0
    run.methods = {code: labellers.method_of(mine) for code, mine in held.items()}
    LabelRun.objects.filter(pk=run.pk).update(total=run.total, done=0, methods=run.methods)
    projection = tags.Projection(run.workspace)
    proposed = 0
    for first in range(0, len(work), BATCH):
        batch = work[first : first + BATCH]
        found = asked(batch, held)
        with transaction.atomic():
            run.done = first + len(batch)
            hold(run)
            proposed += _write(batch, found, run.methods)
            projection.restand(one.key for one in batch)
        told(run.done, run.total)
    _restate(run, projection, {one.key for one in work})
    _finish(run, proposed)


def _finish(run: LabelRun, proposed: int) -> None:
    """End a run; where it read something that is one row of history."""
    with transaction.atomic():
        hold(run)
        run.state, run.finished = LabelRun.State.DONE, timezone.now()
        run.summary = {"rows": run.total, "proposed": proposed}
        run.save(update_fields=["state", "finished", "summary"])
        if run.total:
            record(
                workspace=run.workspace, by=run.by, verb="labels_proposed",
                subject=str(run.total), detail={"labels": proposed, "kind": run.kind},
            )  # fmt: skip


def _restate(run: LabelRun, projection: tags.Projection, done: Collection[int]) -> None:
    """Bring what sources state up to date on the rows that were not read."""
    left = [key for key in _listed(run.workspace).values_list("pk", flat=True) if key not in done]
    for first in range(0, len(left), BATCH * 5):
        with transaction.atomic():
            hold(run)
            rows = list(_listed(run.workspace).filter(pk__in=left[first : first + BATCH * 5]))
            tags.states_of(rows)
            projection.restand(row.pk for row in rows)


def hold(run: LabelRun) -> None:
    """Tell that the run is being done, and how far it has come. Raises `ClaimLost`."""
    claims.hold(run, done=run.done)


@dataclass
class Reading:
    """A row to be read: its words, its language, and the taxonomies that are asked for."""

    key: int
    text: str
    language: str
    wanted: list[str] = field(default_factory=list)


def _work(run: LabelRun, held: By) -> Iterator[Reading]:
    """Yield the rows of a run with the taxonomies that read them."""
    methods = {code: labellers.method_of(mine) for code, mine in held.items()}
    for reading, text, known in readings(run.workspace):
        stale = text != alike.digest(reading.text)
        for code, method in methods.items():
            other = run.kind == LabelRun.Kind.ADOPT and known.get(code) != method
            if stale or other or code not in known:
                reading.wanted.append(code)
        if reading.wanted:
            yield reading


def readings(
    workspace: Workspace, since: int | None = None
) -> Iterator[tuple[Reading, str, dict[str, str]]]:
    """Yield the listed rows: what to read, the digest that was read, and by which methods.

    With `since` only rows that changed after that revision of the workspace.
    """
    rows = _listed(workspace)
    if since is not None:
        rows = rows.filter(revision__gt=since)
    fields = ("pk", "text", "document__language", "label_state__text", "label_state__methods")
    for key, text, language, digest, known in rows.order_by("pk").values_list(*fields):
        yield Reading(key, text, language or "en"), digest or "", known or {}


def _listed(workspace: Workspace) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(review__workspace=workspace).exclude(
        state__in=Recommendation.UNLISTED
    )


Answers = dict[int, dict[str, list[Suggestion]]]


def asked(batch: Sequence[Reading], held: By, *, reasons: bool = True) -> Answers:
    """Return what is proposed for each row and taxonomy; a label that two propose once."""
    found: Answers = defaultdict(lambda: defaultdict(list))
    for code, mine in held.items():
        rows = [one for one in batch if code in one.wanted]
        for one in rows:
            found[one.key][code] = []
        for labeller in mine:
            read = [one for one in rows if labellers.reads(labeller, one.language)]
            answers = labeller.propose([one.text for one in read], reasons=reasons)
            for one, proposed in zip(read, answers, strict=True):
                found[one.key][code] += proposed
    return {
        key: {code: best(proposed) for code, proposed in mine.items()}
        for key, mine in found.items()
    }


def best(proposed: Sequence[Suggestion]) -> list[Suggestion]:
    """Return each label once, with its highest score, most likely first."""
    found: dict[str, Suggestion] = {}
    for one in sorted(proposed, key=lambda one: -one.score):
        found.setdefault(one.code, one)
    return list(found.values())


def _write(batch: Sequence[Reading], found: Answers, methods: Mapping[str, str]) -> int:
    """Put what was found in the place of earlier proposals; rows that changed since are left."""
    held = Recommendation.objects.filter(pk__in=[one.key for one in batch])
    rows = {row.pk: row for row in held.only("pk", "text")}
    batch = [one for one in batch if one.key in rows and rows[one.key].text == one.text]
    states = tags.states_of([rows[one.key] for one in batch])
    by_taxonomy: dict[str, list[int]] = defaultdict(list)
    for one in batch:
        state = states[one.key]
        state.text, state.same = alike.digest(one.text), alike.same(one.text)
        state.near = alike.near(one.text)
        for code in one.wanted:
            state.methods[code] = methods[code]
            by_taxonomy[code].append(one.key)
    for code, keys in by_taxonomy.items():
        Proposal.objects.filter(taxonomy=code, recommendation__in=keys).delete()
    made = [
        _proposal(one.key, suggestion)
        for one in batch
        for mine in found.get(one.key, {}).values()
        for suggestion in mine
    ]
    Proposal.objects.bulk_create(made, batch_size=BATCH * 5)
    tags.keep_states([states[one.key] for one in batch])
    return len(made)


def _proposal(key: int, one: Suggestion) -> Proposal:
    return Proposal(
        recommendation_id=key,
        taxonomy=one.taxonomy[:80],
        code=one.code[:200],
        score=round(one.score, 4),
        sure=one.sure,
        reason=one.reason[:500],
        words=[list(pair) for pair in one.words],
        method=one.method[:200],
    )
