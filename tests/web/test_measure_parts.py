"""What belongs to a measure: institutions, what it answers, milestones, needs, ties, chapters."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from heedweb.workspace.domain import chapters, measures, milestones, moving, ties
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.models import (
    Activity,
    Assignment,
    Chapter,
    Cluster,
    ClusterMember,
    Measure,
    Milestone,
    Need,
    Recommendation,
    Target,
    Tie,
)
from tests.web.conftest import seat
from tests.web.test_measures import ROOT, led, made, page, plan
from tests.web.test_notes import room

__all__ = ["plan"]


def rows(table):
    return list(Recommendation.objects.filter(review__workspace=table.workspace).order_by("order"))


def test_an_institution_accepts_its_part_from_the_list(table, plan):
    held = made(table, plan)
    client = table.client("coordinator")
    sent = {"body": table.organisations["health"].pk, "part": "lead"}
    client.post(f"{ROOT}measures/{held.pk}/do/assign/", sent)
    focal = table.client("focal")
    assert "1 part in a measure waits for your answer" in page(focal, "")
    assert "Dig wells" in page(focal, "parts/")
    part = Assignment.objects.get()
    answer = focal.post(f"{ROOT}parts/{part.pk}/do/accept/", {"from_list": "yes"})
    assert answer["Location"] == f"{ROOT}parts/"
    assert "Nothing waits for your answer." in page(focal, "parts/")
    assert "waits for your answer" not in page(focal, "")
    part.refresh_from_db()
    assert part.answer == "accepted"


def test_declining_needs_a_reason_which_the_coordination_reads(table, plan):
    held = made(table, plan)
    part = led(table, held)
    focal = table.client("focal")
    address = f"{ROOT}parts/{part.pk}/do/decline/"
    assert focal.post(address).status_code == 422
    assert focal.post(address, {"why": "Water is not ours."}).status_code == 302
    assert "Water is not ours." in page(table.client("coordinator"), f"measures/{held.pk}/")


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 404), ("focal_elsewhere", 404), ("nhri_member", 403)]
)
def test_nobody_answers_for_another_institution(table, plan, who, status):
    part = led(table, made(table, plan))
    client = table.client(who)
    assert client.post(f"{ROOT}parts/{part.pk}/do/accept/").status_code == status


def test_a_part_is_taken_away(table, plan):
    held = made(table, plan)
    part = led(table, held)
    client = table.client("coordinator")
    client.post(f"{ROOT}measures/{held.pk}/do/unassign/", {"pk": part.pk})
    assert not Assignment.objects.exists()
    assert table.client("focal").get(f"{ROOT}measures/{held.pk}/").status_code == 404


def test_who_cannot_answer_is_given_no_part(table, plan):
    held = made(table, plan)
    sent = {"body": table.organisations["institution"].pk, "part": "support"}
    client = table.client("coordinator")
    assert client.post(f"{ROOT}measures/{held.pk}/do/assign/", sent).status_code == 422


def test_a_new_measure_answers_what_was_ticked_in_the_list(read, plan):
    first, second = rows(read)[:2]
    client = read.client("coordinator")
    ticked = {"row": [f"{one.pk}:{one.revision}" for one in (first, second)], "action": "accept"}
    shown = client.post(f"{ROOT}measures/answering/", ticked)
    assert first.paragraph in shown.content.decode()
    sent = {**ticked, "do": "make", "title": "Dig wells", "plan": plan.pk}
    answer = client.post(f"{ROOT}measures/answering/", sent)
    held = Measure.objects.get()
    assert answer["Location"] == f"{ROOT}measures/{held.pk}/write/"
    answered = set(Target.objects.values_list("recommendation", flat=True))
    assert answered == {first.pk, second.pk}


def test_all_that_a_list_has_is_added_to_a_measure(read, plan):
    held = made(read, plan, answers=rows(read)[:1])
    sent = {"all": "on", "query": "", "do": "add", "measure": held.pk}
    client = read.client("coordinator")
    answer = client.post(f"{ROOT}measures/answering/", sent)
    assert answer["Location"] == f"{ROOT}measures/{held.pk}/"
    listed = [one for one in rows(read) if one.state not in Recommendation.UNLISTED]
    assert Target.objects.filter(measure=held).count() == len(listed)


def test_without_a_title_nothing_is_made(read, plan):
    sent = {"recommendation": rows(read)[0].pk, "do": "make", "plan": plan.pk}
    client = read.client("coordinator")
    assert client.post(f"{ROOT}measures/answering/", sent).status_code == 422
    assert not Measure.objects.exists()


def test_a_recommendation_shows_the_measures_of_its_cluster_too(read, plan):
    row = rows(read)[0]
    cluster = Cluster.objects.create(workspace=read.workspace, name="Wells")
    ClusterMember.objects.create(cluster=cluster, recommendation=row, standing="confirmed")
    held = made(read, plan, "For the cluster", answers=[cluster])
    client = read.client("coordinator")
    for address in (f"recommendations/{row.pk}/", f"clusters/{cluster.pk}/"):
        assert "For the cluster" in page(client, address)
    focal = read.client("focal")
    assert "For the cluster" not in page(focal, f"recommendations/{row.pk}/")
    led(read, held)
    assert "For the cluster" in page(focal, f"recommendations/{row.pk}/")


def test_what_it_answers_is_added_and_taken_out(read, plan):
    row, held = rows(read)[0], made(read, plan)
    client = read.client("coordinator")
    word = row.text.split()[-1].strip(".;")
    found = page(client, f"measures/{held.pk}/add/recommendations/?q={word}")
    assert f'value="{row.pk}"' in found
    client.post(f"{ROOT}measures/{held.pk}/add/recommendations/", {"one": [row.pk]})
    target = Target.objects.get()
    assert row.paragraph in page(client, f"measures/{held.pk}/")
    client.post(f"{ROOT}measures/{held.pk}/do/aim-no-more/", {"pk": target.pk})
    assert not Target.objects.exists()


def test_a_milestone_is_set_and_reached_by_who_leads(table, plan):
    held = made(table, plan)
    led(table, held, answer=True)
    client = table.client("coordinator")
    sent = {"title": "First water", "due": "2030-01-01", "version": "0"}
    client.post(f"{ROOT}measures/{held.pk}/milestones/new/", sent)
    one = Milestone.objects.get()
    address = f"{ROOT}milestones/{one.pk}/do/reach/"
    today = timezone.localdate()
    focal = table.client("focal")
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert focal.post(address, {"on": tomorrow}).status_code == 409
    assert focal.post(address, {"on": "soon"}).status_code == 422
    assert focal.post(address, {"on": today.isoformat()}).status_code == 302
    one.refresh_from_db()
    assert one.reached == today
    assert focal.post(f"{ROOT}milestones/{one.pk}/do/delete/").status_code == 403
    client.post(f"{ROOT}milestones/{one.pk}/do/delete/")
    shown = page(client, f"measures/{held.pk}/")
    assert "deleted a milestone of the measure" in shown
    assert not Milestone.objects.exists()


def test_a_milestone_that_two_write_loses_no_words(table, plan):
    held = made(table, plan)
    by = seat(table, "alice")
    one = milestones.add(measure=held, words={"title": "First water"}, by=by)
    milestones.write(one, words={"title": "Water"}, seen=1, by=by)
    client = table.client("coordinator")
    sent = {"title": "Clean water", "version": "1"}
    answer = client.post(f"{ROOT}milestones/{one.pk}/write/", sent)
    assert answer.status_code == 409
    assert "Clean water" in answer.content.decode()


def test_who_supports_only_does_not_say_that_it_is_reached(table, plan):
    held = made(table, plan)
    led(table, held, part="support", answer=True)
    one = milestones.add(measure=held, words={"title": "Water"}, by=seat(table, "alice"))
    client = table.client("focal")
    answer = client.post(f"{ROOT}milestones/{one.pk}/do/reach/", {"on": "2020-01-01"})
    assert answer.status_code == 403


def test_measures_wait_for_others_but_not_in_a_circle(table, plan):
    first, second, third = (made(table, plan, name) for name in ("Plan", "Dig", "Drink"))
    client = table.client("coordinator")
    for later, earlier in ((second, first), (third, second)):
        client.post(f"{ROOT}measures/{later.pk}/add/needs/", {"one": [earlier.pk]})
    assert "Plan" in page(client, f"measures/{second.pk}/")
    assert "These wait for it:" in page(client, f"measures/{second.pk}/")
    answer = client.post(f"{ROOT}measures/{first.pk}/add/needs/", {"one": [third.pk]})
    assert answer.status_code == 409
    assert "so neither could begin" in answer.content.decode()
    with pytest.raises(NotNow):
        ties.need(first, needed=[first], by=seat(table, "alice"))
    assert Need.objects.count() == 2


def test_what_a_reader_may_not_see_is_not_told_as_waited_for(table, plan):
    first, second = made(table, plan, "Secret plan"), made(table, plan, "Dig")
    ties.need(second, needed=[first], by=seat(table, "alice"))
    led(table, second)
    shown = page(table.client("focal"), f"measures/{second.pk}/")
    assert f"measures/{first.pk}/" not in shown
    assert "Secret" not in shown
    ties.need_no_more(second, needs=[Need.objects.get()], by=seat(table, "alice"))
    told = Activity.objects.filter(verb="measure_needs").values_list("subject", flat=True)
    assert "Secret" not in page(table.client("focal"), f"measures/{second.pk}/")
    assert list(told) == ["2 Dig", "2 Dig"]


def test_what_waits_to_be_seen_is_found_by_the_coordination_alone(table, plan):
    held = made(table, plan, "Dig")
    led(table, held)
    moving.ask(held, to=room(table, "public"), by=seat(table, "alice"))
    assert "Dig" in page(table.client("coordinator"), "measures/?waits=yes")
    assert "Dig" not in page(table.client("focal"), "measures/?waits=yes")


@pytest.mark.parametrize("body", ["league", "institution"])
def test_who_cannot_answer_is_given_no_part_by_anybody(table, plan, body):
    with pytest.raises(NotNow, match="no institution that answers"):
        led(table, made(table, plan), body)


def test_two_who_give_the_lead_at_once_leave_one_lead(table, plan):
    held = made(table, plan)
    seen_by_both = Measure.objects.get(pk=held.pk)
    led(table, held, "justice")
    led(table, seen_by_both, "health")
    leads = Assignment.objects.filter(part="lead").values_list("organisation__name", flat=True)
    assert list(leads) == ["health"]


def test_many_are_changed_only_as_they_were_seen(table, plan):
    first = made(table, plan, "Dig", due=None)
    client = table.client("coordinator")
    sent = {"what": "due", "due": "2030-01-01", "all": "on", "query": "q=Dig"}
    html = client.post(f"{ROOT}measures/many/", sent).content.decode()
    stamp = re.search(r'name="stamp" value="([0-9a-f]{64})"', html).group(1)
    measures.write(first, words={"title": "Drill"}, seen=first.version, by=seat(table, "alice"))
    second = made(table, plan, "Dig more", due=None)
    answer = client.post(f"{ROOT}measures/many/do/", {**sent, "stamp": stamp})
    assert answer.status_code == 409
    assert not Measure.objects.filter(due__isnull=False).exists()
    stamp = re.search(r'name="stamp" value="([0-9a-f]{64})"', answer.content.decode()).group(1)
    assert client.post(f"{ROOT}measures/many/do/", {**sent, "stamp": stamp}).status_code == 302
    assert list(Measure.objects.filter(due__isnull=False)) == [second]


def test_a_measure_is_tied_to_a_target_and_to_an_own_label(table, plan):
    from heed.exchange.taxonomies import outlined
    from heedweb.workspace.domain import taxonomies
    from heedweb.workspace.domain.taxonomies import Words

    own = taxonomies.create(
        workspace=table.workspace, words=Words("National plan"),
        labels=outlined("Clean rivers\nDeep wells"), by=table.people["alice"],
    )  # fmt: skip
    held = made(table, plan)
    client = table.client("coordinator")
    found = page(client, f"measures/{held.pk}/add/ties/?q=deep+wells")
    assert f'value="{own.code}|' in found
    assert 'value="sdg.targets|6.1"' in page(client, f"measures/{held.pk}/add/ties/?q=6.1")
    label = own.labels.get(name="Deep wells").code
    ticked = ["sdg.targets|6.1", f"{own.code}|{label}", "sdg.targets|99.9", "nothing"]
    client.post(f"{ROOT}measures/{held.pk}/add/ties/", {"one": ticked})
    assert set(Tie.objects.values_list("taxonomy", flat=True)) == {"sdg.targets", own.code}
    shown = page(client, f"measures/{held.pk}/")
    assert "Deep wells" in shown
    assert "National plan" in shown
    client.post(f"{ROOT}measures/{held.pk}/do/untie/", {"pk": Tie.objects.first().pk})
    assert Tie.objects.count() == 1


def test_chapters_are_made_ordered_and_deleted_when_empty(table, plan):
    client = table.client("coordinator")
    for title in ("Water", "Light"):
        sent = {"title": title, "version": "0"}
        client.post(f"{ROOT}plans/{plan.pk}/chapters/new/", sent)
    water, light = Chapter.objects.order_by("order")
    client.post(f"{ROOT}chapters/{light.pk}/do/up/")
    assert list(Chapter.objects.values_list("title", flat=True)) == ["Light", "Water"]
    client.post(f"{ROOT}chapters/{light.pk}/do/up/")
    assert list(Chapter.objects.values_list("title", flat=True)) == ["Light", "Water"]
    held = made(table, plan, chapter=water)
    shown = page(client, f"plans/{plan.pk}/")
    assert 'scope="rowgroup"><bdi>Water</bdi>' in shown
    client.post(f"{ROOT}chapters/{water.pk}/do/delete/")
    assert Chapter.objects.filter(pk=water.pk).exists()
    client.post(f"{ROOT}chapters/{light.pk}/do/delete/")
    assert list(Chapter.objects.values_list("title", flat=True)) == ["Water"]
    held.refresh_from_db()
    assert held.chapter == water


def test_parts_of_a_chapter_stand_after_it(table, plan):
    by = seat(table, "alice")
    one = chapters.make(plan=plan, words={"title": "One"}, by=by)
    two = chapters.make(plan=plan, words={"title": "Two"}, by=by)
    part = chapters.make(plan=plan, words={"title": "Of one", "parent": one}, by=by)
    for title, chapter in (("c", two), ("b", part), ("a", one)):
        made(table, plan, f"Measure {title}.", chapter=chapter)
    shown = page(table.client("coordinator"), f"plans/{plan.pk}/")
    places = [shown.index(f"<bdi>Measure {title}.") for title in "abc"]
    assert places == sorted(places)
    with pytest.raises(NotNow):
        chapters.make(plan=plan, words={"title": "Deeper", "parent": part}, by=by)
    with pytest.raises(NotNow):
        chapters.write(one, words={"parent": two}, seen=one.version, by=by)


def test_each_act_has_its_row_of_history(table, plan):
    by = seat(table, "alice")
    held, other = made(table, plan), made(table, plan)
    one = milestones.add(measure=held, words={"title": "Water"}, by=by)
    milestones.reach(one, on=timezone.localdate(), by=by)
    ties.need(held, needed=[other], by=by)
    ties.tie(held, labels=[("sdg.targets", "6.1", "Water")], by=by)
    verbs = list(Activity.objects.order_by("pk").values_list("verb", flat=True))[-4:]
    assert verbs == ["milestone_set", "milestone_reached", "measure_needs", "measure_tied"]
