"""Timeline, coverage matrix and heat map: what is drawn, and that it is what the tables say."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from benchmarks import planned
from django.test import Client
from django.utils import timezone

from heedweb.workspace.models import ClusterMember, Measure, Tag, Target
from heedweb.workspace.pictures.coverage import folded, grid
from heedweb.workspace.pictures.timeline import Item, Step, picture
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import OrganisationKind

TODAY = dt.date(2030, 6, 1)


def item(key=1, start=None, due=None, state="agreed", *, late=False, steps=()):
    open_ = state not in ("done", "dropped")
    return Item(key, f"{key} Dig wells", state, state, open_, late, start, due, steps)


def test_a_bar_goes_from_its_first_to_its_last_day():
    whole = item(start=dt.date(2030, 1, 1), due=dt.date(2031, 1, 1))
    held = picture([whole], [dt.date(2030, 1, 1), dt.date(2030, 12, 31)], TODAY)
    bar = held.bars[0]
    assert (bar.x, bar.x + bar.width) == (held.left, held.right)
    assert bar.open == ""


def test_a_picture_from_right_to_left_is_the_mirror_of_the_other():
    items = [item(start=dt.date(2030, 2, 1), due=dt.date(2030, 9, 1))]
    days = [dt.date(2030, 1, 1)]
    plain, turned = (picture(items, days, TODAY, mirrored=m) for m in (False, True))
    assert turned.bars[0].x + turned.bars[0].width == plain.width - plain.bars[0].x
    assert turned.today == plain.width - plain.today
    assert [x for _, x in turned.ticks] == [plain.width - x for _, x in plain.ticks]


@pytest.mark.parametrize(
    ("start", "due", "open_"),
    [(None, dt.date(2030, 9, 1), "start"), (dt.date(2030, 2, 1), None, "due")],
)
def test_a_bar_without_one_of_its_days_says_which(start, due, open_):
    held = picture([item(start=start, due=due)], [], TODAY)
    assert (held.bars[0].open, held.bars[0].dated) == (open_, True)


def test_a_measure_without_days_has_no_bar():
    assert picture([item()], [], TODAY).bars[0].dated is False


def test_a_milestone_is_late_while_its_measure_is_open():
    step = Step("Half of it", dt.date(2030, 3, 1), reached=False)
    days = {"start": dt.date(2030, 1, 1), "due": dt.date(2030, 9, 1), "steps": (step,)}
    held = picture([item(**days), item(state="done", **days)], [], TODAY)
    assert [bar.marks[0].late for bar in held.bars] == [True, False]


def test_a_row_that_nothing_answers_is_told_from_others():
    rows = [(1, "100.1 a", {7: False}), (2, "100.2 b", {})]
    held = grid([(7, "1", "1 Dig")], [("Plan", 1)], rows, 0, mirrored=False)
    assert [line.empty for line in held.lines] == [False, True]
    assert [len(line.signs) for line in held.lines] == [1, 0]


def test_bars_of_groups_are_as_long_as_they_are_many():
    held = folded([("a", 10, 5, ""), ("b", 5, 5, "")], mirrored=False)
    assert [(bar.answered, bar.open) for bar in held.bars] == [(320.0, 320.0), (0.0, 320.0)]
    assert held.bars[0].rest == held.bars[0].x + held.bars[0].answered


@pytest.fixture
def held(db):
    return planned.seed("Aurelia", today=timezone.localdate(), size=planned.SMALL)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def lines_of(client, where):
    answer = client.post(f"/w/aurelia/{where}")
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def answering(measure):
    """The keys of the recommendations that a measure answers, looked up one by one."""
    found = set()
    for target in Target.objects.filter(measure=measure):
        members = ClusterMember.objects.filter(cluster=target.cluster_id)
        keys = {m.recommendation_id for m in members}
        found |= {target.recommendation_id} if target.recommendation_id else keys
    return found


def test_the_matrix_has_the_measures_of_each_recommendation(held):
    rows = {one["Key"]: one for one in lines_of(client_of(held.by), "coverage/table/")}
    expected = {row.pk: set() for row in held.rows}
    for measure in Measure.objects.exclude(state="dropped"):
        for key in answering(measure):
            expected[key].add(str(measure))
    assert len(rows) == len(held.rows)
    for row in held.rows:
        said = rows[row.key]["Measures"]
        assert set(said.split("; ")) == (expected[row.pk] or {"no measure"}), row.key


def test_a_matrix_of_one_plan_counts_that_plan_s_measures(held):
    plan = held.plans[1]
    rows = lines_of(client_of(held.by), f"coverage/table/?plan={plan.pk}&measure=some")
    mine = [one for one in plan.measures.all() if one.state != "dropped"]
    assert len(rows) == len(set().union(*map(answering, mine)))


@pytest.mark.parametrize("one_plan", [False, True])
def test_the_heat_map_has_the_numbers_of_a_slow_count(held, one_plan):
    plan = held.plans[0]
    words = vocabulary(held.workspace)
    counts = ("Recommendations", "Without a measure", "Measures")
    lines = {
        (one["Theme"], one["Cycle"]): [one[name] for name in counts]
        for one in lines_of(
            client_of(held.by), f"heat/table/?plan={plan.pk}" if one_plan else "heat/table/"
        )
    }
    tags = Tag.objects.filter(taxonomy="uhri.themes").exclude(standing="rejected")
    standing = Measure.objects.exclude(state="dropped")
    standing = standing.filter(plan=plan) if one_plan else standing
    measures = [(m, answering(m)) for m in standing]
    answered = set().union(*(keys for _, keys in measures))
    for code in sorted(set(tags.values_list("code", flat=True)))[:6]:
        for cycle in (1, 2, 3, 4):
            of = tags.filter(code=code, recommendation__review__cycle=cycle)
            keys = set(of.values_list("recommendation_id", flat=True))
            line = lines[words.name("uhri.themes", code), f"Cycle {cycle}"]
            assert [int(one) for one in line] == [
                len(keys), len(keys - answered), sum(1 for _, mine in measures if mine & keys)
            ]  # fmt: skip


def test_a_list_of_one_plan_holds_what_that_plan_leaves_without_a_measure(held):
    plan = held.plans[0]
    rows = lines_of(client_of(held.by), f"board/recommendations/table/?plan={plan.pk}&measure=none")
    of = plan.measures.exclude(state="dropped")
    answered = set().union(*(answering(one) for one in of))
    assert len(rows) == len({row.pk for row in held.rows} - answered)


def test_the_timeline_of_a_ministry_holds_what_it_sees(held):
    body = next(one for one in held.bodies if one.kind == OrganisationKind.GOVERNMENT)
    plan = held.plans[0]
    rows = lines_of(client_of(held.people[body.pk]), f"plans/{plan.pk}/timeline/table/")
    mine = {
        one.number for one in plan.measures.all()
        if one.room.kind in ("shared", "public")
        or one.assignments.filter(organisation=body).exists()
    }  # fmt: skip
    assert {row["Number"] for row in rows} == mine
    assert len(mine) < plan.measures.count()


def test_the_timeline_says_what_is_late_by_word(held):
    today = timezone.localdate()
    page = client_of(held.by).get(f"/w/aurelia/plans/{held.plans[0].pk}/timeline/")
    late = [
        one for one in held.plans[0].measures.all()
        if one.due and one.due < today and one.state in ("proposed", "agreed", "under_way")
    ]  # fmt: skip
    assert len(re.findall(r'<span class="late">late</span>', page.content.decode())) == len(late)
    assert len(re.findall(r'aria-label="[^"]*, late"', page.content.decode())) == len(late)


def test_pictures_have_no_style_of_their_own(held):
    client = client_of(held.by)
    for where in (
        "coverage/",
        "coverage/?fold=none",
        "heat/",
        f"plans/{held.plans[0].pk}/timeline/",
    ):
        page = client.get(f"/w/aurelia/{where}").content.decode()
        assert page.count("<svg") >= 1
        assert "style=" not in page


def test_a_seed_is_the_same_for_the_same_key(held):
    other = planned.seed("Twin", today=timezone.localdate(), size=planned.SMALL)
    assert [(m.title, m.state, m.start, m.due) for m in other.measures] == [
        (m.title, m.state, m.start, m.due) for m in held.measures
    ]
