"""Taking documents in: what goes in, what is refused, what is left behind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from heedweb.workspace.domain import documents
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import (
    Activity,
    Blob,
    Recommendation,
    Review,
    SourceDocument,
)
from tests.core.reading.test_pdf import hello, pdf
from tests.golden.test_golden import addendum_of, report_of, without_pages
from tests.web.conftest import given

LIST = "50. The recommendations below will be examined by Aurelia:\n50.1. Dig a well (Chad).\n"


def take(cast, *files):
    return documents.take_in(workspace=cast.workspace, files=list(files), by=cast.alice)


def made(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return Given(name, tmp_path / name)


def nothing_stored():
    return not (SourceDocument.objects.exists() or Review.objects.exists() or Blob.objects.exists())


def test_report_and_addendum_become_a_list_with_answers(filled):
    positions = Counter(Recommendation.objects.values_list("position", flat=True))
    assert positions == {
        "supported": 64,
        "noted": 4,
        "partially_supported": 1,
        "unclear": 1,
    }
    first = Recommendation.objects.get(key="A/HRC/16/97#48.2")
    assert first.position == "partially_supported"
    assert first.position_source == "A/HRC/16/97/Add.1#2"
    assert first.boxes
    assert [w.iso3 for w in Recommendation.objects.get(order=0).recommending.all()] == [
        "CHL",
        "ESP",
    ]


def test_originals_are_kept_unchanged_by_hash(filled):
    for document in SourceDocument.objects.all():
        kept = Path(settings.DATA) / "blobs" / document.blob.sha256[:2] / document.blob.sha256[2:]
        assert kept.read_bytes() == given(document.name)[0].path.read_bytes()


def test_same_bytes_are_known_by_their_hash(filled):
    again = given("AUR_cycle1_report.pdf")[0]
    (outcome,) = take(filled, Given("other name.pdf", again.path))
    assert (outcome.state, outcome.reason) == ("known", "is here already, as A/HRC/16/97.")
    assert SourceDocument.objects.count() == 2


def test_addendum_later_answers_the_stored_report(cast):
    report, addendum = given("AUR_cycle2_report.pdf", "AUR_cycle2_addendum.pdf")
    take(cast, report)
    assert set(Recommendation.objects.values_list("position", flat=True)) == {"pending"}
    take(cast, addendum)
    assert Counter(Recommendation.objects.values_list("position", flat=True)) == {
        "supported": 104,
        "noted": 19,
    }
    assert Review.objects.count() == 1


def locked():
    return pdf(hello, encrypt=StandardEncryption("open"))


def scan():
    return pdf(lambda c: c.drawInlineImage(Image.new("RGB", (40, 40), "grey"), 10, 10))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty."),
        (b"%PDF-1.7 nothing", "is a damaged PDF and cannot be opened."),
        (b"Dear colleague", "is no document that heed recognises."),
        (addendum_of("1. x"), "is the addendum to A/HRC/90/7, which is not here."),
        (
            "A/HRC/90/7\nRapport du Groupe de travail sur l’Examen périodique universel".encode(),
            "is a report of the UPR Working Group in French",
        ),
        (locked(), "is protected by a password."),
        (scan(), "is a scan: its pages are pictures without a text layer."),
        (report_of("9. x").replace(b"II. Conclusions", b"x"), "is recognised as A/HRC/90/7"),
    ],
)
def test_bad_file_is_one_line_and_nothing_is_stored(cast, tmp_path, data, reason):
    (outcome,) = take(cast, made(tmp_path, "bad", data))
    assert outcome.state == "refused"
    assert outcome.reason.startswith(reason)
    assert outcome.remedy
    assert nothing_stored()


def test_good_files_go_in_beside_a_bad_one(cast, tmp_path):
    bad, good = made(tmp_path, "bad", b""), made(tmp_path, "good", report_of(LIST))
    assert [o.state for o in take(cast, bad, good)] == ["refused", "done"]
    assert Recommendation.objects.count() == 1


def test_second_report_in_a_batch_is_refused_and_later_is_the_next_version(cast, tmp_path):
    first = made(tmp_path, "a", report_of(LIST))
    second = made(tmp_path, "b", report_of(LIST + "50.2. Fill it (Mali).\n"))
    outcomes = take(cast, first, second)
    assert [o.state for o in outcomes] == ["done", "refused"]
    assert outcomes[1].reason == "is a second report of the review that A/HRC/90/7 reports."
    assert Recommendation.objects.count() == 1
    (later,) = take(cast, second)
    assert (later.state, later.document.version) == ("done", 2)
    assert [d.current for d in SourceDocument.objects.order_by("version")] == [False, True]
    assert Recommendation.objects.count() == 2


def test_fault_in_the_middle_leaves_nothing(cast, tmp_path, monkeypatch):
    from heedweb.workspace.queries import search

    def broken(rows):
        raise RuntimeError("disk")

    monkeypatch.setattr(search, "learn", broken)
    with pytest.raises(RuntimeError):
        take(cast, made(tmp_path, "a", report_of(LIST)))
    assert not SourceDocument.objects.exists()
    assert not Recommendation.objects.exists()


def test_each_document_is_one_row_of_history(filled):
    rows = Activity.objects.filter(verb="taken_in").values_list("subject", flat=True)
    assert sorted(rows) == ["A/HRC/16/97", "A/HRC/16/97/Add.1"]


def test_report_without_a_symbol_is_known_by_state_and_session(cast, tmp_path):
    data = without_pages(report_of(LIST))
    (outcome,) = take(cast, made(tmp_path, "plain.txt", data))
    assert outcome.state == "done"
    assert Review.objects.get().symbol == "Aurelia, session 40"
    assert Recommendation.objects.get().key == ""
