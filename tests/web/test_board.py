"""The board against a slow count of the same records, one by one in Python."""

from __future__ import annotations

import html
import re

import pytest
from benchmarks import planned
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heedweb.workspace.domain import plans
from heedweb.workspace.models import (
    Assignment,
    ClusterMember,
    Measure,
    Milestone,
    ProgressReport,
    Recommendation,
    Request,
    Tag,
    Target,
)
from heedweb.workspace.roles import OrganisationKind
from tests.web.conftest import seat

OPEN = ("proposed", "agreed", "under_way")
WHO = {
    "coordinator": None,
    "focal": (OrganisationKind.GOVERNMENT,),
    "nhri": (OrganisationKind.NHRI,),
    "cso": (OrganisationKind.CSO,),
}


class World:
    """A seeded workspace; `count` is the oracle."""

    def __init__(self):
        self.held = planned.seed("Aurelia", today=timezone.localdate(), size=planned.SMALL)
        self.today = timezone.localdate()

    def person(self, who):
        kinds = WHO[who]
        return self.held.by if kinds is None else planned.person_of(self.held, kinds)

    def client(self, who):
        client = Client()
        client.force_login(self.person(who))
        return client

    def body(self, who):
        if WHO[who] is None:
            return self.held.workspace.coordination()
        return next(one for one in self.held.bodies if one.kind in WHO[who])

    def measures(self, who):
        """The measures that somebody sees, looked at one by one."""
        found = []
        for one in Measure.objects.select_related("room"):
            parts = one.assignments.filter(organisation=self.body(who)).exists()
            home = one.room.organisation_id == self.body(who).pk
            if home or parts or one.room.kind in ("shared", "public"):
                found.append(one)
        return found

    def late(self, one):
        return one.due is not None and one.due < self.today and one.state in OPEN

    def answers(self, one):
        """The keys of the recommendations that a measure answers."""
        found = set()
        for target in Target.objects.filter(measure=one):
            if target.recommendation_id:
                found.add(target.recommendation_id)
            else:
                members = ClusterMember.objects.filter(cluster=target.cluster_id)
                found |= {m.recommendation_id for m in members}
        return found

    def answered(self, who):
        held = [one for one in self.measures(who) if one.state != "dropped"]
        return set().union(*(self.answers(one) for one in held))

    def page(self, who, where):
        page = self.client(who).get(f"/w/aurelia/{where}")
        assert page.status_code == 200, where
        return page


@pytest.fixture
def world(db):
    return World()


def total(page):
    """Return how many records a list of the board says that it holds."""
    return int(re.search(r"<h1>.*?\((\d+)\)", page.content.decode(), re.S)[1])


def shown(page, words):
    """Return the number that stands before these words on the board."""
    found = re.search(rf"<b>(?:<a[^>]*>)?(\d+)(?:</a>)?</b> {words}<", page.content.decode())
    return int(found[1])


@pytest.mark.parametrize("who", WHO)
def test_numbers_of_the_board_are_those_of_a_slow_count(world, who):
    page = world.page(who, "board/?institution=all")
    seen = world.measures(who)
    keys = {one.pk for one in seen if one.state in OPEN}
    lead = Assignment.objects.filter(part="lead").exclude(answer="declined")
    led = set(lead.values_list("measure", flat=True))
    late_steps = [
        one for one in Milestone.objects.filter(measure__in=keys, reached=None)
        if one.due is not None and one.due < world.today
    ]  # fmt: skip
    listed = {one.pk for one in world.held.rows}
    parts = Assignment.objects.filter(measure__in=keys)
    assert {
        "measures past their day": sum(world.late(one) for one in seen),
        "milestones not reached by their day": len(late_steps),
        "recommendations without a measure": len(listed - world.answered(who)),
        "measures that nobody leads": len(keys - led),
        "parts not answered": sum(one.answer == "proposed" for one in parts),
        "parts declined": sum(one.answer == "declined" for one in parts),
    } == {
        name: shown(page, name)
        for name in (
            "measures past their day", "milestones not reached by their day",
            "recommendations without a measure", "measures that nobody leads",
            "parts not answered", "parts declined",
        )
    }  # fmt: skip


def test_requests_count_until_a_report_has_left_its_draft(world):
    page = world.page("coordinator", "board/")
    open_ = [
        one for one in Request.objects.filter(closed=None)
        if all(r.standing == "draft" for r in ProgressReport.objects.filter(request=one))
    ]  # fmt: skip
    assert shown(page, "requests without a report") == len(open_)
    late = [one for one in open_ if one.due < world.today]
    assert shown(page, "requests past their day") == len(late)


def test_an_nhri_is_told_of_no_requests_and_of_shared_measures_alone(world):
    page = world.page("nhri", "board/").content.decode()
    assert "requests past their day" not in page
    assert "requests without a report" not in page
    hidden = set(Measure.objects.values_list("pk", flat=True))
    hidden -= {one.pk for one in world.measures("nhri")}
    assert hidden
    listing = world.client("nhri").post("/w/aurelia/board/measures/table/")
    lines = b"".join(listing.streaming_content).decode().strip().splitlines()
    assert len(lines) - 1 == len(world.measures("nhri"))


@pytest.mark.parametrize("who", WHO)
def test_every_number_of_the_board_is_that_of_its_list(world, who):
    client = world.client(who)
    page = client.get("/w/aurelia/board/?institution=all").content.decode()
    links = re.findall(r'<a class="n" href="([^"]+)">(\d+)</a>', page)
    assert len(links) > 40
    for href, number in dict.fromkeys(links):
        assert total(client.get(href.replace("&amp;", "&"))) == int(number), href


@pytest.mark.parametrize("who", ["coordinator", "focal"])
def test_the_board_of_one_plan_counts_that_plan_alone(world, who):
    first, second = world.held.plans[:2]
    client = world.client(who)
    page = client.get(f"/w/aurelia/board/?institution=all&plan={second.pk}").content.decode()
    assert f"<h1>Board · <bdi>{second}</bdi></h1>" in page
    links = re.findall(r'<a class="n" href="([^"]+)">(\d+)</a>', page)
    assert len(links) > 20
    for href, number in dict.fromkeys(links):
        assert total(client.get(html.unescape(href))) == int(number), href
    late = {one.plan_id: 0 for one in world.measures(who)}
    for one in world.measures(who):
        late[one.plan_id] += world.late(one)
    for plan in (first, second):
        page = world.page(who, f"board/?institution=all&plan={plan.pk}")
        assert shown(page, "measures past their day") == late.get(plan.pk, 0)


def test_a_plan_without_measures_is_chosen_before_any_institution_has_a_part(read):
    chair = seat(read, "coordinator")
    _first, second = (plans.begin(words={"name": name}, by=chair) for name in ("Wells", "Roads"))
    client = read.client("coordinator")
    page = client.get("/w/aurelia/board/").content.decode()
    assert f'<option value="{second.pk}">Roads</option>' in page
    page = client.get(f"/w/aurelia/board/?plan={second.pk}").content.decode()
    assert f'<option value="{second.pk}" selected>Roads</option>' in page
    assert "You see no measure of this plan yet." in page


def test_the_board_of_a_plan_that_is_not_seen_is_that_of_all(world):
    page = world.page("coordinator", "board/?plan=0&institution=all").content.decode()
    stranger = planned.seed("Elsewhere", today=world.today, size=planned.SMALL, key="other")
    theirs = f"board/?institution=all&plan={stranger.plans[0].pk}"
    assert "<h1>Board</h1>" in page
    assert "<h1>Board</h1>" in world.page("coordinator", theirs).content.decode()


def test_every_number_of_the_pictures_is_that_of_its_list(world):
    client = world.client("coordinator")
    for where in ("heat/", "coverage/", "coverage/?fold=cluster"):
        page = client.get(f"/w/aurelia/{where}").content.decode()
        links = re.findall(r'<a class="n" href="(/w/[^"]+)">(\d+)</a>', page)
        assert links, where
        for href, number in dict.fromkeys(links):
            assert total(client.get(href.replace("&amp;", "&"))) == int(number), href


def test_an_institution_begins_with_its_own_board(world):
    body = world.body("focal")
    page = world.page("focal", "board/")
    assert f"<bdi>{body}</bdi>" in page.content.decode()
    mine = Assignment.objects.filter(organisation=body).exclude(answer="declined")
    late = [one for one in (part.measure for part in mine) if world.late(one)]
    assert shown(page, "measures past their day") == len(late)
    led = {part.measure_id for part in mine if part.part == "lead"}
    steps = Milestone.objects.filter(measure__in=led, measure__state__in=OPEN, reached=None)
    assert shown(page, "milestones not reached by their day") == sum(
        one.due is not None and one.due < world.today for one in steps
    )


def test_the_board_of_another_workspace_s_institution_is_that_of_all(world):
    stranger = planned.seed("Elsewhere", today=world.today, size=planned.SMALL, key="other")
    page = world.page("coordinator", f"board/?institution={stranger.bodies[0].pk}")
    assert "<h1>Board</h1>" in page.content.decode()


def test_recommendations_by_theme_are_those_of_a_slow_count(world):
    answered = world.answered("coordinator")
    tags = Tag.objects.filter(taxonomy="uhri.themes").exclude(standing="rejected")
    code = tags.first().code
    rows = {one.recommendation_id for one in tags.filter(code=code)}
    for measure, wanted in (("none", rows - answered), ("some", rows & answered)):
        page = world.client("coordinator").get(
            "/w/aurelia/board/recommendations/", {"measure": measure, "about.uhri.themes": code}
        )
        assert total(page) == len(wanted)


def test_an_unknown_list_is_not_found(world):
    assert world.client("coordinator").get("/w/aurelia/board/nothing/").status_code == 404
    assert world.client("coordinator").post("/w/aurelia/board/nothing/table/").status_code == 404


@pytest.mark.parametrize(
    "where",
    ["board/", "board/measures/", "board/milestones/", "board/requests/", "board/parts/",
     "board/recommendations/", "coverage/", "coverage/?fold=none", "coverage/?fold=cluster",
     "heat/", "plans/{plan}/timeline/"],
)  # fmt: skip
def test_pages_ask_as_much_of_one_row_as_of_three(world, where):
    client = world.client("coordinator")
    counts = []
    for keep in (1, 3):
        few = list(Measure.objects.filter(plan=world.held.plans[0]).order_by("pk")[:keep])
        Measure.objects.exclude(pk__in=[one.pk for one in few]).update(gone=timezone.now())
        for one in few:
            _whole(world, one)
        path = f"/w/aurelia/{where.format(plan=world.held.plans[0].pk)}"
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
        Measure.objects.update(gone=None)
    assert counts[0] == counts[1]


def _whole(world, one):
    """Let a measure have something of everything that is counted."""
    by = world.held.by
    Assignment.objects.filter(measure=one).delete()
    Assignment.objects.create(
        measure=one, organisation=world.held.ministries[0], part="lead", given_by=by
    )
    Measure.objects.filter(pk=one.pk).update(state="agreed")
    Milestone.objects.create(measure=one, title="Half of it", due="2020-01-01", made_by=by)
    row = Recommendation.objects.filter(review__workspace=world.held.workspace).first()
    Target.objects.get_or_create(measure=one, recommendation=row)
    Target.objects.get_or_create(measure=one, cluster=world.held.clusters[0])
    Request.objects.get_or_create(
        measure=one, organisation=world.held.ministries[0],
        defaults={"workspace": world.held.workspace, "due": "2020-01-01", "by": by},
    )  # fmt: skip
