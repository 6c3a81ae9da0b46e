"""What an administrator does from the command line to people, organisations and administrators.

The rules are those of the pages: a command acts on behalf of a coordinator.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from heedweb.accounts.models import User
from heedweb.administration import acts
from heedweb.workspace import hands
from heedweb.workspace.domain import inviting, organisations, people
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.hands import Hand
from heedweb.workspace.models import Membership, Workspace
from heedweb.workspace.operations import (
    on_behalf,
    organisation_called,
    organisation_for,
    workspace_called,
)
from heedweb.workspace.queries import people as lists
from heedweb.workspace.roles import OrganisationKind, Role


def organisation(told: argparse.Namespace) -> Iterator[str]:
    """Do what `heed organisation` was told; yield what to print.

    Raises `LookupError` or `Refused`, each with one line.
    """
    held = workspace_called(told.workspace)
    by = on_behalf(held, told.by)
    if told.action == "list":
        for one in lists.organisations(_hand(held, by)):
            closed = ", closed" if one.organisation.closed else ""
            kind = one.organisation.get_kind_display()
            yield f"{one.organisation.name}: {kind}, {one.people} people{closed}"
        return
    if told.action == "add":
        kind = OrganisationKind(told.kind)
        organisations.add(workspace=held, names=[told.name], kind=kind, by=by)
        yield f"{told.name}: added"
        return
    body = organisation_called(held, told.name)
    if told.action == "close":
        organisations.close(organisation=body, by=by, why=told.why)
        yield f"{body}: closed"
    else:
        organisations.reopen(organisation=body, by=by)
        yield f"{body}: open again"


def member(told: argparse.Namespace) -> Iterator[str]:
    """Do what `heed member` was told; yield what to print.

    Raises `LookupError` or `Refused`, each with one line.
    """
    held = workspace_called(told.workspace)
    by = on_behalf(held, told.by, other_than=(told.email or "").lower())
    if told.action == "list":
        yield from _members(_hand(held, by))
    elif told.action == "add":
        body = organisation_for(held, told.role, told.organisation)
        made = people.bring(
            workspace=held, email=told.email, name=told.name, role=Role(told.role),
            organisation=body, by=by,
        )  # fmt: skip
        sent = inviting.invite(membership=made)
        if sent.fault:
            raise Refused(f"{sent.email} is let in, but no mail was sent. {sent.fault}")
        yield sent.link or f"{sent.email}: {'a mail is sent' if sent.mailed else 'let in'}"
    else:
        place = _place(held, told.email)
        yield from _change(told, place, by)


def _change(told: argparse.Namespace, place: Membership, by: User) -> Iterator[str]:
    def role() -> None:
        held, named = place.workspace, told.organisation
        body = organisation_called(held, named) if named else place.organisation
        people.change(
            membership=place, role=Role(told.role), organisation=body, by=by, why=told.why
        )

    acts: dict[str, tuple[Callable[[], None], str]] = {
        "role": (role, f"{told.role} from now on"),
        "suspend": (lambda: people.suspend(membership=place, by=by, why=told.why), "suspended"),
        "let-in": (lambda: people.let_in(membership=place, by=by), "let in again"),
        "remove": (lambda: people.remove(membership=place, by=by, why=told.why), "removed"),
    }
    carry_out, said = acts[told.action]
    carry_out()
    yield f"{place.user.email}: {said}"


def _members(hand: Hand) -> Iterator[str]:
    """Yield the people whom coordinators know by name, the others by role."""
    for one in lists.known(hand).select_related("user", "organisation").order_by("user__email"):
        where = f", {one.organisation}" if one.organisation else ""
        came = f"{one.user.last_login:%Y-%m-%d}" if one.user.last_login else "has not come yet"
        state = "suspended" if one.suspended else came
        yield f"{one.user.email}: {one.get_role_display()}{where}, {state}"
    for body in lists.organisations(hand):
        if not hand.sees(body.organisation):
            roles = ", ".join(
                f"{n} {role.label}" for role, n in lists.roles_held(body.organisation)
            )
            yield f"{body.organisation}: {roles}"


def administrator(action: str, email: str | None) -> Iterator[str]:
    """Make or unmake an administrator, or list them; yield what to print. Raises `Refused`."""
    held = User.objects.filter(administrator=True).order_by("email")
    if action == "list":
        for one in held:
            yield one.email if one.is_active else f"{one.email} (suspended)"
        return
    user = people.account(email or "")
    if action == "add":
        acts.make_administrator(user=user, by=user)
        yield f"{user.email}: administrator"
        return
    by = held.filter(is_active=True).exclude(pk=user.pk).first()
    if by is None and user.administrator:
        raise Refused(f"{user.email} is the last administrator; make another one first.")
    if by is not None:
        acts.unmake_administrator(user=user, by=by)
    yield f"{user.email}: no administrator"


def _hand(held: Workspace, by: User) -> Hand:
    found = hands.of(held, by)
    if found is None:
        raise LookupError(f"{by.email} has no right to that in {held}.")
    return found


def _place(held: Workspace, email: str) -> Membership:
    found = held.memberships.filter(user__email=email.lower()).select_related("user").first()
    if found is None:
        raise LookupError(f"{email} has no place in {held}; see: heed member list")
    return found
