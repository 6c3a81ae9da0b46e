"""Who took a briefing sheet along as a file."""

from __future__ import annotations

from django.db import transaction

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import Activity


@transaction.atomic
def note_taken(*, who: str, name: str, by: Seat) -> Activity:
    """Write who took a briefing sheet along; only their room is told."""
    return record(
        workspace=by.workspace, by=by.user, verb="briefing_taken", subject=who[:200],
        room=access.room_of_acts(by), detail={"file": name[:200]},
    )  # fmt: skip
