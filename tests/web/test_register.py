"""The register of the dialogue: events, people, promises, statements, the briefing sheet."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from heedweb.workspace.domain import findings, gathered, promises
from heedweb.workspace.domain.refusals import Lacking
from heedweb.workspace.models import (
    Activity,
    Attendance,
    Bearing,
    Event,
    Official,
    Promise,
    Recommendation,
)
from tests.web.conftest import seat
from tests.web.test_items import ARTICLE, PEOPLE, found, met, page, taken, words_of

# The same meeting told of in Russian, a day later, without the second one.
RUSSIAN = """ПОРТ-ЛЮМЕН, 5 ноября (Вести Люмена) — Заместитель министра иностранных дел Польши \
Томас Верин встретился 4 ноября в Женеве с Верховным комиссаром ООН по правам человека \
Леной Окоро, сообщили в пресс-службе МИД.

Стороны обсудили работу по рекомендациям обзора.
"""
RUSSIANS = [
    {"name": "Томас Верин", "office": "заместитель министра", "side": "Aurelia"},
    {"name": "Лена Окоро", "office": "Верховный комиссар", "side": "OHCHR"},
]
FORBIDDEN = ("claimed", "admitted", "alleged", "refuted", "so-called", "regime")


def get(table, name, *args, who="focal", **asked):
    return table.client(who).get(reverse(f"workspace:{name}", args=["aurelia", *args]), asked)


def post(table, name, *args, **sent):
    return table.client("focal").post(reverse(f"workspace:{name}", args=["aurelia", *args]), sent)


def russian(table):
    return taken(table, text=RUSSIAN, publisher="Вести Люмена", published=date(2026, 11, 5))


def both(table):
    """A meeting told of in English on the 3rd and in Russian on the 4th, as one event."""
    first = met(table, taken(table))
    second = met(
        table, russian(table), people=RUSSIANS, date="2026-11-04", occasion="", event=first.event
    )
    return first, second


def promised(table, **words):
    words = {"who": "Aurelia", "to_whom": "OHCHR", "what": "A visit", "kind": "visit", **words}
    return promises.begin(words=words, by=seat(table, "focal"))


def test_a_second_report_of_an_event_is_proposed_to_join_it_with_the_reason(table):
    met(table, taken(table))
    second = russian(table)
    meeting = found(second, "meeting")
    meeting.words = {"participants": RUSSIANS}
    meeting.save()
    said = words_of(page(table, second))
    assert "It may be a report of this event of the register: Tomas Verin – Lena Okoro" in said
    assert "the same sides (Aurelia, OHCHR), a name that sounds the same" in said


def test_where_a_side_is_not_known_two_names_speak_for_the_same_event(table):
    met(table, taken(table))
    second = russian(table)
    meeting = found(second, "meeting")
    meeting.words = {"participants": [{**one, "side": ""} for one in RUSSIANS]}
    meeting.save()
    said = words_of(page(table, second))
    assert "(two names that sound the same, days that agree)" in said


def test_a_meeting_of_others_is_not_proposed_to_join(table):
    met(table, taken(table))
    second = taken(table, publisher="Lumen Post")
    meeting = found(second, "meeting", 1)
    meeting.words = {"participants": [PEOPLE[0], {"name": "Paul Marsh", "side": "ILO"}]}
    meeting.save()
    assert "It may be a report" not in words_of(page(table, second)).split("Paul Marsh")[-1]


def test_two_reports_of_one_event_stand_side_by_side_with_their_differences(table):
    first, second = both(table)
    assert first.event == second.event
    said = words_of(get(table, "event", first.event.pk))
    assert "The items differ on: day, occasion, participants." in said
    assert "AurNews 2026-11-04 3 November 2026 Geneva" in said
    assert "Вести Люмена 2026-11-05 4 November 2026 Geneva not stated" in said
    assert said.index("AurNews 2026-11-04 3") < said.index("Вести Люмена 2026-11-05 4")


def test_an_event_states_what_the_report_that_joins_it_states_and_the_first_did_not(table):
    first = met(table, taken(table), date="", place="")
    met(table, russian(table), people=RUSSIANS, date="2026-11-04", place="Bern", event=first.event)
    event = Event.objects.get()
    assert (event.on, event.place) == (date(2026, 11, 4), "Bern")
    assert event.occasion == first.said["occasion"] != ""


def test_an_event_follows_its_meeting_until_a_person_wrote_in_the_event(table):
    first = met(table, taken(table), date="2026-11-03", place="Bern")
    by = seat(table, "focal")
    words = {**first.said, "date": "2026-11-05", "place": "Lumen"}
    first = findings.correct(first, words=words, seen=first.version, by=by)
    event = gathered.write(first.event, words={"place": "Port Lumen"}, seen=1, by=by)
    assert (event.on, event.place) == (date(2026, 11, 5), "Port Lumen")
    words = {**first.said, "date": "2026-11-06", "place": "Geneva"}
    findings.correct(first, words=words, seen=first.version, by=by)
    event.refresh_from_db()
    assert (event.on, event.place) == (date(2026, 11, 6), "Port Lumen")


def test_whoever_is_spelled_otherwise_in_another_report_of_an_event_is_one_person(table):
    both(table)
    assert sorted(one.name for one in Official.objects.all()) == ["Lena Okoro", "Tomas Verin"]
    assert "Томас Верин" in Official.objects.get(name="Tomas Verin").names


def test_who_was_told_of_only_in_a_report_that_joins_an_event_is_the_person_of_that_event(table):
    first = met(table, taken(table))
    second = met(table, russian(table), people=RUSSIANS, date="2026-11-04")
    assert Official.objects.filter(same_as=None).count() == 4
    findings.place(second, event=first.event, seen=second.version, by=seat(table, "focal"))
    names = Official.objects.filter(same_as=None).values_list("name", flat=True)
    assert list(names) == ["Lena Okoro", "Tomas Verin"]


def test_a_person_separates_what_was_joined(table):
    first, second = both(table)
    sent = post(table, "finding-act", second.pk, "place", seen=second.version)
    assert sent.status_code == 302
    second.refresh_from_db()
    assert second.event != first.event
    assert [one.event for one in second.attendances.all()] == [second.event] * 2
    assert first.event.attendances.count() == 2


def test_offices_of_a_person_stand_over_time(table):
    met(table, taken(table))
    later = [{**PEOPLE[0], "office": "Ambassador"}, PEOPLE[1]]
    met(table, taken(table, publisher="Lumen Post"), people=later, date="2027-02-01")
    verin = Official.objects.get(name="Tomas Verin")
    said = words_of(get(table, "official", verin.pk))
    assert said.index("Ambassador") < said.index("Deputy Minister of Foreign Affairs")
    assert "1 February 2027" in said


def test_two_names_of_one_person_are_brought_together(table):
    met(table, taken(table))
    met(table, russian(table), people=RUSSIANS, date="2026-12-20")
    assert Official.objects.count() == 4
    one, other = (Official.objects.get(name=name) for name in ("Томас Верин", "Tomas Verin"))
    assert post(table, "official-same", one.pk, **{"as": other.pk}).status_code == 302
    assert other.attendances.count() == 2
    assert get(table, "official", one.pk).status_code == 404
    assert post(table, "official-same", other.pk, **{"as": other.pk}).status_code == 409


def test_an_event_that_no_item_tells_of_is_entered_with_who_took_part(table):
    sent = post(
        table, "event-new", title="Visit", kind="visit_hc", on="2027-03-01", version=0,
        people="Lena Okoro; High Commissioner; OHCHR; OHCHR",
    )  # fmt: skip
    event = Event.objects.get()
    assert sent["Location"] == reverse("workspace:event", args=["aurelia", event.pk])
    assert Attendance.objects.get().official == Official.objects.get(name="Lena Okoro")
    wrong = post(table, "event-write", event.pk, title="Visit", kind="visit_hc", version=1,
                 on="2027-03-01", until="2027-02-01")  # fmt: skip
    assert wrong.status_code == 422


def test_an_event_that_items_tell_of_is_not_deleted(table):
    event = met(table, taken(table)).event
    assert post(table, "event-delete", event.pk).status_code == 409
    own = gathered.begin(words={"title": "Visit"}, by=seat(table, "focal"))
    assert post(table, "event-delete", own.pk).status_code == 302
    assert get(table, "event", own.pk).status_code == 404
    assert post(table, "items-deleted", event=own.pk).status_code == 302
    assert get(table, "event", own.pk).status_code == 200


def test_a_promise_has_an_owner_a_day_and_what_came_of_it(table):
    held = promised(table)
    words = {
        "what": "A visit", "who": "Aurelia", "kind": "visit", "version": 1,
        "owner": table.organisations["health"].pk, "due": "2026-12-24",
    }  # fmt: skip
    assert post(table, "promise-write", held.pk, **words).status_code == 302
    late = post(table, "promise-write", held.pk, **words, fulfilled="2026-11-01")
    assert late.status_code == 422
    held.refresh_from_db()
    assert (held.owner.name, held.due, held.version) == ("health", date(2026, 12, 24), 2)
    done = promises.write(
        held, words={"fulfilled": date(2026, 11, 1), "evidence": "Note 4"}, seen=2,
        by=seat(table, "focal"),
    )  # fmt: skip
    assert "fulfilled" in words_of(get(table, "promise", done.pk))


def test_what_is_promised_and_asked_for_is_narrowed(table):
    past, ahead = timezone.localdate() - timedelta(days=3), timezone.localdate() + timedelta(days=9)
    promised(table, what="Late one", due=past)
    promised(table, what="Open one", due=ahead, owner=table.organisations["health"])
    promised(table, what="Asked one", asked=True)
    shown = {
        show: [
            row.promise.what for row in get(table, "promises", show=show).context["listing"].rows
        ]
        for show in ("", "open", "late", "asked", "ownerless", "fulfilled")
    }
    assert shown == {
        "": ["Late one", "Open one", "Asked one"], "open": ["Late one", "Open one"],
        "late": ["Late one"], "asked": ["Asked one"], "ownerless": ["Late one", "Asked one"],
        "fulfilled": [],
    }  # fmt: skip


def test_what_is_due_stands_on_the_first_page_of_those_who_keep_it(table):
    promised(table, what="Soon one", due=timezone.localdate() + timedelta(days=9))
    taken(table, reply_due=timezone.localdate())
    said = words_of(get(table, "today"))
    assert "Soon one" in said
    assert "1 item with proposals to decide" in said
    assert "reply due" in said
    assert "Soon one" not in words_of(get(table, "today", who="coordinator"))


def test_a_promise_has_to_do_with_recommendations_and_says_so_on_their_page(read):
    row = Recommendation.objects.filter(review__workspace=read.workspace)[0]
    held = promised(read)
    assert post(read, "promise-bears", held.pk, rows=row.key).status_code == 302
    assert post(read, "promise-bears", held.pk, rows="999.9").status_code == 422
    assert post(read, "promise-bears", held.pk).status_code == 422
    assert "Promised in the dialogue" in words_of(get(read, "recommendation", row.pk))
    assert "Promised in the dialogue" not in words_of(
        get(read, "recommendation", row.pk, who="coordinator")
    )
    bearing = Bearing.objects.get()
    assert post(read, "promise-bears", held.pk, drop=bearing.pk).status_code == 302
    assert Bearing.objects.count() == 0
    assert Activity.objects.filter(verb="promise_bears").count() == 2


def test_a_deleted_promise_comes_back(table):
    held = promised(table)
    assert post(table, "promise-delete", held.pk, why="twice").status_code == 302
    assert get(table, "promise", held.pk).status_code == 404
    assert "A visit" in words_of(get(table, "items-deleted"))
    assert post(table, "items-deleted", promise=held.pk).status_code == 302
    assert get(table, "promise", held.pk).status_code == 200


def test_a_promise_is_not_fulfilled_without_anything_that_shows_it(table):
    with pytest.raises(Lacking):
        promised(table, fulfilled=date(2026, 11, 1))
    assert Promise.objects.count() == 0


def test_the_same_words_by_the_same_speaker_are_counted_once(table):
    for publisher in ("AurNews", "Lumen Post"):
        item = taken(table, publisher=publisher)
        findings.confirm(found(item, "statement", 1), seen=1, by=seat(table, "focal"))
    listing = get(table, "statements").context["listing"]
    assert (len(listing.rows), len(listing.rows[0].also), listing.times) == (1, 1, 1)
    assert "The same words also in:" in words_of(get(table, "statements"))


def test_what_a_publisher_took_back_counts_no_more(table):
    item = taken(table, retracted=date(2026, 11, 9))
    findings.confirm(found(item, "statement", 1), seen=1, by=seat(table, "focal"))
    listing = get(table, "statements").context["listing"]
    assert (len(listing.rows), listing.times) == (1, 0)


def test_a_statement_about_other_states_is_attributed_and_has_to_do_with_no_recommendation(table):
    item = taken(table)
    held = findings.confirm(found(item, "statement", 1), seen=1, by=seat(table, "focal"))
    said = words_of(get(table, "statements", about="Latvia"))
    assert "Tomas Verin, Deputy Minister of Foreign Affairs, said on a day not stated" in said
    assert held.said["about"] == ["Poland", "Latvia"]
    assert Bearing.objects.count() == 0


def test_a_briefing_sheet_says_what_was_promised_asked_said_and_is_open(table):
    event = met(table, taken(table)).event
    promised(table, what="The report of the visit", event=event)
    promised(table, what="A date for it", who="OHCHR", to_whom="Aurelia", asked=True)
    sheet = get(table, "briefing", side="OHCHR").context["sheet"]
    assert [row.promise.what for row in sheet.promised] == ["The report of the visit"]
    assert [row.promise.what for row in sheet.asked] == ["A date for it"]
    assert [row.promise.what for row in sheet.open] == ["A date for it", "The report of the visit"]
    assert sheet.last == event
    assert get(table, "briefing", side="Nobody").context["sheet"] is None


def test_a_briefing_sheet_holds_what_a_state_recommended_last_time(read):
    row = Recommendation.objects.filter(recommending__iso3="SYR").first() or (
        Recommendation.objects.exclude(recommending__iso3="").filter(
            recommending__iso3__isnull=False
        ).first()
    )  # fmt: skip
    name = row.recommending.exclude(iso3="")[0].name
    met(read, taken(read), people=[PEOPLE[0], {**PEOPLE[1], "side": name}])
    sheet = get(read, "briefing", side=name).context["sheet"]
    assert row in sheet.asks


def test_a_briefing_sheet_goes_along_as_a_word_file_and_the_history_says_so(table):
    met(table, taken(table))
    sent = post(table, "briefing-file", side="OHCHR")
    lines = [one.text for one in docx.Document(BytesIO(sent.content)).paragraphs]
    assert lines[0] == "Briefing: OHCHR"
    assert lines[-1] == "3 November 2026 · Tomas Verin – Lena Okoro · Geneva · Review"
    act = Activity.objects.get(verb="briefing_taken")
    assert act.room == table.organisations["health"].room


@pytest.mark.parametrize("name", ["events", "officials", "promises", "statements"])
def test_another_room_lists_nothing_of_it(table, name):
    item = taken(table)
    met(table, item)
    for one in item.findings.filter(state="proposed"):
        findings.confirm(one, seen=1, by=seat(table, "focal"))
    assert len(get(table, name).context["listing"].rows) > 0
    for who in ("coordinator", "cso_member", "reader"):
        assert get(table, name, who=who).context["listing"].rows == []


@pytest.mark.parametrize("name", ["events", "officials", "promises", "statements"])
def test_a_list_asks_as_often_for_three_as_for_one(table, name, django_assert_max_num_queries):
    def counted(wanted):
        while Event.objects.count() < wanted:
            nth = Event.objects.count()
            item = taken(
                table, publisher=f"News {nth}", text=ARTICLE.replace("Verin", f"Verin{'abc'[nth]}")
            )
            met(table, item, people=[{**PEOPLE[0], "name": f"Tomas {nth}"}, PEOPLE[1]])
            findings.confirm(found(item, "statement", 1), seen=1, by=seat(table, "focal"))
            promised(table)
        get(table, name)
        with django_assert_max_num_queries(100) as asked:
            get(table, name)
        return len(asked)

    assert counted(1) == counted(3)


def test_no_page_or_word_of_the_dialogue_takes_a_side():
    root = Path("src/heedweb")
    pages = [*root.glob("templates/**/*.html"), *root.glob("workspace/*_words.py")]
    pages += [root / f"workspace/queries/{name}.py" for name in ("attribution", "briefing_file")]
    said = {
        (one.name, word) for one in pages for word in FORBIDDEN
        if word in one.read_text(encoding="utf-8").casefold()
    }  # fmt: skip
    assert said == set()
