"""Imports as jobs: files are spooled, a worker claims the job, a lost worker's job is taken up.

Effects happen once: what a worker writes of a file, it writes together with a check that the job is
still its own (`_hold`); a worker that lost its claim writes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, claims, processes, proposing
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.beating import beating
from heedweb.workspace.domain.documents import take_in
from heedweb.workspace.domain.fetches import FetchProblem, fetched
from heedweb.workspace.domain.given import Given, Outcome
from heedweb.workspace.domain.spool import own_name, spool
from heedweb.workspace.domain.uploads import Upload, lay, name_of
from heedweb.workspace.models import ImportFile, ImportJob, Sheet, Workspace
from heedweb.workspace.storage import StorageProblem, translated


class Cancelled(Exception):
    """Somebody asked for the job to end."""


def start(
    *, workspace: Workspace, uploads: Iterable[Upload], by: User, keep_others: bool = False
) -> ImportJob:
    """Spool the uploaded files and queue their import. Raises `StorageProblem`."""
    spooled: list[tuple[str, str]] = []
    try:
        with translated():
            for upload in uploads:
                spooled.append((name_of(upload), own_name()))
                lay(upload, spool(spooled[-1][1]))
            return _queued(workspace, spooled, by, keep_others=keep_others)
    except BaseException:
        for _, name in spooled:
            spool(name).unlink(missing_ok=True)
        raise


@transaction.atomic
def start_sheet(*, sheet: Sheet, matching: dict[str, object], by: User) -> ImportJob:
    """Queue the import of a table whose columns a person has matched. Raises `StorageProblem`."""
    name = own_name()
    with translated():
        shutil.copyfile(blobs.path_of(sheet.blob.sha256), spool(name))
    Sheet.objects.filter(pk=sheet.pk).update(taken_in=timezone.now())
    job = _queued(sheet.workspace, [(sheet.name, name)], by, keep_others=False)
    job.files.update(matching=matching)
    return job


@transaction.atomic
def _queued(
    workspace: Workspace, spooled: Sequence[tuple[str, str]], by: User, *, keep_others: bool
) -> ImportJob:
    job = ImportJob.objects.create(workspace=workspace, by=by, keep_others=keep_others)
    ImportFile.objects.bulk_create(
        [ImportFile(job=job, name=name, spooled=where) for name, where in spooled]
    )
    names = ", ".join(name for name, _ in spooled)
    record(workspace=workspace, by=by, verb="import_started", subject=names[:200])
    return job


def claim() -> ImportJob | None:
    """Return the next job to do, claimed; one whose worker fell silent comes first."""
    waiting = ImportJob.objects.order_by("created")
    return claims.claim(waiting, _give_up, worker=processes.me())


def _give_up(job: ImportJob) -> None:
    refuse_rest(job, f"ended its reader {claims.MOST_ATTEMPTS} times and is not tried again.")


def release_dead() -> int:
    """Queue again what processes of this machine had that are gone. Return how many jobs."""
    running = ImportJob.objects.filter(state=ImportJob.State.RUNNING)
    gone = [job.pk for job in running if processes.gone(job.worker)]
    # `attempts` stays: a job that ends its process each time must not be tried for ever.
    return ImportJob.objects.filter(pk__in=gone).update(state=ImportJob.State.QUEUED, claim="")


def sweep() -> int:
    """Remove spooled files that no import waits for. Return how many."""
    ended = ImportFile.objects.exclude(job__state__in=ImportJob.OPEN)
    over = set(ended.values_list("spooled", flat=True))
    waiting = ImportFile.objects.filter(job__state__in=ImportJob.OPEN)
    needed = set(waiting.values_list("spooled", flat=True))
    # What nothing refers to may be an upload that is still coming.
    before = (timezone.now() - timedelta(hours=1)).timestamp()
    swept = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        lone = path.name not in needed
        if (
            path.name in over
            or (lone and processes.left(path.name))
            or (lone and path.stat().st_mtime < before)
        ):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def cancel(*, job: ImportJob, by: User) -> None:
    """Ask for a job to end. What is taken in stays; the rest is cancelled at the next step."""
    with transaction.atomic():
        held = ImportJob.objects.filter(pk=job.pk)
        held.filter(state__in=ImportJob.OPEN).update(cancel_asked=True)
        idle = held.filter(state__in=[ImportJob.State.QUEUED, ImportJob.State.STOPPED]).first()
        if idle is not None:
            _close(idle, ImportJob.State.CANCELLED, ImportFile.State.CANCELLED)
        record(workspace=job.workspace, by=by, verb="import_cancelled", subject=str(job.pk))
    if idle is not None:
        _clear(job)


@transaction.atomic
def try_again(*, job: ImportJob, by: User) -> None:
    """Queue a job again that a full disk stopped."""
    held = ImportJob.objects.filter(pk=job.pk, state=ImportJob.State.STOPPED)
    if held.update(state=ImportJob.State.QUEUED, reason="", attempts=0):
        record(workspace=job.workspace, by=by, verb="import_tried_again", subject=str(job.pk))


def refuse_rest(job: ImportJob, reason: str) -> None:
    """End a job that cannot be done; files that were not settled say why."""
    remedy = "Tell your administrator; the log of the server has the details."
    with transaction.atomic():
        if not _mine(job):
            return
        open_files = job.files.filter(state__in=ImportFile.OPEN)
        open_files.update(reason=reason, remedy=remedy)
        _close(job, ImportJob.State.DONE, ImportFile.State.REFUSED)
    _clear(job)


def _close(job: ImportJob, state: str, rest: str) -> None:
    """End a job: what is not settled gets the state `rest`."""
    job.files.filter(state__in=ImportFile.OPEN).update(state=rest)
    now = timezone.now()
    ImportJob.objects.filter(pk=job.pk).update(state=state, finished=now, heartbeat=now, claim="")


def _clear(job: ImportJob) -> None:
    """Remove the spooled files of a job that has ended; call when that is committed."""
    for name in job.files.values_list("spooled", flat=True):
        spool(name).unlink(missing_ok=True)


def work(job: ImportJob) -> None:
    """Do what is left of a claimed job. Settled files stay as they are."""
    files = list(job.files.filter(state__in=ImportFile.OPEN))

    def reading(index: int) -> None:
        with transaction.atomic():
            _hold(job)
            ImportFile.objects.filter(pk=files[index].pk).update(state=ImportFile.State.READING)

    def settled(index: int, outcome: Outcome) -> None:
        # Within the transaction that writes the list, where there is one.
        with transaction.atomic():
            _hold(job)
            _settle(files[index], outcome)

    try:
        with beating(lambda: claims.beat(job)), translated():
            files, given = _at_hand(job, files)
            take_in(
                workspace=job.workspace,
                files=given,
                by=job.by,
                keep_others=job.keep_others,
                reading=reading,
                settled=settled,
            )
            _finish(job)
        _clear(job)
    except Cancelled:
        with transaction.atomic():
            if not _mine(job):
                return
            _close(job, ImportJob.State.CANCELLED, ImportFile.State.CANCELLED)
        _clear(job)
    except StorageProblem as problem:
        _stop(job, str(problem))
    except claims.ClaimLost:
        return


def _at_hand(job: ImportJob, files: Sequence[ImportFile]) -> tuple[list[ImportFile], list[Given]]:
    """Return the files whose bytes are here, fetched where they must be; the others are settled."""
    there: list[ImportFile] = []
    given: list[Given] = []
    for file in files:
        one = Given(file.name, spool(file.spooled), file.matching)
        try:
            given.append(fetched(file, job.by) if file.fetch else one)
            there.append(file)
        except FetchProblem as problem:
            with transaction.atomic():
                _hold(job)
                _settle(file, Outcome(file.name, "unfetched", problem.reason, problem.remedy))
    return there, given


def _settle(file: ImportFile, outcome: Outcome) -> None:
    ImportFile.objects.filter(pk=file.pk).update(
        state=outcome.state,
        reason=outcome.reason[:500],
        remedy=outcome.remedy[:500],
        document=outcome.document,
        count=outcome.count,
        sheet=outcome.sheet,
    )


@transaction.atomic
def _finish(job: ImportJob) -> None:
    _hold(job)
    _close(job, ImportJob.State.DONE, ImportFile.State.REFUSED)
    done = job.files.filter(state=ImportFile.State.DONE).count()
    # What files state of labels is brought up to date also where no row is new.
    proposing.start(workspace=job.workspace, by=job.by)
    detail: dict[str, object] = {"taken_in": done, "files": job.files.count()}
    record(
        workspace=job.workspace, by=job.by, verb="import_finished", subject=str(job.pk),
        detail=detail,
    )  # fmt: skip


def _stop(job: ImportJob, reason: str) -> None:
    """Leave a job for a person to try again; where even that cannot be written it goes stale."""
    try:
        mine = ImportJob.objects.filter(pk=job.pk, claim=job.claim)
        mine.update(state=ImportJob.State.STOPPED, reason=reason[:500], claim="")
        job.files.filter(state=ImportFile.State.READING).update(state=ImportFile.State.WAITING)
    except OperationalError:
        return


def _mine(job: ImportJob) -> bool:
    """Return whether no other worker has taken the job up."""
    return ImportJob.objects.filter(pk=job.pk, claim=job.claim).exists()


def _hold(job: ImportJob) -> None:
    """Tell that the job is being done. Raises `ClaimLost` or `Cancelled`."""
    claims.hold(job)
    if claims.mine(job).filter(cancel_asked=True).exists():
        raise Cancelled
