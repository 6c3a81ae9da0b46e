"""What happens when somebody signs in or sets up a second step."""

from __future__ import annotations

import ipaddress
import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts import second_step
from heedweb.accounts.middleware import BEGAN, SEEN
from heedweb.accounts.models import User

# Of an address of the network so many bits are kept: the network of a provider, not a household.
_KEPT = {4: 24, 6: 48}


def begin(sender: object, request: HttpRequest, user: User, **__: object) -> None:
    """Note when a session began, and throw away what is left of sessions that are over."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    longest = timedelta(hours=settings.SESSION_HOURS)
    UserSession.objects.filter(created_at__lt=now - longest).delete()


def lead(sender: object, request: HttpRequest, user: User, **__: object) -> None:
    """Tell who has come by a link alone that there are other ways."""
    if not user.has_usable_password() and not second_step.has_one(user):
        messages.info(
            request,
            _("You came by a link. Under your name you can choose a passkey or a password."),
        )


def shorten(sender: object, instance: UserSession, **__: object) -> None:
    """Keep of where somebody signs in from the network alone."""
    address = ipaddress.ip_address(instance.ip)
    network = ipaddress.ip_network((address, _KEPT[address.version]), strict=False)
    instance.ip = str(network.network_address)


def end_others(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **__: object
) -> None:
    """End what was signed in without the second step that a person now has."""
    if authenticator.type in second_step.KINDS:
        others = UserSession.objects.filter(user=user)
        for held in others.exclude(session_key=request.session.session_key):
            held.end()
