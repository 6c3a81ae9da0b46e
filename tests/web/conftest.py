"""A workspace with its owner, another member, and a stranger who has a workspace elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from heedweb.accounts.models import User
from heedweb.workspace import worker
from heedweb.workspace.domain import documents, workspaces
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Workspace

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


@pytest.fixture
def cast(db):
    alice, bob, charlie = (
        User.objects.create_user(f"{name}@example.org") for name in ("alice", "bob", "charlie")
    )
    workspace = workspaces.create(name="Aurelia", state="XAU", by=alice)
    workspaces.add_member(workspace=workspace, user=bob, by=alice)
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
