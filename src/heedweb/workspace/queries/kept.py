"""What is read of a workspace once and kept in memory: of few workspaces at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from heedweb.workspace.models import Workspace

MOST_KEPT = 6

Held = TypeVar("Held")


class Kept(Generic[Held]):
    """One thing for each of the six workspaces that were asked for last; the oldest goes first."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[int, datetime], Held] = OrderedDict()
        self._locks: dict[tuple[int, datetime], threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, workspace: Workspace, renewed: Callable[[Held | None], Held]) -> Held:
        """Return what is kept of `workspace`, as `renewed` makes it of what was (None: nothing).

        Whoever asks meanwhile for the same workspace waits, so that it is read once.
        """
        # When it was made tells a workspace from another of its number, in a restored database.
        name = (workspace.pk, workspace.created)
        with self._lock:
            own = self._locks.setdefault(name, threading.Lock())
        with own:
            held = renewed(self._held.get(name))
            with self._lock:
                self._held[name] = held
                self._held.move_to_end(name)
                while len(self._held) > MOST_KEPT:
                    gone, _ = self._held.popitem(last=False)
                    self._locks.pop(gone, None)
            return held
