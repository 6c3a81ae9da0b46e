"""Sees to it that labellers read what is new: queues runs for what no labeller has read yet.

Rows come by imports, splits and corrections; none of those needs to know of labels. The worker
looks when a workspace's revision has moved, at the rows that changed since it looked last.
"""

from __future__ import annotations

from heedweb.workspace.domain import alike, labellers, proposing
from heedweb.workspace.domain.watching import on_behalf
from heedweb.workspace.models import LabelRun, Workspace


def queue(workspace: Workspace, since: int | None) -> int:
    """Queue a run for rows that nobody has read, a trial for those read by another version."""
    rows = list(proposing.readings(workspace, since))
    by = on_behalf(workspace)
    if not rows or by is None:
        return 0
    methods = {
        code: labellers.method_of(held) for code, held in labellers.labellers_of(workspace).items()
    }
    unread = any(
        text != alike.digest(row.text) or any(code not in known for code in methods)
        for row, text, known in rows
    )
    queued = 0
    if unread and methods:
        proposing.start(workspace=workspace, by=by)
        queued += 1
    changed = {
        code
        for _, _, known in rows
        for code, method in methods.items()
        if known.get(code, method) != method and not _tried(workspace, code, method)
    }
    if changed:
        kind = LabelRun.Kind.TRIAL
        proposing.start(workspace=workspace, by=by, kind=kind, only=changed)
        queued += 1
    return queued


def _tried(workspace: Workspace, code: str, method: str) -> bool:
    held = LabelRun.objects.filter(workspace=workspace, kind=LabelRun.Kind.TRIAL)
    return any(run.methods.get(code) == method for run in held)
