"""Documents leaf by leaf: what was taken, what was missed, versions, readings, originals."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from heedweb.workspace.domain import blobs, decisions, documents
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Reading, Recommendation, SourceDocument
from tests.golden.test_golden import report_of
from tests.web.conftest import given
from tests.web.test_deciding import LIST, row_of
from tests.web.test_take_in import made, take


def address(cast, name, *args):
    return reverse(f"workspace:{name}", args=[cast.workspace.slug, *args])


def page(cast, name, *args, who="alice"):
    return cast.client(who).get(address(cast, name, *args))


def report():
    return SourceDocument.objects.get(kind="upr_report", current=True)


@pytest.fixture
def listed(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    return cast


@pytest.mark.parametrize("name", ["document", "leaf", "missed"])
def test_strangers_find_nothing(filled, name):
    args = [report().pk] + ([2] if name != "document" else [])
    assert page(filled, name, *args, who="bob").status_code == 200
    assert page(filled, name, *args, who="charlie").status_code == 404


def test_leaf_marks_what_was_taken_and_shows_what_was_not(filled):
    row = Recommendation.objects.get(key="A/HRC/16/97#48.2")
    text = page(filled, "leaf", row.document_id, row.page).content.decode()
    assert f'recommendations/{row.pk}/">48.2</a>' in text
    assert 'class="untaken"' in text
    assert text.count('class="hit open"') >= len(row.boxes)


def test_page_counts_lines_that_belong_to_no_recommendation(listed):
    text = page(listed, "document", report().pk).content.decode()
    cells = [tuple(map(int, re.findall(r'<td class="num">(\d+)</td>', tr)))
             for tr in re.findall(r"<tr><td><a[^>]*>p\. .*?</tr>", text, re.S)]  # fmt: skip
    assert sum(begin for begin, *_ in cells) == 4
    assert all(lines == belong + left for _, lines, belong, left in cells)
    assert sum(belong for _, _, belong, _ in cells) == 4


def test_format_without_pages_has_leaves_of_sixty_lines(listed):
    assert page(listed, "leaf", report().pk, 1).status_code == 200
    assert page(listed, "leaf", report().pk, 99).status_code == 404


def test_missed_recommendation_is_proposed_from_its_lines_and_added(filled):
    row = Recommendation.objects.get(key="A/HRC/16/97#48.2")
    decisions.reject(
        workspace=filled.workspace, seen={row.pk: row.revision}, by=filled.alice, note="a test"
    )
    client = filled.client("alice")
    where = address(filled, "missed", row.document_id, row.page)
    lines = client.get(where).content.decode()
    assert f'name="start" value="{row.start}"' in lines
    assert "<text " in lines
    form = client.get(where, {"start": row.start, "end": row.end}).content.decode()
    assert f'value="{row.paragraph}"' in form
    names = "; ".join(w.name for w in row.recommending.all())
    assert names in form
    data = {
        "start": row.start, "end": row.end, "paragraph": "48.2", "text": row.text,
        "states": names, "position": "supported", "kind": "recommendation",
    }  # fmt: skip
    done = client.post(where, data, follow=True)
    assert done.resolver_match.url_name == "recommendation"
    added = Recommendation.objects.get(state="added")
    assert (added.page, added.start, added.key) == (row.page, row.start, row.key)
    assert [b[0] for b in added.boxes] == [b[0] for b in row.boxes]
    assert added.boxes[0][1:3] == pytest.approx(row.boxes[0][1:3], abs=0.5)
    decisions.undo(workspace=filled.workspace, by=filled.alice)
    added.refresh_from_db()
    assert added.state == "withdrawn"


@pytest.mark.parametrize("span", [(50, 10), (0, 10**9), ("x", "y")])
def test_senseless_choice_of_lines_says_so(listed, span):
    where = address(listed, "missed", report().pk, 1)
    text = listed.client("alice").get(where, {"start": span[0], "end": span[1]}).content.decode()
    assert "Choose a first line" in text


def test_cache_that_cannot_be_written_breaks_no_page(filled):
    cache = Path(settings.DATA) / "cache"
    cache.mkdir(exist_ok=True)
    folder = cache / report().blob.sha256
    if folder.exists():
        for held in folder.iterdir():
            held.unlink()
        folder.rmdir()
    folder.write_text("in the way")
    try:
        assert page(filled, "page", report().pk, 1).content.startswith(b"\x89PNG")
        assert "<text " in page(filled, "missed", report().pk, 2).content.decode()
    finally:
        folder.unlink()


def test_corrected_file_is_the_next_version_and_can_be_switched_back(listed, tmp_path):
    row = row_of("50.1")
    decisions.accept(
        workspace=listed.workspace, seen={row.pk: row.revision}, by=listed.alice
    )  # fmt: skip
    changed = LIST.replace("Paint the bridge", "Paint every bridge")
    take(listed, made(tmp_path, "b.txt", report_of(changed)))
    assert row_of("50.3").text == "Paint every bridge"
    text = page(listed, "readings", report().review.pk).content.decode()
    assert "Paint the bridge" in text
    assert "Paint every bridge" in text
    old = SourceDocument.objects.get(version=1)
    client = listed.client("alice")
    assert "is read from this one" in page(listed, "document", old.pk).content.decode()
    client.post(address(listed, "current", old.pk))
    assert row_of("50.3").text == "Paint the bridge"
    assert (row_of("50.1").state, report().version) == ("accepted", 1)
    assert Reading.objects.count() == 3


def test_review_read_by_another_heed_says_so_and_is_read_again(listed):
    SourceDocument.objects.update(read_with="0.0.1")
    review = report().review
    assert "read by another version of heed" in page(listed, "review", review.pk).content.decode()
    listed.client("bob").post(address(listed, "read-again", review.pk))
    text = page(listed, "review", review.pk).content.decode()
    assert "read by another version of heed" not in text
    assert "2 readings" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('a"b\r\nX: y.pdf', 'filename="a\\"bX: y.pdf"'),
        ("x\u202efdp.exe", 'filename="xfdp.exe"'),
        ("Übersicht.pdf", "filename*=utf-8''%C3%9Cbersicht.pdf"),
    ],
)
def test_original_has_headers_that_no_name_can_break(filled, name, shown):
    SourceDocument.objects.filter(pk=report().pk).update(name=name)
    response = page(filled, "original", report().pk)
    response.close()
    assert shown in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_original_is_not_sent_twice(filled):
    client = filled.client("alice")
    where = address(filled, "original", report().pk)
    first = client.head(where)
    first.close()
    tag = first["ETag"]
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 304


def test_read_again_changes_nothing_where_nothing_changed(filled):
    before = list(Recommendation.objects.order_by("pk").values("pk", "text", "position", "state"))
    reading = documents.read_again(review=report().review, by=filled.alice)
    assert (reading.summary["changed"], reading.summary["added"]) == ([], [])
    assert before == list(
        Recommendation.objects.order_by("pk").values("pk", "text", "position", "state")
    )


def test_review_whose_original_was_damaged_is_not_read_again_and_says_so(listed):
    path = blobs.path_of(report().blob.sha256)
    before, data = row_of("50.3").text, path.read_bytes()
    try:
        path.write_bytes(data + b"\n")
        where = address(listed, "read-again", report().review.pk)
        text = listed.client("bob").post(where, follow=True).content.decode()
    finally:
        path.write_bytes(data)
    assert "was changed since it was taken in. Nothing was stored." in text
    assert (row_of("50.3").text, Reading.objects.count()) == (before, 1)


def test_refused_file_leaves_nothing(cast, tmp_path):
    path = tmp_path / "cut.pdf"
    path.write_bytes(given("AUR_cycle1_report.pdf")[0].path.read_bytes()[:2000])
    (outcome,) = documents.take_in(
        workspace=cast.workspace, files=[Given("cut.pdf", path)], by=cast.alice
    )
    assert outcome.state == "refused"
    assert not blobs.path_of(hashlib.sha256(path.read_bytes()).hexdigest()).exists()
    assert not SourceDocument.objects.exists()
