"""Comments and questions: in which room, who is told, until when, and what can be taken back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.workspace.domain import comments, measures, plans
from heedweb.workspace.domain.comments import Words
from heedweb.workspace.domain.refusals import NotNow, NotTheirs
from heedweb.workspace.models import Activity, Comment, Notice
from heedweb.workspace.queries import comments as queries
from tests.web.conftest import seat
from tests.web.test_notes import room, row_of


def address(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


def said(table, who="focal", text="Which wells?", *, where="own", about=None, **words):
    by = seat(table, who)
    place = room(table, "shared") if where == "table" else by_room(table, who)
    given = Words(text, **words)
    return comments.say(about=about or row_of(table), room=place, words=given, by=by)


def by_room(table, who):
    held = table.workspace.memberships.get(user=table.people[who])
    return held.organisation.room


def texts(table, who, about=None):
    found = queries.on(seat(table, who), about or row_of(table))
    return [one.comment.text for one in found]


def test_what_is_said_in_a_room_stays_there_and_what_is_said_at_the_table_is_for_all(read):
    said(read, "focal", "OWN")
    said(read, "focal", "TABLE", where="table")
    assert texts(read, "alternate") == ["OWN", "TABLE"]
    for who in ("coordinator", "nhri_member", "reader"):
        assert texts(read, who) == ["TABLE"]
        shown = read.client(who).get(address("recommendation", row_of(read).pk)).content.decode()
        assert "TABLE" in shown
        assert "OWN" not in shown
        assert "focal@" not in shown


def test_who_is_named_is_told_once_and_finds_the_question_until_it_is_settled(read):
    alternate = read.people["alternate"]
    held = said(read, "focal", question=True, to=[alternate])
    assert [one.user for one in Notice.objects.all()] == [alternate]
    assert Notice.objects.get().url.endswith(f"#comment-{held.pk}")
    assert queries.waiting(seat(read, "alternate")) == 1
    assert queries.waiting(seat(read, "focal")) == 0
    listed = read.client("alternate").get(address("questions")).content.decode()
    assert "Which wells?" in listed
    comments.settle(held, by=seat(read, "focal"))
    assert queries.waiting(seat(read, "alternate")) == 0
    with pytest.raises(NotNow):
        comments.settle(held, by=seat(read, "focal"))


def test_an_organisation_at_the_table_is_asked(read):
    said(read, "focal", question=True, where="table", bodies=[read.organisations["league"]])
    told = sorted(one.user.email for one in Notice.objects.all())
    assert told == ["cso_approver@example.org", "cso_member@example.org"]
    assert queries.waiting(seat(read, "cso_member")) == 1
    assert queries.waiting(seat(read, "cso_elsewhere")) == 0


def test_people_of_other_organisations_are_never_named(read):
    stranger = read.people["nhri_member"]
    held = said(read, "focal", question=True, to=[stranger], bodies=[read.organisations["league"]])
    assert (held.to.count(), held.bodies.count(), Notice.objects.count()) == (0, 0, 0)
    page = read.client("focal").get(address("recommendation", row_of(read).pk)).content.decode()
    assert "nhri_member@" not in page


@pytest.mark.parametrize(
    ("who", "may"),
    [("focal", True), ("coordinator", True), ("alternate", False), ("nhri_member", False)],
)
def test_who_asked_settles_a_question_or_a_coordinator(read, who, may):
    held = said(read, "focal", question=True, where="table")
    status = read.client(who).post(address("comment-settle", held.pk)).status_code
    assert status == (302 if may else 403)
    held.refresh_from_db()
    assert (held.settled is not None) == may


def test_what_is_taken_back_leaves_an_empty_place(read):
    held = said(read, "focal", "REGRETTED", where="table")
    other = read.client("coordinator").post(address("comment-take-back", held.pk))
    assert other.status_code == 403
    assert read.client("focal").post(address("comment-take-back", held.pk)).status_code == 302
    page = read.client("nhri_member").get(address("recommendation", row_of(read).pk))
    assert "REGRETTED" not in page.content.decode()
    assert "Taken back on" in page.content.decode()
    assert Comment.objects.get().text == ""
    assert "REGRETTED" not in str(list(Activity.objects.values()))


def test_an_answer_stands_below_and_tells_who_asked(read):
    held = said(read, "focal", question=True, where="table")
    client = read.client("nhri_member")
    place = address("comment-on-recommendation", row_of(read).pk)
    sent = {"text": "Those of the north.", "where": "table", "answers": held.pk}
    assert client.post(place, sent).status_code == 302
    (one,) = queries.on(seat(read, "focal"), row_of(read))
    assert [below.comment.text for below in one.answers] == ["Those of the north."]
    assert [notice.user for notice in Notice.objects.all()] == [read.people["focal"]]
    # What is said in one room is not answered in another.
    assert client.post(place, {**sent, "where": "own"}).status_code == 409


def test_what_cannot_be_said_is_shown_again_with_its_words(read):
    place = address("comment-on-recommendation", row_of(read).pk)
    page = read.client("focal").post(place, {"text": "My words", "where": "nowhere"})
    assert page.status_code == 422
    assert "My words" in page.content.decode()
    with pytest.raises(NotTheirs):
        comments.say(
            about=row_of(read), room=by_room(read, "focal"), words=Words("x"),
            by=seat(read, "nhri_member"),
        )  # fmt: skip


def test_nobody_is_told_of_a_measure_who_may_not_know_of_it(read):
    by = seat(read, "coordinator")
    plan = plans.begin(words={"name": "Wells"}, by=by)
    measure = measures.make(plan=plan, words={"title": "Dig"}, by=by)
    offered = comments.bodies_on(measure, by)
    assert list(offered) == []
    place = address("comment-on-measure", measure.pk)
    assert read.client("cso_member").post(place, {"text": "x", "where": "own"}).status_code == 404


def test_a_record_asks_as_much_of_the_database_for_one_comment_as_for_three(read):
    counts = []
    client = read.client("focal")
    place = address("recommendation", row_of(read).pk)
    client.get(place)
    for n in (1, 2, 3):
        said(read, "cso_member", f"{n}", where="table", bodies=[read.organisations["health"]],
             question=True)  # fmt: skip
        if n != 2:
            with CaptureQueriesContext(connection) as pages:
                client.get(place)
                client.get(address("questions"))
            counts.append(len(pages))
    assert counts[0] == counts[1]
