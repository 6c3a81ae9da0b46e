"""Documents that are fetched by their symbol: asked for by a person, fetched by a worker."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from heedweb import fetching
from heedweb.accounts.models import User
from heedweb.fetching import FetchProblem
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.given import Given
from heedweb.workspace.domain.spool import own_name, spool
from heedweb.workspace.models import ImportFile, ImportJob, Workspace


@transaction.atomic
def start(*, workspace: Workspace, symbol: str, language: str, by: User) -> ImportJob:
    """Queue the fetching and the import of a document. Raises `heedweb.fetching.Fault`."""
    asked = fetching.checked(symbol)
    job = ImportJob.objects.create(workspace=workspace, by=by)
    ImportFile.objects.create(
        job=job, name=asked, spooled=own_name(), fetch={"symbol": asked, "language": language}
    )
    record(workspace=workspace, by=by, verb="fetch_asked", subject=f"{asked} ({language})")
    return job


def fetched(file: ImportFile, by: User) -> Given:
    """Return a file that was asked for, fetched now or by an earlier attempt.

    Raises `FetchProblem`.
    """
    path = spool(file.spooled)
    if not (path.exists() and "record" in file.fetch):
        with tempfile.TemporaryDirectory(prefix="heed-fetch") as folder:
            done = _fetch(file, by, Path(folder))
            shutil.copyfile(done.path, path)
        told = done.record.as_plain()
        file.fetch = {**file.fetch, "record": told}
        ImportFile.objects.filter(pk=file.pk).update(fetch=file.fetch)
    held = file.fetch["record"]
    return Given(str(held["file"]), path, origin=held)


def _fetch(file: ImportFile, by: User, into: Path) -> fetching.Fetched:
    return fetching.fetch(
        file.fetch["symbol"],
        language=file.fetch["language"],
        into=into,
        policy=settings.FETCH_POLICY(),
        now=datetime.now(UTC),
        by=str(by),
        cache=settings.FETCH_CACHE,
        note=f"asked for on the import page of the workspace {file.job.workspace}",
    )


__all__ = ["FetchProblem", "fetched", "start"]
