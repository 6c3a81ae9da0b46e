"""Who has a job: an import, a label run, a training. Each is a row that a worker claims.

The row has `state`, `claim` (the token of the worker that has it), `heartbeat` and `attempts`. A
worker checks the token in the transaction that writes what came of the job, and writes nothing
where another one has taken it up (docs/decisions/0010).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from heedweb.workspace.models import ImportJob, LabelRun, Trained

# A worker that is silent for a minute is gone (`domain.beating`).
STALE = timedelta(seconds=60)
# A job that ended its worker this often is not tried again.
MOST_ATTEMPTS = 3

Job = TypeVar("Job", ImportJob, LabelRun, Trained)


class ClaimLost(Exception):
    """Another worker has the job."""


def claim(
    jobs: QuerySet[Job],
    give_up: Callable[[Job], None],
    *,
    stale: timedelta = STALE,
    **told: object,
) -> Job | None:
    """Return the next of `jobs` in their order, claimed; one whose worker fell silent comes first.

    `told` is written into its row. A job that was tried too often is handed to `give_up` instead.
    """
    # Looking does not wait for whoever is writing.
    if _next(jobs, stale) is None:
        return None
    with transaction.atomic():
        job = _next(jobs, stale)
        if job is None:
            return None
        job.state, job.heartbeat = job.State.RUNNING, timezone.now()
        job.claim = uuid.uuid4().hex
        job.attempts += 1
        for name, value in told.items():
            setattr(job, name, value)
        job.save(update_fields=["state", "heartbeat", "claim", "attempts", *told])
    if job.attempts > MOST_ATTEMPTS:
        give_up(job)
        return claim(jobs, give_up, stale=stale, **told)
    return job


def _next(jobs: QuerySet[Job], stale: timedelta) -> Job | None:
    states = jobs.model.State
    silent = jobs.filter(state=states.RUNNING, heartbeat__lt=timezone.now() - stale)
    return silent.first() or jobs.filter(state=states.QUEUED).first()


def mine(job: Job) -> QuerySet[Job]:
    """Return the job's row as long as this worker has it, else no row."""
    return type(job).objects.filter(pk=job.pk, claim=job.claim, state=job.State.RUNNING)


def beat(job: Job, **told: object) -> bool:
    """Tell that the job is being done, and what is `told` of it; False if another has it."""
    return bool(mine(job).update(heartbeat=timezone.now(), **told))


def hold(job: Job, **told: object) -> None:
    """Do as `beat` does. Raises `ClaimLost` if another has it."""
    if not beat(job, **told):
        raise ClaimLost


def put_back(job: Job) -> None:
    """Let a job wait again that was cut off by no fault of its own; the attempt is not counted."""
    mine(job).update(state=job.State.QUEUED, claim="", attempts=F("attempts") - 1)
