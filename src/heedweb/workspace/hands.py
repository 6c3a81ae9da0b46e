"""Who lets whom in: the rules of the people's pages and commands.

A coordinator lets people in everywhere but where an organisation is independent of the State: there
the coordinator asks its first approver, and whoever speaks for it lets in the others. Nobody else
can then put a person into its room, which would be a way to read it (docs/roles.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heedweb.accounts.models import User
from heedweb.workspace.models import Membership, Organisation, Workspace
from heedweb.workspace.roles import HELD_IN, Act, OrganisationKind, Role, may

# Organisations that are independent of the State, and the role of who speaks for them.
HEADS: dict[str, Role] = {
    OrganisationKind.NHRI: Role.NHRI_APPROVER,
    OrganisationKind.CSO: Role.CSO_APPROVER,
    OrganisationKind.EMPLOYERS: Role.PARTNER,
    OrganisationKind.WORKERS: Role.PARTNER,
}


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody may do to people of a workspace.

    `own` is the organisation that they speak for. `heads` says of each independent organisation
    whose first approver is asked whether one has come.
    """

    workspace: Workspace
    user: User
    coordinates: bool
    own: int | None
    heads: Mapping[int, bool]

    def governs_itself(self, body: Organisation | None) -> bool:
        """Return whether an organisation alone lets in its people."""
        return body is not None and body.kind in HEADS and self.heads.get(body.pk, False)

    def sees(self, body: Organisation | None) -> bool:
        """Return whether the people of an organisation, or of none, are known by name."""
        if body is not None and body.pk == self.own:
            return True
        return self.coordinates and not self.governs_itself(body)

    def changes(self, held: Membership) -> bool:
        """Return whether a person's place may be changed: nobody changes the own one."""
        return held.user_id != self.user.pk and self.sees(held.organisation)

    def roles(self, body: Organisation | None) -> tuple[Role, ...]:
        """Return the roles that may be given in an organisation, or in none, in their order."""
        if not self.sees(body) or (body is not None and body.closed is not None):
            return ()
        if body is None:
            return (Role.READER, Role.AUDITOR)
        held = tuple(role for role in Role if body.kind in HELD_IN[role])
        if not self.coordinates:
            return tuple(role for role in held if role != Role.AUDITOR)
        if body.kind not in HEADS:
            return held
        return () if body.pk in self.heads else (HEADS[body.kind],)


def heads(held: Workspace) -> dict[int, bool]:
    """Return which organisations have an approver of their own, and whether one has come."""
    found: dict[int, bool] = {}
    asked = Membership.objects.filter(workspace=held, organisation__kind__in=HEADS)
    rows = asked.values_list("organisation", "organisation__kind", "role", "user__last_login")
    for body, kind, role, came in rows:
        if body is not None and HEADS[str(kind)] == role:
            found[body] = found.get(body, False) or came is not None
    return found


def of(held: Workspace, user: User) -> Hand | None:
    """Return what a person may do to people of a workspace; None for nothing."""
    place = Membership.objects.open().filter(workspace=held, user=user).first()
    if place is None or not may(place.role, Act.INVITE):
        return None
    coordinates = may(place.role, Act.MANAGE)
    return Hand(held, user, coordinates, place.organisation_id, heads(held))
