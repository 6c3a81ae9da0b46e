"""The pages of clusters: list, one cluster, bulk; what a recommendation and a list show of them."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heedweb import commands
from heedweb.workspace.domain import cluster_decisions as clusters
from heedweb.workspace.models import Cluster, ClusterAct, Grouping, LinkRun, Step
from heedweb.workspace.queries import cluster_bulk, words_in_common
from heedweb.workspace.queries.clusters import Asked, Clusters, listing
from tests.golden.test_golden import report_of
from tests.web.test_clusters import (
    THIRD,
    TORTURE,
    again,
    members,
    of,
    report,
    row_of,
    rows_of,
    seen,
    two,
)
from tests.web.test_take_in import made, take

__all__ = ["report_of", "two"]
ROOT = "/w/aurelia/clusters/"
LIST = "/w/aurelia/recommendations/"
WHO = [("alice", 200), ("bob", 200), ("charlie", 404), ("nobody", 302)]


def text_of(response):
    return response.content.decode()


def act(cast, cluster, do, who="alice", query="", **fields):
    """Press a button of a cluster's page."""
    sent = {"do": do, "seen": f"{cluster.pk}:{seen(cluster)[cluster.pk]}"} | fields
    body = urlencode(sent, doseq=True)
    return cast.client(who).post(
        f"{ROOT}{cluster.pk}/do/{query}", body, content_type="application/x-www-form-urlencoded"
    )


# Who sees what.


@pytest.mark.parametrize("page", ["", "bulk/", "?run=1", "?which=waiting&cycle=2&find=torture"])
@pytest.mark.parametrize(("who", "status"), WHO)
def test_pages_are_for_members(two, page, who, status):
    assert two.client(who).get(ROOT + page).status_code == status


@pytest.mark.parametrize(("who", "status"), WHO)
def test_cluster_is_for_members(two, who, status):
    assert two.client(who).get(f"{ROOT}{of('50.1').pk}/").status_code == status


@pytest.mark.parametrize("who", ["charlie", "nobody"])
def test_strangers_change_nothing(two, who):
    torture = of("50.1")
    steps, runs = Step.objects.count(), LinkRun.objects.count()
    for path in (f"{torture.pk}/do/", "undo/", "bulk/do/", "undo/1/", "run/"):
        sent = {"seen": f"{torture.pk}:{torture.revision}", "do": "confirm", "least": "0.5"}
        response = two.client(who).post(ROOT + path, sent)
        assert response.status_code == (404 if who == "charlie" else 302)
    assert (Step.objects.count(), LinkRun.objects.count()) == (steps, runs)


def test_cluster_of_another_workspace_is_not_found_from_ones_own(two):
    assert two.client("charlie").get(f"/w/elsewhere/clusters/{of('50.1').pk}/").status_code == 404


def test_pages_run_nothing_inline(two):
    for page in ("", "bulk/", f"{of('50.1').pk}/"):
        text = text_of(two.client("alice").get(ROOT + page))
        assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
        assert re.findall(r'\s(?:style|on[a-z]+)="', text) == []


@pytest.mark.parametrize("query", ["?sort=x&which=y&page=-1", "?page=99999999999", "?mechanism=x"])
def test_senseless_address_is_no_error(two, query):
    assert two.client("alice").get(ROOT + query).status_code == 200
    assert two.client("alice").get(f"{ROOT}{of('50.1').pk}/{query}").status_code == 200


# The list.


def test_list_says_where_how_often_and_how_it_was_answered(two):
    two.workspace.refresh_from_db()
    first = listing(two.workspace, Asked()).lines[0]
    assert (first.size, first.waiting, first.positions) == (3, 3, [("supported", 3)])
    assert [(place.short, count) for place, count in first.asked] == [("UPR 1", 1), ("UPR 2", 2)]
    text = text_of(two.client("alice").get(ROOT))
    assert "5 of 7 recommendations are in 2 clusters." in text
    assert f'href="{LIST}?cluster=none"' in text
    assert f"{LIST}?cluster={first.cluster.pk}&amp;review={first.asked[1][0].pk}" in text


def test_every_figure_of_the_list_is_the_list_it_counts(two):
    text = text_of(two.client("alice").get(ROOT))
    found = re.findall(rf'href="({LIST}\?cluster=\d+&amp;review=\d+)"[^>]*>[^<]*<b>(\d+)</b>', text)
    assert len(found) == 4
    for address, count in found:
        page = text_of(two.client("alice").get(address.replace("&amp;", "&")))
        assert page.count('<li class="item') == int(count)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), 2),
        (Asked(which="confirmed"), 1),
        (Asked(which="waiting"), 1),
        (Asked(typed="trafficking"), 1),
        (Asked(typed="Kenya"), 0),
        (Asked(cycle="1"), 2),
        (Asked(cycle="3"), 0),
        (Asked(mechanism="upr"), 2),
        (Asked(mechanism="ilo"), 0),
    ],
)
def test_list_is_narrowed(two, asked, expected):
    clusters.confirm(workspace=two.workspace, seen=seen(of("50.1")), by=two.alice)
    two.workspace.refresh_from_db()
    assert len(Clusters(two.workspace).narrowed(asked)) == expected


def test_list_takes_as_many_queries_for_one_cluster_as_for_more(two, tmp_path):
    client = two.client("alice")
    client.get(ROOT)
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(ROOT)
    take(two, made(tmp_path, "c.txt", report("A/HRC/43/7", (34, "thirty-fourth"), THIRD)))
    again(two)
    client.get(ROOT)
    with CaptureQueriesContext(connection) as after:
        client.get(ROOT)
    assert Cluster.objects.count() == 3
    assert len(after) == len(before)


def test_empty_page_says_how_to_fill_it(cast):
    text = text_of(cast.client("alice").get(ROOT))
    assert "No recommendation yet." in text
    assert 'href="/w/aurelia/imports/"' in text


# One cluster.


def test_members_stand_by_review_with_words_in_common_marked(two):
    text = text_of(two.client("alice").get(f"{ROOT}{of('50.1').pk}/"))
    assert [text.index(f">{number}<") for number in TORTURE] == sorted(
        text.index(f">{number}<") for number in TORTURE
    )
    assert '<u class="common">Ratify</u>' in text
    assert '<b class="own">Accede</b>' in text


def test_marks_tell_common_words_from_those_of_one_alone():
    texts = words_in_common.marked(["Dig the well", "Dig <two> wells", "Paint the well"])
    assert [str(text) for text in texts] == [
        '<u class="common">Dig</u> the <u class="common">well</u>',
        '<u class="common">Dig</u> &lt;<b class="own">two</b>&gt; <u class="common">wells</u>',
        '<b class="own">Paint</b> the <u class="common">well</u>',
    ]
    assert [str(text) for text in words_in_common.marked(["Dig & dig"])] == ["Dig &amp; dig"]


def test_confirming_all_leads_to_the_next_that_waits_and_then_to_the_list(two):
    torture, trade = of("50.1"), of("50.2")
    response = act(two, torture, "confirm", then=trade.pk)
    assert response["Location"] == f"{ROOT}{trade.pk}/"
    response = act(two, trade, "confirm", query="?which=waiting")
    assert response["Location"] == f"{ROOT}?which=waiting"
    assert {one.standing for one in Cluster.objects.all()} == {"confirmed"}


def test_selected_members_are_confirmed_taken_out_and_put_back(two):
    torture = of("50.1")
    act(two, torture, "confirm", row=rows_of("50.1"))
    assert members(torture, "confirmed") == ["50.1"]
    act(two, torture, "out", row=rows_of("60.1", "60.3"))
    assert members(torture, "rejected") == ["60.1", "60.3"]
    act(two, torture, f"back:{row_of('60.1').pk}")
    assert members(torture) == ["50.1", "60.1"]


@pytest.mark.parametrize("how", ["button", "number", "name", "part", "enter"])
def test_members_are_moved_to_what_is_chosen_or_typed(two, how):
    torture, trade = of("50.1"), of("50.2")
    typed = {"number": f"x · {trade.pk}", "name": trade.name, "part": "traffick", "button": ""}
    do = {"button": f"put:{trade.pk}", "enter": "typed"}.get(how, "move")
    act(two, torture, do, row=rows_of("60.3"), to=typed.get(how, trade.name))
    assert members(trade) == ["50.2", "60.2", "60.3"]


def test_what_cannot_be_done_is_said_and_changes_nothing(two):
    torture = of("50.1")
    for do, fields, said in (
        ("out", {}, "no member is selected"),
        ("move", {"to": "no such"}, "No single cluster is called “no such”."),
        ("move", {"to": ""}, "Type the name of the other cluster"),
        ("split", {}, "no member is selected"),
        ("merge", {"into": "no such"}, "No single cluster"),
    ):
        response = act(two, torture, do, **fields)
        assert (response.status_code, said in text_of(response)) == (422, True), do
    response = act(two, torture, "move", to=of("50.2").name)
    assert "Select the members to move first." in text_of(response)
    assert (Grouping.objects.count(), ClusterAct.objects.count()) == (0, 0)


def test_split_merge_name_and_representative_by_their_buttons(two):
    torture, trade = of("50.1"), of("50.2")
    act(two, torture, "split", row=rows_of("60.3"), split_name="Kenya")
    assert of("60.3").name == "Kenya"
    act(two, torture, "merge", into="Kenya")
    assert members(torture) == TORTURE
    act(two, torture, "name", name="OPCAT")
    act(two, torture, "show", shown=row_of("60.3").pk)
    torture.refresh_from_db()
    assert (torture.name, torture.representative) == ("OPCAT", row_of("60.3"))
    act(two, torture, f"join:{trade.pk}")
    response = two.client("bob").get(f"{ROOT}{trade.pk}/", follow=True)
    assert response.redirect_chain == [(f"{ROOT}{torture.pk}/", 302)]
    assert "is part of this cluster now" in text_of(response)
    log = text_of(response)[text_of(response).index('class="log"') :]
    assert log.count("<li") == 5
    assert "“OPCAT”" in log


def test_second_of_two_people_is_told_on_the_page(two):
    torture = of("50.1")
    revision = torture.revision
    act(two, torture, "out", who="bob", row=rows_of("60.3"))
    sent = {"do": "confirm", "seen": f"{torture.pk}:{revision}"}
    response = two.client("alice").post(f"{ROOT}{torture.pk}/do/", sent)
    assert response.status_code == 409
    assert "bob@example.org has changed" in text_of(response)
    assert members(torture, "confirmed") == []


def test_undo_shows_the_cluster_again_and_says_when_nothing_is_left(two):
    torture = of("50.1")
    act(two, torture, "out", row=rows_of("60.3"))
    assert two.client("alice").post(f"{ROOT}undo/")["Location"] == f"{ROOT}{torture.pk}/"
    assert members(torture) == TORTURE
    response = two.client("alice").post(f"{ROOT}undo/", follow=True)
    assert "There is nothing of yours to undo." in text_of(response)


# In bulk.


def test_certain_clusters_are_confirmed_at_once_and_undone_at_once(two):
    plan = cluster_bulk.plan(two.workspace, 0.9)
    assert [one.cluster for one in plan.clusters] == [of("50.1")]
    assert (plan.rows, plan.below) == (3, 1)
    client = two.client("alice")
    response = client.post(f"{ROOT}bulk/do/", {"least": "0.9", "stamp": plan.stamp}, follow=True)
    assert "You confirmed 1 cluster with 3 recommendations." in text_of(response)
    step = Step.objects.get()
    assert (step.verb, members(of("50.1"), "confirmed")) == ("cluster_bulk", TORTURE)
    client.post(f"{ROOT}undo/{step.pk}/")
    assert members(of("50.1"), "proposed") == TORTURE


def test_bulk_does_nothing_where_something_moved_since_the_preview(two):
    plan = cluster_bulk.plan(two.workspace, 0.9)
    act(two, of("50.1"), "out", who="bob", row=rows_of("60.3"))
    response = two.client("alice").post(f"{ROOT}bulk/do/", {"least": "0.9", "stamp": plan.stamp})
    assert response.status_code == 409
    assert "Nothing was changed" in text_of(response)
    assert members(of("50.1"), "confirmed") == []
    # What a person took a member out of is to be looked at.
    assert cluster_bulk.plan(two.workspace, 0.9).touched == 1


@pytest.mark.parametrize("least", ["0.1", "x", "2"])
def test_bulk_says_what_is_wrong_with_the_limit(two, least):
    response = two.client("alice").get(f"{ROOT}bulk/?least={least}")
    assert 'class="messages"' in text_of(response)


# On a recommendation, and in the list.


def test_recommendation_shows_what_was_asked_before_with_the_answer(two):
    text = text_of(two.client("alice").get(f"{LIST}{row_of('60.3').pk}/"))
    before = text[text.index('class="before"') :]
    assert f'href="{ROOT}{of("50.1").pk}/"' in before
    assert f'href="{LIST}{row_of("50.1").pk}/"' in before
    assert "asked 1 time before" in text
    earliest = text_of(two.client("alice").get(f"{LIST}{row_of('50.1').pk}/"))
    assert "Nothing earlier in it asks the same." in earliest


def test_list_is_narrowed_by_cluster_at_once_after_a_decision(two):
    torture = of("50.1")
    client = two.client("alice")
    assert text_of(client.get(f"{LIST}?cluster={torture.pk}")).count('<li class="item') == 3
    act(two, torture, "out", row=rows_of("60.3"))
    text = text_of(client.get(f"{LIST}?cluster={torture.pk}"))
    assert text.count('<li class="item') == 2
    assert torture.name in text
    assert text_of(client.get(f"{LIST}?cluster=none")).count('<li class="item') == 3


def test_column_of_clusters_is_taken_along(two):
    client = two.client("alice")
    query = f"cluster={of('50.1').pk}&as=table&columns=number,clusters"
    assert text_of(client.get(f"{LIST}?{query}")).count(of("50.1").name) >= 3


def test_first_page_says_how_many_clusters_wait(two):
    assert "2 clusters of what asks the same wait" in text_of(two.client("bob").get("/w/aurelia/"))


def test_command_links_and_gathers(two, capsys):
    assert commands.cluster(["Aurelia"]) == 0
    assert capsys.readouterr().out == "Aurelia: 0 read, 0 links, 2 clusters, 0 of them new\n"
    assert commands.cluster(["Nowhere"]) == 1
    assert "There is no workspace called Nowhere" in capsys.readouterr().err
