"""The thread that does imports, trainings and runs, in the process that serves the pages."""

from __future__ import annotations

import logging
import threading

from django.db import OperationalError, close_old_connections

from heedweb.workspace.domain import (
    imports,
    label_watch,
    labellers,
    link_watch,
    linking,
    proposing,
    training,
    trials,
)
from heedweb.workspace.models import LabelRun
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
        return train_once() or label_once() or link_once()
    try:
        imports.work(job)
    except Exception:
        # A fault of ours must not stop the imports of others, nor be met again for ever.
        log.exception("Import %s failed.", job.pk)
        imports.refuse_rest(job, "could not be read because of a fault in heed.")
    return True


def train_once() -> bool:
    """Train one version of a labeller if one waits. Return whether one did."""
    try:
        trained = training.claim()
    except OperationalError as error:
        log.warning("No training can be begun: %s", line_of(error) or error)
        return False
    if trained is None:
        return False
    try:
        training.carry_out(trained)
    except training.TrainingLost:
        return True
    except Exception:
        # As with imports: the page says so, the log has the details, nothing is tried for ever.
        log.exception("Training %s failed.", trained.pk)
        training.refuse(trained, "It ended in a fault of heed; the log of the server has details.")
    return True


_watch = label_watch.Watch()
_link_watch = link_watch.Watch()


def label_once() -> bool:
    """Do one label run if there is one, or queue what is wanted. Return whether there was any."""
    try:
        run = proposing.claim()
        if run is None:
            return bool(_watch.look())
    except OperationalError as error:
        log.warning("No label run can be begun: %s", line_of(error) or error)
        return False
    try:
        held = labellers.labellers_of(run.workspace, run.taxonomies)
        carry_out = trials.carry_out if run.kind == LabelRun.Kind.TRIAL else proposing.carry_out
        carry_out(run, held)
    except proposing.RunLost:
        return True
    except Exception:
        # As with imports: the page says so, the log has the details, nothing is tried for ever.
        log.exception("Label run %s failed.", run.pk)
        proposing.fail(run, "It ended in a fault of heed; the log of the server has the details.")
    return True


def link_once() -> bool:
    """Do one run of links if there is one, or queue what is wanted. Return whether it did."""
    try:
        run = linking.claim()
        if run is None:
            return bool(_link_watch.look())
    except OperationalError as error:
        log.warning("No run of links can be begun: %s", line_of(error) or error)
        return False
    try:
        linking.carry_out(run)
    except linking.RunLost:
        return True
    except Exception:
        # As with imports: the page says so, the log has the details, nothing is tried for ever.
        log.exception("Run of links %s failed.", run.pk)
        linking.fail(run, "It ended in a fault of heed; the log of the server has details.")
    return True
