"""Imports as jobs: files are spooled, a worker claims the job, a lost worker's job is taken up."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.documents import Given, Outcome, take_in
from heedweb.workspace.models import ImportFile, ImportJob, Workspace

# A page of 50 MB is read in seconds; a worker that is silent for a minute is gone.
STALE = timedelta(seconds=60)


class Upload(Protocol):
    """What a form hands over: a name and chunks of bytes."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""
        ...


def spool(name: str) -> Path:
    """Return where a spooled file is."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / name


@transaction.atomic
def start(*, workspace: Workspace, uploads: Iterable[Upload], by: User) -> ImportJob:
    """Spool the uploaded files and queue their import."""
    job = ImportJob.objects.create(workspace=workspace, by=by)
    names: list[str] = []
    for upload in uploads:
        spooled = uuid.uuid4().hex
        with spool(spooled).open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        name = (upload.name or "file")[:255]
        names.append(name)
        ImportFile.objects.create(job=job, name=name, spooled=spooled)
    record(workspace=workspace, by=by, verb="import_started", subject=", ".join(names)[:200])
    return job


def claim() -> ImportJob | None:
    """Return the next job to do, marked as running; one whose worker fell silent comes first."""
    with transaction.atomic():
        silent = ImportJob.objects.filter(
            state=ImportJob.State.RUNNING, heartbeat__lt=timezone.now() - STALE
        )
        queued = ImportJob.objects.filter(state=ImportJob.State.QUEUED)
        job = silent.order_by("created").first() or queued.order_by("created").first()
        if job is None:
            return None
        job.state = ImportJob.State.RUNNING
        job.heartbeat = timezone.now()
        job.save(update_fields=["state", "heartbeat"])
        return job


def release_running() -> int:
    """Queue again what was running when the only process stopped. Return how many jobs."""
    running = ImportJob.objects.filter(state=ImportJob.State.RUNNING)
    return running.update(state=ImportJob.State.QUEUED)


def fail(job: ImportJob) -> None:
    """End a job that a fault of heed stopped; files that were not settled say so."""
    with transaction.atomic():
        open_files = job.files.filter(
            state__in=[ImportFile.State.WAITING, ImportFile.State.READING]
        )
        open_files.update(
            state=ImportFile.State.REFUSED,
            reason="could not be read because of a fault in heed.",
            remedy="Tell your administrator; the log of the server has the details.",
        )
        ImportJob.objects.filter(pk=job.pk).update(
            state=ImportJob.State.DONE, finished=timezone.now()
        )


def work(job: ImportJob) -> None:
    """Do what is left of a job. Files that are settled stay as they are."""
    files = list(job.files.filter(state__in=[ImportFile.State.WAITING, ImportFile.State.READING]))

    def reading(index: int) -> None:
        ImportFile.objects.filter(pk=files[index].pk).update(state=ImportFile.State.READING)
        ImportJob.objects.filter(pk=job.pk).update(heartbeat=timezone.now())

    def settled(index: int, outcome: Outcome) -> None:
        ImportFile.objects.filter(pk=files[index].pk).update(
            state=outcome.state,
            reason=outcome.reason,
            remedy=outcome.remedy,
            document=outcome.document,
            count=outcome.count,
        )

    given = [Given(file.name, spool(file.spooled)) for file in files]
    take_in(workspace=job.workspace, files=given, by=job.by, reading=reading, settled=settled)
    with transaction.atomic():
        now = timezone.now()
        ImportJob.objects.filter(pk=job.pk).update(
            state=ImportJob.State.DONE, heartbeat=now, finished=now
        )
        done = job.files.filter(state=ImportFile.State.DONE).count()
        record(
            workspace=job.workspace,
            by=job.by,
            verb="import_finished",
            subject=str(job.pk),
            detail={"taken_in": done, "files": job.files.count()},
        )
    for file in job.files.all():
        spool(file.spooled).unlink(missing_ok=True)
