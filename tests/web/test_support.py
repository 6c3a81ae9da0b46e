"""An administrator in a room of others: with a reason, told, watched, for an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from heedweb.room_commands import support as command
from heedweb.workspace.domain import support
from heedweb.workspace.domain.refusals import NotTheirs
from heedweb.workspace.models import Activity, Note, Room, SupportAccess
from tests.web.test_notes import address, drafted, published

REASON = "A note cannot be opened."
ROOT = "/w/aurelia/"


def room_of(table, name):
    return Room.objects.get(workspace=table.workspace, organisation=table.organisations[name])


def begun(table, name="league"):
    table.people["admin"].refresh_from_db()
    return support.begin(room=room_of(table, name), reason=REASON, by=table.people["admin"])


def test_without_it_an_administrator_is_nowhere(read):
    note = drafted(read, "cso_member")
    client = read.client("admin")
    for place in (ROOT, address("notes"), address("note", note.pk)):
        assert client.get(place).status_code == 404


@pytest.mark.parametrize("who", ["alice", "focal", "cso_approver", "auditor", "stranger"])
def test_administrators_alone_open_a_room(read, who):
    assert read.client(who).get("/support/").status_code == 404
    fields = {"room": room_of(read, "league").pk, "reason": REASON}
    assert read.client(who).post("/support/", fields).status_code == 404
    with pytest.raises(NotTheirs):
        support.begin(room=room_of(read, "league"), reason=REASON, by=read.people[who])
    assert SupportAccess.objects.count() == 0


def test_the_signed_out_are_asked_who_they_are(read):
    assert read.client("public").get("/support/").status_code == 302


def test_the_room_is_told_at_once(read, django_capture_on_commit_callbacks):
    client = read.client("admin")
    fields = {"room": room_of(read, "league").pk, "reason": " "}
    assert client.post("/support/", fields).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/support/", {**fields, "reason": REASON})
    assert done.status_code == 302
    assert [letter.to for letter in mail.outbox] == [["cso_approver@example.org"]]
    assert REASON in mail.outbox[0].body
    told = Activity.objects.get(verb="support_began")
    assert (told.room, told.detail["reason"]) == (room_of(read, "league"), REASON)
    for who, sees in (("cso_member", True), ("cso_approver", True), ("focal", False),
                      ("coordinator", False), ("cso_elsewhere", False)):  # fmt: skip
        for place in (ROOT, address("notes"), f"{ROOT}recommendations/"):
            page = read.client(who).get(place).content.decode()
            assert (REASON in page) == sees, (who, place)
            assert "admin@example.org" not in page


def test_that_rooms_records_alone_are_read_and_nothing_is_written(read):
    mine, other = drafted(read, "cso_member", "MINE"), drafted(read, "focal", "OTHER")
    table = published(read, "institution", text="ATTHETABLE")
    begun(read)
    client = read.client("admin")
    assert "MINE" in client.get(address("note", mine.pk)).content.decode()
    for note in (other, table):
        assert client.get(address("note", note.pk)).status_code == 404
    listed = client.get(address("notes")).content.decode()
    assert "MINE" in listed
    assert "OTHER" not in listed
    assert "ATTHETABLE" not in listed
    assert "ATTHETABLE" not in client.get(address("recommendation", mine.about_id)).content.decode()
    before = Note.objects.filter(pk=mine.pk).values().get()
    places = [address("note-act", mine.pk, verb) for verb in ("ask", "comment", "take-back")]
    places += [address("note-write", mine.pk), address("note-new", mine.about_id)]
    places += [address("fix-new", mine.about_id), f"{ROOT}views/", f"{ROOT}public/"]
    for place in places:
        assert client.post(place, {"text": "x", "version": 1, "to": "shared"}).status_code == 403
    assert Note.objects.filter(pk=mine.pk).values().get() == before


def test_everything_that_is_opened_is_in_the_history_of_the_room(read):
    note = drafted(read, "cso_member")
    begun(read)
    client = read.client("admin")
    places = [address("note", note.pk), address("notes") + "?standing=draft", ROOT,
              address("note", 10**9)]  # fmt: skip
    for place in places:
        client.get(place)
    told = Activity.objects.filter(verb="support_seen").order_by("pk")
    assert [(one.subject, one.room) for one in told] == [
        (place, room_of(read, "league")) for place in places
    ]
    assert address("note", note.pk) in read.client("cso_member").get(ROOT).content.decode()
    assert address("note", note.pk) not in read.client("coordinator").get(ROOT).content.decode()


def test_it_is_over_after_its_time(read):
    held = begun(read)
    assert held.until - held.began == timedelta(minutes=60)
    client = read.client("admin")
    assert client.get(address("notes")).status_code == 200
    SupportAccess.objects.filter(pk=held.pk).update(until=timezone.now())
    assert client.get(address("notes")).status_code == 404
    assert REASON not in read.client("cso_member").get(ROOT).content.decode()


@pytest.mark.parametrize("side", ["room", "administrator"])
def test_either_side_ends_it(read, side):
    held = begun(read)
    client = read.client("admin")
    places = {"room": ("cso_member", f"{ROOT}support/{held.pk}/end/"),
              "administrator": ("admin", f"/support/{held.pk}/end/")}  # fmt: skip
    for who in ("focal", "coordinator", "cso_elsewhere", "stranger"):
        for _one, place in places.values():
            assert read.client(who).post(place).status_code == 404, who
    who, place = places[side]
    assert read.client(who).post(place).status_code == 302
    assert client.get(address("notes")).status_code == 404
    assert Activity.objects.get(verb="support_ended").room == room_of(read, "league")


def test_a_member_of_the_workspace_is_no_support(read):
    alice = read.people["alice"]
    alice.administrator = True
    alice.save()
    with pytest.raises(NotTheirs):
        support.begin(room=room_of(read, "league"), reason=REASON, by=alice)
    assert SupportAccess.objects.count() == 0


def test_an_administrator_no_more_is_out_at_once(read):
    begun(read)
    client = read.client("admin")
    assert client.get(address("notes")).status_code == 200
    type(read.people["admin"]).objects.update(administrator=False)
    assert client.get(address("notes")).status_code == 404


def test_the_command_opens_and_ends_it(read, capsys, monkeypatch):
    monkeypatch.setattr("heedweb.room_commands.started", lambda: None)
    told = ["--workspace", "Aurelia", "--room", "league", "--by", "admin@example.org"]
    assert command(["open", *told]) == 1
    assert "Say why" in capsys.readouterr().err
    assert command(["open", *told, "--reason", REASON]) == 0
    assert read.client("admin").get(address("notes")).status_code == 200
    assert command(["end", *told]) == 0
    assert read.client("admin").get(address("notes")).status_code == 404
    assert command(["end", *told]) == 1
    assert command(["open", *told[:-1], "focal@example.org", "--reason", REASON]) == 1
