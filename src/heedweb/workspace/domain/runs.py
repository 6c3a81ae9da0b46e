"""What label runs and link runs have in common: begun at once, given up, ended without a result."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.utils import timezone

from heedweb.workspace.domain import claims
from heedweb.workspace.models import LabelRun, LinkRun

Run = TypeVar("Run", LabelRun, LinkRun)


def begun() -> dict[str, object]:
    """Return the fields of a run that whoever makes it does at once, without a worker."""
    return {
        "state": LabelRun.State.RUNNING, "claim": uuid.uuid4().hex, "heartbeat": timezone.now(),
        "attempts": 1,
    }  # fmt: skip


def fail(run: Run, reason: str) -> None:
    """End a run that cannot be done."""
    claims.mine(run).update(state=run.State.FAILED, reason=reason[:500], finished=timezone.now())


def give_up(run: Run) -> None:
    """End a run that ended its worker too often."""
    fail(run, f"It ended its worker {claims.MOST_ATTEMPTS} times and is not tried again.")
