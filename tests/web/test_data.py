"""Ready-made data: it joins the lists that are here, makes new ones, and overwrites nobody."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from heed.exchange.table import Column, Matching
from heedweb.workspace import operations
from heedweb.workspace.domain import data as ready_made
from heedweb.workspace.domain import decisions, documents, imports, sheets
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import DataRow, Recommendation, Review, Sheet, SourceDocument
from tests.golden.test_golden import report_of

UPR_INFO = (
    "row_id", "state_under_review_iso3", "state_under_review", "recommending_state_iso3",
    "recommending_state", "text", "response", "action_category", "issues", "session", "year",
    "cycle",
)  # fmt: skip
REPORT = """50. The recommendations below enjoy the support of Iceland:
50.1. Dig a deep well in every village of the highlands (Chad, Mali);
50.2. Teach every child how to swim before the age of ten (Japan);
"""
WELL = "Dig a deep well in every village of the highlands"
SWIM = "Teach every child how to swim before the age of ten"


def upr_info(*rows):
    """A file in UPR Info's columns; a row is number, State code, State, text, response."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(UPR_INFO)
    for number, code, name, text, response in rows:
        writer.writerow([number, "ISL", "Iceland", code, name, text, response, "5", "Water", 40,
                         2022, 3])  # fmt: skip
    return held.getvalue().encode()


def table(header, *rows):
    held = io.StringIO()
    csv.writer(held).writerows([header, *rows])
    return held.getvalue().encode()


def report():
    data = report_of(REPORT, "Iceland").decode()
    return data.replace("A/HRC/WG.6/40/XAU/1", "A/HRC/WG.6/40/ISL/1").encode()


@pytest.fixture
def island(cast):
    """The cast, working on Iceland."""
    cast.workspace.state = "ISL"
    cast.workspace.save()
    return cast


def take(cast, tmp_path, **files):
    given = []
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        given.append(Given(name, path))
    return documents.take_in(workspace=cast.workspace, files=given, by=cast.alice)


def joint(response="Accepted"):
    return upr_info(
        (1, "TCD", "Chad", f"{WELL}.", response),
        (2, "MLI", "Mali", f"{WELL}.", response),
        (3, "JPN", "Japan", f"{SWIM}.", response),
    )


def test_data_alone_makes_a_list_whose_words_lead_to_their_rows(island, tmp_path):
    (outcome,) = take(island, tmp_path, upr=joint())
    assert (outcome.state, outcome.count) == ("done", 3)
    review = Review.objects.get()
    assert (review.state, review.session, review.cycle) == ("ISL", 40, 3)
    rows = list(Recommendation.objects.order_by("order"))
    assert [row.text for row in rows] == [f"{WELL}.", f"{WELL}.", f"{SWIM}."]
    assert [row.position for row in rows] == ["supported"] * 3
    for row in rows:
        assert row.document.text[row.start : row.end] == row.text
        assert row.data_rows.get().recommendation_id == row.pk
    assert not DataRow.objects.filter(differs=True).exists()


def test_rows_join_the_items_of_a_report_and_the_list_stays(island, tmp_path):
    take(island, tmp_path, report=report())
    before = list(Recommendation.objects.values("pk", "text", "position", "revision"))
    take(island, tmp_path, upr=joint())
    assert list(Recommendation.objects.values("pk", "text", "position", "revision")) == before
    told = {row.number: row.recommendation.paragraph for row in DataRow.objects.all()}
    assert sorted(told.values()) == ["50.1", "50.1", "50.2"]
    assert Review.objects.count() == 1


def test_a_report_takes_the_place_of_what_data_said_and_decisions_stay(island, tmp_path):
    take(island, tmp_path, upr=joint())
    row = Recommendation.objects.get(text=f"{SWIM}.")
    decisions.accept(workspace=island.workspace, seen={row.pk: row.revision}, by=island.alice)
    (outcome,) = take(island, tmp_path, report=report())
    assert outcome.state == "done"
    review = Review.objects.get()
    assert review.symbol == "A/HRC/90/7"
    row.refresh_from_db()
    assert (row.decided_by, row.document.kind) == (island.alice, "upr_report")
    listed = Recommendation.objects.exclude(state__in=Recommendation.HIDDEN)
    assert sorted(listed.values_list("paragraph", flat=True))[0] == "50.1"
    assert listed.count() == 2
    assert {d.recommendation.key for d in DataRow.objects.all() if d.recommendation} == {
        "A/HRC/90/7#50.1", row.key
    }  # fmt: skip


def test_a_difference_is_listed_and_a_person_says_which_words_stand(island, tmp_path):
    take(island, tmp_path, report=report())
    take(island, tmp_path, upr=joint("Noted"))
    waiting = DataRow.objects.filter(differs=True)
    assert [row.differences for row in waiting] == [[["position", "noted", "supported"]]] * 3
    client = island.client("alice")
    page = client.get(reverse("workspace:sources", args=["aurelia"])).content.decode()
    assert page.count("The list stands") == 3
    last = waiting.get(recommendation__paragraph="50.2")
    client.post(reverse("workspace:source-act", args=["aurelia", last.pk, "keep"]))
    last.refresh_from_db()
    assert (last.settled, last.settled_by) == ("kept", island.alice)
    assert last.recommendation.position == "supported"
    first = waiting.filter(recommendation__paragraph="50.1").first()
    where = reverse("workspace:source-act", args=["aurelia", first.pk, "take"])
    client.post(where, {"revision": first.recommendation.revision})
    row = Recommendation.objects.get(paragraph="50.1")
    assert (row.position, row.state) == ("noted", "corrected")


def test_a_person_is_not_overtaken_in_silence(island, tmp_path):
    take(island, tmp_path, report=report())
    take(island, tmp_path, upr=joint("Noted"))
    row = DataRow.objects.filter(recommendation__paragraph="50.2").get()
    seen = row.recommendation.revision
    decisions.accept(workspace=island.workspace, seen={row.recommendation.pk: seen}, by=island.bob)
    where = reverse("workspace:source-act", args=["aurelia", row.pk, "take"])
    page = island.client("alice").post(where, {"revision": seen}, follow=True)
    assert "was changed by" in page.content.decode()
    row.refresh_from_db()
    assert (row.settled, row.recommendation.position) == ("", "supported")


def test_a_row_that_is_none_of_the_list_waits_and_can_be_added(island, tmp_path):
    take(island, tmp_path, report=report())
    take(island, tmp_path, upr=upr_info((9, "PER", "Peru", "Plant trees on every hill.", "Noted")))
    lone = DataRow.objects.get()
    assert (lone.recommendation, lone.differs) == (None, True)
    assert Recommendation.objects.count() == 2
    client = island.client("alice")
    page = client.get(reverse("workspace:sources", args=["aurelia"]), {"show": "lone"})
    assert "Plant trees on every hill." in page.content.decode()
    client.post(reverse("workspace:source-act", args=["aurelia", lone.pk, "add"]))
    row = Recommendation.objects.get(text="Plant trees on every hill.")
    assert (row.state, row.review) == ("added", Review.objects.get())
    lone.refresh_from_db()
    assert (lone.recommendation, lone.settled) == (row, "taken")


def test_a_row_that_is_added_leads_to_its_words_however_its_letters_are_composed(island, tmp_path):
    take(island, tmp_path, report=report())
    text = "Plant a \u00e9t\u00e9 garden on every hill."
    take(island, tmp_path, upr=upr_info((9, "PER", "Peru", text, "Noted")))
    lone = DataRow.objects.get()
    lone.value["text"] = unicodedata.normalize("NFD", text)
    lone.save()
    assert lone.value["text"] != text
    island.client("alice").post(reverse("workspace:source-act", args=["aurelia", lone.pk, "add"]))
    row = Recommendation.objects.get(by_person=True)
    assert (row.paragraph, row.text) == ("row 2", text)
    assert row.document.text[row.start : row.end] == text


def test_the_same_file_is_taken_in_once(island, tmp_path):
    take(island, tmp_path, upr=joint())
    (outcome,) = take(island, tmp_path, again=joint())
    assert outcome.state == "known"
    assert DataRow.objects.count() == 3


def test_rows_of_other_states_are_not_taken_into_a_workspace_of_one(island, tmp_path):
    island.workspace.state = "NOR"
    island.workspace.save()
    (outcome,) = take(island, tmp_path, upr=joint())
    assert outcome.state == "refused"
    assert "NOR" in outcome.line
    assert not SourceDocument.objects.exists()
    assert not Review.objects.exists()


def test_a_broken_row_is_named_and_the_others_are_taken(island, tmp_path):
    data = upr_info(
        (1, "TCD", "Chad", WELL, "Accepted"),
        (2, "JPN", "Japan", "", "Accepted"),
        (3, "JPN", "Japan", SWIM, "Perhaps"),
    )
    (outcome,) = take(island, tmp_path, upr=data)
    assert (outcome.state, outcome.count) == ("done", 1)
    faults = SourceDocument.objects.get().found["data"]["faults"]
    assert [number for number, _, _ in faults] == [3, 4]
    page = island.client("alice").get(
        reverse("workspace:document", args=["aurelia", SourceDocument.objects.get().pk])
    )
    assert "row 3" in page.content.decode()


def test_a_table_waits_until_a_person_says_what_its_columns_are(island, tmp_path):
    data = table(
        ("Nr", "What they want", "Who", "Our answer"),
        ("50.1", WELL, "Chad; Mali", "supported"),
        ("50.2", SWIM, "Atlantis", "supported"),
    )
    (outcome,) = take(island, tmp_path, **{"list.csv": data})
    assert outcome.state == "columns"
    assert not Recommendation.objects.exists()
    sheet = Sheet.objects.get()
    client = island.client("alice")
    where = reverse("workspace:sheet", args=["aurelia", sheet.pk])
    assert "What they want" in client.get(where).content.decode()
    matched = {
        "column_0": "paragraph", "column_1": "text", "column_2": "recommending",
        "separator_2": ";", "column_3": "position", "fixed_state": "Iceland",
        "fixed_mechanism": "upr", "fixed_symbol": "A/HRC/90/7", "dates": "ymd",
        "save_as": "Our list",
    }  # fmt: skip
    page = client.post(where, matched | {"act": "preview"}).content.decode()
    assert "Atlantis" in page
    assert "Take the one row in" in page
    client.post(where, matched | {"act": "take"})
    job = imports.claim()
    imports.work(job)
    row = Recommendation.objects.get()
    assert (row.key, [who.iso3 for who in row.recommending.all()]) == (
        "A/HRC/90/7#50.1", ["TCD", "MLI"]
    )  # fmt: skip
    assert row.position == "supported"
    # The next table with these columns is matched already.
    take(island, tmp_path, **{"next.csv": data + b"50.3,Sing,Peru,noted\n"})
    kept = Sheet.objects.exclude(pk=sheet.pk).get()
    assert [column["field"] for column in kept.proposed["columns"]] == [
        "paragraph", "text", "recommending", "position"
    ]  # fmt: skip


@pytest.mark.parametrize("state", [(), ("ISL",)], ids=["no State", "the code of a State"])
def test_rows_of_one_body_that_name_no_document_are_of_one_review(island, tmp_path, state):
    columns = (Column("text", 0), *(Column("state", i) for i, _ in enumerate(state, 1)))
    matching = Matching(columns, fixed=(("mechanism", "CRC"),))
    header = ("What they want", "Of whom")[: 1 + len(state)]
    for name, rows in {"a.csv": (WELL, SWIM), "b.csv": ("Plant trees along every road",)}.items():
        path = tmp_path / name
        path.write_bytes(table(header, *((words, *state) for words in rows)))
        outcome = ready_made.take_in(
            workspace=island.workspace, given=Given(name, path), format_="csv", matching=matching,
            by=island.alice,
        )  # fmt: skip
        assert (outcome.state, outcome.count) == ("done", len(rows))
    assert Review.objects.get().recommendations.count() == 3


def test_a_kept_matching_fits_a_table_whose_columns_stand_elsewhere(island, tmp_path):
    first = table(("Nr", "What they want"), ("50.1", WELL))
    take(island, tmp_path, **{"one.csv": first})
    where = reverse("workspace:sheet", args=["aurelia", Sheet.objects.get().pk])
    matched = {"column_0": "paragraph", "column_1": "text", "save_as": "Ours"}
    island.client("alice").post(where, matched | {"act": "take"})
    take(island, tmp_path, **{"two.csv": table(("What they want", "Nr"), (SWIM, "50.2"))})
    sheet = Sheet.objects.order_by("-pk").first()
    where = reverse("workspace:sheet", args=["aurelia", sheet.pk])
    shown = island.client("alice").get(where).content.decode()
    column = shown.split('name="column_0"')[1].split("</select>")[0]
    assert '<option value="text" selected>' in column


def test_a_matching_without_a_text_is_refused_beside_the_form(island, tmp_path):
    take(island, tmp_path, **{"list.csv": table(("A", "B"), ("x", "y"))})
    where = reverse("workspace:sheet", args=["aurelia", Sheet.objects.get().pk])
    page = island.client("alice").post(where, {"act": "preview"})
    assert page.status_code == 422
    assert "Say which column holds the text." in page.content.decode()


@pytest.mark.parametrize("name", ["mechanisms", "mechanism", "sources", "sheet"])
@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)]
)
def test_page_is_for_members(island, tmp_path, name, who, status):
    take(island, tmp_path, **{"list.csv": table(("A", "B"), ("x", "y")), "upr": joint()})
    extra = {"mechanism": ["upr"], "sheet": [Sheet.objects.get().pk]}.get(name, [])
    where = reverse(f"workspace:{name}", args=["aurelia", *extra])
    assert island.client(who).get(where).status_code == status


@pytest.mark.parametrize("name", ["mechanisms", "sources"])
def test_list_costs_the_same_with_one_row_and_with_three(island, tmp_path, name):
    def cost(number):
        data = upr_info(*((n, "TCD", "Chad", f"{WELL} {n} times.", "Noted") for n in range(number)))
        take(island, tmp_path, **{f"upr{number}": data})
        client = island.client("alice")
        where = reverse(f"workspace:{name}", args=["aurelia"])
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        return len(queries)

    take(island, tmp_path, report=report())
    one = cost(1)
    assert cost(3) == one


def test_one_list_holds_all_mechanisms_and_narrows_by_family(island, tmp_path):
    take(island, tmp_path, report=report())
    page = island.client("alice").get("/w/aurelia/recommendations/?mechanism=upr").content.decode()
    assert re.search(r"<h1>2 recommendations", page)


def test_a_list_made_from_data_can_be_split(island, tmp_path):
    take(island, tmp_path, upr=joint())
    row = Recommendation.objects.get(text=f"{SWIM}.")
    words = [decisions.Words("a", "Teach children", []), decisions.Words("b", "Build pools", [])]
    decisions.split(
        workspace=island.workspace, seen={row.pk: row.revision}, into=words, by=island.alice
    )
    assert Recommendation.objects.filter(by_person=True, review=row.review).count() == 2


def test_saved_matchings_are_found_by_their_columns_whatever_their_order(island):
    from heed.exchange.table import Column, Matching

    matching = Matching((Column("text", 0, "Ask"),))
    sheets.save_matching(
        workspace=island.workspace, name="x", header=["Ask", "By"], matching=matching,
        by=island.alice,
    )  # fmt: skip
    assert sheets.saved_for(island.workspace, ["by", "ASK"]) is not None
    assert sheets.saved_for(island.workspace, ["Ask"]) is None


@pytest.mark.parametrize("form", ["uhri_xlsx", "uhri_json", "upr_info", "impact"])
def test_the_list_in_another_systems_form_is_the_same_list_when_it_comes_back(
    island, tmp_path, form
):
    take(island, tmp_path, upr=joint())
    rows = Recommendation.objects.all()
    before = sorted((row.text, row.position, row.recommending.get().iso3) for row in rows)
    where = reverse("workspace:export", args=["aurelia"])
    response = island.client("alice").post(where, {"format": "form", "form": form})
    data = response.getvalue()
    assert response["Content-Disposition"].startswith("attachment")
    Recommendation.objects.all().delete()
    Review.objects.all().delete()
    (outcome,) = take(island, tmp_path, back=data)
    assert (outcome.state, outcome.count) == ("done", 3), outcome.line
    rows = Recommendation.objects.all()
    assert sorted((r.text, r.position, r.recommending.get().iso3) for r in rows) == before


def pending():
    return report().replace(b"enjoy the support of Iceland", b"will be examined by Iceland")


def test_answers_that_agree_are_taken_in_one_step_that_can_be_undone(island, tmp_path):
    take(island, tmp_path, report=pending())
    data = upr_info(
        (1, "TCD", "Chad", f"{WELL}.", "Accepted"),
        (2, "MLI", "Mali", f"{WELL}.", "Noted"),
        (3, "JPN", "Japan", f"{SWIM}.", "Accepted"),
    )
    take(island, tmp_path, upr=data)
    assert {row.about for row in DataRow.objects.all()} == {",answer,"}
    client = island.client("alice")
    where = reverse("workspace:sources-all", args=["aurelia"])
    client.post(f"{where}?about=answer", {"act": "answers"})
    positions = dict(Recommendation.objects.values_list("paragraph", "position"))
    # Two rows of one recommendation that answer differently are left for a person.
    assert positions == {"50.1": "pending", "50.2": "supported"}
    decisions.undo(workspace=island.workspace, by=island.alice)
    assert Recommendation.objects.get(paragraph="50.2").position == "pending"


def test_answers_never_overtake_what_a_person_decided(island, tmp_path):
    take(island, tmp_path, report=pending())
    row = Recommendation.objects.get(paragraph="50.2")
    decisions.accept(workspace=island.workspace, seen={row.pk: row.revision}, by=island.bob)
    take(island, tmp_path, upr=upr_info((3, "JPN", "Japan", f"{SWIM}.", "Accepted")))
    where = reverse("workspace:sources-all", args=["aurelia"])
    island.client("alice").post(f"{where}?about=answer", {"act": "answers"})
    row.refresh_from_db()
    assert (row.position, row.decided_by) == ("pending", island.bob)


def test_the_list_stands_for_all_rows_that_are_shown_and_no_others(island, tmp_path):
    take(island, tmp_path, report=report())
    rows = [*csv.reader(io.StringIO(joint("Noted").decode()))]
    rows.append([*rows[1][:5], "Plant trees.", *rows[1][6:]])
    rows[-1][0] = "9"
    take(island, tmp_path, upr=table(*rows))
    where = reverse("workspace:sources-all", args=["aurelia"])
    island.client("alice").post(f"{where}?about=position", {"act": "keep"})
    assert DataRow.objects.filter(settled="kept").count() == 3
    assert DataRow.objects.get(settled="", differs=True).about == ",none,"


def forms_of(page):
    return re.findall(r'<form[^>]* method="post" action="(/w/aurelia/sources/[^"]+)"', page)


@pytest.mark.parametrize(("show", "verb"), [
    ("open", "keep"), ("open", "take"), ("lone", "keep"), ("lone", "add"), ("settled", "reopen"),
])  # fmt: skip
def test_whoever_looks_at_one_file_stays_with_it(island, tmp_path, show, verb):
    take(island, tmp_path, report=report())
    lone = (9, "PER", "Peru", "Plant trees on every hill.", "Noted")
    take(island, tmp_path, one=upr_info((3, "JPN", "Japan", f"{SWIM}.", "Noted"), lone))
    take(island, tmp_path, two=upr_info((1, "TCD", "Chad", f"{WELL}.", "Noted")))
    file = SourceDocument.objects.get(name="one")
    if show == "settled":
        DataRow.objects.update(settled="kept", settled_by=island.alice, settled_at=timezone.now())
    client = island.client("alice")
    where = reverse("workspace:sources", args=["aurelia"])
    page = client.get(where, {"show": show, "file": file.pk}).content.decode()
    act = next(html.unescape(a) for a in forms_of(page) if f"/{verb}/" in a)
    rows = DataRow.objects.filter(data=file).select_related("recommendation")
    row = next(row for row in rows if f"/{row.pk}/" in act)
    seen = {"revision": row.recommendation.revision} if row.recommendation else {}
    response = client.post(act, seen)
    assert response["Location"] == f"{where}?show={show}&file={file.pk}&page=1"
    for one in re.findall(r'href="(\?[^"]*)"', page):
        assert f"file={file.pk}" in one


def test_whoever_settles_all_of_one_file_stays_with_it(island, tmp_path):
    take(island, tmp_path, report=report())
    take(island, tmp_path, one=upr_info((3, "JPN", "Japan", f"{SWIM}.", "Noted")))
    take(island, tmp_path, two=upr_info((1, "TCD", "Chad", f"{WELL}.", "Noted")))
    file = SourceDocument.objects.get(name="one")
    client = island.client("alice")
    where = reverse("workspace:sources", args=["aurelia"])
    page = client.get(where, {"about": "position", "file": file.pk}).content.decode()
    (act,) = (html.unescape(a) for a in forms_of(page) if "/all/" in a)
    response = client.post(act, {"act": "keep"})
    assert response["Location"] == f"{where}?file={file.pk}"
    assert [row.data for row in DataRow.objects.filter(settled="kept")] == [file]


def test_reading_everything_again_leaves_lists_of_data_alone(island, tmp_path):
    take(island, tmp_path, upr=joint())
    take(island, tmp_path, other=report().replace(b"fortieth", b"thirtieth"))
    told = list(operations.read_again([], None))
    assert [well for well, _ in told] == [True]
    ((well, line),) = operations.read_again(["Iceland, session 40"], None)
    assert not well
    assert "comes from files of data" in line
