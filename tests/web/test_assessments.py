"""Assessments: each party for itself, side by side, never put together; replies beside them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.workspace.domain import assessments, indicators, moving, publishing
from heedweb.workspace.domain.refusals import NotNow, NotTheirs
from heedweb.workspace.models import (
    Activity,
    Assessment,
    Cluster,
    Evidence,
    Reply,
    Standing,
    Tag,
    Typed,
    Workspace,
)
from heedweb.workspace.queries import assessments as queries
from tests.web.conftest import seat
from tests.web.test_indicators import entered
from tests.web.test_indicators import made as made_indicator
from tests.web.test_notes import ROOMS, room, row_of

WORDS = "Nine of twelve wells were dug."


def address(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


def drafted(table, body="institution", *, about=None, level="partly", scale="level", text=WORDS,
            on=date(2026, 5, 1)):  # fmt: skip
    words = {"level": level, "text": text, "on": on}
    by = seat(table, ROOMS[body][0])
    return assessments.begin(about=about or row_of(table), scale=scale, words=words, by=by)


def sent(table, record, body, to="shared"):
    """Let a draft of a room out, by two people."""
    author, approver = ROOMS[body]
    held = publishing.ask(record, to=room(table, to), seen=record.version, by=seat(table, author))
    return publishing.approve(held, seen=held.version, by=seat(table, approver))


def published(table, body="institution", to="shared", **fields):
    return sent(table, drafted(table, body, **fields), body, to)


def later(table, record, body, **words):
    """Another version of what was published, published as well."""
    by = seat(table, ROOMS[body][0])
    held = assessments.revise(record, by=by)
    held = publishing.write(held, words={**held.words, **words}, seen=held.version, by=by)
    return sent(table, held, body, record.room.kind)


def page(table, who, row=None):
    row = row or row_of(table)
    return table.client(who).get(address("recommendation", row.pk)).content.decode()


def test_each_party_stands_under_its_own_name_in_the_order_of_days(read):
    published(read, "institution", level="partly", on=date(2026, 5, 1))
    published(read, "", level="fully", on=date(2026, 7, 1))
    published(read, "league", level="not_started", on=date(2026, 6, 1))
    voices = queries.on(seat(read, "focal"), row_of(read))
    assert [(one.organisation, one.of_state) for one in voices] == [
        ("institution", False), ("league", False), (str(read.organisations[""]), True),
    ]  # fmt: skip
    assert [one.stands[0].shown.record.level for one in voices] == [
        "partly", "not_started", "fully",
    ]  # fmt: skip
    shown = page(read, "focal")
    assert shown.index("partly implemented") < shown.index("fully implemented")


def test_a_draft_is_nowhere_to_be_seen_outside_its_room(read):
    drafted(read, "institution", text="SECRETWORDS")
    for who in ("coordinator", "focal", "cso_member", "worker", "reader"):
        assert "SECRETWORDS" not in page(read, who)
        assert (
            "institution"
            not in page(read, who).partition('id="assessments"')[2].partition("</section>")[0]
        )
        listed = read.client(who).get(address("assessments")).content.decode()
        assert "aurelia/assessments/" not in listed.partition("<main")[2].partition("<form")[2]
        assert read.client(who).get(address("assessment", Assessment.objects.get().pk)).status_code
    assert (
        read.client("focal").get(address("assessment", Assessment.objects.get().pk)).status_code
        == 404
    )
    assert "SECRETWORDS" in page(read, "nhri_approver")


def test_earlier_versions_stay_with_their_differences(read):
    first = published(read, "institution", text="Nine wells were dug.")
    second = later(read, first, "institution", text="Ten wells were dug.", level="fully")
    later(read, second, "institution", on=date(2026, 9, 1))
    (voice,) = queries.on(seat(read, "focal"), row_of(read))
    (stand,) = voice.stands
    assert [one.shown.record.level for one in stand.earlier] == ["fully", "partly"]
    assert str(stand.earlier[0].differences["Reasons"]) == (
        "<del>Nine </del><ins>Ten </ins>wells were dug."
    )
    assert set(stand.earlier[0].differences) == {"Level", "Reasons"}
    assert set(stand.differences) == {"As on"}
    shown = page(read, "focal")
    assert "2 earlier versions" in shown
    assert "<ins>Ten </ins>" in shown


def test_what_is_withdrawn_leaves_its_place_and_no_words(read):
    first = published(read, "league", to="public", text="WRONGWORDS", level="not_started")
    second = later(read, first, "league", text="WRONGWORDS again")
    publishing.withdraw(second, reason="Counted twice.", by=seat(read, "cso_approver"))
    Workspace.objects.update(public=True)
    for shown in (
        page(read, "focal"),
        Client().get(f"/public/aurelia/recommendations/{row_of(read).pk}/").content.decode(),
    ):
        part = shown.partition("How far it is carried out")[2]
        assert "WRONGWORDS" not in shown
        assert "Counted twice." in part
        assert "not started" not in part.partition("What organisations say")[0]
    assert "WRONGWORDS" in page(read, "cso_member")
    # Nor can its level be found out by narrowing the list.
    for who, found in (("focal", 0), ("cso_member", 1)):
        assert len(queries.listing(seat(read, who), {"level": "not_started"}).rows) == found


def test_a_new_version_that_is_not_published_stands_beside_the_published_one_at_home(read):
    first = published(read, "institution")
    assessments.revise(first, by=seat(read, "nhri_member"))
    (voice,) = queries.on(seat(read, "nhri_member"), row_of(read))
    assert [one.shown.record.standing for one in voice.stands] == ["published", "draft"]
    (voice,) = queries.on(seat(read, "focal"), row_of(read))
    assert [one.shown.record.standing for one in voice.stands] == ["published"]


def test_the_public_reads_what_is_published_to_it_and_nothing_else(read):
    Workspace.objects.update(public=True)
    published(read, "institution", to="public", text="FORALL")
    other = published(read, "league", to="shared", text="FORTHETABLE")
    drafted(read, "workers", text="FORNOBODY")
    mine = Assessment.objects.get(text="FORALL")
    answer = assessments.reply(mine, words={"text": "ANSWERED"}, by=seat(read, "focal"))
    hidden = assessments.reply(other, words={"text": "TABLETALK"}, by=seat(read, "focal"))
    sent(read, answer, "health", "public")
    sent(read, hidden, "health", "public")
    shown = Client().get(f"/public/aurelia/recommendations/{row_of(read).pk}/").content.decode()
    found = [word in shown for word in ("FORALL", "ANSWERED", "FORTHETABLE", "FORNOBODY",
                                        "TABLETALK", "@example.org")]  # fmt: skip
    assert found == [True, True, False, False, False, False]


def test_a_reply_is_a_record_of_its_own_beside_what_it_answers(read):
    held = published(read, "institution")
    answer = assessments.reply(held, words={"text": "REPLIED"}, by=seat(read, "focal"))
    assert "REPLIED" not in page(read, "nhri_member")
    sent(read, answer, "health")
    part = page(read, "nhri_member").partition('id="assessments"')[2]
    assert part.index(WORDS) < part.index("REPLIED")
    # It stays beside the line of versions, whose later one it did not answer.
    later(read, held, "institution", level="fully")
    (voice,) = queries.on(seat(read, "focal"), row_of(read))
    assert [one.text for one in voice.stands[0].replies] == ["REPLIED"]
    listed = read.client("nhri_member").get(address("assessment", held.pk)).content.decode()
    assert "REPLIED" in listed


def test_nobody_replies_to_their_own_or_to_what_is_not_published_any_more(read):
    held = published(read, "institution")
    with pytest.raises(NotTheirs):
        assessments.reply(held, words={"text": "x"}, by=seat(read, "nhri_approver"))
    gone = publishing.withdraw(held, reason="No.", by=seat(read, "nhri_approver"))
    with pytest.raises(NotNow):
        assessments.reply(gone, words={"text": "x"}, by=seat(read, "focal"))
    assert Reply.objects.count() == 0


def test_grades_are_offered_first_for_what_the_committee_chose_for_follow_up(read):
    row = row_of(read)
    assert [code for code, _name in queries.scales_for(row)] == ["level", "grade"]
    row.review.mechanism, row.context = "ccpr", {"follow_up": True}
    assert [code for code, _name in queries.scales_for(row)] == ["grade", "level"]


def test_a_level_of_another_scale_is_refused(read):
    with pytest.raises(NotNow):
        drafted(read, level="A")
    client = read.client("nhri_member")
    place = address("assessment-new", row_of(read).pk, "grade")
    typed = {"level": "partly", "text": WORDS, "on": "2026-05-01"}
    assert client.post(place, typed).status_code == 422
    assert client.post(place, {**typed, "level": "B"}).status_code == 302
    assert Assessment.objects.get().scale == "grade"
    assert client.get(address("assessment-new", row_of(read).pk, "stars")).status_code == 404


def test_what_is_typed_is_kept_for_that_person_and_a_saved_draft_for_the_room(read):
    client = read.client("nhri_member")
    place = address("assessment-new", row_of(read).pk, "level")
    typed = {"level": "ongoing", "text": "Half a sent", "on": "2026-05-01"}
    client.post(place, typed, headers={"HX-Request": "true"})
    assert (Assessment.objects.count(), Typed.objects.count()) == (0, 1)
    assert "Half a sent" in client.get(place).content.decode()
    client.post(place, {**typed, "text": "A whole sentence."})
    assert (Assessment.objects.get().text, Typed.objects.count()) == ("A whole sentence.", 0)


def test_two_who_write_at_once_see_both(read):
    held = drafted(read)
    place = address("assessment-write", held.pk)
    member, approver = read.client("nhri_member"), read.client("nhri_approver")
    typed = {"level": "partly", "on": "2026-05-01", "version": 1}
    assert member.post(place, {**typed, "text": "Mine."}).status_code == 302
    both = approver.post(place, {**typed, "text": "Theirs."})
    assert both.status_code == 409
    assert "Mine." in both.content.decode()
    assert "Theirs." in both.content.decode()
    # Both wordings are in the room, too.
    assert {move.words["text"] for move in held.moves.all()} == {"Mine.", "Theirs."}


def test_who_writes_while_it_is_asked_for_or_discarded_keeps_the_words(read):
    held = drafted(read)
    place = address("assessment-write", held.pk)
    typed = {"level": "partly", "on": "2026-05-01", "version": 1}
    client, by = read.client("nhri_member"), seat(read, "nhri_approver")
    publishing.ask(held, to=room(read, "shared"), seen=1, by=by)
    page_ = client.post(place, {**typed, "text": "Toolate."})
    assert page_.status_code == 409
    assert "Toolate." in page_.content.decode()
    publishing.take_back(held, by=by)
    publishing.discard(held, seen=1, by=by)
    assert client.post(place, {**typed, "text": "Gonetoo."}).status_code == 409
    listed = client.get(address("assessments-discarded")).content.decode()
    assert "Gonetoo." in listed
    assert client.post(address("assessment-act", held.pk, "restore")).status_code == 302
    kept = {move.words["text"] for move in held.moves.filter(verb="aside")}
    assert kept >= {"Gonetoo."}
    assert Assessment.objects.get().text == WORDS


def test_what_it_rests_on_is_added_taken_away_and_goes_with_a_new_version(read):
    held = drafted(read)
    client = read.client("nhri_member")
    place = address("assessment-evidence", held.pk)
    link = {"title": "Census of wells", "link": "https://example.org/wells"}
    assert client.post(place, {**link, "link": "javascript:alert(1)"}).status_code == 422
    assert client.post(place, link).status_code == 302
    assert read.client("focal").post(place, link).status_code == 404
    assert Activity.objects.get(verb="evidence_added").room == held.home
    held = sent(read, held, "institution")
    assert "https://example.org/wells" in page(read, "focal")
    assert client.post(place, link).status_code == 409
    (one,) = Evidence.objects.all()
    off = address("evidence-remove", one.pk)
    assert client.post(off).status_code == 409
    assert read.client("focal").post(off).status_code == 403
    again = assessments.revise(held, by=seat(read, "nhri_member"))
    (copy,) = again.evidence.all()
    assert client.post(address("evidence-remove", copy.pk)).status_code == 302
    assert [one.title for one in Evidence.objects.all()] == ["Census of wells"]


def test_an_assessment_rests_on_a_checked_value_of_an_indicator_of_what_it_assesses(read):
    held = drafted(read)
    indicator = made_indicator(read, keeper=None)
    indicators.tie(indicator, to=[held.recommendation], by=seat(read, "coordinator"))
    value = entered(read, indicator, 2020, "41.5", who="coordinator", by="alice")
    waits = entered(read, indicator, 2021, "39", who="coordinator")
    moving.ask(indicator, to=room(read, "shared"), by=seat(read, "alice"))
    moving.let(indicator, seen=1, by=seat(read, "coordinator"))
    client = read.client("nhri_member")
    shown = client.get(address("assessment", held.pk)).content.decode()
    assert f'<option value="{value.pk}">' in shown
    assert f'<option value="{waits.pk}">' not in shown
    place = address("assessment-evidence", held.pk)
    assert client.post(place, {"value": waits.pk}).status_code == 422
    assert client.post(place, {"title": "Nothing else"}).status_code == 422
    assert client.post(place, {"value": value.pk}).status_code == 302
    (one,) = Evidence.objects.all()
    assert (one.kind, one.value) == ("value", value)
    published_ = sent(read, held, "institution")
    assert "41.5" in page(read, "focal", published_.recommendation)


def test_what_evidence_is_called_is_looked_through_before_everybody_reads_it(read):
    held = drafted(read)
    link = {"title": "Statement of the victim Amina Karsou", "link": "https://example.org/1"}
    read.client("nhri_member").post(address("assessment-evidence", held.pk), link)
    with pytest.raises(NotNow, match="looks like personal data"):
        sent(read, held, "institution", "public")
    assert sent(read, held, "institution").standing == "published"


def test_the_list_narrows_and_never_ranks(read):
    one = published(read, "institution", level="fully", on=date(2026, 1, 1))
    two = published(read, "league", level="not_started", on=date(2026, 3, 1), about=row_of(read, 1))
    three = drafted(read, "health", scale="grade", level="B", on=date(2026, 2, 1))
    Tag.objects.create(
        recommendation=row_of(read, 1), taxonomy=queries.THEMES, code="water",
        standing=Tag.Standing.CONFIRMED,
    )  # fmt: skip
    focal = seat(read, "focal")
    body = str(read.organisations["league"].pk)
    for asked, found in (
        ({}, [two, three, one]), ({"level": "fully"}, [one]), ({"scale": "grade"}, [three]),
        ({"organisation": body}, [two]), ({"mechanism": "upr"}, [two, three, one]),
        ({"theme": "water"}, [two]), ({"level": "best", "page": "0"}, [two, three, one]),
        ({"sort": "level"}, [two, three, one]), ({"level": "fully", "scale": "grade"}, []),
    ):  # fmt: skip
        rows = [one.record for one in queries.listing(focal, asked).rows]
        assert rows == found, asked


def test_a_cluster_is_assessed_as_well(read):
    made = Cluster.objects.create(workspace=read.workspace, name="Wells")
    place = address("assessment-new-on-cluster", made.pk, "level")
    typed = {"level": "partly", "text": "OFTHECLUSTER", "on": "2026-05-01"}
    assert read.client("nhri_member").post(place, typed).status_code == 302
    sent(read, Assessment.objects.get(), "institution")
    shown = read.client("focal").get(address("cluster", made.pk)).content.decode()
    assert "OFTHECLUSTER" in shown
    listed = read.client("focal").get(address("assessments")).content.decode()
    assert "Wells" in listed


def test_a_draft_in_review_waits_for_who_may_publish_it(read):
    held = drafted(read)
    publishing.ask(held, to=room(read, "public"), seen=1, by=seat(read, "nhri_member"))
    assert queries.waiting(seat(read, "nhri_approver")) == 1
    assert queries.waiting(seat(read, "nhri_member")) == 0
    assert queries.waiting(seat(read, "coordinator")) == 0
    found = queries.listing(seat(read, "nhri_approver"), {"waits": "me"})
    assert [one.record.standing for one in found.rows] == [Standing.IN_REVIEW]


def test_pages_ask_as_much_of_the_database_for_one_as_for_three(read):
    counts = []
    client = read.client("focal")
    # What is asked once for all pages is not counted.
    client.get(address("recommendation", row_of(read).pk))
    for body, n in (("league", 1), ("institution", 2), ("workers", 3)):
        held = published(read, body)
        held = later(read, held, body, level="fully")
        answer = assessments.reply(held, words={"text": "So it is."}, by=seat(read, "focal"))
        sent(read, answer, "health")
        if n != 2:
            with CaptureQueriesContext(connection) as pages:
                client.get(address("recommendation", row_of(read).pk))
                client.get(address("assessments"))
            counts.append(len(pages))
    assert counts[0] == counts[1]
