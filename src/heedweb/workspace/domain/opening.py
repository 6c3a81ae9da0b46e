"""The public page of a workspace: asked for by one coordinator, opened by another, closed by any.

`by` is a coordinator in their place. An installation with one coordinator opens it from the
command line.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.refusals import NotNow, NotTheirs
from heedweb.workspace.models import Workspace
from heedweb.workspace.roles import Act


@transaction.atomic
def ask(*, by: Seat) -> Workspace:
    """Ask that everybody may read what is public here."""
    held = _held(by)
    if held.public or held.opening_by_id is not None:
        raise NotNow(_("It is open already, or somebody has asked for it."))
    held.opening_by, held.opening_at = by.user, timezone.now()
    return _write(held, by.user, "public_asked")


@transaction.atomic
def confirm(*, by: Seat) -> Workspace:
    """Open the page, as the second coordinator."""
    held = _held(by)
    if held.public or held.opening_by_id is None:
        raise NotNow(_("Nobody has asked for it, or it is open already."))
    if held.opening_by_id == by.user.pk:
        raise NotTheirs(_("You asked for it, so another coordinator must confirm it."))
    return _open(held, by.user)


@transaction.atomic
def close(*, by: Seat) -> Workspace:
    """Close the page at once, or take back that somebody asked for it."""
    held = _held(by)
    if not held.public and held.opening_by_id is None:
        raise NotNow(_("It is not open."))
    return _close(held, by.user)


@transaction.atomic
def set_from_outside(*, workspace: Workspace, public: bool, by: User) -> Workspace:
    """Open or close the page from the command line, on behalf of a coordinator."""
    held = Workspace.objects.select_for_update().get(pk=workspace.pk)
    if held.public == public:
        return held
    return _open(held, by, how="command line") if public else _close(held, by, how="command line")


def _held(by: Seat) -> Workspace:
    if not by.may(Act.MANAGE):
        raise NotTheirs(_("Coordinators open and close the public page."))
    return Workspace.objects.select_for_update().get(pk=by.workspace.pk)


def _open(held: Workspace, by: User, how: str = "") -> Workspace:
    held.public, held.opening_by, held.opening_at = True, None, None
    return _write(held, by, "public_opened", how)


def _close(held: Workspace, by: User, how: str = "") -> Workspace:
    held.public, held.opening_by, held.opening_at = False, None, None
    return _write(held, by, "public_closed", how)


def _write(held: Workspace, by: User, verb: str, how: str = "") -> Workspace:
    held.save(update_fields=["public", "opening_by", "opening_at"])
    detail: dict[str, object] = {"how": how} if how else {}
    record(workspace=held, by=by, verb=verb, subject=held.name, detail=detail)
    return held
