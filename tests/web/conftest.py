"""A workspace with its owner, another member, and a stranger who has a workspace elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace import worker
from heedweb.workspace.domain import documents, people, workspaces
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Membership, Organisation, Workspace
from heedweb.workspace.roles import OrganisationKind, Role
from tests.web import completeness

SAMPLES = Path("src/heedweb/demo/documents")


@dataclass
class Cast:
    workspace: Workspace
    alice: User
    bob: User
    charlie: User

    def client(self, who: str) -> Client:
        client = Client()
        if who != "nobody":
            client.force_login(getattr(self, who))
        return client


@pytest.fixture(autouse=True)
def _looked_at_nothing():
    """Let each test's worker look for itself: numbers of workspaces come again."""
    for watch in (worker._label_watch, worker._link_watch):
        watch.seen.clear()


@pytest.fixture(autouse=True)
def _every_change_is_recorded(request, monkeypatch):
    """Let a test fail in which heed changes what people did and records no activity."""
    wanted = [name for name in ("transactional_db", "db") if name in request.fixturenames]
    if not wanted and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        completeness.install()
    request.getfixturevalue(wanted[0] if wanted else "db")
    completeness.install()
    watch = completeness.Watch(monkeypatch)
    with connection.execute_wrapper(watch.wrote):
        yield


@pytest.fixture
def cast(db):
    alice, bob, charlie = (
        User.objects.create_user(f"{name}@example.org") for name in ("alice", "bob", "charlie")
    )
    workspace = workspaces.create(name="Aurelia", state="XAU", by=alice)
    workspaces.add_member(
        workspace=workspace, user=bob, by=alice, role=Role.COORDINATOR,
        organisation=workspace.coordination(),
    )  # fmt: skip
    workspaces.create(name="Elsewhere", state="XEL", by=charlie)
    return Cast(workspace, alice, bob, charlie)


def given(*names):
    return [Given(name, SAMPLES / name) for name in names]


@pytest.fixture
def filled(cast):
    documents.take_in(
        workspace=cast.workspace,
        files=given("AUR_cycle1_report.pdf", "AUR_cycle1_addendum.pdf"),
        by=cast.alice,
    )
    return cast


# Each role with an organisation of its kind; the public has no account, nor a place anywhere.
ORGANISATIONS = {
    "health": OrganisationKind.GOVERNMENT,
    "justice": OrganisationKind.GOVERNMENT,
    "institution": OrganisationKind.NHRI,
    "league": OrganisationKind.CSO,
    "forum": OrganisationKind.CSO,
    "employers": OrganisationKind.EMPLOYERS,
    "workers": OrganisationKind.WORKERS,
    "parliament": OrganisationKind.PARLIAMENT,
    "agency": OrganisationKind.UN,
}
PEOPLE = {
    "reader": (Role.READER, "parliament"),
    "focal": (Role.FOCAL_POINT, "health"),
    "alternate": (Role.ALTERNATE, "health"),
    "authority": (Role.AUTHORITY, "health"),
    "focal_elsewhere": (Role.FOCAL_POINT, "justice"),
    "coordinator": (Role.COORDINATOR, ""),
    "nhri_member": (Role.NHRI_MEMBER, "institution"),
    "nhri_approver": (Role.NHRI_APPROVER, "institution"),
    "cso_member": (Role.CSO_MEMBER, "league"),
    "cso_approver": (Role.CSO_APPROVER, "league"),
    "cso_elsewhere": (Role.CSO_MEMBER, "forum"),
    "employer": (Role.PARTNER, "employers"),
    "worker": (Role.PARTNER, "workers"),
    "second_worker": (Role.PARTNER, "workers"),
    "auditor": (Role.AUDITOR, None),
    "suspended": (Role.AUTHORITY, "health"),
}


@dataclass
class Table:
    """All who can come to a workspace, by name. `admin` keeps the installation."""

    workspace: Workspace
    organisations: dict[str, Organisation]
    people: dict[str, User]

    def client(self, who: str) -> Client:
        client = Client()
        if who != "public":
            client.force_login(self.people[who])
        return client


def seated(held: Workspace, by: User) -> Table:
    """Let everybody into a workspace of `by`: sixteen people of ten organisations, and `admin`."""
    bodies = {
        name: workspaces.add_organisation(workspace=held, name=name, kind=kind, by=by)
        for name, kind in ORGANISATIONS.items()
    }
    bodies[""] = held.coordination()
    folk = {name: people.account(f"{name}@example.org") for name in (*PEOPLE, "admin")}
    for name, (role, body) in PEOPLE.items():
        workspaces.add_member(
            workspace=held, user=folk[name], by=by, role=role,
            organisation=None if body is None else bodies[body],
        )  # fmt: skip
    Membership.objects.filter(user=folk["suspended"]).update(suspended=timezone.now())
    User.objects.filter(pk=folk["admin"].pk).update(administrator=True)
    return Table(held, bodies, folk)


@pytest.fixture
def table(cast):
    """Everybody who can come, a second coordinator, a stranger, and the public."""
    held = seated(cast.workspace, cast.alice)
    held.people |= {"alice": cast.alice, "stranger": cast.charlie}
    return held
