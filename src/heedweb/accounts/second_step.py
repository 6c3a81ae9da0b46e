"""Whether a person signs in with a second step, and who must.

A second step is a code of an app or a passkey. Where `HEED_SECOND_STEP` is `required`, who changes
what others see must have one: each role that writes, in any workspace, and administrators.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from heedweb.accounts.models import User
from heedweb.workspace.roles import Role, writes

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_WRITING = [role.value for role in Role if writes(role)]


class SecondStepNeeded(Exception):
    """The person must set up a second step first; the middleware leads to where that is done."""


def has_one(user: User) -> bool:
    """Return whether a person has set up a second step."""
    held: bool = Authenticator.objects.filter(user=user, type__in=KINDS).exists()
    return held


def must_have_one(user: User) -> bool:
    """Return whether a person needs a second step on this installation."""
    if settings.SECOND_STEP != "required":
        return False
    if user.administrator:
        return True
    return user.memberships.live().filter(role__in=_WRITING).exists()


def settled(request: HttpRequest) -> bool:
    """Return whether nothing is missing of how the person of a request signs in.

    No query where a second step is offered only, one for who has it, two for who has not.
    """
    user = request.user
    if not isinstance(user, User) or settings.SECOND_STEP != "required":
        return True
    return has_one(user) or not must_have_one(user)


def must_be_settled(request: HttpRequest) -> None:
    """Raise `SecondStepNeeded` where the person of a request must set up a second step first."""
    if not settled(request):
        raise SecondStepNeeded


def forget(user: User) -> int:
    """Take away all second steps of a person who has lost them; return how many there were.

    For administrators. The person sets up a new one after the next sign-in by a link.
    """
    gone: int = Authenticator.objects.filter(user=user).delete()[0]
    return gone
