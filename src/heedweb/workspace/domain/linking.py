"""Runs over a workspace: which recommendations ask the same, and the clusters that makes.

A run is a row (`LinkRun`), so that a page can tell how far it has come. What people decided of
pairs and clusters is kept apart and stays (`domain.cluster_decisions`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from heed.links import weights
from heed.links.linker import Linker
from heedweb.accounts.models import User
from heedweb.workspace.domain import claims, clustering, pairing, processes, runs
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.beating import beating
from heedweb.workspace.domain.pairing import Stage
from heedweb.workspace.models import LinkRun, MemberProposal, Workspace

METHOD = weights.METHOD
# How often clusters are worked out anew because people decided something in the meantime.
_TRIES = 3
Told = Callable[[int, int], None]


def start(*, workspace: Workspace, by: User) -> LinkRun:
    """Queue a run for the worker; one that waits already is returned instead."""
    waiting = LinkRun.objects.filter(workspace=workspace, state=LinkRun.State.QUEUED).first()
    return waiting or LinkRun.objects.create(workspace=workspace, by=by)


def relink(*, workspace: Workspace, by: User, told: Told = lambda _done, _total: None) -> LinkRun:
    """Do a run now and return it. `told` is called with how many rows are done, and of how many."""
    run = LinkRun.objects.create(workspace=workspace, by=by, **runs.begun())
    carry_out(run, told)
    return run


def claim() -> LinkRun | None:
    """Return the next run to do, claimed; one whose worker fell silent comes first."""
    return claims.claim(LinkRun.objects.order_by("pk"), runs.give_up, worker=processes.me())


def carry_out(run: LinkRun, told: Told = lambda _done, _total: None) -> None:
    """Do a claimed run: compare what is new, then gather clusters from all that is known."""
    stages = pairing.stages(run.workspace, METHOD)
    run.total, run.done, run.method = sum(stage.new for stage in stages), 0, METHOD
    claims.hold(run, **_told(run))
    linker, links = Linker(), 0
    for stage in stages:
        with beating(lambda: claims.beat(run, **_told(run))):
            found = pairing.links(stage, linker)
        with transaction.atomic():
            claims.hold(run, **_told(run))
            pairing.drop(stage, found)
        for batch in pairing.batches(found):
            with transaction.atomic():
                claims.hold(run, **_told(run))
                links += pairing.write(batch, METHOD)
        run.done += stage.new
        claims.beat(run, **_told(run))
        told(run.done, run.total)
    for left in reversed(range(_TRIES)):
        if _gather(run, stages, links, late=not left):
            break


def _gather(run: LinkRun, stages: Sequence[Stage], links: int, *, late: bool) -> bool:
    """Gather clusters and end the run; return whether that was done.

    Where people decided something while it was worked out nothing is written. With `late` it is
    written all the same: their decisions hold anyway.
    """
    seen = Workspace.objects.get(pk=run.workspace_id).revision
    known = clustering.held(run.workspace)
    before = MemberProposal.objects.filter(cluster__workspace=run.workspace)
    anew = before.exclude(method=clustering.METHOD).exists()
    with beating(lambda: claims.beat(run, **_told(run))):
        groups = clustering.gathered(known, anew=anew)
    with transaction.atomic():
        claims.hold(run, **_told(run))
        if not late and Workspace.objects.get(pk=run.workspace_id).revision != seen:
            return False
        pairing.forget(run.workspace)
        for stage in stages:
            pairing.remember(stage, METHOD)
        summary = clustering.write(run.workspace, groups, known)
        _finish(run, {"rows": run.total, "links": links, **summary})
    return True


def _finish(run: LinkRun, summary: dict[str, int]) -> None:
    """End a run; where it read something that is one row of history."""
    run.state, run.finished, run.summary = LinkRun.State.DONE, timezone.now(), summary
    run.save(update_fields=["state", "finished", "summary"])
    if run.total:
        record(
            workspace=run.workspace, by=run.by, verb="linked", subject=str(run.total),
            detail=dict(summary),
        )  # fmt: skip


def _told(run: LinkRun) -> dict[str, object]:
    return {"total": run.total, "done": run.done, "method": run.method}
