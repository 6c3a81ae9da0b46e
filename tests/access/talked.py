"""What the dialogue keeps in the worlds of the tests of access: all of it in one room.

In `own` the ministry of health keeps an item with a meeting, a statement and a commitment, an event
with somebody who took part, a promise, a visit and a standing invitation; nobody else of the
workspace sees any of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs
from heedweb.workspace.models import (
    Attendance,
    Event,
    Feed,
    Finding,
    Item,
    Official,
    Organisation,
    Promise,
    StandingInvitation,
    Visit,
    VisitItem,
    Workspace,
)

if TYPE_CHECKING:
    from tests.access.world import World

TEXT = "Mira Sol met Odo Hale. She said that wells are dug. She promised a report."


def fill(world: World) -> None:
    """Add the dialogue to both workspaces, by kind."""
    world.own |= talked(world.workspace, world.people["focal"], world.organisations["health"])
    theirs = world.other.memberships.get()
    world.foreign |= talked(world.other, theirs.user, theirs.organisation)


def talked(held: Workspace, by: User, body: Organisation) -> dict[str, object]:
    """An item with what was found in it, and what came of that in the register."""
    kept = {"workspace": held, "room": body.room, "made_by": by}
    item = Item.objects.create(
        **kept, publisher=f"News of {held}", text=TEXT, file="pasted.txt", read_with="0",
        blob=blobs.keep_bytes(f"{TEXT} {held}".encode()), published=date(2026, 11, 4),
        parts=[{"number": 0, "start": 0, "end": len(TEXT), "part": "body", "repeats": None}],
    )  # fmt: skip
    event = Event.objects.create(**kept, title="Mira Sol – Odo Hale", on=date(2026, 11, 3))
    official = Official.objects.create(**kept, name="Mira Sol")
    meeting = Finding.objects.create(
        item=item, kind="meeting", start=0, end=22, state="confirmed", decided_by=by, event=event,
        read={"participants": [{"name": "Mira Sol", "office": "Minister", "side": "Aurelia"}]},
    )  # fmt: skip
    Attendance.objects.create(
        event=event, finding=meeting, official=official, number=0, name="Mira Sol",
        office="Minister", side="Aurelia",
    )  # fmt: skip
    Finding.objects.create(
        item=item, kind="statement", start=23, end=51, read={"speaker": "Mira Sol"}
    )
    feed = Feed.objects.create(
        workspace=held, room=body.room, by=by, address=f"https://news.example.org/{held}.xml"
    )
    promise = Promise.objects.create(**kept, event=event, who="Mira Sol", what="a report")
    visit = Visit.objects.create(**kept, event=event, promise=promise, who="Working Group")
    VisitItem.objects.create(visit=visit, item=item, part="asked")
    invitation = StandingInvitation.objects.create(
        **kept, whom="all", extended_on=date(2020, 1, 1), extended_source="A letter"
    )
    return {
        "visit": visit.pk, "invitation": invitation.pk, "item": item.pk,
        "finding": meeting.pk, "event": event.pk, "official": official.pk, "promise": promise.pk,
        "feed": feed.pk,
    }  # fmt: skip
