"""The pages of labels: queue, bulk, record, versions; facets, columns and search by label."""

from __future__ import annotations

import csv
import html
import io
import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.workspace.domain import labelling, proposing
from heedweb.workspace.domain.tags import Projection
from heedweb.workspace.models import Labelling, LabelRun, Proposal, Step, Tag
from heedweb.workspace.queries import label_bulk, label_queue, label_record, recommendations
from heedweb.workspace.queries.label_queue import Scope
from heedweb.workspace.queries.taxonomies import vocabulary
from tests.golden.test_golden import report_of
from tests.web.test_labels import (
    ACTION,
    LIST,
    MATTERS,
    _words,
    act,
    labelled,
    other_version,
    row_of,
    seen,
    standing,
)
from tests.web.test_take_in import made, take

__all__ = ["_words", "labelled"]
ROOT = "/w/aurelia/labels/"
PAGES = ("", "bulk/", "record/", "changes/")


def fresh(cast):
    cast.workspace.refresh_from_db()
    return cast.workspace


def one(cast, number, query="", who="alice"):
    return cast.client(who).get(f"{ROOT}{row_of(number).pk}/{query}")


def save(cast, number, query="", who="alice", **fields):
    """Press a button as the page shows it, with what is ticked there unless `tick` says."""
    page = one(cast, number, query).content.decode()
    form = page[page.index('<form method="post" class="decide"') :]
    form = form[: form.index("</form>")]
    sent = {
        name: [html.unescape(v) for v in re.findall(rf'name="{name}" value="([^"]*)"', form)]
        for name in ("shown", "seen", "same")
    }
    sent["tick"] = [
        html.unescape(v) for v in re.findall(r'name="tick" value="([^"]*)" checked', form)
    ]
    for taxonomy, code in re.findall(r'name="one\.([^"]+)" value="([^"]*)" checked', form):
        sent[f"one.{taxonomy}"] = [code]
    sent["do"] = ["save"]
    if 'name="together"' in form:
        sent["together"] = ["on"]
    sent |= {name: held if isinstance(held, list) else [held] for name, held in fields.items()}
    body = urlencode([(name, value) for name, held in sent.items() for value in held])
    return cast.client(who).post(
        f"{ROOT}{row_of(number).pk}/do/{query}", body,
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip


# Who sees what.


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)]
)
def test_pages_are_for_members(labelled, page, who, status):
    assert labelled.client(who).get(ROOT + page).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)]
)
def test_label_page_is_for_members(labelled, who, status):
    assert one(labelled, "50.2", who=who).status_code == status


@pytest.mark.parametrize("who", ["charlie", "nobody"])
def test_strangers_change_nothing(labelled, who):
    client, pk = labelled.client(who), row_of("50.2").pk
    for path in (f"{pk}/do/", "undo/", "bulk/do/", "undo/1/", "run/"):
        response = client.post(ROOT + path, {"seen": f"{pk}:1", "do": "reject"})
        assert response.status_code == (404 if who == "charlie" else 302)
    assert (Labelling.objects.count(), LabelRun.objects.count()) == (0, 1)


@pytest.mark.parametrize("page", PAGES)
def test_page_runs_nothing_inline(labelled, page):
    text = labelled.client("alice").get(ROOT + page).content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r'\s(?:style|on[a-z]+)="', text) == []


@pytest.mark.parametrize("query", ["?taxonomy=x", "?order=x&which=y", "?within=%26%26page=x"])
def test_senseless_address_is_no_error(labelled, query):
    client = labelled.client("alice")
    assert client.get(f"{ROOT}queue/{query}").status_code == 302
    assert one(labelled, "50.2", query).status_code == 200


# The queue.


def keys(cast, **asked):
    scope = Scope.asked(fresh(cast), asked)
    return [
        next(n for n in range(1, 8) if row_of(f"50.{n}").pk == key)
        for key in label_queue.queue(scope).keys
    ]


def test_least_certain_comes_first_and_what_is_alike_later(labelled):
    # 50.4 has 0.55, 50.3 0.6, 50.2 0.9; 50.1 and 50.6 say the same with 0.97; 50.5 has 0.97, too.
    held = keys(labelled, taxonomy=MATTERS)
    assert held[:3] == [4, 3, 2]
    assert held[-1] == 6
    assert keys(labelled, taxonomy=MATTERS, order="document") == [1, 2, 3, 4, 5, 6]
    assert keys(labelled, taxonomy=MATTERS, order="sure")[0] == 5
    assert keys(labelled, taxonomy=MATTERS, which="without") == [7]
    assert keys(labelled, taxonomy=MATTERS, within="state=KEN") == [6]


def test_what_was_decided_leaves_the_queue(labelled):
    labelling.confirm(**act(labelled, "50.4", (MATTERS, "roads")))
    labelling.reject(**act(labelled, "50.3", (MATTERS, "roads")))
    assert keys(labelled, taxonomy=MATTERS, order="document") == [1, 2, 5, 6]
    assert keys(labelled, taxonomy=MATTERS, which="without") == [3, 7]


def test_page_shows_score_in_words_and_marks_what_decided(labelled):
    text = one(labelled, "50.2", f"?taxonomy={MATTERS}").content.decode()
    assert 'Count the <mark class="w w1">lamps</mark>' in text
    assert "likely 0.90" in text
    assert "says “lamps”" in text
    assert 'class="tag proposed">Light<' in text


def test_all_that_is_shown_is_confirmed_by_one_press_and_the_next_is_shown(labelled):
    query = f"?taxonomy={MATTERS}&order=document"
    following = row_of("50.3").pk
    response = save(labelled, "50.2", query, then=str(following))
    assert response["Location"] == f"{ROOT}{following}/{query}"
    assert standing("50.2") == {"light": "confirmed"}
    assert standing("50.2", ACTION) == {"3": "proposed"}


def test_what_is_not_ticked_is_rejected(labelled):
    save(labelled, "50.5", f"?taxonomy={MATTERS}", tick=f"{MATTERS}:sea")
    assert standing("50.5") == {"sea": "confirmed", "water": "rejected"}
    # Ticking what was rejected turns it back.
    save(labelled, "50.5", f"?taxonomy={MATTERS}", tick=[f"{MATTERS}:sea", f"{MATTERS}:water"])
    assert standing("50.5") == {"sea": "confirmed", "water": "confirmed"}


def test_all_wrong_rejects_what_is_open(labelled):
    save(labelled, "50.5", f"?taxonomy={MATTERS}", do="reject")
    assert standing("50.5") == {"sea": "rejected", "water": "rejected"}


def test_a_choice_of_one_is_made_by_a_figure(labelled):
    text = one(labelled, "50.2", f"?taxonomy={ACTION}").content.decode()
    assert 'value="3" checked data-key="3"' in text
    save(labelled, "50.2", f"?taxonomy={ACTION}", **{f"one.{ACTION}": "2"})
    assert standing("50.2", ACTION) == {"2": "confirmed", "3": "rejected"}


def test_no_label_fits(labelled):
    save(labelled, "50.7", f"?taxonomy={MATTERS}&which=without", do="none")
    assert standing("50.7") == {"": "confirmed"}
    assert keys(labelled, taxonomy=MATTERS, which="without") == []


def test_same_words_are_decided_together_unless_unticked(labelled):
    query = f"?taxonomy={MATTERS}"
    assert "1 more says the same" in one(labelled, "50.1", query).content.decode()
    save(labelled, "50.1", query)
    assert (standing("50.1"), standing("50.6")) == ({"water": "confirmed"}, {"water": "confirmed"})
    assert Step.objects.filter(verb="label").count() == 1
    labelled.client("alice").post(f"{ROOT}undo/")
    save(labelled, "50.1", query, together=[])
    assert (standing("50.1"), standing("50.6")) == ({"water": "confirmed"}, {"water": "proposed"})


def test_label_that_is_typed_is_shown_before_it_is_saved(labelled):
    query = f"?taxonomy={MATTERS}"
    response = save(labelled, "50.2", query, label="Roads and bridges", tick=[], do="save")
    text = response.content.decode()
    assert f'value="{MATTERS}:roads" checked' in text
    # What was unticked before stays unticked.
    assert f'value="{MATTERS}:light" checked' not in text
    assert Labelling.objects.count() == 0
    save(labelled, "50.2", query, shown=[f"{MATTERS}:light", f"{MATTERS}:roads"],
         tick=f"{MATTERS}:roads")  # fmt: skip
    assert standing("50.2") == {"light": "rejected", "roads": "confirmed"}
    assert Labelling.objects.get(code="roads").verdict == "add"


def test_older_name_is_understood_and_an_unknown_one_refused_with_what_is_close(labelled):
    query = f"?taxonomy={MATTERS}"
    assert (
        f'value="{MATTERS}:water" checked'
        in save(labelled, "50.7", query, label="wells").content.decode()
    )
    response = save(labelled, "50.7", query, label="Rods and brigdes")
    text = response.content.decode()
    assert response.status_code == 422
    assert "No single label is called “Rods and brigdes”." in text
    assert '<button class="button" name="pick" value="Roads and bridges"' in text


def test_second_of_two_people_is_told_on_the_page(labelled):
    query, before = f"?taxonomy={MATTERS}", seen("50.2")
    save(labelled, "50.2", query, who="bob", do="reject")
    pairs = [f"{pk}:{revision}" for pk, revision in before.items()]
    response = save(labelled, "50.2", query, seen=pairs)
    assert response.status_code == 409
    assert "bob@example.org has changed the labels of 50.2" in response.content.decode()
    assert standing("50.2") == {"light": "rejected"}


def test_undo_on_the_page_shows_the_item_again(labelled):
    query = f"?taxonomy={MATTERS}"
    save(labelled, "50.2", query)
    response = labelled.client("alice").post(f"{ROOT}undo/{query}")
    assert response["Location"] == f"{ROOT}{row_of('50.2').pk}/{query}"
    assert standing("50.2") == {"light": "proposed"}
    again = labelled.client("alice").post(f"{ROOT}undo/", follow=True).content.decode()
    assert "There is nothing of yours to undo." in again


def test_labels_are_decided_on_the_page_of_a_recommendation(labelled):
    row = row_of("50.2")
    page = labelled.client("alice").get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert 'Count</mark> the <mark class="w w' in page
    response = save(labelled, "50.2", back="1")
    assert response["Location"] == f"/w/aurelia/recommendations/{row.pk}/#labels"
    assert standing("50.2") == {"light": "confirmed"}
    page = labelled.client("bob").get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert 'class="tag confirmed">Light<' in page
    assert "confirmed · <bdi>alice@example.org</bdi>" in page


def test_review_mode_shows_proposals_beside_the_text(labelled):
    page = labelled.client("alice").get(f"/w/aurelia/decide/{row_of('50.2').pk}/").content.decode()
    assert '<mark class="w w1">lamps</mark>' in page
    assert 'class="tag proposed">Light<' in page


def test_start_page_tells_how_many_wait(labelled):
    page = labelled.client("alice").get("/w/aurelia/").content.decode()
    assert "6 recommendations have labels proposed" in page


# Queries.


def grown(cast, tmp_path, count):
    items = "".join(f"50.{n}. Dig well {n} of {count} (Chad).\n" for n in range(1, count + 1))
    text = "50. The recommendations below enjoy the support of Aurelia:\n" + items
    symbol = f"A/HRC/90/{count}".encode()
    session = b"first" if count == 2 else b"third"
    data = report_of(text).replace(b"A/HRC/90/7", symbol).replace(b"fortieth", session)
    take(cast, made(tmp_path, f"{count}.txt", data))
    proposing.propose(workspace=cast.workspace, by=cast.alice)


@pytest.mark.parametrize(
    "path",
    ["labels/", "labels/bulk/", "labels/record/", "labels/changes/", "recommendations/", "one"],
)
def test_page_costs_the_same_with_one_row_and_with_three(cast, tmp_path, path):
    def cost(count):
        # One more that is decided, so that so many wait.
        grown(cast, tmp_path, count + 1)
        client, row = cast.client("alice"), row_of_symbol(f"A/HRC/90/{count + 1}")
        save_all(cast, row)
        where = f"/w/aurelia/labels/{row.pk}/" if path == "one" else f"/w/aurelia/{path}"
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        return len(queries)

    assert cost(1) == cost(3)


def row_of_symbol(symbol):
    held = Tag.objects.filter(recommendation__review__symbol=symbol).order_by("pk")
    return held.first().recommendation


def save_all(cast, row):
    revision = row.label_state.revision
    labelling.confirm(
        workspace=cast.workspace, seen={row.pk: revision},
        labels={row.pk: [(MATTERS, "water")]}, by=cast.alice,
    )  # fmt: skip


# In bulk.


def bulk(cast, least="0.9", who="alice", **more):
    page = cast.client(who).get(f"{ROOT}bulk/", {"taxonomy": MATTERS, "least": least} | more)
    return page.content.decode()


def confirm_bulk(cast, page, least="0.9", **more):
    stamp = re.search(r'name="stamp" value="(\w+)"', page)[1]
    sent = {"taxonomy": MATTERS, "least": least, "stamp": stamp} | more
    return cast.client("alice").post(f"{ROOT}bulk/do/", sent)


def test_bulk_shows_what_it_does_does_it_and_is_undone_as_one(labelled):
    page = bulk(labelled)
    assert "5 labels of 4 recommendations will be confirmed." in page
    assert re.findall(r"<bdi>(\w[\w ]*)</bdi> <span class=\"n\">(\d)", page) == [
        ("Water", "3"), ("Light", "1"), ("The sea", "1"),
    ]  # fmt: skip
    response = confirm_bulk(labelled, page)
    assert (standing("50.1"), standing("50.5"), standing("50.4")) == (
        {"water": "confirmed"}, {"sea": "confirmed", "water": "confirmed"}, {"roads": "proposed"},
    )  # fmt: skip
    step = Step.objects.get()
    assert step.verb == "label_bulk"
    done = labelled.client("alice").get(response["Location"]).content.decode()
    assert "You confirmed 5 labels of 4 recommendations." in done
    labelled.client("alice").post(f"{ROOT}undo/{step.pk}/", {"taxonomy": MATTERS})
    assert standing("50.1") == {"water": "proposed"}


def test_bulk_takes_only_the_labels_and_the_list_that_are_asked_for(labelled):
    assert "3 labels of 3 recommendations" in bulk(labelled, code="water")
    assert "1 label of 1 recommendations" in bulk(labelled, code="water", within="state=KEN")
    response = confirm_bulk(labelled, bulk(labelled, within="state=KEN"), within="state=KEN")
    assert response.status_code == 302
    assert standing("50.6") == {"water": "confirmed"}
    assert standing("50.1") == {"water": "proposed"}


def test_bulk_leaves_out_what_a_person_rejected_where_the_words_are_the_same(labelled):
    labelling.reject(**act(labelled, "50.1", (MATTERS, "water")))
    page = bulk(labelled)
    assert "Water: 1 is left out, because a person rejected it" in page
    confirm_bulk(labelled, page)
    assert standing("50.6") == {"water": "proposed"}


def test_bulk_that_was_overtaken_changes_nothing_and_shows_what_is(labelled):
    page = bulk(labelled)
    labelling.reject(**act(labelled, "50.2", (MATTERS, "light"), who="bob"))
    response = confirm_bulk(labelled, page)
    assert response.status_code == 409
    assert "Nothing was changed" in response.content.decode()
    assert standing("50.1") == {"water": "proposed"}


def test_bulk_takes_one_of_a_choice_of_one(labelled):
    held = label_bulk.plan(
        fresh(labelled), label_bulk.Asked(ACTION, 0.6), vocabulary(labelled.workspace)
    )
    assert {key: len(labels) for key, labels in held.labels.items()} == {
        row_of(f"50.{n}").pk: 1 for n in range(1, 7)
    }


@pytest.mark.parametrize("least", ["0.3", "2", "much"])
def test_bulk_says_what_is_wrong_with_the_certainty(labelled, least):
    page = bulk(labelled, least)
    assert "0.5" in page
    assert "messages" in page
    assert 'name="stamp"' not in page


# How right.


def record(cast):
    held = label_record.records(fresh(cast), vocabulary(cast.workspace))
    return {one.taxonomy: one for one in held}


def test_record_counts_right_wrong_and_missed_and_keeps_bulk_apart(labelled):
    save(labelled, "50.5", f"?taxonomy={MATTERS}", tick=f"{MATTERS}:sea")
    labelling.give(**act(labelled, "50.7", (MATTERS, "sea")))
    confirm_bulk(labelled, bulk(labelled, "0.97"), "0.97")
    held = record(labelled)[MATTERS]
    total = held.total
    assert (total.right, total.wrong, total.missed, total.bulk) == (1, 1, 1, 2)
    assert total.precision == 0.5
    by_label = {one.code: one.tally for one in held.labels}
    assert (by_label["sea"].right, by_label["sea"].missed) == (1, 1)
    assert (by_label["water"].wrong, by_label["water"].bulk) == (1, 2)
    top = held.bands[9].tally
    assert (top.decided, top.right, round(top.mean, 3)) == (2, 1, 0.975)
    assert [one.name for one in held.methods] == ["test.matters words 1"]
    page = labelled.client("bob").get(f"{ROOT}record/").content.decode()
    assert "<circle" in page
    assert "<b>0.50</b> (0.09 to 0.91, 95 in 100)" in page


def test_undone_decisions_are_not_counted(labelled):
    save(labelled, "50.5", f"?taxonomy={MATTERS}")
    labelled.client("alice").post(f"{ROOT}undo/")
    assert record(labelled) == {}


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # R: binom::binom.wilson(x, n); the last is the "rule of three" for none of 100.
    [(1, 2, 0.0945, 0.9055), (81, 100, 0.7222, 0.8749), (0, 100, 0.0, 0.0370)],
)
def test_interval_is_wilsons(right, of, low, high):
    found = label_record.wilson(right, of)
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


# Another version.


def test_new_version_is_shown_and_adopted_on_the_page(labelled, settings):
    from heedweb.workspace.domain.label_watch import queue
    from heedweb.workspace.domain.watching import Watch
    from heedweb.workspace.worker import label_once

    labelling.confirm(**act(labelled, "50.4", (MATTERS, "roads")))
    other_version(settings)
    Watch(queue).look()
    label_once()
    client = labelled.client("alice")
    assert "Another version of the labellers is here" in client.get(ROOT).content.decode()
    page = client.get(f"{ROOT}changes/").content.decode()
    assert "confirmed by a person, not proposed any more" in page
    client.post(f"{ROOT}run/", {"kind": "adopt", "taxonomy": MATTERS})
    assert "The labellers will begin in a moment." in client.get(ROOT).content.decode()
    label_once()
    assert "There is no other version" in client.get(f"{ROOT}changes/").content.decode()
    assert standing("50.4") == {"roads": "confirmed", "sea": "proposed"}


# The list.


def listing(cast, query=""):
    return recommendations.listing(fresh(cast), QueryDict(query))


def facet(found, name):
    held = next(f for f in found.facets if f.name == name)
    return {v.label: (v.confirmed, v.proposed) for v in held.values}


def numbers(cast, query):
    return sorted(row.paragraph for row in listing(cast, query).found.rows())


def test_list_narrows_by_label_and_tells_confirmed_and_proposed_apart(labelled):
    labelling.confirm(**act(labelled, "50.1", (MATTERS, "water")))
    labelling.reject(**act(labelled, "50.5", (MATTERS, "water")))
    found = listing(labelled)
    assert facet(found, f"about.{MATTERS}") == {
        "Roads and bridges": (0, 2), "Water": (1, 1), "Light": (0, 1), "The sea": (0, 1),
    }  # fmt: skip
    assert numbers(labelled, f"about.{MATTERS}=water") == ["50.1", "50.6"]
    assert numbers(labelled, f"about.{MATTERS}=water&labels=confirmed") == ["50.1"]
    assert numbers(labelled, f"about.{MATTERS}=water&about.{MATTERS}=light") == [
        "50.1", "50.2", "50.6",
    ]  # fmt: skip
    assert facet(listing(labelled, "labels=confirmed"), f"about.{MATTERS}") == {"Water": (1, 0)}
    for value in next(f for f in found.facets if f.name == f"about.{MATTERS}").values:
        assert listing(labelled, value.query).total == value.count


def test_address_with_labels_comes_back_as_it_went(labelled):
    query = f"cycle=1&about.{MATTERS}=water&labels=confirmed"
    assert listing(labelled, query).query == query


def test_labels_stand_in_the_list_and_in_columns_of_their_own(labelled):
    labelling.confirm(**act(labelled, "50.5", (MATTERS, "sea")))
    client = labelled.client("alice")
    page = client.get("/w/aurelia/recommendations/").content.decode()
    assert 'class="tag confirmed" title="Matters: confirmed">The sea<' in page
    assert 'class="tag proposed" title="Matters: proposed">Water<' in page
    columns = f"number,set.{MATTERS},proposed.{MATTERS}"
    response = client.post(
        f"{reverse('workspace:export', args=['aurelia'])}?columns={columns}&q=harbour",
        {"format": "csv"},
    )
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Number", "Matters", "Matters (proposed)"], ["50.5", "The sea", "Water"],
    ]  # fmt: skip


def test_search_offers_labels_of_that_name(labelled):
    page = labelled.client("alice").get("/w/aurelia/recommendations/?q=water").content.decode()
    assert "Labels of that name:" in page
    assert f'href="?about.{MATTERS}=water"' in page


def test_list_in_memory_follows_decisions_and_undo(labelled):
    assert numbers(labelled, f"about.{MATTERS}=light&labels=confirmed") == []
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    assert numbers(labelled, f"about.{MATTERS}=light&labels=confirmed") == ["50.2"]
    labelled.client("alice").post(f"{ROOT}undo/")
    assert numbers(labelled, f"about.{MATTERS}=light&labels=confirmed") == []
    assert numbers(labelled, f"about.{MATTERS}=light") == ["50.2"]


def test_list_of_another_workspace_is_no_way_in(labelled):
    assert LIST
    assert labelled.client("charlie").get(f"{ROOT}queue/?within=state=KEN").status_code == 404


def test_what_is_more_likely_wrong_is_shown_and_not_ticked(labelled):
    row = row_of("50.2")
    Proposal.objects.create(
        recommendation=row, taxonomy=MATTERS, code="sea", score=0.4, method="test.matters words 1"
    )
    Projection(labelled.workspace).restand([row.pk])
    save(labelled, "50.2", f"?taxonomy={MATTERS}")
    assert standing("50.2") == {"light": "confirmed", "sea": "rejected"}
