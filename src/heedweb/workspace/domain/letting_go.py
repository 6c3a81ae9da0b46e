"""What was thrown away is kept for thirty days, so that it can be brought back; then it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.db import transaction

from heedweb.workspace.domain import publishing, reversing, typing_kept
from heedweb.workspace.domain.decisions import UNDO
from heedweb.workspace.models import (
    Answer,
    Assessment,
    Note,
    ProgressReport,
    Reply,
    Roomed,
    Standing,
)

# Every kind of record that lives in a room.
ROOMED: tuple[type[Roomed], ...] = (Note, ProgressReport, Assessment, Reply, Answer)


def sweep(now: datetime) -> int:
    """Take away for good what was thrown away thirty days ago. Return how many it were.

    What was typed into a form and neither saved nor dropped since goes with it.
    """
    typing_kept.sweep()
    gone = reversing.forget(now - UNDO)
    return gone + sum(_sweep(kind, now) for kind in ROOMED)


def _sweep(kind: type[Roomed], now: datetime) -> int:
    rows = cast("Any", kind).objects
    due = rows.filter(standing=Standing.DISCARDED, discarded_at__lt=now - UNDO)
    gone = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            held = due.select_for_update(of=("self",)).select_related("home").filter(pk=pk).first()
            # Somebody may have restored it in the meantime.
            if held is not None:
                publishing.let_go(held)
                gone += 1
    return gone
