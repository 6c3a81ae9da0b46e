"""Records who did what; called within the transaction of the change itself, after it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import chain, heads, steps
from heedweb.workspace.models import Activity, Room, Step, Workspace

_SALT = 16
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changed: which field of what, from what to what; None is that it was not there.

    `subject` is empty where it is the activity's own. The values are plain: words, numbers, lists.
    """

    subject: str
    field: str
    before: object
    after: object

    def as_plain(self) -> dict[str, object]:
        """Return the change as it is kept."""
        return {
            "subject": self.subject, "field": self.field,
            "before": self.before, "after": self.after,
        }  # fmt: skip


def changed(before: dict[str, object], after: dict[str, object], subject: str = "") -> list[Change]:
    """Return a change for each field that is not as it was, in the order of `after`."""
    return [
        Change(subject, name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    ]


@transaction.atomic(savepoint=False)
def record(
    *,
    workspace: Workspace | None,
    by: User,
    verb: str,
    subject: str,
    detail: dict[str, object] | None = None,
    room: Room | None = None,
    changes: Sequence[Change] = (),
    why: str = "",
    step: Step | None = None,
    about: Model | None = None,
) -> Activity:
    """Write one row of history at the end of its chain; if it cannot be written nothing is.

    `room` is where it was done, None what all members may know; `workspace` is None for an act on
    the installation. `changes` and `why` say what became of which field and why; where a `step` was
    taken its rows say that, and must be written before. `about` is the record that it was done to.
    """
    held = heads.hold(workspace)
    now = timezone.now().astimezone(UTC)
    # A clock that is set back does not turn the order of the chain around.
    at = now if held.at is None or now > held.at else held.at + _TICK
    heads.close(held, at.date())
    row = Activity(
        workspace=workspace, room=room, by=by, at=at, verb=verb, subject=subject,
        detail=chain.plain(detail or {}),
        changes=chain.plain([one.as_plain() for one in changes]),
        why=why, step=step,
        kind=type(about).__name__.lower() if about is not None else "",
        record=about.pk if about is not None else None,
        number=held.number + 1, previous=held.hash,
        salt=secrets.token_hex(_SALT),
        digest=steps.digests([step.pk])[step.pk] if step is not None else "",
    )  # fmt: skip
    row.commitment = commitment_of(row)
    row.hash = hash_of(row, held.name)
    row.save(force_insert=True)
    held.number, held.hash, held.at = row.number, row.hash, row.at
    held.save(update_fields=["number", "hash", "at"])
    return row


def commitment_of(row: Activity) -> str:
    """Return what the values of a row are bound by."""
    return chain.commitment(row.salt, row.subject, row.detail, row.changes, row.why)


def hash_of(row: Activity, name: str) -> str:
    """Return the hash of a row in the chain called `name`."""
    return chain.link(
        chain=name, number=row.number, previous=row.previous, by=row.by_id, at=row.at,
        verb=row.verb, room=row.room_id, about=(row.kind, row.record), step=row.step_id,
        rows=row.digest, values=row.commitment,
    )  # fmt: skip
