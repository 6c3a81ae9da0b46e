"""Lists: facets, search, sorting, views, bulk acts, exports, print, permanent addresses."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from hypothesis import given as generated
from hypothesis import strategies as st

from heed.vocab import states as vocab
from heedweb.workspace.domain import decisions, documents
from heedweb.workspace.models import Activity, Recommendation, Step, View
from heedweb.workspace.queries import marks, recommendations, typed
from heedweb.workspace.queries.analysis import analysed
from tests.golden.test_golden import report_of
from tests.web.test_deciding import row_of
from tests.web.test_rereading import decide_at_random, items_of, report
from tests.web.test_take_in import made, take

WORDS = (
    "50. The recommendations below enjoy the support of Aurelia:\n"
    "50.1. Improve conditions in prisons for women (Chad).\n"
    "50.2. Build a prison with schools (Mali, Norway).\n"
    "50.3. Protect the pêche of children (Peru).\n"
    "50.4. Teach children the rights of women (Norway).\n"
    "50.5. =HYPERLINK of <script>alert(1)</script> rights (Fiji).\n"
)
LIST = "/w/aurelia/recommendations/"


@pytest.fixture
def words(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(WORDS)))
    return cast


def numbers(cast, query="", who="alice"):
    """The numbers on the page, in their order."""
    page = cast.client(who).get(LIST + query).content.decode()
    return re.findall(r'recommendations/\d+/[^"]*">(50\.[^<]+)</a>', page)


# Search.


@pytest.mark.parametrize(
    ("typed_in", "found"),
    [
        ("prison", ["50.1", "50.2"]),
        ("PRISONS", ["50.1", "50.2"]),
        ("peche", ["50.3"]),
        ("pêche", ["50.3"]),
        ('"rights of women"', ["50.4"]),
        ('"women rights"', []),
        ("children women", ["50.4"]),
        ("children OR women", ["50.1", "50.3", "50.4"]),
        ("children -women", ["50.3"]),
        ("children NOT women", ["50.3"]),
        ("(children OR prison) AND NOT women", ["50.2", "50.3"]),
        ("-children", ["50.1", "50.2", "50.5"]),
        ("50.4", ["50.4"]),
        ("A/HRC/90/7", ["50.1", "50.2", "50.3", "50.4", "50.5"]),
        ("A/HRC/90/7#50.2", ["50.2"]),
        ("zebra", []),
    ],
)
def test_search(words, typed_in, found):
    assert numbers(words, f"?q={quote(typed_in)}") == found


@pytest.mark.parametrize(
    "typed_in", ['"open', "(a OR", "AND", "a AND", "NOT", "- ", "((((", ")", "*"]
)
def test_search_that_is_not_well_formed_says_so_and_never_fails(words, typed_in):
    page = words.client("alice").get(LIST, {"q": typed_in})
    assert page.status_code == 200
    assert (
        "The search could not be read" in page.content.decode()
        or "no word" in page.content.decode()
    )


@pytest.mark.django_db
@generated(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_search(text):
    read = typed.read(text, ["en", "fr", "ar"])
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.t USING fts5(words)")
        if read.query:
            cursor.execute("SELECT count(*) FROM temp.t WHERE t MATCH %s", [read.query])


@pytest.mark.parametrize(
    ("language", "written", "looked_for"),
    [
        ("en", "ratifying treaties", "ratify treaty"),
        ("fr", "les libertés fondamentales", "liberté fondamentale"),
        ("es", "las discriminaciones", "discriminacion"),
        ("ru", "предупреждение пыток", "предупреждения пыток"),
        ("ar", "البروتوكول", "بروتوكول"),
    ],
)
def test_word_forms_meet(language, written, looked_for):
    assert set(analysed(looked_for, language)) <= set(analysed(written, language))


def test_what_was_typed_is_marked_and_what_is_written_is_escaped(words):
    page = words.client("alice").get(LIST, {"q": "rights"}).content.decode()
    assert "of women" in page
    assert "<mark>rights</mark>" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@generated(st.text(max_size=80), st.text(alphabet="abcde <&", min_size=1, max_size=6))
def test_marks_change_no_character(text, looked_for):
    needles = marks.by_first_word(typed.read(looked_for).needles)
    marked = str(marks.marked(text, needles))
    assert marked.replace("<mark>", "").replace("</mark>", "") == escape(text)


# Facets, order, pages.


def test_facets_and_rows_are_what_the_database_says_after_any_decisions(cast, tmp_path):
    chance = random.Random(7)
    lead = "50. The recommendations below enjoy the support of Aurelia:\n"
    take(cast, made(tmp_path, "a.txt", report(lead, items_of(chance, 40))))
    for _ in range(4):
        decide_at_random(cast, chance)
        cast.workspace.refresh_from_db()
        assert_true_to_the_database(cast)
    items = items_of(chance, 30)
    take(cast, made(tmp_path, "b.txt", report(lead, items)))
    cast.workspace.refresh_from_db()
    assert_true_to_the_database(cast)


def assert_true_to_the_database(cast):
    rows = list(
        Recommendation.objects.exclude(state__in=[*Recommendation.HIDDEN, "rejected"])
        .prefetch_related("recommending", "doubts")
        .order_by("order")
    )
    found = recommendations.listing(cast.workspace, QueryDict(""))
    assert found.total == len(rows)
    assert [r.pk for r in found.found.rows()] == [r.pk for r in rows]
    counts = {f.name: {v.query: v.count for v in f.values} for f in found.facets}
    by_position = Counter(r.position or "none" for r in rows)
    for position, count in by_position.items():
        assert counts["position"][f"position={position}"] == count
    by_state = Counter(c for r in rows for c in {w.iso3 for w in r.recommending.all()})
    for code, count in by_state.items():
        assert recommendations.listing(cast.workspace, QueryDict(f"state={code}")).total == count
        group = vocab.by_iso3(code).group
        assert f"group={group}" in counts["group"]
    undecided = [r for r in rows if r.state in Recommendation.UNDECIDED]
    assert recommendations.listing(cast.workspace, QueryDict("decided=no")).total == len(undecided)
    doubtful = [r for r in undecided if r.doubts.all()]
    assert recommendations.listing(cast.workspace, QueryDict("doubt=any")).total == len(doubtful)


def test_values_of_one_facet_add_up_and_of_two_narrow(words):
    assert numbers(words, "?state=NOR&state=PER") == ["50.2", "50.3", "50.4"]
    assert numbers(words, "?state=NOR&q=prison") == ["50.2"]
    assert numbers(words, "?group=western_european_and_other") == ["50.2", "50.4"]


def test_rejected_are_found_only_where_asked_for(words):
    row = row_of("50.2")
    decisions.reject(workspace=words.workspace, seen={row.pk: row.revision}, by=words.alice)
    assert "50.2" not in numbers(words)
    assert numbers(words, "?decided=rejected") == ["50.2"]


@pytest.mark.parametrize(
    ("query", "first"),
    [("?sort=state", "50.1"), ("?sort=state&dir=desc", "50.3"), ("?sort=number&dir=desc", "50.5")],
)
def test_sorting(words, query, first):
    assert numbers(words, query)[0] == first


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=999",
        "?page=x",
        "?sort=x",
        "?state=%00",
        "?columns=x",
        "?cycle=99999999999999999999",
    ],
)
def test_senseless_address_is_no_error(words, query):
    assert words.client("alice").get(LIST + query).status_code == 200


def test_list_costs_the_same_queries_with_many_rows(cast, tmp_path):
    def cost(count, symbol):
        lead = "50. The recommendations below enjoy the support of Aurelia:\n"
        data = report(lead, items_of(random.Random(count), count))
        take(cast, made(tmp_path, f"{count}.txt", data.replace(b"A/HRC/90/7", symbol)
             .replace(b"fortieth", b"first" if count < 9 else b"second")))  # fmt: skip
        client = cast.client("alice")
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    assert cost(5, b"A/HRC/90/1") == cost(200, b"A/HRC/90/2")


# Columns, export, print.


def taken(cast, query="", form="csv"):
    response = cast.client("alice").post(f"{LIST}export/{query}", {"format": form})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


def test_csv_holds_exactly_what_is_on_screen(words):
    query = "?sort=state&columns=number,states,text&state=NOR&state=FJI"
    response, content = taken(words, query)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[0] == ["Number", "Recommending States", "Recommendation"]
    assert [line[0] for line in lines[1:]] == numbers(words, query)
    assert response["Content-Disposition"].startswith('attachment; filename="aurelia-')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert Activity.objects.first().verb == "exported"


def test_excel_holds_text_and_no_formula(words):
    _, content = taken(words, "?columns=number,text", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert sheet.max_row == 6


def test_export_is_a_post_and_not_for_strangers(words):
    assert words.client("alice").get(f"{LIST}export/").status_code == 405
    assert words.client("charlie").post(f"{LIST}export/", {"format": "csv"}).status_code == 404


def test_table_shows_the_columns_that_were_chosen(words):
    page = words.client("alice").get(LIST + "?as=table&columns=number,cycle").content.decode()
    assert "Cycle</th>" in page
    assert 'class="c-text"' not in page


def test_print_has_every_row_and_says_what_is_unconfirmed(words):
    row = row_of("50.1")
    decisions.accept(workspace=words.workspace, seen={row.pk: row.revision}, by=words.alice)
    page = words.client("alice").get(LIST + "?print=1").content.decode()
    assert "4 of 5 are not yet confirmed by a person." in page
    assert page.count("<li>") >= 5


# Bulk acts.


def fields(page):
    text = page.content.decode()
    return dict(
        re.findall(r'type="hidden" name="(action|query|revision|count|all)" value="([^"]*)"', text)
    ), re.findall(r'name="row" value="([^"]+)"', text)


def previewed(cast, action, rows=(), who="alice", **more):
    cast.workspace.refresh_from_db()
    data = {"action": action, "row": [f"{r.pk}:{r.revision}" for r in rows], "query": "", **more}
    data.setdefault("revision", cast.workspace.revision)
    return cast.client(who).post(f"{LIST}bulk/", data)


def carried_out(cast, page, who="alice", **more):
    hidden, rows = fields(page)
    return cast.client(who).post(f"{LIST}bulk/do/", {**hidden, "row": rows, **more}, follow=True)


def test_selected_rows_are_previewed_done_and_undone_as_one(words):
    page = previewed(words, "position:noted", [row_of("50.1"), row_of("50.3")])
    assert "2 recommendations will change." in page.content.decode()
    assert row_of("50.1").position == "supported"
    done = carried_out(words, page).content.decode()
    assert [row_of(n).position for n in ("50.1", "50.2", "50.3")] == ["noted", "supported", "noted"]
    step = Step.objects.get()
    assert f"/steps/{step.pk}/undo/" in done
    words.client("alice").post(reverse("workspace:undo-step", args=["aurelia", step.pk]))
    assert row_of("50.3").position == "supported"


def test_all_that_match_are_confirmed_and_one_that_moved_stops_it(words):
    words.workspace.refresh_from_db()
    page = previewed(words, "accept", all="on", revision=words.workspace.revision, query="q=women")
    assert "2 recommendations will change." in page.content.decode()
    row = row_of("50.4")
    decisions.put_off(workspace=words.workspace, seen={row.pk: row.revision}, by=words.bob)
    stopped = carried_out(words, page)
    assert stopped.status_code == 409
    assert "somebody has changed the list" in stopped.content.decode()
    assert row_of("50.1").state == "open"
    done = carried_out(words, stopped)
    assert done.status_code == 200
    assert (row_of("50.1").state, row_of("50.4").state, row_of("50.2").state) == (
        "accepted", "accepted", "open",
    )  # fmt: skip


def test_row_that_somebody_changed_since_is_left_out_by_name(words):
    seen = row_of("50.1")
    decisions.correct(
        workspace=words.workspace,
        seen={seen.pk: seen.revision},
        fields={"text": "Other"},
        by=words.bob,
    )
    text = previewed(words, "accept", [seen, row_of("50.2")]).content.decode()
    assert "1 recommendation will change." in text
    assert "changed by somebody" in text


def test_reopened_rows_are_not_accepted_silently(words, tmp_path):
    row = row_of("50.1")
    decisions.accept(workspace=words.workspace, seen={row.pk: row.revision}, by=words.alice)
    changed = WORDS.replace("Improve conditions", "Improve all conditions")
    take(words, made(tmp_path, "b.txt", report_of(changed)))
    text = previewed(words, "accept", all="on").content.decode()
    assert "4 recommendations will change." in text
    assert "re-opened" in text
    carried_out(words, previewed(words, "accept", all="on"))
    assert row_of("50.1").state == "reopened"


def test_nothing_ticked_says_what_to_do(words):
    page = words.client("alice").post(
        f"{LIST}bulk/", {"action": "accept", "query": "", "revision": 1}, follow=True
    )
    assert "Tick one or more rows first" in page.content.decode()


def test_row_of_another_workspace_is_not_touched(words):
    row = row_of("50.1")
    page = words.client("charlie").post(
        "/w/elsewhere/recommendations/bulk/",
        {"action": "reject", "row": f"{row.pk}:{row.revision}", "query": "", "revision": 1},
    )
    assert "0 recommendations will change." in page.content.decode()


# Kept lists and permanent addresses.


def test_list_is_kept_shared_renamed_and_deleted(words):
    alice, bob = words.client("alice"), words.client("bob")
    alice.post("/w/aurelia/views/", {"name": "Women", "query": "q=women", "shared": "on"})
    alice.post("/w/aurelia/views/", {"name": "Mine", "query": "state=NOR"})
    theirs = bob.get(LIST).content.decode()
    assert "Women" in theirs
    assert ">Mine<" not in theirs
    again = alice.post("/w/aurelia/views/", {"name": "Mine", "query": ""}, follow=True)
    assert "You have a list of this name already" in again.content.decode()
    view = View.objects.get(name="Mine")
    assert bob.post(f"/w/aurelia/views/{view.pk}/delete/").status_code == 404
    alice.post(f"/w/aurelia/views/{view.pk}/rename/", {"name": "Northern"})
    assert "Northern" in alice.get("/w/aurelia/").content.decode()
    alice.post(f"/w/aurelia/views/{view.pk}/delete/")
    assert list(View.objects.values_list("name", flat=True)) == ["Women"]


def test_permanent_address_leads_to_the_item_also_after_a_split(words):
    client = words.client("alice")
    row = row_of("50.2")
    where = "/w/aurelia/key/A/HRC/90/7/50.2"
    assert client.get(where)["Location"].startswith(f"{LIST}{row.pk}/")
    halves = [decisions.Words(f"50.2 ({x})", f"Half {x}", []) for x in "ab"]
    decisions.split(
        workspace=words.workspace, seen={row.pk: row.revision}, into=halves, by=words.alice
    )
    page = client.get(where).content.decode()
    assert "Half a" in page
    assert "Half b" in page
    assert client.get("/w/aurelia/key/A/HRC/1/1/1.1").status_code == 404
    assert words.client("charlie").get(where).status_code == 404


def test_permanent_address_outlives_a_reading(words):
    row = row_of("50.2")
    documents.read_again(review=row.review, by=words.alice)
    assert (
        words.client("alice")
        .get("/w/aurelia/key/A/HRC/90/7/50.2")["Location"]
        .startswith(f"{LIST}{row.pk}/")
    )
