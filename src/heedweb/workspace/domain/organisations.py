"""Organisations of a workspace: added, renamed, closed and opened again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.domain import workspaces
from heedweb.workspace.domain.activity import Change, changed, record
from heedweb.workspace.domain.people import acting, must_say
from heedweb.workspace.domain.refusals import NotTheirs, Refused
from heedweb.workspace.models import Note, Organisation, Workspace
from heedweb.workspace.roles import OrganisationKind


@transaction.atomic
def add(
    *, workspace: Workspace, names: Sequence[str], kind: OrganisationKind, by: User
) -> list[Organisation]:
    """Let organisations of one kind take part, all or none. Raises `Refused`."""
    _manages(workspace, by)
    if kind == OrganisationKind.COORDINATION:
        raise Refused(_("A workspace has one coordination; it is there already."))
    taken = {name.casefold() for name in workspace.organisations.values_list("name", flat=True)}
    made = []
    for name in names:
        if name.casefold() in taken:
            raise Refused(_("There is an organisation called {name} already.").format(name=name))
        taken.add(name.casefold())
        made.append(workspaces.add_organisation(workspace=workspace, name=name, kind=kind, by=by))
    return made


@transaction.atomic
def edit(*, organisation: Organisation, name: str, kind: OrganisationKind, by: User) -> None:
    """Say anew what an organisation is called and what it is. Raises `Refused`."""
    _manages(organisation.workspace, by)
    held = _now(organisation)
    before: dict[str, object] = {"name": held.name, "kind": held.kind}
    if (held.name, held.kind) == (name, kind):
        return
    same = held.workspace.organisations.filter(name__iexact=name).exclude(pk=held.pk)
    if same.exists():
        raise Refused(_("There is an organisation called {name} already.").format(name=name))
    if kind != held.kind and not kind_is_open(held):
        raise Refused(_("What {name} is cannot change once it has people.").format(name=held))
    held.name, held.kind = name, kind
    held.save(update_fields=["name", "kind"])
    after: dict[str, object] = {"name": name, "kind": str(kind)}
    _told("organisation_edited", held, by, changes=changed(before, after))


def kind_is_open(held: Organisation) -> bool:
    """Return whether an organisation's kind can change: who reads its room depends on it."""
    if held.kind == OrganisationKind.COORDINATION:
        return False
    used = held.memberships.exists() or Note.objects.filter(home__organisation=held).exists()
    return not used


@transaction.atomic
def close(*, organisation: Organisation, by: User, why: str) -> None:
    """Let nobody of an organisation in; what it published stays. Raises `Refused`."""
    _manages(organisation.workspace, by)
    held = _now(organisation)
    if held.kind == OrganisationKind.COORDINATION:
        raise Refused(_("The coordination cannot be closed: nobody could open it again."))
    must_say(why)
    if held.closed is None:
        held.closed = timezone.now()
        held.save(update_fields=["closed"])
        _told("organisation_closed", held, by, why=why.strip())


@transaction.atomic
def reopen(*, organisation: Organisation, by: User) -> None:
    """Let the people of an organisation in again. Raises `Refused`."""
    _manages(organisation.workspace, by)
    held = _now(organisation)
    if held.closed is not None:
        held.closed = None
        held.save(update_fields=["closed"])
        _told("organisation_reopened", held, by)


def _manages(workspace: Workspace, by: User) -> None:
    if not acting(workspace, by).coordinates:
        raise NotTheirs(_("Only a coordinator of this workspace may do that."))


def _now(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_related("workspace").get(pk=organisation.pk)


def _told(
    verb: str, held: Organisation, by: User, why: str = "", changes: Sequence[Change] = ()
) -> None:
    record(
        workspace=held.workspace, by=by, verb=verb, subject=held.name, changes=changes, why=why,
        about=held,
    )  # fmt: skip
