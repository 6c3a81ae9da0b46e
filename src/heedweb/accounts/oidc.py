"""Signing in with the administration's own OpenID Connect provider.

Loaded only where `HEED_OIDC_URL` is set. A person must be here already, by an invitation, under the
e-mail address that the provider says it has verified.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heedweb.accounts.models import User


class Adapter(DefaultSocialAccountAdapter):
    """Lets in whom the provider names by a verified address that is known here, nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Return False: people come by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401
        """Tie the provider's account to the person of its address, the first time.

        Raises `ImmediateHttpResponse`, back to the sign-in, where there is no such person.
        """
        if sociallogin.is_existing:
            return
        verified = {held.email.lower() for held in sociallogin.email_addresses if held.verified}
        found = User.objects.filter(email__in=verified, is_active=True)
        if len(found) != 1:
            raise ImmediateHttpResponse(_back(request, _("Nobody is invited under that address.")))
        sociallogin.connect(request, found[0])

    def on_authentication_error(self, request: HttpRequest, *_args: object, **_: object) -> None:
        """Go back to the sign-in. Raises `ImmediateHttpResponse`."""
        raise ImmediateHttpResponse(refused(request))


def refused(request: HttpRequest) -> HttpResponseRedirect:
    """Go back to the sign-in and say that the other way did not lead in."""
    return _back(request, _("That way of signing in did not work. Try it again, or another."))


def _back(request: HttpRequest, line: str) -> HttpResponseRedirect:
    messages.error(request, line)
    return HttpResponseRedirect(reverse("accounts:sign-in"))
