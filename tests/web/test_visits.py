"""Visits of mandates and bodies, standing invitations, and letters with their replies."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.utils import timezone

from heedweb.workspace.domain import promises, visits
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import (
    Activity,
    Item,
    Recommendation,
    StandingInvitation,
    Visit,
    VisitItem,
)
from tests.web.conftest import seat
from tests.web.test_items import met, taken, words_of
from tests.web.test_register import get, post, promised


def day(days):
    return timezone.localdate() + timedelta(days=days)


def asked(table, **words):
    words = {"who": "Special Rapporteur on water", "asked_on": date(2026, 3, 1), **words}
    return visits.begin(words=words, by=seat(table, "focal"))


def listed(table, **wanted):
    return [row.visit.who for row in get(table, "visits", **wanted).context["listing"].rows]


def rows_of(response):
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_visit_says_of_each_step_what_is_known_and_by_which_source(table):
    held = asked(
        table, reminded="2026-05-01, 2026-07-01", asked_source="Letter 12", answered="dates",
        answered_on=date(2026, 8, 1), proposed="second half of 2027", answered_source="Note 7",
        terms_stand="agreed", terms_source="Annex 2", begins=date(2027, 9, 1),
        ends=date(2027, 9, 9), place="Port Lumen", dates_source="Note 8", report="A/HRC/70/1/Add.1",
    )  # fmt: skip
    said = words_of(get(table, "visit", held.pk))
    for line in (
        "Asked for on 1 March 2026", "Asked for again on 1 May 2026; 1 July 2026",
        "Source Letter 12", "Answer dates proposed", "Source Note 7", "Terms agreed",
        "Source Annex 2", "1 September 2027 – 9 September 2027", "Source Note 8",
        "A/HRC/70/1/Add.1 It is not among the documents of this workspace.",
    ):  # fmt: skip
        assert line in said


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ({}, "waiting"),
        ({"answered": "accepted"}, "undated"),
        ({"answered": "dates"}, "undated"),
        ({"answered": "postponed", "begins": day(-9)}, "postponed"),
        ({"answered": "declined"}, "declined"),
        ({"answered": "accepted", "begins": day(0)}, "planned"),
        ({"begins": day(-3), "ends": day(2)}, "planned"),
        ({"begins": day(-9), "ends": day(-2)}, "done"),
        ({"begins": day(-1)}, "done"),
    ],
)
def test_the_list_shows_how_a_visit_stands_and_finds_it_by_that_alone(table, words, stands):
    asked(table, **words)
    (row,) = get(table, "visits").context["listing"].rows
    assert row.stands == stands
    found = {show for show in ("waiting", "undated", "planned", "done", "postponed", "declined")
             if listed(table, show=show)}  # fmt: skip
    assert found == {stands}


def test_an_answer_that_was_due_before_is_late(table):
    asked(table, reply_due=day(-1))
    assert "waiting for an answer, late" in words_of(get(table, "visits"))


def test_a_visit_is_entered_and_written_on_its_pages(table):
    sent = {"who": "Subcommittee", "kind": "subcommittee", "answered": "none", "version": 0,
            "reminded": "2026-07-01; 2026-05-01"}  # fmt: skip
    assert post(table, "visit-new", **sent).status_code == 302
    held = Visit.objects.get()
    assert (held.reminded, held.room) == (
        "2026-05-01, 2026-07-01", table.organisations["health"].room,
    )  # fmt: skip
    sent |= {"version": 1, "answered": "accepted", "answered_on": "2026-08-01"}
    assert post(table, "visit-write", held.pk, **sent).status_code == 302
    assert "− no answer + accepted" in words_of(get(table, "visit", held.pk))
    verbs = Activity.objects.filter(kind="visit").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["visit_begun", "visit_written"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({"reminded": "in May"}, "Write days as 2026-05-31."),
        ({"ends": "2026-05-01"}, "It ends before it begins."),
        ({"begins": "2026-05-02", "ends": "2026-05-01"}, "It ends before it begins."),
        ({"answered_on": "2026-05-01"}, "Say what the State answered."),
    ],
)
def test_what_cannot_be_of_a_visit_is_refused(table, words, line):
    sent = {"who": "Subcommittee", "kind": "subcommittee", "answered": "none", **words}
    response = post(table, "visit-new", **sent)
    assert (response.status_code, Visit.objects.count()) == (422, 0)
    assert line in response.content.decode()


def test_the_register_refuses_what_its_form_does(table):
    with pytest.raises(NotNow):
        asked(table, ends=day(1))
    with pytest.raises(Lacking):
        asked(table, answered_on=day(-1))


def test_items_are_sources_of_a_visit_or_its_statement(table):
    held, item = asked(table), taken(table, kind="letter")
    for part in ("asked", "statement"):
        assert post(table, "visit-rests", held.pk, item=item.pk, part=part).status_code == 302
    said = words_of(get(table, "visit", held.pk))
    assert "Source AurNews 2026-11-04" in said
    assert "End-of-mission statement AurNews 2026-11-04" in said
    paper = VisitItem.objects.get(part="asked")
    assert post(table, "visit-rests", held.pk, drop=paper.pk).status_code == 302
    assert [one.part for one in held.papers.all()] == ["statement"]
    assert Activity.objects.filter(verb="visit_rests", record=held.pk).count() == 3


def test_an_item_of_another_room_is_no_source(table):
    held, item = asked(table), taken(table, who="coordinator")
    assert post(table, "visit-rests", held.pk, item=item.pk, part="asked").status_code == 422
    with pytest.raises(NotTheirs):
        visits.rest(held, on=item, part="asked", by=seat(table, "focal"))
    assert held.papers.count() == 0


def test_the_recommendations_of_a_report_that_is_here_stand_with_the_visit(table, read):
    row = Recommendation.objects.exclude(key="").first()
    held = asked(table, report=row.review.symbol.lower())
    whole = get(table, "visit", held.pk).context["whole"]
    assert row in whole.asks
    assert {one.review for one in whole.asks} == {row.review}


def test_a_visit_stands_with_its_event_and_the_promise_it_answers(table):
    event, promise = met(table, taken(table)).event, promised(table)
    asked(table, event=event, promise=promise)
    for page in (get(table, "event", event.pk), get(table, "promise", promise.pk)):
        assert "Visits Special Rapporteur on water waiting for an answer" in words_of(page)


def test_a_visit_has_to_do_with_recommendations(table, read):
    row = Recommendation.objects.exclude(key="").first()
    held = asked(table)
    assert post(table, "visit-bears", held.pk, rows=row.key).status_code == 302
    assert [one.recommendation for one in held.bearings.all()] == [row]
    promises.bear_no_more(held, on=held.bearings.all(), by=seat(table, "focal"))
    assert held.bearings.count() == 0


def test_a_deleted_visit_comes_back_as_it_was(table):
    held = asked(table)
    assert post(table, "visit-delete", held.pk, why="twice").status_code == 302
    assert get(table, "visit", held.pk).status_code == 404
    assert post(table, "items-deleted", visit=held.pk).status_code == 302
    assert listed(table) == ["Special Rapporteur on water"]


def test_a_standing_invitation_is_extended_and_withdrawn_by_a_source(table):
    sent = {"whom": "all", "extended_on": "2015-05-01", "extended_source": "Letter", "version": 0}
    assert post(table, "invitation-new", **sent).status_code == 302
    held = StandingInvitation.objects.get()
    assert "all : extended on 1 May 2015 Source: Letter" in words_of(get(table, "visits"))
    sent |= {"withdrawn_on": "2026-01-01", "version": 1}
    refused = post(table, "invitation-write", held.pk, **sent)
    assert "Say by which source it is known." in refused.content.decode()
    sent |= {"withdrawn_source": "Note"}
    assert post(table, "invitation-write", held.pk, **sent).status_code == 302
    assert "withdrawn on 1 January 2026" in words_of(get(table, "visits"))
    assert post(table, "invitation-delete", held.pk).status_code == 302
    assert get(table, "visits").context["listing"].invitations == []
    assert post(table, "items-deleted", invitation=held.pk).status_code == 302
    assert get(table, "invitation", held.pk).status_code == 200


@pytest.mark.parametrize("name", ["visits", "letters"])
def test_another_room_lists_nothing_of_it(table, name):
    asked(table)
    taken(table, kind="urgent_appeal")
    assert len(get(table, name).context["listing"].rows) == 1
    for who in ("coordinator", "cso_member", "reader"):
        assert get(table, name, who=who).context["listing"].rows == []


@pytest.mark.parametrize("name", ["visits", "letters"])
def test_a_list_asks_as_often_for_three_as_for_one(table, name, django_assert_max_num_queries):
    def counted(wanted):
        while Visit.objects.count() < wanted:
            asked(table)
            taken(table, kind="urgent_appeal", publisher=f"Mandate {Visit.objects.count()}")
        get(table, name)
        with django_assert_max_num_queries(60) as asked_for:
            get(table, name)
        return len(asked_for)

    assert counted(1) == counted(3)


def test_visits_and_letters_go_along_as_tables(table):
    asked(table, asked_source="=1+1")
    taken(table, kind="allegation_letter", publisher="Mandate", reference="AL AUR 1/2026")
    titles, line = rows_of(post(table, "visits-table"))
    assert dict(zip(titles, line, strict=True))["Who visits"] == "Special Rapporteur on water"
    assert "'=1+1" in line
    titles, line = rows_of(post(table, "letters-table"))
    assert line[:5] == [
        "Mandate", "AL AUR 1/2026", "allegation letter", "2026-11-04", "no reply yet",
    ]  # fmt: skip
    assert Activity.objects.filter(verb="exported").count() == 2


def letters(table, **wanted):
    rows = get(table, "letters", **wanted).context["listing"].rows
    return [(row.letter.publisher, row.stands) for row in rows]


def test_letters_stand_with_the_reply_that_is_due_and_the_one_given(table):
    late, open_, done = (
        taken(table, kind=kind, publisher=name)
        for kind, name in (("allegation_letter", "A"), ("urgent_appeal", "B"), ("letter", "C"))
    )
    Item.objects.filter(pk=late.pk).update(reply_due=day(-1))
    Item.objects.filter(pk=open_.pk).update(reply_due=day(9))
    reply = taken(table, kind="note_verbale", publisher="Ministry")
    sent = {"kind": "letter", "publisher": "C", "published": "2026-11-04", "reply": reply.pk,
            "reply_due": "2026-12-01", "version": done.version}  # fmt: skip
    refused = post(table, "item-write", done.pk, **sent)
    assert "Say on which day." in refused.content.decode()
    assert post(table, "item-write", done.pk, **sent, replied="2026-11-20").status_code == 302
    assert letters(table) == [("A", "late"), ("B", "open"), ("C", "fulfilled")]
    assert letters(table, show="open") == [("A", "late"), ("B", "open")]
    assert letters(table, show="late") == [("A", "late")]
    assert letters(table, show="fulfilled") == [("C", "fulfilled")]
    assert "Ministry 2026-11-04" in words_of(get(table, "letters", show="fulfilled"))
    assert "Replied to on 20 November 2026. Ministry 2026-11-04" in words_of(
        get(table, "item", done.pk)
    )
