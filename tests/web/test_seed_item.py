"""The item that heed started from, taken in and confirmed, where HEED_CORPUS is set."""

from __future__ import annotations

from heedweb.workspace.domain import findings, promises
from heedweb.workspace.models import Attendance, Bearing, Event, Official, Promise
from tests.web.conftest import seat
from tests.web.test_items import taken


def test_the_seed_item_gives_two_meetings_three_people_and_an_invitation(table, corpus):
    text = (corpus.parent / "press" / "seed-article.txt").read_text(encoding="utf-8")
    item = taken(table, text=text, publisher="BelTA", published=None)
    assert [one["number"] for one in item.parts if one["repeats"] is not None] == [6, 7, 8, 9]
    for one in item.findings.all():
        findings.confirm(one, seen=1, by=seat(table, "focal"))
    events = Event.objects.order_by("pk")
    assert {one.occasion for one in events} == {"Fourth Universal Periodic Review"}
    assert [one.place for one in events] == ["Geneva", "Geneva"]
    held = Attendance.objects.select_related("official").order_by("pk")
    assert [one.side for one in held] == ["Belarus", "OHCHR", "Belarus", "ILO"]
    assert all(one.office for one in held)
    assert held[0].official == held[2].official
    assert Official.objects.count() == 3
    invitation = Promise.objects.get(kind="invitation")
    assert (invitation.who, invitation.event) == ("Belarus", events[0])
    owner = table.organisations["health"]
    now = promises.write(invitation, words={"owner": owner}, seen=1, by=seat(table, "focal"))
    assert now.owner == owner
    abroad = [
        one for one in item.findings.filter(kind="statement")
        if {"Poland", "Lithuania", "Latvia"} <= set(one.said["about"])
    ]  # fmt: skip
    assert [one.said["speaker"] for one in abroad] == [held[0].name]
    assert Bearing.objects.count() == 0
