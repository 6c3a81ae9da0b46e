"""Review mode: what people decide, two at once, undo, and the pages it is done on."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from heedweb.workspace.domain import decisions, documents
from heedweb.workspace.models import Activity, Doubt, Recommendation, Said
from heedweb.workspace.queries.recommendations import Found, asked_of
from tests.golden.test_golden import report_of
from tests.web.test_take_in import made, take

LIST = (
    "50. The recommendations below enjoy the support of Aurelia:\n"
    "50.1. Dig a well (Chad).\n"
    "50.2. Count the lamps (Chad Mali).\n"
    "50.3. Paint the bridge (Peru, Fiji).\n"
    "50.4. Repair the ferry (Oman).\n"
)


@pytest.fixture
def listed(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    return cast


def row_of(number):
    return Recommendation.objects.exclude(state__in=Recommendation.HIDDEN).get(paragraph=number)


def one(cast, number, who="alice"):
    row = row_of(number)
    return {"workspace": cast.workspace, "seen": {row.pk: row.revision}, "by": getattr(cast, who)}


def found(cast, typed):
    cast.workspace.refresh_from_db()
    asked = asked_of(QueryDict(urlencode({"q": typed})))
    return sorted(row.paragraph for row in Found(cast.workspace, asked).rows())


def test_correction_stands_beside_what_the_document_says(listed):
    fields = {"text": "Dig two deep wells", "states": [["Mali", "MLI"]]}
    decisions.correct(**one(listed, "50.1"), fields=fields)
    row = row_of("50.1")
    assert (row.text, row.state, row.decided_by) == (
        "Dig two deep wells", "corrected", listed.alice,
    )  # fmt: skip
    assert [w.iso3 for w in row.recommending.all()] == ["MLI"]
    assert row.said.value["text"] == "Dig a well"
    assert found(listed, "deep wells") == ["50.1"]
    assert found(listed, '"a well"') == []


def test_page_of_a_recommendation_shows_what_was_decided_beside_what_is_printed(listed):
    decisions.correct(**one(listed, "50.1"), fields={"text": "Dig two wells"}, note="as read out")
    page = listed.client("bob").get(address(listed, "recommendation", row_of("50.1").pk))
    text = page.content.decode()
    assert "Dig two wells" in text
    assert "50.1 Dig a well" in text
    assert "as read out" in text
    halves = [decisions.Words(f"50.3 ({x})", f"Half {x}", []) for x in "ab"]
    whole = row_of("50.3")
    decisions.split(**one(listed, "50.3"), into=halves)
    text = listed.client("bob").get(address(listed, "recommendation", whole.pk)).content.decode()
    assert "In its place stand:" in text
    assert "50.3 (b)</a>" in text


def test_number_is_corrected_and_the_key_with_it(listed):
    decisions.correct(**one(listed, "50.4"), fields={"paragraph": "50.5"})
    assert row_of("50.5").key == "A/HRC/90/7#50.5"


def test_field_that_is_none_of_ours_is_refused(listed):
    with pytest.raises(ValueError, match="boxes"):
        decisions.correct(**one(listed, "50.1"), fields={"boxes": []})


def test_rejected_leaves_the_list_and_its_totals_and_undo_brings_it_back(listed):
    decisions.reject(**one(listed, "50.3"), note="a heading")
    assert row_of("50.3").state == "rejected"
    decisions.undo(workspace=listed.workspace, by=listed.alice)
    assert (row_of("50.3").state, row_of("50.3").decided_by) == ("open", None)


def test_split_puts_two_in_the_place_of_one_and_undo_takes_them_back(listed):
    words = [
        decisions.Words("50.3 (a)", "Paint the bridge", [["Peru", "PER"]]),
        decisions.Words("50.3 (b)", "Light the bridge", [["Fiji", "FJI"]]),
    ]
    decisions.split(**one(listed, "50.3"), into=words)
    numbers = list(
        Recommendation.objects.exclude(state__in=Recommendation.HIDDEN)
        .order_by("order")
        .values_list("paragraph", flat=True)
    )
    assert numbers == ["50.1", "50.2", "50.3 (a)", "50.3 (b)", "50.4"]
    assert [r.paragraph for r in row_of("50.3 (b)").made_from.all()] == ["50.3"]
    decisions.undo(workspace=listed.workspace, by=listed.alice)
    assert row_of("50.3").state == "open"
    assert Recommendation.objects.filter(state="withdrawn").count() == 2


def test_merge_keeps_both_as_they_were_printed(listed):
    rows = [row_of("50.3"), row_of("50.4")]
    decisions.merge(
        workspace=listed.workspace,
        seen={r.pk: r.revision for r in rows},
        into=decisions.Words("50.3", "Paint and repair", [["Peru", "PER"]]),
        by=listed.alice,
    )
    assert row_of("50.3").text == "Paint and repair"
    assert {s.value["text"] for s in Said.objects.all()} >= {"Paint the bridge", "Repair the ferry"}


def test_merge_of_what_a_split_made_is_not_reopened_by_the_next_reading(listed):
    halves = [decisions.Words(f"50.3 ({x})", f"Half {x}", []) for x in "ab"]
    decisions.split(**one(listed, "50.3"), into=halves)
    rows = [row_of("50.3 (b)"), row_of("50.4")]
    whole = decisions.Words("50.4", "Half b and the ferry", [])
    seen = {row.pk: row.revision for row in rows}
    decisions.merge(workspace=listed.workspace, seen=seen, into=whole, by=listed.alice)
    documents.read_again(review=row_of("50.4").review, by=listed.bob)
    assert (row_of("50.4").state, row_of("50.3 (a)").state) == ("added", "added")


def test_second_of_two_people_is_told_and_nothing_is_overwritten(listed):
    mine, theirs = one(listed, "50.1"), one(listed, "50.1", "bob")
    decisions.correct(**theirs, fields={"text": "Dig by hand"})
    with pytest.raises(decisions.Overtaken, match=r"changed by bob@example\.org"):
        decisions.correct(**mine, fields={"text": "Dig by machine"})
    assert row_of("50.1").text == "Dig by hand"


def test_what_somebody_decided_on_top_is_not_undone(listed):
    decisions.accept(**one(listed, "50.1"))
    decisions.correct(**one(listed, "50.1", "bob"), fields={"position": "noted"})
    with pytest.raises(decisions.CannotUndo, match=r"bob@example\.org has decided on 50\.1"):
        decisions.undo(workspace=listed.workspace, by=listed.alice)
    assert row_of("50.1").position == "noted"


def test_nothing_to_undo_says_so(listed):
    with pytest.raises(decisions.CannotUndo, match="nothing of yours"):
        decisions.undo(workspace=listed.workspace, by=listed.bob)


def test_row_of_another_workspace_cannot_be_decided(listed):
    row = row_of("50.1")
    other = listed.charlie.memberships.get().workspace
    with pytest.raises(ValueError, match="not in this workspace"):
        decisions.accept(workspace=other, seen={row.pk: row.revision}, by=listed.charlie)


def test_each_act_is_one_row_of_history(listed):
    before = Activity.objects.count()
    decisions.accept(**one(listed, "50.1"))
    held = Activity.objects.first()
    assert Activity.objects.count() == before + 1
    assert (held.verb, held.subject) == ("accept", "A/HRC/90/7#50.1")


# The pages.


def address(cast, name, *args, query=""):
    return reverse(f"workspace:{name}", args=[cast.workspace.slug, *args]) + query


def press(client, cast, verb, number, **fields):
    row = row_of(number)
    data = {"revision": row.revision, **fields}
    return client.post(address(cast, "decide-act", row.pk, verb), data, follow=True)


def test_queue_leads_from_doubt_to_doubt_and_then_says_that_none_is_left(listed):
    client = listed.client("alice")
    page = client.get(address(listed, "decide"), follow=True)
    doubtful = list(
        Doubt.objects.order_by("recommendation__order")
        .values_list("recommendation__paragraph", flat=True)
    )  # fmt: skip
    assert doubtful == ["50.2"]
    assert "1 of 4 need you" in page.content.decode()
    page = press(client, listed, "accept", "50.2")
    assert "Nothing is doubtful" in page.content.decode()
    assert "3 recommendations were read without a doubt" in page.content.decode()


def test_all_that_is_undecided_can_be_gone_through(listed):
    client = listed.client("alice")
    seen = []
    page = client.get(address(listed, "decide", query="?scope=undecided"), follow=True)
    while page.resolver_match.url_name == "decide-one":
        row = Recommendation.objects.get(pk=page.resolver_match.kwargs["pk"])
        seen.append(row.paragraph)
        url = address(listed, "decide-act", row.pk, "accept", query="?scope=undecided")
        page = client.post(url, {"revision": row.revision}, follow=True)
    assert seen == ["50.1", "50.2", "50.3", "50.4"]
    assert "Everything is decided" in page.content.decode()


def test_correcting_on_the_page(listed):
    page = press(
        listed.client("alice"), listed, "correct", "50.2",
        paragraph="50.2", text="Count the lamps", states="Chad; Mali", position="supported",
        kind="recommendation", note="two States",
    )  # fmt: skip
    assert page.status_code == 200
    assert [w.iso3 for w in row_of("50.2").recommending.all()] == ["TCD", "MLI"]


def test_unknown_state_is_refused_by_name_and_what_was_typed_stays(listed):
    page = press(
        listed.client("alice"), listed, "correct", "50.1",
        paragraph="50.1", text="Dig a very deep well", states="Atlantis", position="supported",
        kind="recommendation",
    )  # fmt: skip
    assert page.status_code == 422
    text = page.content.decode()
    assert "“Atlantis” is no State that heed knows" in text
    assert "Dig a very deep well" in text
    assert row_of("50.1").state == "open"


def test_splitting_on_the_page_reads_the_states_from_the_brackets(listed):
    pieces = "Paint the bridge (Peru)\r\n\r\nLight it (Fiji, Mali)"
    press(listed.client("alice"), listed, "split", "50.3", pieces=pieces)
    assert [w.iso3 for w in row_of("50.3 (b)").recommending.all()] == ["FJI", "MLI"]
    assert row_of("50.3 (b)").text == "Light it"


def test_split_without_an_empty_line_says_what_to_do(listed):
    page = press(listed.client("alice"), listed, "split", "50.3", pieces="Paint the bridge")
    assert page.status_code == 422
    assert "Put an empty line" in page.content.decode()


def test_merging_on_the_page(listed):
    client = listed.client("alice")
    rows = [row_of("50.3"), row_of("50.4")]
    url = address(listed, "merge", rows[0].pk, rows[1].pk)
    page = client.get(url).content.decode()
    assert "Paint the bridge; Repair the ferry" in page
    data = dict(re.findall(r'name="(revision-\d+)" value="(\d+)"', page))
    data |= {
        "paragraph": "50.3", "text": "Paint and repair", "states": "Peru; Fiji; Oman",
        "position": "supported", "kind": "recommendation",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    assert row_of("50.3").text == "Paint and repair"


def test_two_people_on_the_page(listed):
    alice, bob = listed.client("alice"), listed.client("bob")
    row = row_of("50.2")
    alice.get(address(listed, "decide-one", row.pk))
    page = bob.get(address(listed, "decide-one", row.pk))
    assert "alice@example.org has this open as well" in page.content.decode()
    stale = {"revision": row.revision}
    bob.post(address(listed, "decide-act", row.pk, "later"), stale)
    page = alice.post(address(listed, "decide-act", row.pk, "accept"), stale)
    assert page.status_code == 409
    assert "bob@example.org has changed this in the meantime" in page.content.decode()
    assert row_of("50.2").state == "later"


def test_next_doubt_passes_what_somebody_else_has_open(listed, tmp_path):
    more = LIST.replace("(Oman)", "(Oman Peru)")
    take(listed, made(tmp_path, "b.txt", report_of(more).replace(b"A/HRC/90/7", b"A/HRC/90/8")
         .replace(b"fortieth", b"thirtieth")))  # fmt: skip
    first = listed.client("alice").get(address(listed, "decide"))["Location"]
    second = listed.client("bob").get(address(listed, "decide"))["Location"]
    assert first == second
    listed.client("alice").get(first)
    assert listed.client("bob").get(address(listed, "decide"))["Location"] != first


def test_undo_on_the_page_shows_the_item_again(listed):
    client = listed.client("alice")
    press(client, listed, "reject", "50.2")
    page = client.post(address(listed, "undo"), follow=True)
    assert page.resolver_match.url_name == "decide-one"
    assert row_of("50.2").state == "open"


def test_reopened_item_shows_both_and_either_can_be_taken(listed, tmp_path):
    client = listed.client("alice")
    press(client, listed, "accept", "50.1")
    press(client, listed, "accept", "50.4")
    changed = LIST.replace("a well", "a deep well").replace("Repair the", "Replace the")
    take(listed, made(tmp_path, "new.txt", report_of(changed)))
    row = row_of("50.1")
    assert (row.state, row.text) == ("reopened", "Dig a well")
    page = client.get(address(listed, "decide-one", row.pk)).content.decode()
    assert "Dig a deep well" in page
    press(client, listed, "fresh", "50.1")
    assert (row_of("50.1").state, row_of("50.1").text) == ("accepted", "Dig a deep well")
    press(client, listed, "accept", "50.4")
    assert (row_of("50.4").state, row_of("50.4").text) == ("corrected", "Repair the ferry")


@pytest.mark.parametrize(("who", "status"), [("bob", 200), ("charlie", 404)])
def test_strangers_find_nothing(listed, who, status):
    client, row = listed.client(who), row_of("50.2")
    assert client.get(address(listed, "decide-one", row.pk)).status_code == status
    verb = client.post(
        address(listed, "decide-act", row.pk, "later"), {"revision": row.revision}, follow=True
    )
    assert verb.status_code == status


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_acts_are_posts(listed, verb):
    url = address(listed, "decide-act", row_of("50.1").pk, verb)
    assert listed.client("alice").get(url).status_code == 405
