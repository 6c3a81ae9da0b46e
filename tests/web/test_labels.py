"""Labels: what is proposed, what people decide of it, what sources state, and runs of labellers."""

from __future__ import annotations

import pytest

from heed.labels import registry
from heedweb.workspace.domain import (
    claims,
    decisions,
    documents,
    label_watch,
    labellers,
    labelling,
    proposing,
    trials,
)
from heedweb.workspace.domain.watching import Watch
from heedweb.workspace.models import (
    Activity,
    Labelling,
    LabelRun,
    LabelState,
    Proposal,
    Recommendation,
    Tag,
)
from heedweb.workspace.worker import label_once
from tests.golden.test_golden import report_of
from tests.web.test_take_in import made, take

LIST = (
    "50. The recommendations below enjoy the support of Aurelia:\n"
    "50.1. Dig a well (Chad).\n"
    "50.2. Count the lamps (Mali).\n"
    "50.3. Paint the bridge (Peru, Fiji).\n"
    "50.4. Repair the ferry (Oman).\n"
    "50.5. Open the harbour beside the well (Malta).\n"
    "50.6. Dig a well! (Kenya).\n"
    "50.7. Sing (Kenya).\n"
)
MATTERS, ACTION = "test.matters", "test.action"
WORDS = "tests.web.label_words"


@pytest.fixture(autouse=True)
def _words(settings):
    settings.TAXONOMIES = [f"{WORDS}.taxonomies"]
    settings.LABELLERS = [f"{WORDS}.labellers"]


@pytest.fixture
def labelled(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    proposing.propose(workspace=cast.workspace, by=cast.alice)
    return cast


def row_of(number):
    return Recommendation.objects.exclude(state__in=Recommendation.HIDDEN).get(paragraph=number)


def seen(*numbers):
    rows = [row_of(number) for number in numbers]
    return {row.pk: LabelState.objects.get(recommendation=row).revision for row in rows}


def act(cast, number, *labels, who="alice"):
    pk = row_of(number).pk
    return {
        "workspace": cast.workspace, "seen": seen(number), "labels": {pk: labels},
        "by": getattr(cast, who),
    }  # fmt: skip


def standing(number, taxonomy=MATTERS):
    held = Tag.objects.filter(recommendation=row_of(number), taxonomy=taxonomy)
    return {tag.code: tag.standing for tag in held}


def test_run_proposes_with_reason_and_words_and_reads_nothing_twice(labelled):
    held = Proposal.objects.get(recommendation=row_of("50.2"), taxonomy=MATTERS)
    assert (held.code, held.score, held.sure, held.reason, held.words, held.method) == (
        "light", 0.9, False, "says “lamps”", [[10, 15]], "test.matters words 1",
    )  # fmt: skip
    assert standing("50.5") == {"sea": "proposed", "water": "proposed"}
    assert standing("50.7") == {}
    again = proposing.propose(workspace=labelled.workspace, by=labelled.alice)
    assert again.summary == {"rows": 0, "proposed": 0}


def test_run_is_one_row_of_history_and_tells_how_far_it_has_come(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    before, told = Activity.objects.count(), []
    run = proposing.propose(
        workspace=cast.workspace, by=cast.bob, told=lambda *pair: told.append(pair)
    )
    assert (run.state, run.done, told) == ("done", 7, [(7, 7)])
    assert Activity.objects.count() == before + 1
    assert (Activity.objects.first().verb, Activity.objects.first().by) == (
        "labels_proposed", cast.bob,
    )  # fmt: skip


def test_confirmed_rejected_and_given_stand_beside_what_is_proposed(labelled):
    labelling.confirm(**act(labelled, "50.5", (MATTERS, "sea")))
    labelling.reject(**act(labelled, "50.5", (MATTERS, "water")))
    labelling.give(**act(labelled, "50.5", (MATTERS, "roads")))
    assert standing("50.5") == {"sea": "confirmed", "water": "rejected", "roads": "confirmed"}
    held = Labelling.objects.order_by("pk")
    assert [one.verdict for one in held] == ["confirm", "reject", "add"]
    assert held[0].seen == {
        "score": 0.98, "sure": True, "method": "test.matters words 1", "rank": 1,
    }  # fmt: skip
    assert held[1].seen["rank"] == 2
    assert held[2].seen == {}
    tag = Tag.objects.get(code="sea", recommendation=row_of("50.5"))
    assert (tag.decided_by, tag.score) == (labelled.alice, 0.98)
    assert Activity.objects.first().verb == "label"


def test_what_stands_so_already_is_not_decided_again(labelled):
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    with pytest.raises(labelling.NothingToDecide):
        labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    assert Labelling.objects.count() == 1


def test_a_label_is_replaced_by_another(labelled):
    labelling.correct(
        workspace=labelled.workspace, seen=seen("50.4"), taxonomy=MATTERS, old="roads", new="sea",
        by=labelled.alice,
    )  # fmt: skip
    assert standing("50.4") == {"roads": "rejected", "sea": "confirmed"}


def test_choice_of_one_replaces_the_other_where_a_text_has_one(labelled):
    labelling.confirm(**act(labelled, "50.1", (ACTION, "1")))
    labelling.give(**act(labelled, "50.1", (ACTION, "3")))
    assert standing("50.1", ACTION) == {"1": "rejected", "3": "confirmed"}
    decisions.undo(workspace=labelled.workspace, by=labelled.alice)
    assert standing("50.1", ACTION) == {"1": "confirmed"}


def test_none_fits_rejects_what_is_proposed_and_goes_when_a_label_is_given(labelled):
    labelling.confirm(**act(labelled, "50.5", (MATTERS, "")))
    assert standing("50.5") == {"": "confirmed", "sea": "rejected", "water": "rejected"}
    labelling.give(**act(labelled, "50.5", (MATTERS, "light")))
    assert standing("50.5") == {
        "": "rejected", "sea": "rejected", "water": "rejected", "light": "confirmed",
    }  # fmt: skip


def test_second_of_two_people_is_told_and_nothing_is_overwritten(labelled):
    mine = act(labelled, "50.2", (MATTERS, "light"))
    labelling.reject(**act(labelled, "50.2", (MATTERS, "light"), who="bob"))
    with pytest.raises(labelling.LabelsOvertaken) as caught:
        labelling.confirm(**mine)
    assert caught.value.by == labelled.bob
    assert standing("50.2") == {"light": "rejected"}


def test_row_of_another_workspace_cannot_be_labelled(labelled):
    other = labelled.charlie.memberships.get().workspace
    mine = act(labelled, "50.1", (MATTERS, "water"))
    with pytest.raises(ValueError, match="not in this workspace"):
        labelling.confirm(**(mine | {"workspace": other, "by": labelled.charlie}))


def test_undo_takes_back_the_last_step_of_either_kind(labelled):
    row = row_of("50.2")
    decisions.accept(workspace=labelled.workspace, seen={row.pk: row.revision}, by=labelled.alice)
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    decisions.undo(workspace=labelled.workspace, by=labelled.alice)
    assert (standing("50.2"), row_of("50.2").state) == ({"light": "proposed"}, "accepted")
    decisions.undo(workspace=labelled.workspace, by=labelled.alice)
    assert row_of("50.2").state == "open"
    assert [a.verb for a in Activity.objects.all()[:2]] == ["undone", "undone"]


def test_undo_of_labels_leaves_other_steps(labelled):
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    row = row_of("50.2")
    decisions.accept(workspace=labelled.workspace, seen={row.pk: row.revision}, by=labelled.alice)
    decisions.undo(workspace=labelled.workspace, by=labelled.alice, of="labels")
    assert (standing("50.2"), row_of("50.2").state) == ({"light": "proposed"}, "accepted")


def test_what_somebody_decided_on_top_is_not_undone(labelled):
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    labelling.reject(**act(labelled, "50.2", (MATTERS, "light"), who="bob"))
    with pytest.raises(decisions.CannotUndo, match=r"bob@example\.org has decided on 50\.2"):
        decisions.undo(workspace=labelled.workspace, by=labelled.alice)


# Runs again, and another version.


def test_corrected_words_are_read_again_and_decisions_stay(labelled):
    labelling.reject(**act(labelled, "50.1", (MATTERS, "water")))
    labelling.give(**act(labelled, "50.1", (MATTERS, "sea")))
    row = row_of("50.1")
    decisions.correct(
        workspace=labelled.workspace, seen={row.pk: row.revision}, by=labelled.alice,
        fields={"text": "Dig a well and mend the lamps"},
    )  # fmt: skip
    run = proposing.propose(workspace=labelled.workspace, by=labelled.alice)
    assert run.summary["rows"] == 1
    assert standing("50.1") == {"water": "rejected", "sea": "confirmed", "light": "proposed"}


def other_version(settings):
    settings.LABELLERS = [f"{WORDS}.newer"]


def test_new_version_is_tried_before_it_is_adopted_and_decisions_stay(labelled, settings):
    labelling.confirm(**act(labelled, "50.4", (MATTERS, "roads")))
    labelling.reject(**act(labelled, "50.3", (MATTERS, "roads")))
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    other_version(settings)
    watch = Watch(label_watch.queue)
    assert watch.look() == 1
    assert label_once()
    trial = LabelRun.objects.get(kind="trial")
    found = trial.summary["taxonomies"][MATTERS]
    assert (found["before"], found["after"], found["rows"]) == (
        ["test.matters words 1"], "test.matters words 2", 7,
    )  # fmt: skip
    assert found["labels"] == {"sea": {"appear": 1, "vanish": 0, "up": 0, "down": 0}}
    differing = {(pk, code, how, score) for pk, _, code, how, score in trial.summary["differs"]}
    assert differing == {
        (row_of("50.3").pk, "roads", "rejected", 0.99),
        (row_of("50.4").pk, "roads", "confirmed", None),
    }
    # Nothing has changed yet, and nothing is tried twice.
    assert Proposal.objects.filter(method="test.matters words 2").count() == 0
    assert Watch(label_watch.queue).look() == 0
    proposing.start(workspace=labelled.workspace, by=labelled.alice, kind="adopt")
    assert label_once()
    assert Proposal.objects.filter(method="test.matters words 1").count() == 0
    assert standing("50.4") == {"roads": "confirmed", "sea": "proposed"}
    assert standing("50.3") == {"roads": "rejected"}
    assert standing("50.2") == {"light": "confirmed"}


def test_new_rows_are_read_by_the_new_version_and_old_ones_wait(labelled, tmp_path, settings):
    other_version(settings)
    more = LIST + "50.8. Mend the ferry (Kenya).\n"
    take(labelled, made(tmp_path, "b.txt", report_of(more)))
    run = proposing.propose(workspace=labelled.workspace, by=labelled.alice)
    assert run.summary["rows"] == 1
    assert standing("50.8") == {"sea": "proposed"}
    assert standing("50.4") == {"roads": "proposed"}


def test_reading_again_keeps_labels_also_of_what_is_gone(labelled, tmp_path):
    labelling.confirm(**act(labelled, "50.2", (MATTERS, "light")))
    labelling.confirm(**act(labelled, "50.4", (MATTERS, "roads")))
    fewer = LIST.replace("50.2. Count the lamps (Mali).\n", "")
    take(labelled, made(tmp_path, "b.txt", report_of(fewer)))
    documents.read_again(review=row_of("50.4").review, by=labelled.bob)
    assert standing("50.4") == {"roads": "confirmed"}
    gone = Recommendation.objects.get(text="Count the lamps")
    assert [doubt.code for doubt in gone.doubts.all()] == ["gone"]
    assert Tag.objects.get(recommendation=gone, taxonomy=MATTERS).standing == "confirmed"


def test_worker_reads_what_an_import_a_split_and_a_correction_bring(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    watch = Watch(label_watch.queue)
    assert (watch.look(), watch.look()) == (1, 0)
    assert label_once()
    cast.workspace.refresh_from_db()
    assert watch.look() == 0
    row = row_of("50.5")
    halves = [decisions.Words("50.5 (a)", "Dig it", []), decisions.Words("50.5 (b)", "Wait", [])]
    decisions.split(workspace=cast.workspace, seen={row.pk: row.revision}, into=halves, by=cast.bob)
    assert watch.look() == 1
    assert LabelRun.objects.first().by == cast.bob
    assert label_once()
    assert standing("50.5 (a)", ACTION) == {"1": "proposed"}


def test_labeller_that_fails_ends_its_run_with_a_line_and_nothing_half_done(
    cast, tmp_path, settings
):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    settings.LABELLERS = ["tests.web.test_labels.failing"]
    proposing.start(workspace=cast.workspace, by=cast.alice)
    assert label_once()
    run = LabelRun.objects.get()
    assert (run.state, "fault of heed" in run.reason) == ("failed", True)
    assert (Proposal.objects.count(), Tag.objects.count()) == (0, 0)


def test_only_the_labellers_that_are_asked_for_are_loaded(cast, settings):
    settings.LABELLERS = ["heedweb.workspace.domain.labellers.shipped"]
    registry.trained.cache_clear()
    assert labellers.labellers_of(cast.workspace, ["own.matters"]) == {}
    assert registry.trained.cache_info().currsize == 0
    assert list(labellers.labellers_of(cast.workspace, ["upr_info.issues"])) == ["upr_info.issues"]
    assert registry.trained.cache_info().currsize == 1


class Failing:
    taxonomy, method = MATTERS, "failing 1"

    def propose(self, texts, *, reasons=True):
        raise RuntimeError


def failing(_workspace, _only=()):
    return (Failing(),)


def test_run_of_a_lost_worker_is_taken_up_and_the_lost_one_writes_nothing(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    proposing.start(workspace=cast.workspace, by=cast.alice)
    lost = proposing.claim()
    assert proposing.claim() is None
    LabelRun.objects.update(heartbeat="2020-01-01T00:00Z")
    taken = proposing.claim()
    held = labellers.labellers_of(cast.workspace)
    with pytest.raises(claims.ClaimLost):
        proposing.carry_out(lost, held)
    assert Proposal.objects.count() == 0
    proposing.carry_out(taken, held)
    assert Proposal.objects.count() > 0


def test_run_that_ends_its_worker_each_time_is_given_up(cast, tmp_path):
    take(cast, made(tmp_path, "a.txt", report_of(LIST)))
    proposing.start(workspace=cast.workspace, by=cast.alice)
    for _ in range(claims.MOST_ATTEMPTS):
        assert proposing.claim() is not None
        LabelRun.objects.update(heartbeat="2020-01-01T00:00Z")
    assert proposing.claim() is None
    assert LabelRun.objects.get().state == "failed"


def test_trial_writes_nothing_but_its_comparison(labelled, settings):
    other_version(settings)
    run = proposing.start(workspace=labelled.workspace, by=labelled.alice, kind="trial")
    before = list(Tag.objects.order_by("pk").values())
    trials.carry_out(proposing.claim(), labellers.labellers_of(labelled.workspace))
    assert list(Tag.objects.order_by("pk").values()) == before
    run.refresh_from_db()
    assert run.summary["differing"] == 0
