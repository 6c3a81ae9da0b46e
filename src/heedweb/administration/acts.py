"""The only code that writes on behalf of an administrator: workspaces, accounts, options.

Nothing here opens a workspace. Each act is told (`record`) and holds from the next request on.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heed.vocab.states import by_iso3
from heedweb.accounts import second_step
from heedweb.accounts.models import User
from heedweb.administration import options
from heedweb.administration.record import act
from heedweb.workspace.domain import people, workspaces
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Membership, Workspace
from heedweb.workspace.roles import Role

# A fictional State for trying out; user-assigned in ISO 3166-1.
_FICTIONAL = "XAU"


def must_be_state(code: str) -> str:
    """Return a State's code in capitals, or "". Raises `Refused` for what is none."""
    code = code.strip().upper()
    if code and code != _FICTIONAL and by_iso3(code) is None:
        text = _("{code} is no State's code of three letters (ISO 3166-1).")
        raise Refused(text.format(code=code[:20]))
    return code


@transaction.atomic
def create_workspace(*, name: str, state: str, coordinator: str, by: User) -> Membership:
    """Make a workspace; return the place of who coordinates it. Raises `Refused`."""
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise Refused(_("Give a name of at most 200 characters."))
    if Workspace.objects.filter(name__iexact=name).exists():
        raise Refused(_("There is a workspace called {name} already.").format(name=name))
    user = people.account(coordinator)
    made = workspaces.create(name=name, state=must_be_state(state), by=by, coordinator=user)
    act(by, "workspace_created", str(made.pk))
    return Membership.objects.select_related("user", "workspace").get(workspace=made, user=user)


@transaction.atomic
def suspend(*, user: User, by: User) -> None:
    """Let an account sign in no more and end its sessions. Raises `Refused`."""
    held = _locked(user)
    _not_oneself(held, by)
    if not held.is_active:
        return
    _keep_an_administrator(held)
    _keep_coordinators(held)
    held.is_active = False
    held.save(update_fields=["is_active"])
    people.end_links(held)
    _end(held)
    act(by, "account_suspended", str(held.pk))


@transaction.atomic
def let_in(*, user: User, by: User) -> None:
    """Let a suspended account sign in again."""
    held = _locked(user)
    if not held.is_active:
        held.is_active = True
        held.save(update_fields=["is_active"])
        act(by, "account_let_in", str(held.pk))


@transaction.atomic
def end_sessions(*, user: User, by: User) -> int:
    """End all sessions and unused links of a person; return how many sessions there were."""
    people.end_links(user)
    count = _end(user)
    act(by, "sessions_ended", str(user.pk), {"count": count})
    return count


def _end(user: User) -> int:
    mine = [
        one.pk
        for one in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if one.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)


@transaction.atomic
def forget_step(*, user: User, by: User) -> int:
    """Take the second step away from who has lost it; return how many there were.

    The sessions end with it: who has the lost device may be in one of them. Raises `Refused`.
    """
    held = _locked(user)
    _not_oneself(held, by)
    count = second_step.forget(held)
    _end(held)
    act(by, "second_step_forgotten", str(held.pk), {"count": count})
    return count


@transaction.atomic
def make_administrator(*, user: User, by: User) -> None:
    """Let a person keep the installation. Raises `Refused`."""
    held = _locked(user)
    if not held.is_active:
        raise Refused(_("The account of {email} is suspended.").format(email=held.email))
    if not held.administrator:
        held.administrator = True
        held.save(update_fields=["administrator"])
        act(by, "administrator_made", str(held.pk))


@transaction.atomic
def unmake_administrator(*, user: User, by: User) -> None:
    """Let a person keep the installation no more. Raises `Refused`."""
    held = _locked(user)
    _not_oneself(held, by)
    if held.administrator:
        _keep_an_administrator(held)
        held.administrator = False
        held.save(update_fields=["administrator"])
        act(by, "administrator_unmade", str(held.pk))


def first_administrator(user: User) -> bool:
    """Make a person administrator if the installation has none; return whether it was done."""
    if User.objects.filter(administrator=True, is_active=True).exists():
        return False
    make_administrator(user=user, by=user)
    return True


def change_options(told: Mapping[str, str | None], *, by: User) -> list[str]:
    """Keep options and return the names of those that changed. Raises `OptionProblem`."""
    changed = options.change(told)
    for name in changed:
        act(by, "option_changed", name)
    return changed


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _not_oneself(held: User, by: User) -> None:
    if held.pk == by.pk:
        raise Refused(_("Nobody does that to oneself; ask another administrator."))


def _keep_an_administrator(held: User) -> None:
    others = User.objects.filter(administrator=True, is_active=True).exclude(pk=held.pk)
    if held.administrator and not others.exists():
        text = _("{email} is the last administrator; make another one first.")
        raise Refused(text.format(email=held.email))


def _keep_coordinators(held: User) -> None:
    """Raise `Refused` where a workspace would have no coordinator who can sign in."""
    live = Membership.objects.live().filter(role=Role.COORDINATOR)
    for place in live.filter(user=held).select_related("workspace"):
        if not live.filter(workspace=place.workspace).exclude(user=held).exists():
            text = _("{email} is the last coordinator of {workspace}; name another one first.")
            raise Refused(text.format(email=held.email, workspace=place.workspace))
