"""Drafts that are thrown away: out of all lists, brought back in one step, gone after a month."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace import worker
from heedweb.workspace.domain import letting_go, publishing, support, verifying
from heedweb.workspace.models import Activity, Chain, Note, NoteMove, Standing
from heedweb.workspace.queries import notes as queries
from tests.web.test_notes import WORDS, WRITERS, address, do, drafted, published, seat

OUTSIDE = ("reader", "auditor", "suspended", "stranger", "admin", "public")


def gone(table, who="focal", text=WORDS):
    note = drafted(table, who, text)
    return publishing.discard(note, seen=note.version, by=seat(table, who))


def text_of(response):
    return response.content.decode()


def test_a_discarded_draft_leaves_all_lists_and_comes_back_as_it_was(read):
    note = drafted(read)
    client, chair = read.client("alternate"), read.client("coordinator")
    pages = (address("notes"), address("recommendation", note.about_id))
    assert all(WORDS in text_of(client.get(page)) for page in pages)
    assert "being written" in text_of(chair.get(address("notes"))).lower()
    before = Note.objects.values("text", "standing", "version", "author", "room").get()
    count = Activity.objects.count()
    page = client.post(address("note-act", note.pk, "discard"), {"version": 1}, follow=True)
    assert page.redirect_chain[-1][0] == address("notes-discarded")
    assert WORDS in text_of(page)
    assert Activity.objects.count() == count + 1
    assert Activity.objects.first().verb == "draft_discarded"
    assert not any(WORDS in text_of(client.get(page)) for page in pages)
    assert "being written" not in text_of(chair.get(address("notes"))).lower()
    assert client.get(address("note", note.pk)).status_code == 404
    page = client.post(address("note-act", note.pk, "restore"))
    assert page["Location"] == address("note", note.pk)
    assert Note.objects.values("text", "standing", "version", "author", "room").get() == before
    assert Activity.objects.first().verb == "draft_restored"
    assert all(WORDS in text_of(client.get(page)) for page in pages)


def test_nobody_outside_the_room_finds_what_was_discarded(read):
    note = gone(read)
    for who in (*WRITERS, *OUTSIDE):
        client = read.client(who)
        if who in ("focal", "alternate", "authority"):
            assert WORDS in text_of(client.get(address("notes-discarded")))
            continue
        page = client.get(address("notes-discarded"))
        assert WORDS not in text_of(page)
        page = client.post(address("note-act", note.pk, "restore"))
        assert page.status_code in ((302,) if who == "public" else (403, 404)), who
    assert Note.objects.get().standing == Standing.DISCARDED


def test_support_restores_nothing_and_reads_no_discarded_words(read):
    gone(read)
    room = read.organisations["health"].room
    admin = User.objects.get(pk=read.people["admin"].pk)
    support.begin(room=room, reason="A note cannot be opened.", by=admin)
    client = read.client("admin")
    assert WORDS not in text_of(client.get(address("notes")))
    assert client.get(address("notes-discarded")).status_code == 403


def test_a_draft_is_not_discarded_over_words_that_the_person_did_not_see(read):
    note = drafted(read)
    publishing.write(note, words={"text": "Other words."}, seen=1, by=seat(read, "alternate"))
    page = do(read, "focal", note, "discard", version=1)
    assert page.status_code == 409
    assert "Somebody wrote in it after you opened it." in text_of(page)
    assert Note.objects.get().standing == Standing.DRAFT


@pytest.mark.parametrize("typing", [False, True])
def test_words_written_while_somebody_discards_are_kept(read, typing):
    note = gone(read)
    headers = {"HX-Request": "true"} if typing else {}
    client, fields = read.client("alternate"), {"text": "Written too late.", "version": 1}
    page = client.post(address("note-write", note.pk), fields, headers=headers, follow=True)
    assert "It was discarded in the meantime." in text_of(page)
    assert "Written too late." in text_of(client.get(address("notes-discarded")))
    assert NoteMove.objects.get(verb="aside").words == {"text": "Written too late."}


def test_a_discarded_later_version_is_restored_before_another_is_begun(read):
    first = published(read)
    later = publishing.revise(first, by=seat(read, "focal"))
    publishing.discard(later, seen=later.version, by=seat(read, "focal"))
    page = do(read, "focal", first, "revise")
    assert page.status_code == 409
    assert "among what was discarded" in text_of(page)
    for who in ("focal", "nhri_member"):
        held = queries.listing(seat(read, who), {}).notes
        assert [one.note.pk for one in held] == [first.pk]


def test_after_thirty_days_the_words_are_gone_and_the_chain_is_whole(read):
    note = gone(read, text="Quagga")
    drafted(read, text="Kept")
    now = timezone.now()
    assert letting_go.sweep(now + timedelta(days=29)) == 0
    assert letting_go.sweep(now + timedelta(days=31)) == 1
    assert [one.text for one in Note.objects.all()] == ["Kept"]
    assert not NoteMove.objects.filter(record=note.pk).exists()
    last = Activity.objects.first()
    assert (last.verb, last.by, last.room) == ("draft_gone", read.people["focal"], note.home)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = [cursor.execute(f'SELECT * FROM "{one}"').fetchall() for one in tables]  # noqa: S608
    assert "Quagga" not in str(rows)
    held = Chain.objects.get(workspace=read.workspace)
    assert [one.line for one in verifying.findings(held) if one.fault] == []


def test_the_worker_lets_go_once_a_day(read, monkeypatch):
    monkeypatch.setattr(worker, "_kept", {})
    gone(read)
    worker.keep_once(timezone.now() + timedelta(days=31))
    assert not Note.objects.exists()


def test_the_list_of_what_was_discarded_asks_the_same_for_three(read):
    def asked():
        client = read.client("focal")
        with CaptureQueriesContext(connection) as held:
            assert client.get(address("notes-discarded")).status_code == 200
        return len(held)

    gone(read, "alternate")
    one = asked()
    gone(read)
    gone(read, "authority")
    assert asked() == one
