"""People of a workspace: let in, given another role, suspended, removed.

Every act holds from the next request on: who somebody is is looked up at each (`access.seat`).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import SignInLink, User
from heedweb.workspace import hands
from heedweb.workspace.domain import reversing, workspaces
from heedweb.workspace.domain.activity import changed, record
from heedweb.workspace.domain.refusals import Lacking, NotTheirs, Refused
from heedweb.workspace.hands import HEADS, Hand
from heedweb.workspace.models import Activity, Membership, Organisation, Undoable, Workspace
from heedweb.workspace.roles import MAY, Role


def acting(workspace: Workspace, by: User) -> Hand:
    """Return what `by` may do, with the workspace held against others. Raises `Refused`.

    Two people who act at the same time do so one after the other; call within a transaction.
    """
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    held = hands.of(workspace, by)
    if held is None:
        raise NotTheirs(_("You have no right to do that here; ask a coordinator."))
    return held


@transaction.atomic
def bring(
    *,
    workspace: Workspace,
    email: str,
    role: Role,
    organisation: Organisation | None,
    by: User,
    name: str = "",
) -> Membership:
    """Let the person with an address into a workspace. Raises `Refused`."""
    hand = acting(workspace, by)
    must_be_offered(hand, role, organisation)
    user = account(email, name)
    if Membership.objects.filter(workspace=workspace, user=user).exists():
        text = _("{email} has a place in this workspace already.")
        raise Refused(text.format(email=user.email))
    end_links(user)
    return workspaces.add_member(
        workspace=workspace, user=user, by=by, role=role, organisation=organisation
    )


def account(email: str, name: str = "") -> User:
    """Return the account of an address, made if new. Raises `Refused` where there can be none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("{email} is no e-mail address.").format(email=email[:200])) from error
    user = User.objects.filter(email=email).first()
    if user is None:
        return User.objects.create_user(email, " ".join(name.split())[:200])
    if not user.is_active:
        text = _("The account of {email} is suspended; an administrator can let it in again.")
        raise Refused(text.format(email=email))
    return user


def must_be_offered(hand: Hand, role: Role, body: Organisation | None) -> None:
    """Raise `Refused` where the person may not give the role there, saying why."""
    if role in hand.roles(body):
        return
    if body is not None and body.closed is not None:
        raise Refused(_("{body} is closed; open it again first.").format(body=body))
    if hand.coordinates and body is not None and body.kind in HEADS:
        head = HEADS[body.kind]
        if hand.governs_itself(body):
            text = _("{body} lets in its people itself; ask its {head}.")
        elif body.pk in hand.heads:
            text = _("The first {head} of {body} is invited and lets in all others.")
        else:
            text = _("Invite the first {head} of {body}, who then lets in all others.")
        raise Refused(text.format(body=body, head=head.label))
    where = str(body) if body is not None else _("no organisation")
    text = _("You cannot make anybody {role} in {where}.")
    raise Refused(text.format(role=Role(role).label, where=where))


@transaction.atomic
def change(
    *,
    membership: Membership,
    role: Role,
    organisation: Organisation | None,
    by: User,
    why: str = "",
) -> None:
    """Give a person another role or organisation; `why` where it takes rights away.

    Raises `Refused`. Nothing is written where nothing changes.
    """
    hand, held = _mine(membership, by)
    if held.role == role and held.organisation == organisation:
        return
    must_be_offered(hand, role, organisation)
    if takes_away(held, role, organisation):
        must_say(why)
    must_stay(held, role, organisation)
    before: dict[str, object] = {
        "role": held.role, "organisation": str(held.organisation or ""),
    }  # fmt: skip
    joined = organisation if organisation and organisation.kind in HEADS else held.organisation
    room = workspaces.room_of(held.workspace, joined)
    held.role, held.organisation = role, organisation
    held.save(update_fields=["role", "organisation"])
    after: dict[str, object] = {"role": role.value, "organisation": str(organisation or "")}
    record(
        workspace=held.workspace, by=by, verb="role_changed", subject=held.user.email,
        changes=changed(before, after), room=room, why=why.strip(), about=held,
    )  # fmt: skip


def takes_away(held: Membership, role: Role, organisation: Organisation | None) -> bool:
    """Return whether the change takes a right or a room from the person."""
    lost = any(held.role in roles and role not in roles for roles in MAY.values())
    return lost or (held.organisation is not None and held.organisation != organisation)


@transaction.atomic
def suspend(*, membership: Membership, by: User, why: str) -> None:
    """Let a person in no more, until further notice. Raises `Refused`."""
    _hand, held = _mine(membership, by)
    if held.suspended is not None:
        return
    must_say(why)
    must_stay(held, None, None)
    held.suspended = timezone.now()
    held.save(update_fields=["suspended"])
    end_links(held.user)
    _told("member_suspended", held, by, why)


@transaction.atomic
def let_in(*, membership: Membership, by: User) -> None:
    """Let a suspended person in again. Raises `Refused`."""
    _hand, held = _mine(membership, by)
    if held.suspended is None:
        return
    held.suspended = None
    held.save(update_fields=["suspended"])
    _told("member_let_in", held, by)


@transaction.atomic
def remove(*, membership: Membership, by: User, why: str) -> None:
    """End a person's place; what they wrote stays. Raises `Refused`."""
    _hand, held = _mine(membership, by)
    must_say(why)
    must_stay(held, None, None)
    end_links(held.user)
    act = _told("member_removed", held, by, why)
    reversing.keep(
        workspace=held.workspace, kind=Undoable.Kind.PLACE, by=by, name="", act=act, taken=[held]
    )
    held.delete()


def _mine(membership: Membership, by: User) -> tuple[Hand, Membership]:
    """Return the place as it is now, if `by` may change it. Raises `Refused`."""
    hand = acting(membership.workspace, by)
    found = Membership.objects.select_related("user", "organisation__room", "workspace")
    held = found.filter(pk=membership.pk).first()
    if held is None:
        raise Refused(_("This person is not here any more."))
    if held.user_id == by.pk:
        raise Refused(_("Nobody changes the own place; ask another one who can."))
    if not hand.changes(held):
        text = _("The people of {body} are its own matter.")
        raise Refused(text.format(body=held.organisation))
    return hand, held


def must_stay(held: Membership, role: Role | None, organisation: Organisation | None) -> None:
    """Raise `Refused` where a workspace or an organisation would lose the last who speaks for it.

    `role` and `organisation` are what the place becomes; None is that it ends.
    """
    head = HEADS.get(held.organisation.kind) if held.organisation else None
    if held.role not in (Role.COORDINATOR, head):
        return
    if held.role == role and held.organisation == organisation:
        return
    others = Membership.objects.live().filter(
        workspace=held.workspace, organisation=held.organisation, role=held.role
    )
    others = others.exclude(pk=held.pk)
    came = held.user.last_login is not None
    if others.exists() or not (came or held.role == Role.COORDINATOR):
        return
    label = Role(held.role).label
    text = _("{person} is the last {role} of {body}; name another one first.")
    raise Refused(text.format(person=held.user.email, role=label, body=held.organisation))


def must_say(why: str) -> None:
    """Raise `Lacking` where it is not said why rights are taken away."""
    if not why.strip():
        raise Lacking(_("Say why: this takes rights away."))


def _told(verb: str, held: Membership, by: User, why: str = "") -> Activity:
    detail: dict[str, object] = {"role": held.role, "organisation": str(held.organisation or "")}
    return record(
        workspace=held.workspace, by=by, verb=verb, subject=held.user.email, detail=detail,
        room=workspaces.room_of(held.workspace, held.organisation), why=why.strip(), about=held,
    )  # fmt: skip


def end_links(user: User) -> None:
    """End the sign-in links of a person that nobody used: who holds one may be somebody else."""
    SignInLink.objects.filter(user=user, used=None).update(expires=timezone.now())
