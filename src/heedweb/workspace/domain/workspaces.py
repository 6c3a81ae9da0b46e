"""Workspaces, their organisations and rooms, and who belongs to them."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.hands import HEADS
from heedweb.workspace.models import Membership, Organisation, Room, Workspace
from heedweb.workspace.roles import HELD_IN, OrganisationKind, Role, RoomKind

COORDINATION = "Coordination"


class RoleNotHeldThere(Exception):
    """A role that nobody can have in such an organisation."""


@transaction.atomic
def create(*, name: str, state: str, by: User, coordinator: User | None = None) -> Workspace:
    """Make a workspace for the State with this ISO 3166-1 alpha-3 code.

    `by` coordinates it where no `coordinator` is named.
    """
    slug = slugify(name) or "workspace"
    taken = set(Workspace.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = next(s for s in (slug, *(f"{slug}-{n}" for n in range(2, 10_000))) if s not in taken)
    workspace = Workspace.objects.create(name=name, slug=free, state=state.upper())
    record(workspace=workspace, by=by, verb="created", subject=name)
    Room.objects.create(workspace=workspace, kind=RoomKind.SHARED)
    Room.objects.create(workspace=workspace, kind=RoomKind.PUBLIC)
    body = add_organisation(
        workspace=workspace, name=COORDINATION, kind=OrganisationKind.COORDINATION, by=by
    )
    add_member(
        workspace=workspace, user=coordinator or by, by=by, role=Role.COORDINATOR,
        organisation=body,
    )  # fmt: skip
    return workspace


@transaction.atomic
def add_organisation(
    *, workspace: Workspace, name: str, kind: OrganisationKind, by: User
) -> Organisation:
    """Let an organisation take part, with a room of its own."""
    body = Organisation.objects.create(workspace=workspace, name=name, kind=kind)
    Room.objects.create(workspace=workspace, kind=RoomKind.ORGANISATION, organisation=body)
    record(
        workspace=workspace, by=by, verb="organisation_added", subject=name,
        detail={"kind": kind.value}, about=body,
    )  # fmt: skip
    return body


@transaction.atomic
def add_member(
    *,
    workspace: Workspace,
    user: User,
    by: User,
    role: Role = Role.READER,
    organisation: Organisation | None = None,
) -> Membership:
    """Let a person into a workspace; nothing changes if they are in it.

    Raises `RoleNotHeldThere` where such an organisation, or none, has no such role.
    """
    must_be_held(role, organisation)
    membership, made = Membership.objects.get_or_create(
        workspace=workspace, user=user, defaults={"role": role, "organisation": organisation}
    )
    if made:
        detail: dict[str, object] = {"role": role.value, "organisation": str(organisation or "")}
        record(
            workspace=workspace, by=by, verb="member_added", subject=user.email, detail=detail,
            room=room_of(workspace, organisation),
            changes=[Change("", "role", None, role.value)], about=membership,
        )  # fmt: skip
    return membership


def room_of(workspace: Workspace, organisation: Organisation | None) -> Room:
    """Return where an act on people is told, which names them.

    An independent organisation's are its own matter, all others the coordination's.
    """
    if organisation is None or organisation.kind not in HEADS:
        return workspace.coordination().room
    return organisation.room


def must_be_held(role: Role, organisation: Organisation | None) -> None:
    """Raise `RoleNotHeldThere` where the role is none of the organisation's, or needs one."""
    if organisation is None:
        if role not in (Role.READER, Role.AUDITOR):
            raise RoleNotHeldThere
    elif organisation.kind not in HELD_IN[role]:
        raise RoleNotHeldThere
