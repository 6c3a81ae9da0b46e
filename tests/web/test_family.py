"""The papers of a review: what joins it when, what they say of each other, what a draft leaves."""

from __future__ import annotations

import io

import docx
import pytest
from django.urls import reverse

from heed.exchange.thematic_list import matrix
from heed.kinds import extract
from heed.reading.read import read_bytes
from heed.records import Listed, Position, Recommending
from heedweb.workspace.domain import decisions, documents
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Reading, Recommendation, Review, SourceDocument
from tests.golden.test_golden import addendum_of, report_of

ITEMS = """The recommendations below will be examined by Aurelia:
{n}.1. Dig a deep well in every village (Chad);
{n}.2. Teach every child how to swim (Japan);
"""
CHAD, JAPAN = Recommending("Chad", "TCD"), Recommending("Japan", "JPN")
SOURCE = "A/HRC/90/7/Add.1 - Para.1"


def take(cast, tmp_path, **files):
    given = []
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        given.append(Given(name, path))
    return documents.take_in(workspace=cast.workspace, files=given, by=cast.alice)


def report(n=50):
    return report_of(f"{n}. {ITEMS.format(n=n)}")


def draft():
    text = report(6).decode().replace("A/HRC/90/7", "A/HRC/WG.6/40/L.5")
    return text.replace(
        "Report of the Working", "UNEDITED VERSION\nDraft report of the Working"
    ).encode()


def listed(position=Position.NOTED):
    rows = [
        Listed("50.1", "Dig a deep well in every village", 0, 0, (CHAD,), Position.SUPPORTED,
               "Supported", SOURCE, "Water", ("Water",), ("Villagers",)),
        Listed("50.2", "Teach every child how to swim", 0, 0, (JAPAN,), position,
               position.value.title(), SOURCE, "Schools", ("Schools",)),
    ]  # fmt: skip
    return matrix(rows, "Matrix")


def compilation():
    return (
        b"A/HRC/WG.6/40/XAU/2\nCompilation on Aurelia\nI. Background\n"
        b"1. The Committee on Wells recommended that Aurelia dig.2\nNotes\n1 Some.\n"
        b"2 CW/C/XAU/CO/1, para. 4.\n"
    )


def test_a_thematic_list_fills_open_positions_and_shows_its_labels(cast, tmp_path):
    take(cast, tmp_path, report=report(), matrix=listed())
    positions = dict(Recommendation.objects.values_list("paragraph", "position"))
    assert positions == {"50.1": "supported", "50.2": "noted"}
    row = Recommendation.objects.get(paragraph="50.1")
    assert row.position_source == f"(thematic list: {SOURCE})"
    page = cast.client("alice").get(
        reverse("workspace:recommendation", args=[cast.workspace.slug, row.pk])
    )
    assert "Villagers" in page.content.decode()


def test_a_mismatch_is_shown_with_both_sides(cast, tmp_path):
    answers = addendum_of("1. Aurelia accepts the following recommendations 50.1, 50.2.")
    take(cast, tmp_path, report=report(), addendum=answers, matrix=listed())
    review = Review.objects.get()
    wrong = [check["code"] for check in review.checks if not check["agrees"]]
    assert wrong == ["list_positions"]
    page = cast.client("alice").get(
        reverse("workspace:review", args=[cast.workspace.slug, review.pk])
    )
    assert "for 1 of 2 items. Another for 50.2." in page.content.decode()
    assert Recommendation.objects.get(paragraph="50.2").position == "supported"


def test_a_paper_that_comes_first_waits_for_its_report(cast, tmp_path):
    (outcome,) = take(cast, tmp_path, compilation=compilation())
    assert outcome.state == "kept"
    assert "the report of its review" in outcome.line or "which review" in outcome.line
    assert not Review.objects.exists()
    take(cast, tmp_path, report=report())
    paper = SourceDocument.objects.get(kind="upr_compilation")
    assert paper.review == Review.objects.get()
    assert paper.found["passages"][0]["refers_to"] == ["CW/C/XAU/CO/1#4"]


def test_a_paper_beside_the_list_leaves_the_list_alone(cast, tmp_path):
    take(cast, tmp_path, report=report())
    take(cast, tmp_path, compilation=compilation())
    assert Reading.objects.count() == 1
    assert SourceDocument.objects.get(kind="upr_compilation").found["passages"]


def test_the_final_report_takes_the_place_of_the_draft_and_decisions_stay(cast, tmp_path):
    take(cast, tmp_path, draft=draft())
    review = Review.objects.get()
    assert review.symbol == "A/HRC/WG.6/40/L.5"
    row = Recommendation.objects.get(paragraph="6.2")
    decisions.accept(workspace=cast.workspace, seen={row.pk: row.revision}, by=cast.alice)
    (outcome,) = take(cast, tmp_path, report=report())
    assert outcome.state == "done"
    assert Review.objects.get().pk == review.pk
    assert Review.objects.get().symbol == "A/HRC/90/7"
    row.refresh_from_db()
    assert (row.paragraph, row.decided_by) == ("50.2", cast.alice)
    assert Recommendation.objects.get(paragraph="50.1").key == "A/HRC/90/7#50.1"
    assert not SourceDocument.objects.get(kind="upr_draft").current


def test_a_draft_after_its_report_is_refused_by_name(cast, tmp_path):
    outcomes = take(cast, tmp_path, draft=draft(), report=report())
    assert [o.state for o in outcomes] == ["refused", "done"]
    assert "is the draft of A/HRC/90/7" in outcomes[0].line


@pytest.fixture
def questions(cast, tmp_path):
    take(cast, tmp_path, report=report())
    text = b"ADVANCE QUESTIONS TO ICELAND\nCHILE\n\xe2\x80\xa2 How deep are the wells?\n"
    (outcome,) = take(cast, tmp_path, questions=text)
    assert outcome.state == "kept"
    return SourceDocument.objects.get(kind="upr_advance_questions")


def test_a_paper_of_no_known_review_is_attached_by_hand(cast, questions):
    SourceDocument.objects.filter(pk=questions.pk).update(
        found={"known": questions.found["known"] | {"state": None}}
    )
    review = Review.objects.get()
    address = reverse("workspace:attach", args=[cast.workspace.slug, questions.pk])
    cast.client("alice").post(address, {"review": review.pk})
    questions.refresh_from_db()
    assert questions.review == review
    assert questions.found["passages"][0]["said_by"] == ["CHILE"]


@pytest.mark.parametrize("who", ["charlie", "nobody"])
def test_strangers_attach_nothing_and_get_no_matrix(cast, questions, who):
    review = Review.objects.get()
    slug = cast.workspace.slug
    client = cast.client(who)
    attach = client.post(reverse("workspace:attach", args=[slug, questions.pk]), {"review": 1})
    got = client.get(reverse("workspace:matrix", args=[slug, review.pk]))
    expected = 404 if who == "charlie" else 302
    assert (attach.status_code, got.status_code) == (expected, expected)
    questions.refresh_from_db()
    assert questions.review is None


def test_the_matrix_of_the_workspace_reads_as_its_list(cast, tmp_path):
    take(cast, tmp_path, report=report(), matrix=listed())
    address = reverse("workspace:matrix", args=[cast.workspace.slug, Review.objects.get().pk])
    got = cast.client("alice").get(address)
    assert docx.Document(io.BytesIO(got.content)).tables
    rows = extract(read_bytes(got.content, name="m.docx")).listed
    assert [(r.paragraph, r.text, r.position, r.heading) for r in rows] == [
        ("50.1", "Dig a deep well in every village", Position.SUPPORTED, "Water"),
        ("50.2", "Teach every child how to swim", Position.NOTED, "Schools"),
    ]


def test_the_family_says_what_to_look_for(cast, tmp_path):
    take(cast, tmp_path, report=report())
    address = reverse("workspace:review", args=[cast.workspace.slug, Review.objects.get().pk])
    page = cast.client("alice").get(address).content.decode()
    for symbol in ("A/HRC/90/7/Add.1", "A/HRC/WG.6/40/XAU/1", "A/HRC/90/2"):
        assert symbol in page
