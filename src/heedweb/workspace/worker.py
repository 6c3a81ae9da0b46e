"""The thread that does imports, in the process that serves the pages."""

from __future__ import annotations

import logging
import threading

from django.db import OperationalError, close_old_connections

from heedweb.workspace.domain import imports
from heedweb.workspace.storage import line_of

_PAUSE = 0.5
log = logging.getLogger("heed.worker")


class Worker(threading.Thread):
    """Claims jobs until it is stopped."""

    def __init__(self) -> None:
        super().__init__(name="heed-worker", daemon=True)
        self.stopped = threading.Event()

    def run(self) -> None:
        """Work, and rest where there is nothing to do."""
        while not self.stopped.is_set():
            if not work_once():
                self.stopped.wait(_PAUSE)
        close_old_connections()

    def stop(self) -> None:
        """Stop after the job at hand."""
        self.stopped.set()
        self.join(timeout=30)


def work_once() -> bool:
    """Do one job if there is one. Return whether there was."""
    close_old_connections()
    try:
        job = imports.claim()
    except OperationalError as error:
        # A full or closed disk: the job waits until it can be written that it is being done.
        log.warning("No import can be begun: %s", line_of(error) or error)
        return False
    if job is None:
        return False
    try:
        imports.work(job)
    except Exception:
        # A fault of ours must not stop the imports of others, nor be met again for ever.
        log.exception("Import %s failed.", job.pk)
        imports.refuse_rest(job, "could not be read because of a fault in heed.")
    return True
