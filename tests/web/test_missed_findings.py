"""What no reading found in an item: written by a person with its passage, and kept as it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heed.dialogue.files import read_text
from heedweb.workspace.domain import findings, items, passages
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import Activity, Event, Finding, Promise
from tests.web.conftest import seat
from tests.web.test_items import ARTICLE, page, taken, words_of

PASSAGE = "Labour inspection was discussed."


def added(table, item, kind="statement", passage=PASSAGE, who="focal", **words):
    words = words or {"speaker": "Paul Marsh", "office": "Director-General"}
    return findings.add(item, kind=kind, passage=passage, words=words, by=seat(table, who))


def posted(table, item, what, **fields):
    where = reverse("workspace:item-add", args=["aurelia", item.pk, what])
    return table.client("focal").post(where, fields)


def test_it_counts_at_once_and_is_marked_as_a_persons(table):
    item = taken(table)
    made = added(table, item)
    assert (made.state, made.read, made.quote) == ("confirmed", {}, PASSAGE)
    said = words_of(page(table, item))
    assert "written by a person" in said
    assert "Paul Marsh, Director-General, said on a day not stated, as reported by AurNews" in said
    act = Activity.objects.get(verb="finding_added")
    assert (act.room, act.by) == (item.room, table.people["focal"])


def test_a_meeting_becomes_an_event_and_a_promise_stands_in_the_register(table):
    item = taken(table)
    answer = posted(
        table, item, "meeting", passage="also met with Director-General", date="2026-11-03",
        participants="Tomas Verin; Deputy Minister; MFA; Aurelia",
    )  # fmt: skip
    assert answer.status_code == 302
    event = Event.objects.get()
    assert (str(event.on), event.attendances.get().name) == ("2026-11-03", "Tomas Verin")
    fields = {"passage": PASSAGE, "who": "Aurelia", "kind": "other"}
    assert posted(table, item, "commitment", **fields).status_code == 302
    assert Promise.objects.get().what == PASSAGE


def test_words_that_do_not_stand_in_the_item_are_refused_and_it_is_said(table):
    item = taken(table)
    fields = {"passage": "Wages were discussed.", "speaker": "Paul Marsh"}
    answer = posted(table, item, "statement", **fields)
    assert answer.status_code == 422
    assert "These words do not stand in the item." in words_of(answer)
    assert not Finding.objects.filter(by_hand=True).exists()
    with pytest.raises(Lacking):
        added(table, item, passage="  ")


def test_what_a_person_found_survives_reading_again(table):
    item = taken(table)
    made = added(table, item)
    items.read_again(item, by=seat(table, "focal"))
    made.refresh_from_db()
    assert (made.gone, made.state, made.quote) == (False, "confirmed", PASSAGE)


def test_it_moves_with_its_words_where_the_text_is_read_otherwise(table):
    item = taken(table)
    made = added(table, item)
    was = item.text
    for text, gone in ((f"New line.\n\n{was}", False), ("Nothing of it.", True), (was, False)):
        item = items._read_again(item, read_text(text), seat(table, "focal"))
        made.refresh_from_db()
        assert (made.gone, made.words["speaker"]) == (gone, "Paul Marsh")
        if not gone:
            assert item.text[made.start : made.end] == PASSAGE


def test_a_reading_does_not_propose_what_a_person_found_already(table):
    item = taken(table)
    one = item.findings.filter(kind="statement").first()
    words, (start, end) = one.quote, (one.start, one.end)
    one.delete()
    added(table, item, passage=words)
    items.read_again(item, by=seat(table, "focal"))
    there = item.findings.filter(kind="statement", start=start, end=end)
    assert [(held.by_hand, held.state) for held in there] == [(True, "confirmed")]


def test_two_may_stand_on_the_same_words(table):
    item = taken(table)
    first, second = added(table, item), added(table, item, speaker="Tomas Verin")
    assert (first.start, first.nth + 1) == (second.start, second.nth)


def test_it_is_corrected_and_rejected_and_confirmed_and_never_a_proposal(table):
    item = taken(table)
    made, by = added(table, item), seat(table, "focal")
    made = findings.correct(made, words={"speaker": "P. Marsh"}, seen=made.version, by=by)
    assert (made.state, made.said["speaker"]) == ("confirmed", "P. Marsh")
    with pytest.raises(NotNow):
        findings.reopen(made, seen=made.version, by=by)
    made = findings.reject(made, seen=made.version, by=by)
    made = findings.confirm(made, seen=made.version, by=by)
    assert (made.state, made.said["speaker"]) == ("confirmed", "P. Marsh")


def test_another_room_adds_nothing(table):
    item = taken(table)
    with pytest.raises(NotTheirs):
        added(table, item, who="cso_member")
    where = reverse("workspace:item-add", args=["aurelia", item.pk, "statement"])
    assert table.client("cso_member").get(where).status_code == 404
    assert table.client("focal").get(where.replace("statement", "rumour")).status_code == 404


@pytest.mark.parametrize(
    ("quoted", "found"),
    [("met  with\nUN", "met with UN"), ('"well" — so', "“well” – so"), ("Met with", None),
     ("", None), ("a.b", None)],
)  # fmt: skip
def test_spaces_and_signs_may_be_written_otherwise_and_letters_not(quoted, found):
    text = "He met with UN people. “well” – so. axb"
    span = passages.find(text, quoted)
    assert (text[slice(*span)] if span else None) == found


def test_of_several_places_the_first_in_the_body_is_meant(table):
    item = taken(table)
    words = "He confirmed the invitation to the High Commissioner to visit Aurelia."
    span = passages.find(item.text, words, item.parts)
    assert span[0] == ARTICLE.index(words)
    shift = [{"start": 0, "end": span[1], "part": "furniture", "repeats": None}]
    later = [{"start": span[1], "end": len(item.text), "part": "body", "repeats": None}]
    assert passages.find(item.text, words, shift + later)[0] > span[0]
