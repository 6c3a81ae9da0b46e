"""Imports as jobs: progress, recovery, exactly once."""

from __future__ import annotations

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from heed.confined import Holding
from heedweb.workspace.domain import claims, imports, parsers
from heedweb.workspace.models import ImportFile, ImportJob, Recommendation, SourceDocument
from heedweb.workspace.roles import Role
from heedweb.workspace.worker import work_once
from tests.web.conftest import given


@pytest.fixture(autouse=True)
def _own_spool(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path


def upload(*names):
    return [SimpleUploadedFile(g.name, g.path.read_bytes()) for g in given(*names)]


def started(cast, *names):
    return imports.start(workspace=cast.workspace, uploads=upload(*names), by=cast.alice)


def test_worker_does_the_job_and_says_what_became_of_each_file(cast):
    job = started(cast, "AUR_cycle1_report.pdf", "AUR_cycle2_addendum.pdf")
    assert work_once() is True
    # What came is read by labellers next, and compared; then there is nothing left to do.
    assert sum(iter(work_once, False)) >= 1
    states = dict(job.files.values_list("name", "state"))
    assert states == {"AUR_cycle1_report.pdf": "done", "AUR_cycle2_addendum.pdf": "refused"}
    job.refresh_from_db()
    assert job.state == "done"


def test_job_of_a_lost_worker_is_taken_up_once(cast):
    job = started(cast, "AUR_cycle1_report.pdf")
    assert imports.claim() == job
    assert imports.claim() is None
    old = timezone.now() - timedelta(minutes=5)
    ImportJob.objects.update(heartbeat=old)
    ImportFile.objects.update(state="reading")
    assert work_once() is True
    assert Recommendation.objects.count() == 70


def test_job_of_a_process_that_is_gone_is_queued_again_and_no_other(cast):
    started(cast, "AUR_cycle1_report.pdf")
    started(cast, "AUR_cycle2_report.pdf")
    mine, theirs = imports.claim(), imports.claim()
    ended = subprocess.Popen(["true"])
    ended.wait()
    host = mine.worker.split(":")[0]
    ImportJob.objects.filter(pk=theirs.pk).update(worker=f"{host}:{ended.pid}:1")
    assert imports.release_dead() == 1
    assert ImportJob.objects.get(pk=mine.pk).state == "running"
    assert work_once() is True
    assert Recommendation.objects.count() == 123


def test_worker_that_lost_its_job_writes_nothing(cast):
    started(cast, "AUR_cycle1_report.pdf")
    slow = imports.claim()
    ImportJob.objects.update(heartbeat=timezone.now() - timedelta(minutes=5))
    quick = imports.claim()
    assert (slow.pk, slow.claim) != (quick.pk, quick.claim)
    imports.work(slow)
    assert Recommendation.objects.count() == 0
    imports.work(quick)
    assert Recommendation.objects.count() == 70
    imports.work(slow)
    assert Recommendation.objects.count() == 70


def test_job_that_ends_its_worker_each_time_is_given_up(cast):
    job = started(cast, "AUR_cycle1_report.pdf")
    for _ in range(claims.MOST_ATTEMPTS):
        assert imports.claim() is not None
        ImportJob.objects.update(heartbeat=timezone.now() - timedelta(minutes=5))
    assert imports.claim() is None
    (file,) = job.files.all()
    assert file.state == "refused"
    assert "ended its reader 3 times" in file.line


def test_cancelled_job_keeps_what_is_in_and_leaves_the_rest(cast):
    job = started(cast, "AUR_cycle1_report.pdf", "AUR_cycle2_report.pdf")
    held = imports.claim()
    client = cast.client("bob")
    page = client.post(f"/w/aurelia/imports/{job.pk}/cancel/", follow=True).content.decode()
    assert "Cancelling after this file" in page
    imports.work(held)
    page = client.get(f"/w/aurelia/imports/{job.pk}/").content.decode()
    assert "Cancelled. What was taken in before stays." in page
    assert {f.state for f in job.files.all()} == {"cancelled"}
    assert not list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


def test_stopped_job_says_why_and_is_tried_again(cast):
    job = started(cast, "AUR_cycle1_report.pdf")
    ImportJob.objects.update(state="stopped", reason="The disk is full.")
    client = cast.client("alice")
    page = client.get(f"/w/aurelia/imports/{job.pk}/").content.decode()
    assert "The disk is full." in page
    assert work_once() is False
    client.post(f"/w/aurelia/imports/{job.pk}/again/")
    assert work_once() is True
    assert Recommendation.objects.count() == 70


def test_spooled_files_that_nothing_waits_for_are_swept(cast):
    job = started(cast, "AUR_cycle1_report.pdf")
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    (folder / "coming").write_bytes(b"x")
    (folder / "old").write_bytes(b"x")
    os.utime(folder / "old", (1, 1))
    assert imports.sweep() == 1
    ImportJob.objects.update(state="done")
    assert imports.sweep() == 1
    assert [p.name for p in folder.iterdir()] == ["coming"]
    ended = subprocess.Popen(["true"])
    ended.wait()
    (folder / f"{ended.pid}.1-upload").write_bytes(b"x")
    assert imports.sweep() == 1
    (folder / "coming").unlink()
    assert job.files.count() == 1


def test_other_kinds_are_kept_on_request(cast):
    client = cast.client("alice")
    note = SimpleUploadedFile("note.txt", b"A note on something else altogether.")
    page = client.post("/w/aurelia/imports/", {"documents": note, "keep_others": "on"}, follow=True)
    assert work_once() is True
    page = client.get(page.redirect_chain[-1][0]).content.decode()
    assert "is kept as it is" in page
    held = SourceDocument.objects.get()
    assert (held.kind, held.review) == ("other", None)
    for address in ("documents/", f"documents/{held.pk}/"):
        assert client.get(f"/w/aurelia/{address}").status_code == 200


def test_spooled_files_are_gone_after_the_job(cast):
    job = started(cast, "AUR_cycle1_report.pdf")
    paths = [imports.spool(f.spooled) for f in job.files.all()]
    assert all(path.exists() for path in paths)
    work_once()
    assert not any(path.exists() for path in paths)


def test_drop_leads_to_a_page_that_tells_progress(cast):
    client = cast.client("alice")
    files = {"documents": upload("AUR_cycle1_report.pdf", "AUR_cycle1_addendum.pdf")}
    response = client.post("/w/aurelia/imports/", files, follow=True)
    assert "Waiting to begin." in response.content.decode()
    address = response.redirect_chain[-1][0]
    ImportFile.objects.filter(name="AUR_cycle1_report.pdf").update(state="reading")
    assert "Reading AUR_cycle1_report.pdf, 1 of 2" in client.get(address).content.decode()
    work_once()
    page = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "70 recommendations" in page
    assert "14 answers" in page
    assert "<html" not in page


def test_nothing_to_read_is_said_beside_the_box(cast):
    response = cast.client("alice").post("/w/aurelia/imports/", {})
    assert response.status_code == 422
    page = response.content.decode()
    assert '<div class="error" role="alert">Choose one or more files first.</div>' in page
    assert not ImportJob.objects.exists()


def test_empty_file_is_refused_by_name(cast):
    files = {"documents": [SimpleUploadedFile("empty.pdf", b"")]}
    response = cast.client("alice").post("/w/aurelia/imports/", files)
    work_once()
    page = cast.client("alice").get(response["Location"]).content.decode()
    assert "cannot read &quot;empty.pdf&quot;: it is empty. Nothing was stored." in page


def test_fault_of_heed_ends_the_job_and_says_so(cast, monkeypatch):
    job = started(cast, "AUR_cycle1_report.pdf")

    def broken(*_args, **_kwargs):
        raise RuntimeError("fault")

    monkeypatch.setattr(imports, "take_in", broken)
    assert work_once() is True
    assert work_once() is False
    (file,) = job.files.all()
    assert (file.state, file.reason[:27]) == ("refused", "could not be read because o")
    assert not Recommendation.objects.exists()


def test_where_confinement_does_not_hold_only_coordinators_import(cast, monkeypatch):
    weak = Holding((("network", "NOT denied"),), 0, seccomp=False, bwrap=False)
    monkeypatch.setattr(parsers, "holds", lambda: weak)
    cast.workspace.memberships.filter(user=cast.bob).update(role=Role.READER)
    data = {"documents": upload("AUR_cycle1_report.pdf")}
    page = cast.client("bob").post("/w/aurelia/imports/", data)
    assert page.status_code == 403
    assert ImportJob.objects.count() == 0
    page = cast.client("alice").get("/w/aurelia/imports/").content.decode()
    assert "not read in full confinement" in page
    data = {"documents": upload("AUR_cycle1_report.pdf")}
    cast.client("alice").post("/w/aurelia/imports/", data)
    assert ImportJob.objects.count() == 1
