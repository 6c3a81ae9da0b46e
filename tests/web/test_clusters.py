"""Clusters: what runs propose, what people decide of it, and that no run takes that apart."""

from __future__ import annotations

import pytest

from heedweb.workspace.domain import cluster_decisions as clusters
from heedweb.workspace.domain import clustering, decisions, link_watch, linking
from heedweb.workspace.domain.claims import ClaimLost
from heedweb.workspace.domain.cluster_decisions import ClusterOvertaken, NothingToGroup
from heedweb.workspace.domain.clustering import Group
from heedweb.workspace.domain.watching import Watch
from heedweb.workspace.models import (
    Activity,
    Cluster,
    ClusterMember,
    Grouping,
    LinkProposal,
    LinkRun,
    LinkState,
    Recommendation,
)
from heedweb.workspace.worker import link_once
from tests.golden.test_golden import report_of
from tests.web.test_take_in import made, take

FIRST = (
    "50. The recommendations below enjoy the support of Aurelia:\n"
    "50.1. Ratify the Optional Protocol to the Convention against Torture (Chad).\n"
    "50.2. Combat trafficking in persons, especially women and children (Mali).\n"
    "50.3. Improve conditions of detention in prisons (Peru, Fiji).\n"
)
SECOND = (
    "60. The recommendations below enjoy the support of Aurelia:\n"
    "60.1. Consider ratifying the Optional Protocol to the Convention against Torture (Oman).\n"
    "60.2. Step up efforts to combat trafficking in persons (Malta).\n"
    "60.3. Accede to the Optional Protocol to the Convention against Torture (Kenya).\n"
    "60.4. Abolish the death penalty for all crimes (Togo).\n"
)
THIRD = (
    "70. The recommendations below enjoy the support of Aurelia:\n"
    "70.1. Ratify the Optional Protocol to the Convention against Torture (Norway).\n"
    "70.2. Abolish the death penalty (Spain).\n"
)
TORTURE = ["50.1", "60.1", "60.3"]


def report(symbol, session, text):
    """A report of another session than the usual one."""
    held = report_of(text).decode().replace("A/HRC/90/7", symbol)
    held = held.replace("fortieth session", f"{session[1]} session")
    return held.replace("WG.6/40/", f"WG.6/{session[0]}/").encode()


@pytest.fixture
def two(cast, tmp_path):
    take(
        cast,
        made(tmp_path, "a.txt", report("A/HRC/14/7", (7, "seventh"), FIRST)),
        made(tmp_path, "b.txt", report("A/HRC/28/7", (20, "twentieth"), SECOND)),
    )
    linking.relink(workspace=cast.workspace, by=cast.alice)
    return cast


def row_of(number):
    return Recommendation.objects.exclude(state__in=Recommendation.HIDDEN).get(paragraph=number)


def rows_of(*numbers):
    return [row_of(number).pk for number in numbers]


def of(number):
    """The cluster that a recommendation is in."""
    return Cluster.objects.get(
        gone=False, members__recommendation=row_of(number), members__standing__in=ClusterMember.IN
    )


def members(cluster, *standings):
    held = ClusterMember.objects.filter(cluster=cluster, standing__in=standings or ClusterMember.IN)
    return sorted(held.values_list("recommendation__paragraph", flat=True))


def seen(*held):
    return {one.pk: Cluster.objects.get(pk=one.pk).revision for one in held}


def again(cast):
    return linking.relink(workspace=cast.workspace, by=cast.alice).summary


def test_run_gathers_what_asks_the_same_over_reviews_and_within_one(two):
    torture = of("50.1")
    assert members(torture) == TORTURE
    assert members(of("50.2")) == ["50.2", "60.2"]
    assert Cluster.objects.count() == 2
    assert (torture.standing, torture.made_by, torture.named_by) == ("proposed", None, None)
    link = LinkProposal.objects.get(later=row_of("60.1"), earlier=row_of("50.1"))
    assert (link.relation, link.score > 0.9) == ("same", True)
    assert "OPCAT" in link.reason
    member = ClusterMember.objects.get(recommendation=row_of("60.1"))
    assert (member.near, member.reason) == (row_of("50.1"), link.reason)


def test_run_is_one_row_of_history_tells_how_far_it_is_and_reads_nothing_twice(two):
    held = Activity.objects.filter(verb="linked")
    assert [(one.subject, one.by) for one in held] == [("7", two.alice)]
    told = []
    run = linking.relink(workspace=two.workspace, by=two.bob, told=lambda *pair: told.append(pair))
    assert (run.state, told, run.summary["rows"], run.summary["changed"]) == (
        "done", [(0, 0), (0, 0)], 0, 0,
    )  # fmt: skip
    assert held.count() == 1


def test_whole_cluster_is_confirmed_in_one_step_and_undone_as_one(two):
    torture = of("50.1")
    step = clusters.confirm(workspace=two.workspace, seen=seen(torture), by=two.alice)
    assert (step.verb, Grouping.objects.count()) == ("cluster_in", 3)
    assert set(Grouping.objects.get(recommendation=row_of("60.1")).seen) == {"score", "method"}
    torture.refresh_from_db()
    assert (torture.standing, members(torture, "confirmed")) == ("confirmed", TORTURE)
    assert Activity.objects.first().verb == "cluster_in"
    with pytest.raises(NothingToGroup):
        clusters.confirm(workspace=two.workspace, seen=seen(torture), by=two.alice)
    decisions.undo(workspace=two.workspace, by=two.alice)
    torture.refresh_from_db()
    assert (torture.standing, members(torture, "proposed")) == ("proposed", TORTURE)
    assert Activity.objects.first().verb == "undone"


def test_what_is_rejected_is_not_proposed_for_that_cluster_again(two):
    torture = of("50.1")
    clusters.confirm(
        workspace=two.workspace, seen=seen(torture), rows={torture.pk: rows_of("50.1")},
        by=two.alice,
    )  # fmt: skip
    clusters.reject(
        workspace=two.workspace, seen=seen(torture), cluster=torture.pk, rows=rows_of("60.3"),
        by=two.alice,
    )  # fmt: skip
    assert members(torture, "rejected") == ["60.3"]
    again(two)
    assert members(torture) == ["50.1", "60.1"]
    assert members(torture, "rejected") == ["60.3"]


def test_members_are_moved_and_another_run_leaves_them_there(two):
    torture, trade = of("50.1"), of("50.2")
    clusters.move(
        workspace=two.workspace, seen=seen(torture, trade), source=torture.pk, target=trade.pk,
        rows=rows_of("60.3"), by=two.alice,
    )  # fmt: skip
    assert (members(torture), members(trade)) == (["50.1", "60.1"], ["50.2", "60.2", "60.3"])
    again(two)
    assert (members(torture), members(trade)) == (["50.1", "60.1"], ["50.2", "60.2", "60.3"])
    decisions.undo(workspace=two.workspace, by=two.alice, of="clusters")
    assert (members(torture), members(trade)) == (TORTURE, ["50.2", "60.2"])


def test_split_makes_a_cluster_that_no_run_joins_again_and_undo_brings_all_back(two):
    torture = of("50.1")
    clusters.split(
        workspace=two.workspace, seen=seen(torture), source=torture.pk, name="Kenya's own",
        rows=rows_of("60.3"), by=two.alice,
    )  # fmt: skip
    new = of("60.3")
    assert (new.name, new.named_by, new.made_by) == ("Kenya's own", two.alice, two.alice)
    again(two)
    assert (members(new), members(torture)) == (["60.3"], ["50.1", "60.1"])
    decisions.undo(workspace=two.workspace, by=two.alice)
    new.refresh_from_db()
    assert (new.gone, new.merged_into, members(torture)) == (True, torture, TORTURE)


def test_merge_keeps_the_old_address_and_is_undone_even_after_another_run(two):
    torture, trade = of("50.1"), of("50.2")
    clusters.merge(
        workspace=two.workspace, seen=seen(torture, trade), source=trade.pk, target=torture.pk,
        by=two.alice,
    )  # fmt: skip
    for held in (torture, trade):
        held.refresh_from_db()
    assert (trade.gone, trade.merged_into) == (True, torture)
    assert members(torture) == ["50.1", "50.2", "60.1", "60.2", "60.3"]
    again(two)
    assert members(torture) == ["50.1", "50.2", "60.1", "60.2", "60.3"]
    decisions.undo(workspace=two.workspace, by=two.alice)
    assert (members(torture), members(trade)) == (TORTURE, ["50.2", "60.2"])
    trade.refresh_from_db()
    assert (trade.gone, trade.merged_into) == (False, None)


def test_name_and_representative_are_a_persons_until_taken_back(two):
    torture = of("50.1")
    clusters.name(
        workspace=two.workspace, seen=seen(torture), cluster=torture.pk, name=" OPCAT  now ",
        by=two.bob,
    )  # fmt: skip
    clusters.represent(
        workspace=two.workspace, seen=seen(torture), cluster=torture.pk, row=row_of("60.3").pk,
        by=two.bob,
    )  # fmt: skip
    again(two)
    torture.refresh_from_db()
    assert (torture.name, torture.named_by) == ("OPCAT now", two.bob)
    assert torture.representative == row_of("60.3")
    clusters.name(
        workspace=two.workspace, seen=seen(torture), cluster=torture.pk, name="", by=two.bob
    )
    torture.refresh_from_db()
    assert (torture.name, torture.named_by) == (torture.proposed_name, None)


def test_second_of_two_people_is_told_and_nothing_is_overwritten(two):
    torture = of("50.1")
    mine = seen(torture)
    clusters.confirm(workspace=two.workspace, seen=mine, by=two.bob)
    with pytest.raises(ClusterOvertaken) as caught:
        clusters.reject(
            workspace=two.workspace, seen=mine, cluster=torture.pk, rows=rows_of("60.3"),
            by=two.alice,
        )  # fmt: skip
    assert (caught.value.cluster, caught.value.by) == (torture, two.bob)
    assert members(torture, "confirmed") == TORTURE


def test_undo_is_refused_where_somebody_decided_on_top(two):
    torture = of("50.1")
    clusters.split(
        workspace=two.workspace, seen=seen(torture), source=torture.pk, name="",
        rows=rows_of("60.3", "60.1"), by=two.alice,
    )  # fmt: skip
    new = of("60.3")
    clusters.reject(
        workspace=two.workspace, seen=seen(new), cluster=new.pk, rows=rows_of("60.1"), by=two.bob
    )
    with pytest.raises(decisions.CannotUndo, match="bob"):
        decisions.undo(workspace=two.workspace, by=two.alice)
    assert members(new) == ["60.3"]


def test_one_recommendation_may_be_in_several_clusters_where_people_say_so(two):
    torture, trade = of("50.1"), of("50.2")
    clusters.confirm(workspace=two.workspace, seen=seen(torture), by=two.alice)
    clusters.add(
        workspace=two.workspace, seen=seen(trade), cluster=trade.pk, rows=rows_of("60.3"),
        by=two.alice,
    )  # fmt: skip
    again(two)
    assert (members(torture), members(trade)) == (TORTURE, ["50.2", "60.2", "60.3"])


def test_later_cycle_is_proposed_for_peoples_clusters_and_keeps_those_of_runs(two, tmp_path):
    torture, trade = of("50.1"), of("50.2")
    clusters.confirm(workspace=two.workspace, seen=seen(torture), by=two.alice)
    clusters.name(
        workspace=two.workspace, seen=seen(torture), cluster=torture.pk, name="OPCAT", by=two.alice
    )
    take(two, made(tmp_path, "c.txt", report("A/HRC/43/7", (34, "thirty-fourth"), THIRD)))
    summary = again(two)
    assert (summary["rows"], summary["new"]) == (2, 1)
    torture.refresh_from_db()
    assert (torture.name, members(torture, "confirmed")) == ("OPCAT", TORTURE)
    assert members(torture, "proposed") == ["70.1"]
    assert of("50.2") == trade
    assert members(of("70.2")) == ["60.4", "70.2"]


def test_what_left_the_list_leaves_what_is_proposed(two):
    row = row_of("60.1")
    decisions.reject(workspace=two.workspace, seen={row.pk: row.revision}, by=two.alice)
    again(two)
    assert not LinkProposal.objects.filter(later=row).exists()
    assert members(of("50.1"), "proposed") == ["50.1", "60.3"]


def test_worker_queues_a_run_for_what_is_new_and_does_it(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report("A/HRC/28/7", (20, "twentieth"), SECOND)))
    watch = Watch(link_watch.queue)
    assert (watch.look(), watch.look()) == (1, 0)
    assert link_once()
    assert [run.state for run in LinkRun.objects.all()] == ["done"]
    assert members(of("60.1")) == ["60.1", "60.3"]
    cast.workspace.refresh_from_db()
    assert Watch(link_watch.queue).look() == 0


def test_run_works_out_again_what_people_decided_meanwhile(two, tmp_path):
    torture = of("50.1")
    take(two, made(tmp_path, "c.txt", report("A/HRC/43/7", (34, "thirty-fourth"), THIRD)))

    def decide(done, _total):
        if done == 2:
            clusters.reject(
                workspace=two.workspace, seen=seen(torture), cluster=torture.pk,
                rows=rows_of("60.3"), by=two.bob,
            )  # fmt: skip

    linking.relink(workspace=two.workspace, by=two.alice, told=decide)
    assert members(torture, "rejected") == ["60.3"]
    assert members(torture) == ["50.1", "60.1", "70.1"]


def test_run_that_another_worker_took_up_writes_nothing(two, tmp_path):
    take(two, made(tmp_path, "c.txt", report("A/HRC/43/7", (34, "thirty-fourth"), THIRD)))
    run = linking.start(workspace=two.workspace, by=two.alice)
    mine = linking.claim()
    assert mine == run
    LinkRun.objects.filter(pk=run.pk).update(claim="another")
    with pytest.raises(ClaimLost):
        linking.carry_out(mine)
    assert not LinkProposal.objects.filter(later=row_of("70.1")).exists()
    assert not ClusterMember.objects.filter(recommendation=row_of("70.1")).exists()


def test_nobody_elses_cluster_is_decided_on(two):
    torture = of("50.1")
    elsewhere = two.charlie.memberships.get().workspace
    with pytest.raises(ValueError, match="not in this workspace"):
        clusters.confirm(workspace=elsewhere, seen=seen(torture), by=two.charlie)


# Without a database.


@pytest.mark.parametrize(
    ("after", "carried"),
    [
        ([{1, 2, 3, 9}], {0: 7}),
        ([{1, 2}, {3}], {0: 7}),
        ([{1}, {2}, {3}], {}),
        ([{1, 2, 4, 5}], {0: 7}),
    ],
)
def test_cluster_is_carried_on_by_the_group_that_most_of_it_is_in(after, carried):
    found = [Group(frozenset(rows)) for rows in after]
    assert clustering.matched(found, {7: {1, 2, 3}, 8: {4, 5}}) == carried


def test_within_one_review_reasons_say_of_the_later_what_the_later_says(cast, tmp_path):
    asks = (
        "80. The recommendations below enjoy the support of Aurelia:\n"
        "80.1. Combat trafficking in persons (Chad).\n"
        "80.2. Combat trafficking in persons by training judges (Mali).\n"
        "80.3. Combat trafficking in persons by a national strategy (Peru).\n"
    )
    take(cast, made(tmp_path, "c.txt", report("A/HRC/14/7", (7, "seventh"), asks)))
    again(cast)

    def between(later, earlier):
        return LinkProposal.objects.get(later=row_of(later), earlier=row_of(earlier)).reason

    assert "the later names a measure: training" in between("80.2", "80.1")
    assert "the later names a measure: a strategy" in between("80.3", "80.1")
    # Read again alone, a row is later than what is printed before it, earlier than what follows.
    LinkState.objects.filter(recommendation=row_of("80.2")).update(text="")
    LinkProposal.objects.all().delete()
    again(cast)
    assert "the later names a measure: training" in between("80.2", "80.1")
    assert "another measure: a strategy or plan / training" in between("80.3", "80.2")
    assert not LinkProposal.objects.filter(later=row_of("80.3"), earlier=row_of("80.1")).exists()
