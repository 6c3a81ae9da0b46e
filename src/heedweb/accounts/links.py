"""One-time sign-in links: made, sent, used."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts import later
from heedweb.accounts.models import SignInLink, User

VALID = timedelta(minutes=30)


def make_link(user: User) -> str:
    """Return the address that signs `user` in once within half an hour."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user, token_hash=_hash(token), expires=timezone.now() + VALID)
    return f"{settings.BASE_URL}{reverse('accounts:use', args=[token])}"


def send_link(email: str) -> None:
    """Send a link if the address belongs to an active person; say nothing either way.

    Whether it does is looked up after the answer, which takes as long for everybody.
    """
    later.do(_send, email)


def _send(email: str) -> None:
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        return
    body = _("Open this address within 30 minutes to sign in to heed:\n\n{link}\n").format(
        link=make_link(user)
    )
    send_mail(_("Sign in to heed"), body, None, [user.email])


def is_valid(token: str) -> bool:
    """Return True if the link can still be used."""
    return _usable(token).exists()


@transaction.atomic
def use(token: str) -> User | None:
    """Return the person whose link this is and end the link; None if it cannot be used."""
    link = _usable(token).select_for_update().select_related("user").first()
    if link is None:
        return None
    link.used = timezone.now()
    link.save(update_fields=["used"])
    return link.user


def _usable(token: str) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_hash=_hash(token),
        used=None,
        expires__gt=timezone.now(),
        user__is_active=True,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
