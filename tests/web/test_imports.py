"""Imports as jobs: progress, recovery, exactly once."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from heedweb.workspace.domain import imports
from heedweb.workspace.models import ImportFile, ImportJob, Recommendation
from heedweb.workspace.worker import work_once
from tests.web.conftest import given


def upload(*names):
    return [SimpleUploadedFile(g.name, g.path.read_bytes()) for g in given(*names)]


def started(cast, *names):
    return imports.start(workspace=cast.workspace, uploads=upload(*names), by=cast.alice)


def test_worker_does_the_job_and_says_what_became_of_each_file(cast):
    job = started(cast, "AUR_cycle1_report.pdf", "AUR_cycle2_addendum.pdf")
    assert work_once() is True
    assert work_once() is False
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


def test_stop_of_the_only_process_queues_again(cast):
    started(cast, "AUR_cycle1_report.pdf")
    imports.claim()
    assert imports.release_running() == 1
    assert work_once() is True
    assert Recommendation.objects.count() == 70


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
