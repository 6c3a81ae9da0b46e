"""Records who did what; called within the transaction of the change itself."""

from __future__ import annotations

from heedweb.accounts.models import User
from heedweb.workspace.models import Activity, Room, Workspace


def record(
    *,
    workspace: Workspace,
    by: User,
    verb: str,
    subject: str,
    detail: dict[str, object] | None = None,
    room: Room | None = None,
) -> Activity:
    """Write one row of history; `room` is where it was done, None what all members may know."""
    return Activity.objects.create(
        workspace=workspace, by=by, verb=verb, subject=subject, detail=detail or {}, room=room
    )
