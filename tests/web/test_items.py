"""Items of the dialogue: taken in, read, and what people make of what was found."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heedweb.workspace.domain import blobs, findings, items
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import Activity, Attendance, Event, Finding, Item, Official, Promise
from tests.web.conftest import seat

# Composed for heed: the layout of an agency's report, with people and a State that are not there.
ARTICLE = """Photo courtesy of the MFA
PORT LUMEN, 4 November (AurNews) - Aurelian Deputy Minister of Foreign Affairs Tomas Verin met \
with UN High Commissioner for Human Rights Lena Okoro in Geneva on the sidelines of the Fourth \
Universal Periodic Review, AurNews learned from the press service of the Ministry of Foreign \
Affairs.

"The sides talked about how the work on the recommendations of the review is organised," the \
press service said.

Tomas Verin drew the attention of the High Commissioner to the public libraries in Poland and \
Latvia. He confirmed the invitation to the High Commissioner to visit Aurelia.

The deputy minister of foreign affairs also met with Director-General of the International \
Labour Organization Paul Marsh. Labour inspection was discussed.

Tomas Verin drew the attention of the High Commissioner to the public libraries in Poland and \
Latvia. He confirmed the invitation to the High Commissioner to visit Aurelia.
"""
# heed knows no State of that name and takes another for it; a person says whose side it is.
PEOPLE = [
    {"name": "Tomas Verin", "office": "Deputy Minister of Foreign Affairs",
     "organisation": "Ministry of Foreign Affairs", "side": "Aurelia"},
    {"name": "Lena Okoro", "office": "UN High Commissioner for Human Rights",
     "organisation": "OHCHR", "side": "OHCHR"},
]  # fmt: skip


def taken(table, who="focal", text=ARTICLE, **words):
    words = {"publisher": "AurNews", "published": date(2026, 11, 4), **words}
    return items.take_in(given=None, text=text, words=words, by=seat(table, who))


def found(item, kind, nth=0):
    return list(item.findings.filter(kind=kind))[nth]


def met(table, item, who="focal", people=PEOPLE, event=None, **words):
    """The first meeting of an item, corrected by a person."""
    words = {"date": "2026-11-03", "place": "Geneva", "occasion": "Review", **words}
    return findings.correct(
        found(item, "meeting"), words={**words, "participants": people}, seen=1, event=event,
        by=seat(table, who),
    )  # fmt: skip


def page(table, item, who="focal"):
    return table.client(who).get(reverse("workspace:item", args=["aurelia", item.pk]))


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_what_is_found_in_a_pasted_text_is_proposed_and_its_original_kept(table):
    item = taken(table)
    kinds = [one.kind for one in item.findings.order_by("kind", "start")]
    assert kinds.count("meeting") == 2
    assert {one.state for one in item.findings.all()} == {"proposed"}
    assert blobs.path_of(item.blob.sha256).read_text() == ARTICLE
    assert (Event.objects.count(), Promise.objects.count(), Official.objects.count()) == (0, 0, 0)
    act = Activity.objects.get(verb="item_taken_in")
    assert (act.room, act.detail["sha256"]) == (item.room, item.blob.sha256)


def test_a_paragraph_that_is_printed_twice_is_counted_once(table):
    item = taken(table)
    assert [one["number"] for one in item.parts if one["repeats"] is not None] == [5]
    assert "1 paragraph is printed again and counted once." in words_of(page(table, item))


def test_a_passage_and_its_finding_link_to_each_other(table):
    item = taken(table)
    html = page(table, item).content.decode()
    for one in item.findings.all():
        assert f'id="t{one.pk}" href="#f{one.pk}"' in html
        assert f'id="f{one.pk}"' in html
        assert f'href="#t{one.pk}"' in html


def test_every_value_says_on_what_it_rests(table):
    said = words_of(page(table, taken(table)))
    assert "Day not stated not stated in the item, which was published on 2026-11-04" in said
    assert "Place Geneva stated in the item" in said
    assert "Place Geneva derived: as the meeting told of before" in said
    assert "the office stands beside the name" in said


def test_a_statement_is_shown_as_said_by_its_speaker_as_reported_by_its_outlet(table):
    said = words_of(page(table, taken(table)))
    assert "Tomas Verin, Deputy Minister of Foreign Affairs, said on a day not stated" in said
    assert "as reported by AurNews" in said


def test_a_headline_stands_in_quotation_marks_as_its_publishers(table):
    item = taken(table, title="Wells and words")
    assert '<q dir="auto">Wells and words</q>' in page(table, item).content.decode()
    assert str(item) == "AurNews 2026-11-04"


@pytest.mark.parametrize("name", ["a.eml", "a.docx", "a.html"])
def test_a_file_is_read_whatever_its_kind(table, name):
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Talks", "press@example.org"
    mail["Date"] = "Wed, 04 Nov 2026 10:00:00 +0000"
    mail.set_content(ARTICLE)
    document, data = docx.Document(), BytesIO()
    for line in ARTICLE.split("\n"):
        document.add_paragraph(line)
    document.save(data)
    page = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n\n"))
    given = {
        "a.eml": bytes(mail), "a.docx": data.getvalue(),
        "a.html": f"<html><body>{page}</body></html>".encode(),
    }[name]  # fmt: skip
    item = items.take_in(
        given=SimpleUploadedFile(name, given), text="", words={}, by=seat(table, "focal")
    )
    assert item.findings.filter(kind="meeting").count() == 2
    if name == "a.eml":
        assert (item.title, item.published) == ("Talks", date(2026, 11, 4))


def test_nothing_is_taken_in_of_nothing_and_by_nobody_without_a_room(table):
    with pytest.raises(Lacking):
        taken(table, text="  ")
    with pytest.raises(NotTheirs):
        taken(table, who="reader")
    assert Item.objects.count() == 0


def test_an_item_is_seen_in_its_room_only(table):
    item = taken(table)
    seen = {who: page(table, item, who).status_code for who in table.people if who != "admin"}
    assert {who for who, status in seen.items() if status == 200} == {
        "focal", "alternate", "authority",
    }  # fmt: skip


def test_a_confirmed_meeting_becomes_an_event_with_people_in_the_office_of_that_day(table):
    item = taken(table)
    held = findings.confirm(found(item, "meeting"), seen=1, by=seat(table, "focal"))
    event = Event.objects.get()
    assert (held.event, event.place, event.on) == (event, "Geneva", None)
    assert sorted(str(one) for one in Official.objects.all()) == ["Lena Okoro", "Tomas Verin"]
    offices = {one.name: one.office for one in Attendance.objects.all()}
    assert offices["Lena Okoro"] == "UN High Commissioner for Human Rights"


def test_a_confirmed_commitment_becomes_a_promise_made_at_the_meeting_before_it(table):
    item = taken(table)
    met(table, item)
    findings.confirm(found(item, "commitment"), seen=1, by=seat(table, "focal"))
    promise = Promise.objects.get()
    assert (promise.kind, promise.made_on) == ("invitation", date(2026, 11, 3))
    assert promise.event == Event.objects.get()


def test_who_has_no_office_is_kept_in_no_list_of_people(table):
    met(table, taken(table), people=[*PEOPLE, {"name": "Ana Lim", "side": "Aurelia"}])
    assert not Official.objects.filter(name="Ana Lim").exists()
    assert Attendance.objects.get(name="Ana Lim").official is None


def test_what_was_read_stays_beside_what_a_person_says(table):
    item = taken(table)
    held = met(table, item)
    assert (held.state, held.read["date"], held.said["date"]) == ("corrected", None, "2026-11-03")
    assert "As it was read" in words_of(page(table, item))
    # What says the same as what was read is no word of a person.
    assert "place" not in held.words
    told = Activity.objects.get(verb="finding_corrected").changes
    people = next(one for one in told if one["field"] == "participants")
    assert people["after"][1] == "Lena Okoro, UN High Commissioner for Human Rights, OHCHR, OHCHR"


def test_reading_again_never_overwrites_a_person(table):
    item = taken(table)
    held = met(table, item)
    rejected = findings.reject(found(item, "commitment"), seen=1, by=seat(table, "focal"))
    count = item.findings.count()
    items.write(
        item, words={"publisher": "Lumen Post"}, seen=item.version, by=seat(table, "authority")
    )
    held.refresh_from_db()
    rejected.refresh_from_db()
    assert (held.state, held.words["date"], rejected.state) == (
        "corrected",
        "2026-11-03",
        "rejected",
    )
    assert item.findings.count() == count
    assert Activity.objects.filter(verb="item_read_again").count() == 1


def test_a_proposal_that_a_later_reading_finds_no_more_leaves_the_page_what_was_decided_stays(
    table,
):
    item = taken(table)
    for kind in ("meeting", "statement"):
        Finding.objects.create(item=item, kind=kind, start=0, end=5, read={"speaker": "A"})
    findings.confirm(found(item, "statement"), seen=1, by=seat(table, "focal"))
    items.read_again(item, by=seat(table, "focal"))
    gone = item.findings.filter(gone=True)
    assert sorted((one.kind, one.state) for one in gone) == [
        ("meeting", "proposed"), ("statement", "confirmed"),
    ]  # fmt: skip
    said = words_of(page(table, item))
    assert said.count("The last reading found it no more.") == 1


def test_a_decision_that_is_taken_back_leaves_the_register(table):
    item = taken(table)
    held = met(table, item)
    findings.reopen(held, seen=held.version, by=seat(table, "focal"))
    held.refresh_from_db()
    assert (held.state, held.words, held.event) == ("proposed", {}, None)
    assert Event.objects.get().gone is not None
    assert Attendance.objects.count() == 0


def test_who_decides_after_somebody_else_is_told_so(table):
    item = taken(table)
    held = found(item, "statement")
    findings.confirm(held, seen=1, by=seat(table, "focal"))
    with pytest.raises(NotNow, match="in the meantime"):
        findings.reject(held, seen=1, by=seat(table, "alternate"))


def test_a_reply_stands_with_the_statement_that_it_replies_to(table):
    first, second = taken(table), taken(table, publisher="Lumen Post")
    by = seat(table, "focal")
    said = findings.confirm(found(first, "statement"), seen=1, by=by)
    reply = findings.confirm(found(second, "statement", 1), seen=1, by=by)
    findings.answer(reply, to=said, seen=reply.version, by=by)
    html = page(table, first).content.decode()
    assert "Reply:" in html
    assert html.count("as reported by Lumen Post") >= 1


def test_what_its_publisher_took_back_is_kept_and_marked(table):
    item = taken(table)
    by = seat(table, "focal")
    words = {"retracted": date(2026, 11, 9), "retraction": "The day was wrong."}
    with pytest.raises(Lacking):
        items.write(item, words={"retraction": "Wrong."}, seen=1, by=by)
    items.write(item, words=words, seen=1, by=by)
    assert "retracted or corrected it on 9 November 2026" in words_of(page(table, item))


def test_a_deleted_item_comes_back_as_it_was(table):
    item = taken(table)
    client = table.client("focal")
    address = reverse("workspace:item-act", args=["aurelia", item.pk, "delete"])
    assert client.post(address, {"why": "twice"}).status_code == 302
    assert page(table, item).status_code == 404
    back = client.post(reverse("workspace:items-deleted", args=["aurelia"]), {"item": item.pk})
    assert back.status_code == 302
    assert page(table, item).status_code == 200


def test_a_person_takes_in_confirms_and_corrects_without_javascript(table):
    client = table.client("focal")
    new = reverse("workspace:item-new", args=["aurelia"])
    assert client.get(new).status_code == 200
    assert client.post(new, {"kind": "press"}).status_code == 422
    sent = client.post(new, {"kind": "press", "text": ARTICLE, "published": "2026-11-04"})
    item = Item.objects.get()
    assert sent["Location"] == reverse("workspace:item", args=["aurelia", item.pk])
    for one in item.findings.all():
        write = reverse("workspace:finding-write", args=["aurelia", one.pk])
        assert client.get(write).status_code == 200
        act = reverse("workspace:finding-act", args=["aurelia", one.pk, "confirm"])
        assert client.post(act, {"seen": 1}).status_code == 302
        assert client.post(act, {"seen": 1}).status_code == 409
    meeting = found(item, "meeting")
    write = reverse("workspace:finding-write", args=["aurelia", meeting.pk])
    lines = (
        "Tomas Verin; Deputy Minister; MFA; Aurelia\nLena Okoro; High Commissioner; OHCHR; OHCHR"
    )
    words = {"seen": 2, "date": "2026-11-03", "place": "Geneva", "participants": lines}
    assert client.post(write, words).status_code == 302
    assert {one.side for one in meeting.attendances.all()} == {"Aurelia", "OHCHR"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(table, django_assert_num_queries, count):
    for _ in range(count):
        taken(table)
    client = table.client("focal")
    client.get(reverse("workspace:items", args=["aurelia"]))
    with django_assert_num_queries(7):
        client.get(reverse("workspace:items", args=["aurelia"]))


@pytest.fixture
def damaged(table):
    """An item whose original is changed while a test looks at it, and then as it was."""
    item = taken(table)
    path = blobs.path_of(item.blob.sha256)
    before = path.read_bytes()
    yield item, path
    path.write_bytes(before)


def test_an_item_whose_original_was_damaged_is_not_read_again(table, damaged):
    item, path = damaged
    text, proposed = item.text, item.findings.count()
    path.write_bytes(b"other")
    with pytest.raises(NotNow, match="was changed since it was taken in"):
        items.read_again(item, by=seat(table, "focal"))
    path.unlink()
    with pytest.raises(NotNow, match="is missing"):
        items.read_again(item, by=seat(table, "focal"))
    item.refresh_from_db()
    assert (item.text, item.findings.filter(gone=False).count()) == (text, proposed)


def test_an_original_that_was_damaged_is_not_given_out(table, damaged):
    item, path = damaged
    address = reverse("workspace:item-original", args=["aurelia", item.pk])
    given = table.client("focal").get(address)
    assert b"".join(given.streaming_content).decode() == ARTICLE
    path.write_bytes(b"other")
    page = table.client("focal").get(address)
    assert page.status_code == 500
    assert item.file in page.content.decode()
    assert reverse("workspace:item", args=["aurelia", item.pk]) in page.content.decode()
