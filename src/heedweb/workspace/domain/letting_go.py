"""What was thrown away is kept for thirty days, so that it can be brought back; then it goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from heedweb.workspace.domain import publishing, reversing
from heedweb.workspace.domain.decisions import UNDO
from heedweb.workspace.models import Note, Standing


def sweep(now: datetime) -> int:
    """Take away for good what was thrown away thirty days ago. Return how many it were."""
    gone = reversing.forget(now - UNDO)
    due = Note.objects.filter(standing=Standing.DISCARDED, discarded_at__lt=now - UNDO)
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            note = due.select_for_update(of=("self",)).select_related("home").filter(pk=pk).first()
            # Somebody may have restored it in the meantime.
            if note is not None:
                publishing.let_go(note)
                gone += 1
    return gone
