"""What one may not see changes nothing of what one sees: not a byte, a count or an order."""

from __future__ import annotations

import pytest
from django.test import Client

from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import Standing, View
from tests.access.addresses import addresses, path
from tests.access.crawl import crawl
from tests.access.world import World, fix, note, undone

pytestmark = pytest.mark.django_db


# These hold a secret or a challenge that is new each time.
RECOMMENDATIONS = next(one for one in addresses() if one.name == "workspace:recommendations")
NEW = ("/sign-in/mine/app/?", "/sign-in/mine/passkeys/add/?")


def looked(world: World, client: Client) -> dict[str, bytes]:
    """Everything that a person is answered, by address."""
    return {where: body for where, body in crawl(world, client) if not where.endswith(NEW)}


def hidden_from(world: World, home: str, author: str, who: str) -> None:
    """Write in a room what somebody outside of it may not know of."""
    person = world.people[author]
    for standing in (Standing.DRAFT, Standing.IN_REVIEW):
        note(world, home, author, standing, "Quagga", to="shared" if standing != "draft" else "")
    note(world, home, author, Standing.DISCARDED, "Quagga")
    if who != "coordinator":  # Corrections are proposed to those.
        fix(world, home, author, "Quagga")
    for room in (None, world.room(home)):
        View.objects.create(
            workspace=world.workspace, by=person, name=f"Quagga {room}", query="q=a", room=room
        )
    record(
        workspace=world.workspace, by=person, verb="exported", subject="Quagga",
        room=world.room(home),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("home", "author", "who"),
    [
        ("league", "cso_member", "nhri_member"), ("league", "cso_member", "public"),
        ("health", "focal", "focal_elsewhere"), ("workers", "worker", "employer"),
        ("institution", "nhri_member", "coordinator"),
    ],
)  # fmt: skip
def test_hidden_records_change_no_byte(world: World, home, author, who):
    client = world.client(who)
    client.get(path(RECOMMENDATIONS, world)).close()  # What is kept in memory is there both times.
    before = looked(world, client)
    with undone():
        hidden_from(world, home, author, who)
        after = looked(world, client)
    differ = [where for where in before if before[where] != after[where]]
    assert not differ, "\n".join(differ)


@pytest.mark.parametrize("who", ["cso_approver"])
def test_the_same_records_are_seen_by_their_room(world: World, who):
    """What changes no byte for others does change something for those whose it is."""
    client = world.client(who)
    before = looked(world, client)
    with undone():
        hidden_from(world, "league", "cso_member", who)
        after = looked(world, client)
    assert before != after
