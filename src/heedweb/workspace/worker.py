"""The threads that do imports, trainings, runs and mail, in the process that serves the pages.

Imports have a thread of their own: somebody watches an import, it takes seconds, and must not wait
behind a labelling or a training, which may take an hour. Both write, in turns: what writes holds
the database for one file, or for one batch of labels.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Generic

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from heedweb.doctor import ALIVE
from heedweb.workspace.domain import (
    claims,
    evidence,
    feeds,
    heads,
    imports,
    label_watch,
    labellers,
    letting_go,
    link_watch,
    linking,
    mails,
    originals,
    proposing,
    reminders,
    runs,
    training,
    trials,
)
from heedweb.workspace.domain.beating import beating
from heedweb.workspace.domain.claims import Job
from heedweb.workspace.domain.watching import Watch
from heedweb.workspace.models import ImportJob, LabelRun, LinkRun, Trained
from heedweb.workspace.storage import busy, line_of

_PAUSE = 0.5
# How often it is looked whether people were told anything that goes by mail.
_GATHER = timedelta(seconds=5)
# Whoever stops the server waits this long for the jobs at hand.
_LAST = 30.0
_FAULT = "It ended in a fault of heed; the log of the server has details."
log = logging.getLogger("heed.worker")

Stop = threading.Event
_NEVER = Stop()


class Stopped(Exception):
    """The worker is to stop; the job at hand can go on later from where it is."""


class Worker(threading.Thread):
    """Does one job after another until it is stopped."""

    def __init__(self, name: str, once: Callable[[Stop], bool]) -> None:
        super().__init__(name=name, daemon=True)
        self.stopped = Stop()
        self._do_one = once

    def run(self) -> None:
        """Work, and rest where there is nothing to do."""
        while not self.stopped.is_set():
            try:
                worked = self._do_one(self.stopped)
            except Exception:
                # Not even the end of a job could be written; it is taken up when it is silent.
                log.exception("%s goes on after a fault.", self.name)
                worked = False
            if not worked:
                self.stopped.wait(_PAUSE)
        close_old_connections()


@contextmanager
def working() -> Iterator[None]:
    """Do jobs while what is within is done; those at hand then end, or wait for the next start."""
    crew = [
        Worker("heed-imports", import_once),
        Worker("heed-labels", _learn_or_keep),
        Worker("heed-mails", post_once),
    ]
    for one in crew:
        one.start()
    alive = Path(settings.DATA) / ALIVE
    alive.touch()
    try:
        with beating(lambda: alive.touch() if all(one.is_alive() for one in crew) else None):
            yield
    finally:
        for one in crew:
            one.stopped.set()
        for one in crew:
            one.join(timeout=_LAST)


def work_once() -> bool:
    """Do one job of any kind if there is one. Return whether there was."""
    return import_once() or learn_once()


def import_once(stop: Stop = _NEVER) -> bool:
    """Do one import if one waits. Return whether one did."""
    return _once(_IMPORT, stop)


def learn_once(stop: Stop = _NEVER) -> bool:
    """Train, label or link once if there is anything to do. Return whether there was."""
    return train_once(stop) or label_once(stop) or link_once(stop)


def _learn_or_keep(stop: Stop) -> bool:
    return learn_once(stop) or keep_once()


def keep_once(now: datetime | None = None) -> bool:
    """Where there is nothing else to do, close the day's history and read one original.

    Once a day it takes away for good what was thrown away more than thirty days ago.

    It rests after each: always False. What is wrong with an original stands in the log, and where
    `heed doctor` and the pages look.
    """
    now = now or timezone.now()
    try:
        if _kept.get("day") != now.date():
            heads.close_all(now)
            letting_go.sweep(now)
            _kept["day"] = now.date()
        blob = originals.due(now)
        fault = originals.check(blob) if blob is not None else ""
    except (OperationalError, OSError) as error:
        log.warning("Nothing can be looked after: %s", line_of(error) or error)
        return False
    if blob is not None and fault:
        log.error("The original %s is %s; see: heed blobs verify", blob.sha256, fault)
    return False


_kept: dict[str, date] = {}


def post_once(_stop: Stop = _NEVER, now: datetime | None = None) -> bool:
    """Remind people once a day, make mails of what they were told, and hand one over.

    Where there is no mail a copy of an address is fetched, else something of a feed. Return whether
    there was any.
    """
    close_old_connections()
    now = now or timezone.now()
    try:
        if now - _posted.get("gathered", now - _GATHER) >= _GATHER:
            _posted["gathered"] = now
            if _kept.get("reminded") != now.date():
                reminders.remind(timezone.localdate(now))
                _kept["reminded"] = now.date()
            mails.gather(now)
        return mails.send_one(now) or evidence.fetch_one(now) or feeds.look(now) is not None
    except OperationalError as error:
        log.warning("No mail can be sent: %s", line_of(error) or error)
        return False


_posted: dict[str, datetime] = {}


def train_once(stop: Stop = _NEVER) -> bool:
    """Train one version of a labeller if one waits. Return whether one did."""
    return _once(_TRAINING, stop)


def label_once(stop: Stop = _NEVER) -> bool:
    """Do one label run if there is one, or queue what is wanted. Return whether there was any."""
    return _once(_LABEL_RUN, stop) or _looked(_label_watch, "label run")


def link_once(stop: Stop = _NEVER) -> bool:
    """Do one run of links if there is one, or queue what is wanted. Return whether there was."""
    return _once(_LINK_RUN, stop) or _looked(_link_watch, "run of links")


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Job]):
    """A kind of job: how one is claimed, done, and ended with a line where it cannot be done."""

    name: str
    claim: Callable[[], Job | None]
    work: Callable[[Job, Stop], None]
    refuse: Callable[[Job, str], None]
    fault: str = _FAULT


def _once(kind: _Kind[Job], stop: Stop) -> bool:
    """Do one job of a kind if there is one. Return whether there was, and whether to go on."""
    close_old_connections()
    try:
        job = kind.claim()
    except OperationalError as error:
        # A full or closed disk: the job waits until it can be written that it is being done.
        log.warning("No %s can be begun: %s", kind.name, line_of(error) or error)
        return False
    if job is None:
        return False
    try:
        kind.work(job, stop)
    except claims.ClaimLost:
        return True
    except Stopped:
        claims.put_back(job)
    except Exception as error:
        if busy(error):
            log.warning("The %s %s waits: another job writes for long.", kind.name, job.pk)
            claims.put_back(job)
            return False
        # A fault of ours must not stop the jobs of others, nor be met again for ever.
        log.exception("The %s %s failed.", kind.name, job.pk)
        kind.refuse(job, kind.fault)
    return True


def _stopping(stop: Stop) -> Callable[[int, int], None]:
    """Return what a run tells how far it is, which ends it where the worker is to stop."""

    def told(_done: int, _total: int) -> None:
        if stop.is_set():
            raise Stopped

    return told


def _label(run: LabelRun, stop: Stop) -> None:
    held = labellers.labellers_of(run.workspace, run.taxonomies)
    carry_out = trials.carry_out if run.kind == LabelRun.Kind.TRIAL else proposing.carry_out
    carry_out(run, held, _stopping(stop))


def _link(run: LinkRun, stop: Stop) -> None:
    linking.carry_out(run, _stopping(stop))


_label_watch, _link_watch = Watch(label_watch.queue), Watch(link_watch.queue)


def _looked(watch: Watch, name: str) -> bool:
    try:
        return bool(watch.look())
    except OperationalError as error:
        log.warning("No %s can be queued: %s", name, line_of(error) or error)
        return False


_IMPORT: _Kind[ImportJob] = _Kind(
    "import",
    imports.claim,
    lambda job, _stop: imports.work(job),
    imports.refuse_rest,
    "could not be read because of a fault in heed.",
)
_TRAINING: _Kind[Trained] = _Kind(
    "training", training.claim, lambda trained, _stop: training.carry_out(trained), training.refuse
)
_LABEL_RUN: _Kind[LabelRun] = _Kind("label run", proposing.claim, _label, runs.fail)
_LINK_RUN: _Kind[LinkRun] = _Kind("run of links", linking.claim, _link, runs.fail)
