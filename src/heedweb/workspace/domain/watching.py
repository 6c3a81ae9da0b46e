"""What a worker has looked at: a workspace is looked at again when its revision has moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Case, When

from heedweb.accounts.models import User
from heedweb.workspace.models import Activity, Membership, Workspace
from heedweb.workspace.roles import Role


@dataclass
class Watch:
    """Queues runs for what is new. `seen` is the revision of each workspace by its primary key.

    `queue` queues what is wanted for the rows of a workspace that changed since a revision (None:
    all of them), and returns how many runs that were.
    """

    queue: Callable[[Workspace, int | None], int]
    seen: dict[int, int] = field(default_factory=dict)

    def look(self) -> int:
        """Queue what is wanted, and return how many runs that were."""
        queued = 0
        for workspace in Workspace.objects.order_by("pk"):
            before = self.seen.get(workspace.pk)
            if before == workspace.revision:
                continue
            queued += self.queue(workspace, before)
            self.seen[workspace.pk] = workspace.revision
        return queued


def on_behalf(workspace: Workspace) -> User | None:
    """Return whose act brought what is new; a coordinator where no act is known."""
    # What was done in a room brought nothing that a run reads.
    acts = Activity.objects.filter(workspace=workspace, room__isnull=True)
    last = acts.select_related("by").first()
    if last is not None:
        return last.by
    held = Membership.objects.filter(workspace=workspace).select_related("user")
    first = held.order_by(Case(When(role=Role.COORDINATOR, then=0), default=1), "pk").first()
    return first.user if first else None
