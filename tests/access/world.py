"""Two workspaces that hold something of everything, and all who can come to the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client
from django.utils import timezone

from heed.exchange.taxonomies import outlined
from heedweb.accounts.models import User
from heedweb.workspace.domain import documents, people, reversing, taxonomies, workspaces
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.taxonomies import Words
from heedweb.workspace.models import (
    OUT,
    Blob,
    Cluster,
    ClusterMember,
    DataRow,
    Example,
    Fix,
    ImportJob,
    Membership,
    Note,
    Organisation,
    Recommendation,
    Room,
    Sheet,
    SourceDocument,
    Standing,
    Step,
    SupportAccess,
    Trained,
    Undoable,
    View,
    Workspace,
)
from heedweb.workspace.roles import RoomKind
from tests.access import planned, said, talked
from tests.web.conftest import given, seated

# The columns of access.csv: who comes. The others of the table stand for more of the same role.
WHO = (
    "public", "reader", "focal", "alternate", "authority", "coordinator", "nhri_member",
    "nhri_approver", "cso_member", "cso_approver", "worker", "auditor", "admin", "suspended",
    "stranger",
)  # fmt: skip
MISSING = 10**15
# Notes in every standing: whose, by whom, and where they go or live.
NOTES = {
    "draft-of-health": ("health", "focal", Standing.DRAFT, ""),
    "in-review-of-health": ("health", "focal", Standing.IN_REVIEW, "shared"),
    "draft-of-league": ("league", "cso_member", Standing.DRAFT, ""),
    "in-review-of-league": ("league", "cso_member", Standing.IN_REVIEW, "shared"),
    "in-review-of-institution": ("institution", "nhri_member", Standing.IN_REVIEW, "public"),
    "in-review-of-workers": ("workers", "second_worker", Standing.IN_REVIEW, "shared"),
    "draft-of-coordination": ("", "coordinator", Standing.DRAFT, ""),
    "at-the-table": ("health", "focal", Standing.PUBLISHED, "shared"),
    "in-public": ("league", "cso_member", Standing.PUBLISHED, "public"),
}  # fmt: skip
STATES_OF_NOTES = (*NOTES, "of-elsewhere", "not-there")


@dataclass
class World:
    """The workspaces and their objects by the name of a parameter: `own`, and those of `other`."""

    workspace: Workspace
    other: Workspace
    organisations: dict[str, Organisation]
    people: dict[str, User]
    own: dict[str, object] = field(default_factory=dict)
    foreign: dict[str, object] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        if who != "public":
            client.force_login(self.people[who])
        return client

    def room(self, name: str) -> Room:
        """The room of an organisation, or `shared`, `public`."""
        if name in (RoomKind.SHARED, RoomKind.PUBLIC):
            return Room.objects.get(workspace=self.workspace, kind=name)
        return self.organisations[name].room


def build() -> World:
    """Make the world; to be called within a transaction that is rolled back."""
    chair, stranger = (people.account(f"{who}@example.org") for who in ("coordinator", "stranger"))
    held = workspaces.create(name="Aurelia", state="XAU", by=chair)
    other = workspaces.create(name="Elsewhere", state="XEL", by=stranger)
    table = seated(held, chair)
    world = World(held, other, table.organisations, table.people | {"stranger": stranger})
    world.own = _filled(held, chair)
    world.foreign = _filled(other, stranger)
    Workspace.objects.filter(pk=held.pk).update(public=True)
    for name, (home, author, standing, to) in NOTES.items():
        world.notes[name] = note(world, home, author, standing, "Wells", to).pk
    health = Membership.objects.get(workspace=held, user=world.people["alternate"])
    world.own |= {"person": health.pk, "organisation": world.organisations["health"].pk}
    theirs = Membership.objects.get(workspace=other)
    world.foreign |= {"person": theirs.pk, "organisation": theirs.organisation_id}
    world.own["account"] = world.foreign["account"] = world.people["alternate"].pk
    # Of another workspace, and of none.
    world.notes |= {"of-elsewhere": int(str(world.foreign["note"])), "not-there": MISSING}
    world.own |= {"note": world.notes["at-the-table"], "fix": fix(world, "health", "focal", "A").pk}
    planned.fill(world)
    said.fill(world)
    talked.fill(world)
    return world


def room_of(held: Workspace) -> Room:
    """The room of the coordination."""
    return held.coordination().room


def _filled(held: Workspace, by: User) -> dict[str, object]:
    """Fill a workspace with one of everything and return the objects by kind."""
    files = given("AUR_cycle1_report.pdf", "AUR_cycle1_addendum.pdf")
    documents.take_in(workspace=held, files=files, by=by)
    document = SourceDocument.objects.filter(workspace=held, kind="upr_report").get()
    rows = list(Recommendation.objects.filter(review__workspace=held).order_by("pk")[:3])
    own = taxonomies.create(
        workspace=held, words=Words(f"Works of {held}"), labels=outlined("Wells\nLamps"), by=by
    )
    cluster = Cluster.objects.create(workspace=held, name="Wells", made_by=by)
    for row in rows[:2]:
        ClusterMember.objects.create(
            cluster=cluster, recommendation=row, standing="confirmed", decided_by=by
        )
    answer = SourceDocument.objects.filter(workspace=held, kind="upr_addendum").get()
    paper = SourceDocument.objects.create(
        workspace=held, blob=Blob.objects.create(sha256=f"{held.pk:064}", size=1), name="l.pdf",
        format="pdf", kind="upr_letter", symbol="", taken_in_by=by, text="A letter",
        found=answer.found | {"known": {"state": rows[0].review.state}},
    )  # fmt: skip
    row, table = rows[0], Room.objects.get(workspace=held, kind=RoomKind.SHARED)
    return {
        "review": row.review.pk,
        "recommendation": row.pk,
        "second": rows[1].pk,
        "document": document.pk,
        "paper": paper.pk,
        "job": ImportJob.objects.create(workspace=held, by=by).pk,
        "sheet": Sheet.objects.create(
            workspace=held, blob=document.blob, name="t.csv", format="csv", by=by,
            header=["Text"], sample=[["Dig a well"]],
        ).pk,
        "data_row": DataRow.objects.create(
            data=document, review=row.review, recommendation=row, number=1, value={}
        ).pk,
        "step": Step.objects.create(workspace=held, by=by, verb="accept").pk,
        "cluster": cluster.pk,
        "view": View.objects.create(
            workspace=held, by=by, name="Wells", room=table
        ).pk,
        "undoable": undoable(held, by).pk,
        "code": own.code,
        "label": own.labels.order_by("pk")[0].pk,
        "example": Example.objects.create(taxonomy=own, text="Dig a well", by=by).pk,
        "version": Trained.objects.create(
            workspace=held, taxonomy=own.code, number=1, by=by
        ).number,
        "key": row.key,
        "note": Note.objects.create(
            workspace=held, home=room_of(held), room=room_of(held), author=by, about=row, text="A"
        ).pk,
        "fix": Fix.objects.create(
            workspace=held, home=room_of(held), by=by, recommendation=row, field="text", reason="A"
        ).pk,
        "stay": SupportAccess.objects.create(
            room=room_of(held), by=by, reason="A", began=held.created, until=held.created
        ).pk,
        "iso3": row.recommending.exclude(iso3="")[0].iso3,
    }  # fmt: skip


def undoable(held: Workspace, by: User) -> Undoable:
    """A list of all that somebody deleted."""
    act = record(workspace=held, by=by, verb="view_deleted", subject="Wells")
    table = Room.objects.get(workspace=held, kind=RoomKind.SHARED)
    gone = View(pk=MISSING - 1, workspace=held, by=by, name="Lamps", room=table, at=held.created)
    return Undoable.objects.create(
        workspace=held, by=by, kind="view", name="Lamps", act=act, taken=reversing.rows_of([gone])
    )


def note(world: World, home: str, author: str, standing: Standing, text: str, to: str = "") -> Note:
    """A note of a room as it stands after its acts, without them."""
    out = standing in OUT
    return Note.objects.create(
        workspace=world.workspace, home=world.room(home), author=world.people[author],
        about_id=world.own["recommendation"], text=text, standing=standing,
        room=world.room(to) if out else world.room(home),
        to=world.room(to) if to else None,
        discarded_at=timezone.now() if standing == Standing.DISCARDED else None,
        approved_by=world.people["auditor"] if out else None,
        approved_at=timezone.now() if out else None,
    )  # fmt: skip


def fix(world: World, home: str, by: str, text: str) -> Fix:
    """A correction that a room proposes."""
    return Fix.objects.create(
        workspace=world.workspace, home=world.room(home), by=world.people[by],
        recommendation_id=world.own["recommendation"], field="text", words=text, reason=text,
    )  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """Do something and take it back."""
    with transaction.atomic():
        mark = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(mark)
