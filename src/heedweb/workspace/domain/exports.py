"""Notes that a list was taken out of the workspace."""

from __future__ import annotations

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import Activity, Room, Workspace


def note(
    *, workspace: Workspace, by: User, name: str, rows: int, query: str, room: Room | None
) -> Activity:
    """Write who took which list along and how many rows it had; only their room is told."""
    detail: dict[str, object] = {"rows": rows, "query": query[:1000]}
    return record(
        workspace=workspace, by=by, verb="exported", subject=name[:200], detail=detail, room=room
    )
