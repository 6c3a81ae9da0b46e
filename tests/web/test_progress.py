"""Requests and progress reports: asked, answered, validated, sent back, asked again."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heedweb.workspace.domain import (
    assignments,
    measures,
    plans,
    reminders,
    reports,
    requests,
    rooms,
)
from heedweb.workspace.domain.requests import Wanted
from heedweb.workspace.models import (
    Activity,
    Evidence,
    Measure,
    Notice,
    ProgressReport,
    Recommendation,
    Request,
    Typed,
)
from heedweb.workspace.queries import due
from tests.web.conftest import seat
from tests.web.test_notes import room

SOON = timedelta(days=5)


def day(days=5):
    return timezone.localdate() + timedelta(days=days)


def led(table, number, body="health"):
    chair = seat(table, "coordinator")
    plan = plans.Plan.objects.filter(name="Wells").first()
    plan = plan or plans.begin(words={"name": "Wells"}, by=chair)
    words = {"title": f"Dig well {number}", "number": str(number)}
    made = measures.make(plan=plan, words=words, by=chair)
    measures.bring_to(made, state="agreed", by=chair)
    part = assignments.assign(made, body=table.organisations[body], part="lead", by=chair)
    who = "focal" if body == "health" else "focal_elsewhere"
    assignments.answer(part, accepted=True, by=seat(table, who))
    made.refresh_from_db()
    return made


@pytest.fixture
def measure(table):
    return led(table, 1)


def asked(table, *abouts, body="health", **words):
    wanted = [Wanted(table.organisations[body], one) for one in abouts]
    words = {"due": day(), **words}
    return requests.ask(wanted, by=seat(table, "coordinator"), **words)


def sent(about, table, who="focal", text="Two wells were dug."):
    held = reports.begin(about, words={"text": text, "on": day(-1)}, by=seat(table, who))
    to = rooms.destination("coordination", seat(table, who))
    return reports.ask(held, to=to, seen=held.version, by=seat(table, who))


def test_a_filter_is_previewed_then_asked_of_those_who_lead(table, measure):
    led(table, 2, "justice")
    chair = seat(table, "coordinator")
    loose = measures.make(plan=measure.plan, words={"title": "Led by nobody"}, by=chair)
    client = table.client("coordinator")
    address = f"/w/aurelia/requests/new/?plan={measure.plan_id}"
    words = {"due": day().isoformat(), "question": "How many?", "every": "6"}
    page = client.post(address, words).content.decode()
    assert "Ask for 2 reports" in page
    assert "nobody leads it" in page
    assert str(loose) in page
    assert not Request.objects.exists()
    assert client.post(address, {**words, "seen": "2"}).status_code == 302
    held = Request.objects.order_by("pk")
    assert [(str(one.organisation), one.question, one.every) for one in held] == [
        ("health", "How many?", 6), ("justice", "How many?", 6),
    ]  # fmt: skip
    told = Notice.objects.filter(verb="asked").values_list("user__email", flat=True)
    assert sorted(told) == [
        "alternate@example.org", "authority@example.org", "focal@example.org",
        "focal_elsewhere@example.org",
    ]  # fmt: skip
    assert "is asked already" in client.post(address, words).content.decode()


def test_how_often_reports_are_wanted_is_said_by_the_measure_or_by_who_asks(table, measure):
    by = seat(table, "coordinator")
    held = measures.write(measure, words={"every": 3}, seen=measure.version, by=by)
    (one,), (other,) = asked(table, held), asked(table, held, body="justice", every=6)
    assert (one.every, other.every) == (3, 6)


def test_what_changed_since_the_preview_is_shown_again(table, measure):
    client = table.client("coordinator")
    words = {"due": day().isoformat(), "seen": "5"}
    page = client.post("/w/aurelia/requests/new/", words).content.decode()
    assert "This is not what you saw before" in page
    assert not Request.objects.exists()


def test_recommendations_are_asked_about_as_their_list_is_narrowed(read, table):
    rows = list(Recommendation.objects.order_by("pk")[:2])
    client = table.client("coordinator")
    of = "&".join(f"recommendation={row.pk}" for row in rows)
    health = table.organisations["health"].pk
    words = {"due": day().isoformat(), "bodies": [health], "seen": "2"}
    client.post(f"/w/aurelia/requests/new/?of=recommendations&{of}", words)
    assert set(Request.objects.values_list("recommendation", flat=True)) == {r.pk for r in rows}
    page = client.get("/w/aurelia/requests/new/?of=recommendations&position=noted")
    assert page.status_code == 200


def test_one_item_is_answered_in_one_step_and_leads_to_the_next(table, measure):
    second = led(table, 2)
    (one,) = asked(table, measure, due=day(-0))
    (two,) = asked(table, second)
    client = table.client("focal")
    page = client.get("/w/aurelia/due/").content.decode()
    assert page.index("Dig well 1") < page.index("Dig well 2")
    words = {
        "text": "Two wells were dug.", "on": day(-1).isoformat(), "state": "under_way",
        "goes": "coordination", "link": "https://example.org/wells", "do": "send",
    }  # fmt: skip
    gone = client.post(f"/w/aurelia/due/{one.pk}/", words)
    assert gone["Location"] == f"/w/aurelia/due/{two.pk}/"
    held = ProgressReport.objects.get()
    assert (held.standing, held.request, str(held.to)) == ("in_review", one, "Coordination")
    assert held.evidence.get().link == "https://example.org/wells"
    assert Measure.objects.get(pk=measure.pk).state == "under_way"
    assert Notice.objects.filter(verb="to_validate").get().user == table.people["authority"]


def test_what_is_typed_is_kept_until_it_is_sent(table, measure):
    (one,) = asked(table, measure)
    client = table.client("focal")
    address = f"/w/aurelia/due/{one.pk}/"
    typed = {"text": "Half a sent", "on": day(0).isoformat(), "goes": "shared", "version": "0"}
    kept = client.post(address, typed, headers={"HX-Request": "true"})
    assert "Kept for you" in kept.content.decode()
    assert "Half a sent" in client.get(address).content.decode()
    assert "Half a sent" not in table.client("alternate").get(address).content.decode()
    client.post(address, {**typed, "text": "A whole sentence.", "do": "send"})
    assert not Typed.objects.exists()
    assert ProgressReport.objects.get().text == "A whole sentence."


def test_the_authority_validates_and_the_next_request_is_made(table, measure):
    (one,) = asked(table, measure, every=6)
    held = sent(measure, table)
    client = table.client("authority")
    page = client.get("/w/aurelia/reports/?waits=me").content.decode()
    assert "Two wells were dug." in page
    gone = client.post(
        f"/w/aurelia/reports/{held.pk}/do/approve/", {"version": held.version, "then": "list"}
    )
    assert gone["Location"] == "/w/aurelia/reports/?waits=me"
    one.refresh_from_db()
    assert one.closed is not None
    later = Request.objects.get(closed__isnull=True)
    assert later.due == requests.next_day(one.due, 6)
    told = set(Notice.objects.filter(record=held.pk).values_list("verb", "user__email"))
    assert ("validated", "focal@example.org") in told
    assert ("reported", "coordinator@example.org") in told
    assert Activity.objects.filter(verb="report_answered").count() == 1


def test_nobody_validates_their_own(table, measure):
    asked(table, measure)
    held = sent(measure, table, who="authority")
    client = table.client("authority")
    refused = client.post(f"/w/aurelia/reports/{held.pk}/do/approve/", {"version": held.version})
    assert refused.status_code == 403
    assert "somebody else must publish it" in refused.content.decode()


def test_what_is_sent_back_stands_on_the_due_page_with_the_comment(table, measure):
    (one,) = asked(table, measure)
    held = sent(measure, table)
    table.client("authority").post(
        f"/w/aurelia/reports/{held.pk}/do/return/", {"comment": "How deep?", "then": "list"}
    )
    client = table.client("focal")
    assert "How deep?" in client.get("/w/aurelia/due/").content.decode()
    address = f"/w/aurelia/due/{one.pk}/"
    page = client.get(address).content.decode()
    assert "How deep?" in page
    assert "Two wells were dug." in page
    words = {"text": "Two, 40 m deep.", "on": day(-1).isoformat(), "goes": "shared",
             "version": held.version, "do": "send"}  # fmt: skip
    client.post(address, words)
    held.refresh_from_db()
    assert (held.text, held.standing, held.to.kind) == ("Two, 40 m deep.", "in_review", "shared")
    assert Notice.objects.filter(verb="returned").get().user == table.people["focal"]


def test_two_of_an_institution_at_one_report_lose_nothing(table, measure):
    (one,) = asked(table, measure)
    reports.begin(measure, words={"text": "First.", "on": day(-1)}, by=seat(table, "focal"))
    address = f"/w/aurelia/due/{one.pk}/"
    first, second = table.client("focal"), table.client("alternate")
    words = {"on": day(-1).isoformat(), "goes": "shared", "version": "1", "do": "keep"}
    assert first.post(address, {**words, "text": "Mine."}).status_code == 302
    both = second.post(address, {**words, "text": "Theirs.", "link": "https://example.org"})
    assert both.status_code == 409
    page = both.content.decode()
    assert "Mine." in page
    assert "Theirs." in page
    assert "https://example.org" in page


def test_a_second_report_on_the_same_is_refused_and_its_words_stay(table, measure):
    (one,) = asked(table, measure)
    client = table.client("alternate")
    reports.begin(measure, words={"text": "First.", "on": day(-1)}, by=seat(table, "focal"))
    words = {"text": "Second.", "on": day(-1).isoformat(), "goes": "shared", "do": "send"}
    page = client.post(f"/w/aurelia/due/{one.pk}/", words)
    assert page.status_code == 409
    assert "Second." in page.content.decode()


def test_a_report_of_a_day_to_come_is_refused(table, measure):
    words = {"text": "Done.", "on": day(2).isoformat(), "goes": "shared", "do": "send"}
    page = table.client("focal").post(f"/w/aurelia/measures/{measure.pk}/report/", words)
    assert page.status_code == 422
    assert not ProgressReport.objects.exists()


def test_the_day_is_changed_and_a_request_closed_with_a_reason(table, measure):
    (one,) = asked(table, measure)
    client = table.client("coordinator")
    address = f"/w/aurelia/requests/{one.pk}/do/"
    assert client.post(f"{address}move/", {"due": day(9).isoformat()}).status_code == 422
    moved = client.post(f"{address}move/", {"due": day(9).isoformat(), "why": "Holidays"})
    assert moved.status_code == 302
    one.refresh_from_db()
    assert one.due == day(9)
    assert client.post(f"{address}close/", {"why": "No longer needed"}).status_code == 302
    assert client.post(f"{address}close/", {"why": "Again"}).status_code == 409
    verbs = Notice.objects.filter(user=table.people["focal"], kind="request")
    assert set(verbs.values_list("verb", flat=True)) == {"asked", "moved", "no_longer"}
    acts = Activity.objects.filter(verb__in=("report_moved", "report_closed")).order_by("pk")
    assert [one.why for one in acts] == ["Holidays", "No longer needed"]


def test_the_list_counts_how_requests_stand(table, measure):
    second, third = led(table, 2), led(table, 3)
    held = asked(table, measure, second, third)
    Request.objects.filter(pk=held[0].pk).update(due=day(-3))
    sent(second, table)
    page = table.client("coordinator").get("/w/aurelia/requests/").content.decode()
    for said in ("open (3)", "overdue (1)", "waits for validation (1)", "answered (0)"):
        assert said in page
    page = table.client("coordinator").get("/w/aurelia/requests/?state=overdue").content.decode()
    assert "Dig well 1" in page
    assert "Dig well 2" not in page


def test_an_institution_sees_its_own_requests_alone(table, measure):
    other = led(table, 2, "justice")
    (mine,) = asked(table, measure)
    (theirs,) = asked(table, other, body="justice")
    client = table.client("focal")
    assert client.get(f"/w/aurelia/requests/{mine.pk}/").status_code == 200
    assert client.get(f"/w/aurelia/requests/{theirs.pk}/").status_code == 404
    assert "Dig well 2" not in client.get("/w/aurelia/requests/").content.decode()
    assert table.client("nhri_member").get("/w/aurelia/requests/").status_code == 403


@pytest.mark.parametrize("address", ["due/", "requests/", "reports/", "", "reports/?waits=me"])
def test_lists_cost_the_same_for_one_and_for_three(table, measure, address):
    who = "coordinator" if address == "requests/" else "authority"
    client = table.client(who)
    Notice.objects.all().delete()

    def fill(one):
        asked(table, one, due=day(3))
        sent(one, table)
        again = reports.begin(led(table, f"{one.number}x"), words={"text": "Draft", "on": day(-1)},
                              by=seat(table, "focal"))  # fmt: skip
        asked(table, again.measure)

    fill(measure)
    client.get(f"/w/aurelia/{address}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/w/aurelia/{address}")
    for number in (2, 3):
        fill(led(table, number))
    with CaptureQueriesContext(connection) as many:
        client.get(f"/w/aurelia/{address}")
    assert len(many) == len(few)


def test_reports_stand_on_the_recommendation_by_institution_and_date(read, table):
    row = Recommendation.objects.order_by("pk")[0]
    for who, checks, text in (
        ("focal", "authority", "From health."), ("coordinator", "alice", "From the coordination."),
    ):  # fmt: skip
        by = seat(table, who)
        held = reports.begin(row, words={"text": text, "on": day(-2)}, by=by)
        held = reports.ask(held, to=rooms.destination("shared", by), seen=1, by=by)
        reports.approve(held, seen=held.version, by=seat(table, checks))
    page = table.client("cso_member").get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert page.index("From health.") < page.index("From the coordination.")
    held = ProgressReport.objects.first()
    assert table.client("cso_member").get(f"/w/aurelia/reports/{held.pk}/").status_code == 200


def test_a_draft_is_seen_by_nobody_else(table, measure):
    held = reports.begin(
        measure, words={"text": "Wells, in secret.", "on": day(-1)}, by=seat(table, "focal")
    )
    for who in ("coordinator", "focal_elsewhere", "nhri_member", "cso_member", "reader"):
        assert table.client(who).get(f"/w/aurelia/reports/{held.pk}/").status_code == 404
        page = table.client(who).get("/w/aurelia/reports/").content.decode()
        assert "in secret" not in page


def test_a_file_is_evidence_and_is_given_as_a_download_to_who_reads_the_report(table, measure):
    held = reports.begin(measure, words={"text": "Dug.", "on": day(-1)}, by=seat(table, "focal"))
    client = table.client("focal")
    address = f"/w/aurelia/reports/{held.pk}/evidence/"
    wrong = SimpleUploadedFile("wells.pdf", b"MZ\x00\x01\x02")
    page = client.post(address, {"file": wrong})
    assert page.status_code == 409
    assert "wells.pdf is no PDF" in page.content.decode()
    client.post(address, {"file": SimpleUploadedFile('we"lls.csv', b"well,depth\n1,40\n")})
    piece = Evidence.objects.get()
    assert (piece.kind, piece.fetch) == ("file", {"type_sniffed": "text"})
    given = client.get(f"/w/aurelia/evidence/{piece.pk}/")
    assert b"".join(given.streaming_content) == b"well,depth\n1,40\n"
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "application/octet-stream"
    for who in ("coordinator", "focal_elsewhere", "nhri_member"):
        assert table.client(who).get(f"/w/aurelia/evidence/{piece.pk}/").status_code == 404
    gone = client.post(f"/w/aurelia/evidence/{piece.pk}/remove/")
    assert gone.status_code == 302
    assert not Evidence.objects.exists()


def test_evidence_stays_once_the_report_is_sent_and_goes_with_a_later_version(table, measure):
    asked(table, measure)
    held = sent(measure, table)
    client = table.client("focal")
    page = client.post(f"/w/aurelia/reports/{held.pk}/evidence/", {"link": "https://example.org"})
    assert page.status_code == 409
    reports.publishing.take_back(held, by=seat(table, "focal"))
    client.post(f"/w/aurelia/reports/{held.pk}/evidence/", {"link": "https://example.org/a"})
    held.refresh_from_db()
    to = rooms.destination("shared", seat(table, "focal"))
    held = reports.ask(held, to=to, seen=held.version, by=seat(table, "focal"))
    reports.approve(held, seen=held.version, by=seat(table, "authority"))
    piece = Evidence.objects.get()
    assert client.post(f"/w/aurelia/evidence/{piece.pk}/remove/").status_code == 409
    page = table.client("coordinator").get(f"/w/aurelia/reports/{held.pk}/").content.decode()
    assert "no copy kept:" in page
    later = reports.revise(held, by=seat(table, "focal"))
    assert later.evidence.get().link == "https://example.org/a"


def test_the_next_day_keeps_the_day_of_the_month():
    assert requests.next_day(date(2026, 1, 31), 1, date(2026, 2, 1)) == date(2026, 2, 28)
    assert requests.next_day(date(2026, 1, 31), 6, date(2027, 9, 1)) == date(2028, 1, 31)


@pytest.mark.parametrize("out", [False, True])
def test_who_writes_while_a_report_is_sent_on_its_way_loses_nothing(table, measure, out):
    held = sent(measure, table)
    if out:
        held = reports.approve(held, seen=held.version, by=seat(table, "authority"))
    client = table.client("alternate")
    words = {"text": "Half a thought.", "on": day(-1).isoformat(), "version": "1"}
    page = client.post(f"/w/aurelia/reports/{held.pk}/write/", {**words, "goes": "shared"})
    assert page.status_code == 409
    assert "kept in your room" in page.content.decode()
    assert held.moves.filter(verb="aside").get().words["text"] == "Half a thought."
    held.refresh_from_db()
    assert held.text == "Two wells were dug."


def test_two_at_one_report_keep_the_second_s_words_in_the_room_too(table, measure):
    held = reports.begin(measure, words={"text": "Begun.", "on": day(-1)}, by=seat(table, "focal"))
    place = f"/w/aurelia/reports/{held.pk}/write/"
    words = {"on": day(-1).isoformat(), "version": "1", "goes": "shared"}
    table.client("focal").post(place, {**words, "text": "Mine."})
    assert table.client("alternate").post(place, {**words, "text": "Theirs."}).status_code == 409
    assert held.moves.filter(verb="aside").get().words["text"] == "Theirs."


def test_a_report_begun_before_it_was_asked_for_answers_what_is_asked(table, measure):
    by = seat(table, "focal")
    held = reports.begin(measure, words={"text": "Dug.", "on": day(-1)}, by=by)
    asked(table, measure)
    to = rooms.destination("coordination", by)
    held = reports.ask(held, to=to, seen=held.version, by=by)
    reports.approve(held, seen=held.version, by=seat(table, "authority"))
    assert Request.objects.get().closed is not None


def test_a_later_version_of_the_last_report_hides_nothing_that_is_asked(table, measure):
    held = sent(measure, table)
    held = reports.approve(held, seen=held.version, by=seat(table, "authority"))
    asked(table, measure)
    later = reports.revise(held, by=seat(table, "focal"))
    to = rooms.destination("coordination", seat(table, "focal"))
    reports.ask(later, to=to, seen=later.version, by=seat(table, "focal"))
    found = due.page(seat(table, "focal"))
    assert ([one.request for one in found.items], found.sent) == ([Request.objects.get()], [])


def test_who_lost_the_part_still_reads_the_own_report(table, measure):
    held = sent(measure, table)
    assignments.take_away(measure.assignments.get(), by=seat(table, "coordinator"))
    assert table.client("focal").get(f"/w/aurelia/reports/{held.pk}/").status_code == 200
    page = table.client("authority").get("/w/aurelia/reports/?waits=me").content.decode()
    assert "Two wells were dug." in page


def test_nothing_is_asked_any_more_on_a_measure_that_is_gone(table, measure):
    asked(table, measure)
    measures.delete(measure, by=seat(table, "coordinator"))
    assert due.page(seat(table, "focal")).items == []
    assert reminders.remind(day(30)) == 0
    measures.bring_back(measure, by=seat(table, "coordinator"))
    assert len(due.page(seat(table, "focal")).items) == 1


def test_history_tells_of_a_report_on_a_hidden_measure_in_its_room_alone(table, measure):
    by = seat(table, "focal")
    held = reports.begin(measure, words={"text": "Dug.", "on": day(-1)}, by=by)
    held = reports.ask(held, to=room(table, "shared"), seen=held.version, by=by)
    reports.approve(held, seen=held.version, by=seat(table, "authority"))
    for who in ("cso_member", "nhri_member", "reader"):
        assert "Dig well" not in table.client(who).get("/w/aurelia/").content.decode()
    assert Activity.objects.get(verb="published").room == held.home


def test_who_sends_a_text_back_lands_on_a_page(table, measure):
    held = sent(measure, table)
    client = table.client("coordinator")
    place = f"/w/aurelia/reports/{held.pk}/do/return/"
    page = client.post(place, {"comment": "Where?"}, follow=True)
    assert page.status_code == 200
    assert "sent back, with your words" in page.content.decode()


def test_a_draft_of_a_report_is_discarded_and_restored_unless_another_was_begun(table, measure):
    by = seat(table, "focal")
    held = reports.begin(measure, words={"text": "Begun.", "on": day(-1)}, by=by)
    client, act = table.client("focal"), f"/w/aurelia/reports/{held.pk}/do/"
    gone = client.post(f"{act}discard/", {"version": held.version})
    assert gone["Location"] == "/w/aurelia/reports/discarded/"
    page = client.get(gone["Location"]).content.decode()
    assert "1 Dig well 1" in page
    assert "Begun." in page
    assert "1 discarded report of your room" in client.get("/w/aurelia/reports/").content.decode()
    other = reports.begin(measure, words={"text": "Anew.", "on": day(-1)}, by=by)
    page = client.post(f"{act}restore/", follow=True).content.decode()
    assert "Go on with that one." in page
    held.refresh_from_db()
    assert held.standing == "discarded"
    reports.publishing.discard(other, seen=other.version, by=by)
    assert client.post(f"{act}restore/").status_code == 302
    assert client.get(f"/w/aurelia/reports/{held.pk}/").status_code == 200


def test_who_writes_while_a_report_is_discarded_loses_nothing(table, measure):
    held = reports.begin(measure, words={"text": "Begun.", "on": day(-1)}, by=seat(table, "focal"))
    reports.publishing.discard(held, seen=held.version, by=seat(table, "focal"))
    words = {"text": "Half a thought.", "on": day(-1).isoformat(), "version": "1"}
    client = table.client("alternate")
    page = client.post(f"/w/aurelia/reports/{held.pk}/write/", {**words, "goes": "shared"})
    assert page.status_code == 409
    assert "It was discarded in the meantime." in page.content.decode()
    assert "Half a thought." in client.get("/w/aurelia/reports/discarded/").content.decode()


def test_a_report_is_asked_to_go_from_its_page_first_of_all_to_the_coordination(table, measure):
    held = reports.begin(measure, words={"text": "Dug.", "on": day(-1)}, by=seat(table, "focal"))
    client, address = table.client("focal"), f"/w/aurelia/reports/{held.pk}/"
    page = client.get(address).content.decode()
    assert 'value="coordination" id="id_to_0" required checked' in page
    sent = {"to": "coordination", "version": held.version}
    assert client.post(f"{address}do/ask/", sent).status_code == 302
    assert Notice.objects.filter(verb="to_validate").exists()
    by = seat(table, "coordinator")
    own = reports.begin(measure, words={"text": "Ours.", "on": day(-1)}, by=by)
    client, address = table.client("coordinator"), f"/w/aurelia/reports/{own.pk}/"
    assert 'value="coordination"' not in client.get(address).content.decode()
    assert client.post(f"{address}do/ask/", {**sent, "version": own.version}).status_code == 422


def test_only_the_latest_reports_stand_on_the_record_and_the_rest_are_a_link_away(read, table):
    row = Recommendation.objects.order_by("pk")[0]
    writes, checks = seat(table, "focal"), seat(table, "authority")
    for ago in range(5, 0, -1):
        words = {"text": f"Written {ago} days ago.", "on": day(-ago)}
        held = reports.begin(row, words=words, by=writes)
        held = reports.ask(held, to=rooms.destination("shared", writes), seen=1, by=writes)
        reports.approve(held, seen=held.version, by=checks)
    client = table.client("cso_member")
    page = client.get(f"/w/aurelia/recommendations/{row.pk}/").content.decode()
    assert re.findall(r"Written (\d) days ago", page) == ["3", "2", "1"]
    rest = html.unescape(re.search(r'<a href="([^"]*)">2 earlier reports', page)[1])
    listed = client.get(rest).content.decode()
    assert re.findall(r"Written (\d) days ago", listed) == ["1", "2", "3", "4", "5"]
