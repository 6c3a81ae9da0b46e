"""Notes: who sees what, how a note leaves its room, and that nobody's words are lost."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heedweb.workspace.domain import notes, publishing, room_rules
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.models import Activity, Note, Recommendation, Room, Standing
from heedweb.workspace.queries import notes as queries
from heedweb.workspace.roles import RoomKind
from tests.web.conftest import PEOPLE, seat

ROOT = "/w/aurelia/"
WORDS = "The wells of the north were dug again."
# A room each: its author, who may publish, and who asks.
ROOMS = {
    "health": ("focal", "authority"),
    "institution": ("nhri_member", "nhri_approver"),
    "league": ("cso_member", "cso_approver"),
    "workers": ("worker", "second_worker"),
    "": ("alice", "coordinator"),
}
HOME = {who: body for who, (_role, body) in PEOPLE.items()} | {"alice": ""}
WRITERS = [who for who in (*PEOPLE, "alice") if who not in ("reader", "auditor", "suspended")]
STANDINGS = ("draft", "in_review", "published", "superseded", "withdrawn", "discarded")


def row_of(table, nth=0):
    return Recommendation.objects.filter(review__workspace=table.workspace).order_by("order")[nth]


def room(table, kind):
    return Room.objects.get(workspace=table.workspace, kind=kind)


def drafted(table, who="focal", text=WORDS, nth=0):
    return notes.begin(about=row_of(table, nth), text=text, by=seat(table, who))


def asked(table, body="health", to="shared", text=WORDS, nth=0):
    author, _ = ROOMS[body]
    note = drafted(table, author, text, nth)
    return publishing.ask(note, to=room(table, to), seen=note.version, by=seat(table, author))


def published(table, body="health", to="shared", text=WORDS, nth=0):
    note = asked(table, body, to, text, nth)
    return publishing.approve(note, seen=note.version, by=seat(table, ROOMS[body][1]))


def standing(table, standing, body="health", to="shared", text=WORDS):
    """A note of a room in a standing."""
    author, approver = ROOMS[body]
    if standing == "draft":
        return drafted(table, author, text)
    if standing == "discarded":
        note = drafted(table, author, text)
        return publishing.discard(note, seen=note.version, by=seat(table, author))
    if standing == "in_review":
        return asked(table, body, to, text)
    note = published(table, body, to, text)
    if standing == "withdrawn":
        return publishing.withdraw(note, reason="It was of another year.", by=seat(table, approver))
    if standing == "superseded":
        later = publishing.revise(note, by=seat(table, author))
        later = publishing.ask(
            later, to=room(table, to), seen=later.version, by=seat(table, author)
        )
        publishing.approve(later, seen=later.version, by=seat(table, approver))
        note.refresh_from_db()
    return note


def address(name, *args):
    return reverse(f"workspace:{name}", args=["aurelia", *args])


def do(table, who, note, verb, **fields):
    fields = {"version": note.version, "to": "shared", "comment": "Because of that.", **fields}
    client = table.client(who)
    return client.post(address("note-act", note.pk, verb), fields)


# Who sees what.


def expected(who, body, at, to):
    """Whether somebody reads the words of a note of a room, by the table of rights."""
    if who in ("suspended", "stranger", "admin", "public"):
        return None
    own = HOME.get(who) == body and who not in ("reader", "auditor")
    if who == "auditor" or at == "discarded":
        return None
    if own:
        return True
    if at == "in_review" and body == "health" and who in ("alice", "coordinator"):
        return True
    if at in ("published", "superseded"):
        return True
    return "tombstone" if at == "withdrawn" else None


@pytest.mark.parametrize("body", ["health", "league", ""])
@pytest.mark.parametrize("at", STANDINGS)
def test_a_note_is_read_by_whom_the_table_of_rights_lets(read, body, at):
    words = f"{WORDS} By {body}, {at}."
    note = standing(read, at, body, text=words)
    for who in (*PEOPLE, "alice", "stranger", "admin", "public"):
        client = read.client(who)
        page = client.get(address("note", note.pk))
        may = expected(who, body, at, "shared")
        if may is None:
            assert page.status_code in (404, 403, 302), (who, at)
            assert (page.status_code == 403) == (who == "auditor")
        else:
            assert page.status_code == 200, (who, at)
            assert (words in page.content.decode()) == (may is True), (who, at)
        if at == "superseded":  # It stands on its own page alone.
            continue
        for name, args in (("recommendation", (note.about_id,)), ("notes", ())):
            listed = client.get(address(name, *args)).content.decode()
            assert (words in listed) == (may is True), (who, at)


def told(client, place):
    """Return a page without the organisations that a comment can be addressed to."""
    page = client.get(place).content.decode()
    return re.sub(
        r'<label class="choice"><input type="checkbox" name="bodies".*?</label>', "", page
    )


def test_coordinators_see_of_government_drafts_that_they_are_there(read):
    drafted(read, "focal", "SECRETONE")
    drafted(read, "nhri_member", "SECRETTWO")
    drafted(read, "cso_member", "SECRETTHREE")
    for name, args in (("notes", ()), ("recommendation", (row_of(read).pk,))):
        page = told(read.client("coordinator"), address(name, *args))
        assert "SECRET" not in page
        assert "health" in page
        assert "institution" not in page
        assert "league" not in page
        assert "focal@" not in page
        for who in ("focal_elsewhere", "nhri_member", "reader", "cso_elsewhere"):
            other = told(read.client(who), address(name, *args))
            assert "<bdi>health</bdi>" not in other, who


def test_an_invited_organisation_reads_one_draft(read):
    one, other = drafted(read, "cso_member", "FIRST"), drafted(read, "cso_member", "SECOND", 1)
    forum = read.organisations["forum"]
    assert do(read, "cso_member", one, "invite", organisations=[forum.pk]).status_code == 403
    assert do(read, "cso_approver", one, "invite", organisations=[forum.pk]).status_code == 302
    guest = read.client("cso_elsewhere")
    assert "FIRST" in guest.get(address("note", one.pk)).content.decode()
    assert guest.get(address("note", other.pk)).status_code == 404
    assert guest.post(address("note-write", one.pk), {"text": "x"}).status_code == 403
    assert read.client("coordinator").get(address("note", one.pk)).status_code == 404
    do(read, "cso_approver", one, "invite")
    assert guest.get(address("note", one.pk)).status_code == 404


def test_a_ministry_invites_nobody(read):
    note = drafted(read)
    league = read.organisations["league"]
    assert do(read, "authority", note, "invite", organisations=[league.pk]).status_code == 403
    assert list(note.invited.all()) == []


# The way out of the room.


def allowed(verb, at, who, body):
    """Whether an act is done, by the table of rights; the note's author also asked for it."""
    author = ROOMS[body][0]
    own = HOME[who] == body
    approves = who in ("authority", "coordinator", "alice", "nhri_approver", "cso_approver",
                       "employer", "worker", "second_worker")  # fmt: skip
    government = body == "health" and who in ("alice", "coordinator")
    rules = {
        "ask": own and at == "draft",
        "take-back": own and at == "in_review",
        "approve": own and approves and who != author and at == "in_review",
        "return": ((own and approves) or government) and at == "in_review",
        "comment": (own and at in ("draft", "in_review")) or (government and at == "in_review"),
        "withdraw": own and approves and at == "published",
        "revise": own and at == "published",
        "discard": own and at == "draft",
        "restore": own and at == "discarded",
    }
    return rules[verb]


VERBS = (
    "ask", "take-back", "approve", "return", "comment", "withdraw", "revise", "discard", "restore",
)  # fmt: skip


@pytest.mark.parametrize("body", ROOMS)
@pytest.mark.parametrize("at", STANDINGS)
def test_each_act_is_open_to_those_and_then_alone(read, body, at):
    note = standing(read, at, body)
    seats = {who: seat(read, who) for who in WRITERS}
    for verb in VERBS:
        for who in WRITERS:
            refused = room_rules.refusal(verb.replace("-", "_"), note, seats[who])
            assert (refused is None) == allowed(verb, at, who, body), (verb, who)


@pytest.mark.parametrize("at", STANDINGS)
def test_an_act_that_is_not_open_changes_nothing(read, at):
    note = standing(read, at)
    strangers = ("reader", "auditor", "suspended", "stranger", "admin", "public")
    clients = {who: read.client(who) for who in (*WRITERS, *strangers)}
    fields = {"version": note.version, "to": "shared", "comment": "Because of that."}
    before = Note.objects.filter(pk=note.pk).values().get()
    count = Note.objects.count(), Activity.objects.count()
    for verb in VERBS:
        for who, client in clients.items():
            may = who in WRITERS and allowed(verb, at, who, "health")
            with transaction.atomic():
                status = client.post(address("note-act", note.pk, verb), fields).status_code
                transaction.set_rollback(may)
            refused = (302,) if may or who == "public" else (403, 404, 409)
            assert status in refused, (verb, who, status)
            assert Note.objects.filter(pk=note.pk).values().get() == before
            assert (Note.objects.count(), Activity.objects.count()) == count


def test_two_people_publish(read):
    note = asked(read)
    page = do(read, "focal", note, "approve")
    assert page.status_code == 403
    note = publishing.take_back(note, by=seat(read, "focal"))
    note = publishing.ask(
        note, to=room(read, "shared"), seen=note.version, by=seat(read, "authority")
    )
    page = do(read, "authority", note, "approve")
    assert page.status_code == 403
    assert "somebody else must publish it" in page.content.decode()


def test_the_database_keeps_two_people_too(read):
    note = asked(read)
    for person in (note.author, note.asked_by):
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(approved_by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(room=room(read, "shared"))


def test_what_is_published_is_what_was_read(read):
    note = asked(read)
    seen = note.version
    publishing.write(note, words={"text": "Other words."}, seen=seen, by=seat(read, "authority"))
    note.refresh_from_db()
    alternate = read.people["alternate"]
    read.workspace.memberships.filter(user=alternate).update(role="authority")
    page = do(read, "alternate", note, "approve", version=seen)
    assert page.status_code == 409
    assert do(read, "alternate", note, "approve").status_code == 302


def test_a_note_sent_back_says_why_and_waits_for_its_author(read):
    note = asked(read)
    assert queries.waiting(seat(read, "authority")) == 1
    assert queries.waiting(seat(read, "coordinator")) == 1
    assert queries.waiting(seat(read, "focal")) == 0
    assert do(read, "coordinator", note, "return", comment=" ").status_code == 422
    assert do(read, "coordinator", note, "return", comment="Add the year.").status_code == 302
    note.refresh_from_db()
    assert (note.standing, note.to, note.asked_by) == (Standing.DRAFT, None, None)
    assert queries.waiting(seat(read, "focal")) == 1
    page = read.client("focal").get(address("note", note.pk)).content.decode()
    assert "Add the year." in page
    assert "alice" not in page
    assert "coordinator@" not in page
    assert "Coordination" in page


def test_a_later_version_takes_the_place_with_its_difference(read):
    first = published(read, to="public")
    later = publishing.revise(first, by=seat(read, "focal"))
    words = {"text": "The wells of the south were dug again."}
    later = publishing.write(later, words=words, seen=later.version, by=seat(read, "focal"))
    focal, authority = seat(read, "focal"), seat(read, "authority")
    with pytest.raises(NotNow):
        publishing.ask(later, to=room(read, "shared"), seen=later.version, by=focal)
    later = publishing.ask(later, to=room(read, "public"), seen=later.version, by=focal)
    first.refresh_from_db()
    assert first.standing == Standing.PUBLISHED
    publishing.approve(later, seen=later.version, by=authority)
    first.refresh_from_db()
    assert first.standing == Standing.SUPERSEDED
    page = read.client("nhri_member").get(address("note", later.pk)).content.decode()
    assert "<del>north </del><ins>south </ins>" in page


def test_two_later_versions_are_not_begun(read):
    note = published(read)
    publishing.revise(note, by=seat(read, "focal"))
    assert do(read, "alternate", note, "revise").status_code == 409


def test_what_is_withdrawn_goes_with_its_earlier_versions(read):
    first = standing(read, "superseded", text="FIRSTWORDS of it.")
    publishing.withdraw(first.later, reason="Wrong year.", by=seat(read, "authority"))
    first.refresh_from_db()
    assert first.standing == Standing.WITHDRAWN
    for pk in (first.pk, first.later.pk):
        page = read.client("nhri_member").get(address("note", pk)).content.decode()
        assert "FIRSTWORDS" not in page
        assert "Wrong year." in page
        assert "FIRSTWORDS" in read.client("focal").get(address("note", pk)).content.decode()
    row = read.client("nhri_member").get(address("recommendation", first.about_id))
    assert row.content.decode().count("Wrong year.") == 1


def test_history_of_a_draft_is_its_rooms_alone(read):
    note = asked(read, "league")
    subject = f"note on {note.about}"
    assert subject not in read.client("coordinator").get(ROOT).content.decode()
    rooms = Activity.objects.filter(subject=subject).values_list("room__organisation__name")
    assert set(rooms) == {("league",)}
    publishing.approve(note, seen=note.version, by=seat(read, "cso_approver"))
    told = Activity.objects.get(subject=subject, verb="published")
    assert told.room is None
    page = read.client("coordinator").get(ROOT).content.decode()
    assert subject in page
    assert "cso_approver" not in page


# Writing.


def test_what_is_typed_is_kept_while_it_is_typed(read):
    client = read.client("focal")
    typed = {"text": "A first"}
    headers = {"HX-Request": "true"}
    page = client.post(address("note-new", row_of(read).pk), typed, headers=headers)
    note = Note.objects.get()
    assert page.status_code == 200
    assert f'name="note" value="{note.pk}"' in page.content.decode()
    typed = {"text": "A first word", "note": note.pk, "version": note.version}
    client.post(address("note-new", note.about_id), typed, headers=headers)
    note.refresh_from_db()
    assert (note.text, note.version, Note.objects.count()) == ("A first word", 2, 1)
    assert note.moves.count() == 1


def test_two_who_write_at_once_see_both_and_lose_nothing(read):
    note = drafted(read, text="Begun.")
    focal, alternate = read.client("focal"), read.client("alternate")
    place = address("note-write", note.pk)
    assert focal.post(place, {"text": "Mine.", "version": 1}).status_code == 302
    headers = {"HX-Request": "true"}
    kept = alternate.post(place, {"text": "The", "version": 1}, headers=headers)
    assert "at the same time" in kept.content.decode()
    page = alternate.post(place, {"text": "Theirs.", "version": 1})
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Mine." in shown
    assert "Theirs." in shown
    note.refresh_from_db()
    assert note.text == "Mine."
    assert alternate.post(place, {"text": "Both.", "version": 2}).status_code == 302
    words = [move.words.get("text") for move in note.moves.all()]
    assert sorted(words) == ["Both.", "Mine.", "Theirs."]
    whole = focal.get(address("note", note.pk)).content.decode()
    assert all(text in whole for text in ("Mine.", "Theirs.", "Both."))


@pytest.mark.parametrize("out", [False, True])
def test_who_writes_while_it_is_sent_on_its_way_loses_nothing(read, out):
    note = drafted(read, text="Begun.")
    place = address("note-write", note.pk)
    publishing.ask(note, to=room(read, "shared"), seen=1, by=seat(read, "focal"))
    if out:
        publishing.approve(note, seen=1, by=seat(read, "authority"))
    alternate = read.client("alternate")
    typed = alternate.post(place, {"text": "Ha", "version": 1}, headers={"HX-Request": "true"})
    assert "kept in your room" in typed.content.decode()
    page = alternate.post(place, {"text": "Half a thought.", "version": 1})
    assert page.status_code == 409
    assert "Half a thought." in page.content.decode()
    note.refresh_from_db()
    assert note.text == "Begun."


@pytest.mark.parametrize(
    ("who", "status"),
    [("focal", 200), ("authority", 200), ("employer", 200), ("coordinator", 200), ("reader", 403),
     ("auditor", 403), ("stranger", 404), ("admin", 404), ("suspended", 404), ("public", 302)],
)  # fmt: skip
def test_who_writes_a_note(read, who, status):
    client = read.client(who)
    place = address("note-new", row_of(read).pk)
    assert client.get(place).status_code == status
    written = client.post(place, {"text": "Words."})
    assert written.status_code == (302 if status == 200 else status)
    assert Note.objects.count() == (1 if status == 200 else 0)
    empty = client.post(place, {"text": "  "})
    assert empty.status_code == (422 if status == 200 else status)


def test_a_note_is_not_given_to_another_row_or_room_by_its_form(read):
    note = drafted(read)
    client = read.client("cso_member")
    typed = {"text": "Taken.", "note": note.pk, "version": 1}
    assert client.post(address("note-new", note.about_id), typed).status_code == 404
    fields = {"text": "More.", "version": 1, "home": 1, "standing": "published", "author": 1}
    read.client("focal").post(address("note-write", note.pk), fields)
    after = Note.objects.get(pk=note.pk)
    assert (after.text, after.home, after.standing, after.author) == (
        "More.", note.home, "draft", read.people["focal"],
    )  # fmt: skip


def test_lists_narrow_and_ask_as_much_of_the_database_for_one_as_for_three(read):
    counts = []
    client = read.client("focal")
    for nth in range(3):
        published(read, "league", nth=nth)
        drafted(read, "focal", nth=nth)
        asked(read, "health", nth=nth)
        if nth in (0, 2):
            with CaptureQueriesContext(
                connection,
            ) as held:
                assert client.get(address("notes")).status_code == 200
            counts.append(len(held))
    assert counts[0] == counts[1]
    league = read.organisations["league"]
    for query, found in ((f"organisation={league.pk}", 3), ("standing=in_review", 3), ("", 9),
                         ("organisation=x&page=0", 9), ("standing=nothing", 9)):  # fmt: skip
        held = queries.listing(
            seat(read, "focal"), dict(p.split("=") for p in query.split("&") if p)
        )
        assert len(held.notes) == found, query
    assert len(queries.listing(seat(read, "authority"), {"waits": "me"}).notes) == 3


def test_the_page_of_a_recommendation_asks_as_much_for_one_note_as_for_three(read):
    counts = []
    for body, n in (("league", 1), ("institution", 2), ("workers", 3)):
        published(read, body)
        drafted(read, "focal_elsewhere")
        if n != 2:
            read.client("coordinator").get(address("recommendation", row_of(read).pk))
            with CaptureQueriesContext(connection) as held:
                read.client("coordinator").get(address("recommendation", row_of(read).pk))
            counts.append(len(held))
    assert counts[0] == counts[1]


def test_organisations_stand_side_by_side_in_the_order_of_dates(read):
    for body in ("league", "health", "institution"):
        published(read, body)
    said = queries.of_row(seat(read, "reader"), row_of(read))
    assert [voice.organisation for voice in said] == ["league", "health", "institution"]
    assert room(read, RoomKind.SHARED) == said[0].notes[0].note.room


def test_what_was_withdrawn_stays_so_when_a_later_version_is_published(read):
    first = published(read)
    later = publishing.revise(first, by=seat(read, "focal"))
    publishing.withdraw(first, reason="Wrong.", by=seat(read, "authority"))
    later = publishing.ask(
        later, to=room(read, "shared"), seen=later.version, by=seat(read, "focal")
    )
    publishing.approve(later, seen=later.version, by=seat(read, "authority"))
    first.refresh_from_db()
    assert first.standing == "withdrawn"


def test_a_coordinator_who_sends_a_note_back_lands_on_a_page(read):
    note = asked(read)
    place = address("note-act", note.pk, "return")
    page = read.client("coordinator").post(place, {"comment": "Where?"}, follow=True)
    assert page.status_code == 200
