"""Sees to it that what is new is compared with what was asked before: queues runs.

Rows come by imports, splits and corrections; none of those needs to know of links. The worker
looks when a workspace's revision has moved, at the rows that changed since it looked last.
"""

from __future__ import annotations

from heedweb.workspace.domain import alike, linking, pairing
from heedweb.workspace.domain.watching import on_behalf
from heedweb.workspace.models import LinkState, Recommendation, Workspace


def queue(workspace: Workspace, since: int | None) -> int:
    """Queue a run where a row was not read in its present words, or one that was has left."""
    by = on_behalf(workspace)
    if by is None or not _wanted(workspace, since):
        return 0
    linking.start(workspace=workspace, by=by)
    return 1


def _wanted(workspace: Workspace, since: int | None) -> bool:
    """Return whether a row was not read in its present words, or one that was has left the list."""
    rows = pairing.listed(workspace).order_by()
    gone = LinkState.objects.filter(
        recommendation__review__workspace=workspace,
        recommendation__state__in=Recommendation.UNLISTED,
    )
    if since is not None:
        rows = rows.filter(revision__gt=since)
        gone = gone.filter(recommendation__revision__gt=since)
    fields = ("text", "link_state__text", "link_state__method")
    return gone.exclude(text="").exists() or any(
        known != alike.digest(text) or method != linking.METHOD
        for text, known, method in rows.values_list(*fields)
    )
