"""Roles, and what each may do: one small table, read by the gate and by nothing else.

The roles and their rights are those of the access table in docs/roles.md. What a person may do
never depends on the page; what a person may see depends on the room as well (`access`).
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What kind of body takes part."""

    COORDINATION = "coordination", _("national mechanism (coordination)")
    GOVERNMENT = "government", _("ministry or other government body")
    NHRI = "nhri", _("national human rights institution")
    CSO = "cso", _("civil society organisation")
    EMPLOYERS = "employers", _("employers' organisation")
    WORKERS = "workers", _("workers' organisation")
    PARLIAMENT = "parliament", _("parliament")
    UN = "un", _("United Nations agency")


class RoomKind(TextChoices):
    """Whose a room is."""

    ORGANISATION = "organisation", _("room of an organisation")
    SHARED = "shared", _("shared table")
    PUBLIC = "public", _("public")


class Role(TextChoices):
    """A person's part in a workspace; who has none is the public."""

    READER = "reader", _("reader")
    FOCAL_POINT = "focal_point", _("focal point")
    ALTERNATE = "alternate", _("alternate focal point")
    AUTHORITY = "authority", _("validating authority")
    COORDINATOR = "coordinator", _("coordinator")
    NHRI_MEMBER = "nhri_member", _("NHRI member")
    NHRI_APPROVER = "nhri_approver", _("NHRI approver")
    CSO_MEMBER = "cso_member", _("CSO member")
    CSO_APPROVER = "cso_approver", _("CSO approver")
    PARTNER = "partner", _("social-partner member")
    AUDITOR = "auditor", _("auditor")


class Act(StrEnum):
    """What somebody may be let do in a workspace."""

    READ = "read"  # UN and ILO texts, what was decided of them, what is at the shared table
    KEEP = "keep"  # lists under a name
    EXPORT = "export"
    PROPOSE = "propose"  # a correction of what was read, to the coordination
    WRITE = "write"  # records of one's own room
    APPROVE = "approve"  # that a record of one's own room leaves it
    PLAN = "plan"  # measures, indicators, requests and consultations of the coordination
    ANSWER = "answer"  # accept or decline a part in a measure, report on it
    DECIDE = "decide"  # what was read, labelled, linked, gathered
    IMPORT = "import"
    TEACH = "teach"  # own taxonomies
    INVITE = "invite"  # people of one's own organisation
    MANAGE = "manage"  # organisations, people, roles
    AUDIT = "audit"  # the history of one's own room or, for auditors, of all without its texts


_GOVERNMENT = frozenset({Role.FOCAL_POINT, Role.ALTERNATE, Role.AUTHORITY})
_NHRI = frozenset({Role.NHRI_MEMBER, Role.NHRI_APPROVER})
_CSO = frozenset({Role.CSO_MEMBER, Role.CSO_APPROVER})
_COORDINATOR = frozenset({Role.COORDINATOR})
_READERS = frozenset(Role) - {Role.AUDITOR}
_WRITERS = _READERS - {Role.READER}
# In an organisation of employers or workers any member speaks for it.
_SPEAKERS = frozenset(
    {Role.AUTHORITY, Role.COORDINATOR, Role.NHRI_APPROVER, Role.CSO_APPROVER, Role.PARTNER}
)

MAY: dict[Act, frozenset[Role]] = {
    Act.READ: _READERS,
    Act.KEEP: _READERS,
    Act.EXPORT: _READERS,
    Act.PROPOSE: _WRITERS - _COORDINATOR,
    Act.WRITE: _WRITERS,
    Act.APPROVE: _SPEAKERS,
    # Who speaks for an organisation also says who belongs to it (`hands`).
    Act.INVITE: _SPEAKERS,
    Act.PLAN: _COORDINATOR,
    Act.ANSWER: _GOVERNMENT | _COORDINATOR,
    Act.DECIDE: _COORDINATOR,
    Act.IMPORT: _COORDINATOR,
    Act.TEACH: _COORDINATOR,
    Act.MANAGE: _COORDINATOR,
    Act.AUDIT: _WRITERS | {Role.AUDITOR},
}

# In which organisations a role can be held; a reader and an auditor also in none.
HELD_IN: dict[Role, frozenset[OrganisationKind]] = {
    Role.READER: frozenset(OrganisationKind),
    Role.AUDITOR: frozenset(OrganisationKind),
    **dict.fromkeys(_GOVERNMENT, frozenset({OrganisationKind.GOVERNMENT})),
    Role.COORDINATOR: frozenset({OrganisationKind.COORDINATION}),
    **dict.fromkeys(_NHRI, frozenset({OrganisationKind.NHRI})),
    **dict.fromkeys(_CSO, frozenset({OrganisationKind.CSO})),
    Role.PARTNER: frozenset({OrganisationKind.EMPLOYERS, OrganisationKind.WORKERS}),
}


# Whose people can answer for a part in a measure.
ANSWERING = (OrganisationKind.COORDINATION, OrganisationKind.GOVERNMENT)


def may(role: Role | str, act: Act) -> bool:
    """Return whether a role may do something."""
    return Role(role) in MAY[act]


def writes(role: Role | str) -> bool:
    """Return whether a role can change anything that others see: such a role signs in twice."""
    return Role(role) in _WRITERS
