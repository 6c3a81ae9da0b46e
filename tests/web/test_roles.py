"""What roles may do, as far as the table of rights says it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heedweb import commands
from heedweb.workspace.domain import workspaces
from heedweb.workspace.models import Activity, Membership, Room, View
from heedweb.workspace.roles import HELD_IN, MAY, Act, OrganisationKind, Role

ROOT = "/w/aurelia/"


def test_every_act_and_role_has_its_row():
    assert set(MAY) == set(Act)
    assert set(HELD_IN) == set(Role)
    assert tuple(Role.values) == commands.ROLES


def test_a_workspace_has_its_rooms(cast):
    rooms = Room.objects.filter(workspace=cast.workspace)
    assert sorted(rooms.values_list("kind", flat=True)) == ["organisation", "public", "shared"]
    mine = Membership.objects.get(workspace=cast.workspace, user=cast.alice)
    assert (mine.role, mine.organisation.kind) == (Role.COORDINATOR, OrganisationKind.COORDINATION)


def test_roles_are_held_where_they_belong(table):
    health, league = table.organisations["health"], table.organisations["league"]
    for role, body in ((Role.COORDINATOR, health), (Role.FOCAL_POINT, league),
                       (Role.NHRI_MEMBER, None)):  # fmt: skip
        with pytest.raises(workspaces.RoleNotHeldThere):
            workspaces.add_member(
                workspace=table.workspace, user=table.people["admin"], by=table.people["alice"],
                role=role, organisation=body,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("coordinator", 200), ("focal", 200), ("nhri_member", 200), ("reader", 200),
     ("worker", 200), ("auditor", 302), ("suspended", 404), ("stranger", 404), ("admin", 404),
     ("public", 302)],
)  # fmt: skip
def test_who_comes_in(table, who, status):
    assert table.client(who).get(ROOT).status_code == status


@pytest.mark.parametrize("who", ["focal", "authority", "nhri_approver", "cso_member", "reader"])
def test_only_coordinators_decide(table, who):
    client = table.client(who)
    assert client.get(f"{ROOT}decide/").status_code == 403
    assert client.post(f"{ROOT}labels/run/").status_code == 403
    assert client.get(f"{ROOT}imports/").status_code == 403
    assert client.get(f"{ROOT}recommendations/").status_code == 200


def test_a_change_of_role_acts_at_once(table):
    client = table.client("focal")
    assert client.get(ROOT).status_code == 200
    held = Membership.objects.get(workspace=table.workspace, user=table.people["focal"])
    held.role = Role.AUDITOR
    held.save()
    assert client.get(ROOT)["Location"] == f"{ROOT}history/"
    assert client.get(f"{ROOT}recommendations/").status_code == 403
    held.organisation.closed = held.since
    held.organisation.save()
    assert client.get(ROOT).status_code == 404


def test_what_waits_for_coordinators_is_counted_for_nobody_else(table):
    """Notes for who writes; corrections, doubts and clusters for coordinators besides."""
    asked = {}
    for who in ("coordinator", "focal", "reader"):
        client = table.client(who)
        client.get(ROOT)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(ROOT)
        asked[who] = (len(queries), "form" in page.context)
    assert asked == {"coordinator": (28, True), "focal": (24, False), "reader": (10, False)}


def test_a_list_is_shared_with_the_own_room_only(table):
    saved = {"name": "Wells of the league", "query": "q=well", "shared": "on"}
    table.client("cso_member").post(f"{ROOT}views/", saved)
    sees = {
        who: saved["name"] in table.client(who).get(f"{ROOT}views/").content.decode()
        for who in ("cso_approver", "cso_elsewhere", "coordinator", "focal", "nhri_member")
    }
    assert sees == {
        "cso_approver": True, "cso_elsewhere": False, "coordinator": False, "focal": False,
        "nhri_member": False,
    }  # fmt: skip
    told = table.client("coordinator").get(ROOT).content.decode()
    assert saved["name"] not in told
    assert saved["name"] in table.client("cso_approver").get(ROOT).content.decode()


def test_what_a_reader_takes_along_is_told_to_the_coordination_alone(table):
    """Also of who belongs to no organisation; a list and a taxonomy alike."""
    held = Membership.objects.get(workspace=table.workspace, user=table.people["reader"])
    held.organisation = None
    held.save()
    reader = table.client("reader")
    assert reader.post(f"{ROOT}recommendations/export/?q=well").status_code == 200
    assert reader.post(f"{ROOT}taxonomies/uhri.themes/export/", {"form": "csv"}).status_code == 200
    took = Activity.objects.filter(by=table.people["reader"], verb="exported")
    rooms = set(took.values_list("room__organisation__kind", flat=True))
    assert (took.count(), rooms) == (2, {OrganisationKind.COORDINATION})


def test_a_reader_of_an_organisation_does_not_see_what_its_room_keeps(table):
    room = table.organisations["parliament"].room
    View.objects.create(
        workspace=table.workspace, by=table.people["alice"], name="Kept in the room", room=room
    )
    assert "Kept in the room" not in table.client("reader").get(f"{ROOT}views/").content.decode()
