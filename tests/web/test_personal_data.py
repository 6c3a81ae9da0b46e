"""What looks like personal data is decided on by one person and seen by another who publishes."""

from __future__ import annotations

import pytest

from heed.personal import Kind
from heedweb.workspace.domain import personal_data, publishing
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.models import Activity, NoteKeep, Standing
from heedweb.workspace.room_words import LOOKS_LIKE
from tests.web.test_notes import address, do, drafted, room, seat

TEXT = "The victim, Amina Karsou, can be reached at amina.k@example.org."
NAME, MAIL = ("text", "name", "Amina Karsou"), ("text", "email", "amina.k@example.org")
WHY = "She asked to be named."


def keep(table, note, who="focal", passage=NAME, why=WHY):
    field, kind, words = passage
    return do(table, who, note, "keep", field=field, kind=kind, words=words, comment=why)


def decided(table, who="focal"):
    note = drafted(table, text=TEXT)
    for field, kind, words in (NAME, MAIL):
        personal_data.keep(note, field=field, kind=kind, words=words, why=WHY, by=seat(table, who))
    return note


def in_review(table, note):
    return publishing.ask(
        note, to=room(table, "public"), seen=note.version, by=seat(table, "focal")
    )


def test_every_kind_has_words_for_people():
    assert set(LOOKS_LIKE) == set(Kind)


def test_the_room_is_told_what_looks_like_personal_data_and_that_a_program_says_so(read):
    note = drafted(read, text=TEXT)
    page = read.client("alternate").get(address("note", note.pk)).content.decode()
    assert "Found by a program" in page
    for words in ("Amina Karsou", "amina.k@example.org", "looks like an e-mail address"):
        assert words in page


def test_nothing_goes_to_the_public_before_each_passage_is_decided_on(read):
    note = drafted(read, text=TEXT)
    page = do(read, "focal", note, "ask", to="public")
    assert page.status_code == 409
    assert "2 passages look like personal data" in page.content.decode()
    assert keep(read, note).status_code == 302
    page = do(read, "focal", note, "ask", to="public")
    assert "1 passage looks like personal data" in page.content.decode()
    words = {"text": "The victim, Amina Karsou, was heard."}
    publishing.write(note, words=words, seen=note.version, by=seat(read, "focal"))
    note.refresh_from_db()
    assert do(read, "focal", note, "ask", to="public").status_code == 302


def test_the_shared_table_needs_no_decision(read):
    note = drafted(read, text=TEXT)
    assert do(read, "focal", note, "ask", to="shared").status_code == 302


def test_who_publishes_sees_what_was_decided_and_why(read):
    note = in_review(read, decided(read))
    page = read.client("authority").get(address("note", note.pk)).content.decode()
    assert WHY in page
    assert do(read, "authority", note, "approve").status_code == 302
    note.refresh_from_db()
    assert note.standing == Standing.PUBLISHED


def test_words_written_in_review_are_decided_on_before_they_are_published(read):
    note = in_review(read, decided(read))
    words = {"text": TEXT + " Call +41 22 917 90 00."}
    note = publishing.write(note, words=words, seen=note.version, by=seat(read, "authority"))
    page = do(read, "authority", note, "approve")
    assert page.status_code == 409
    assert "1 passage looks like personal data" in page.content.decode()
    passage = ("text", "phone", "+41 22 917 90 00")
    assert keep(read, note, "authority", passage).status_code == 302
    page = do(read, "authority", note, "approve")
    assert page.status_code == 403
    assert "so somebody else must publish it" in page.content.decode()


def test_a_decision_has_a_reason_and_is_made_once_on_words_that_are_there(read):
    note = drafted(read, text=TEXT)
    assert keep(read, note, why=" ").status_code == 422
    assert keep(read, note, passage=("text", "name", "Omar Deff")).status_code == 409
    assert keep(read, note).status_code == 302
    assert keep(read, note, "alternate").status_code == 409
    assert NoteKeep.objects.count() == 1
    last = Activity.objects.first()
    assert (last.verb, last.room) == ("words_kept", note.home)
    assert "Karsou" not in str([last.subject, last.detail, last.changes, last.why])


def test_others_decide_nothing_and_learn_nothing_of_it(read):
    note = drafted(read, text=TEXT)
    for who in ("focal_elsewhere", "coordinator", "nhri_member", "reader", "stranger"):
        assert keep(read, note, who).status_code in (403, 404)
    assert NoteKeep.objects.count() == 0
    shown = decided(read)
    shown = publishing.ask(
        shown, to=room(read, "shared"), seen=shown.version, by=seat(read, "focal")
    )
    page = read.client("coordinator").get(address("note", shown.pk)).content.decode()
    assert "Found by a program" not in page
    assert WHY not in page


def test_a_decision_on_published_words_comes_too_late(read):
    note = in_review(read, decided(read))
    publishing.approve(note, seen=note.version, by=seat(read, "authority"))
    with pytest.raises(NotNow):
        personal_data.keep(
            note, field="text", kind="name", words="Amina Karsou", why=WHY, by=seat(read, "focal")
        )
