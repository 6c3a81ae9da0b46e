"""Where heed decides otherwise than allauth does by itself."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heedweb.accounts import second_step, tries
from heedweb.accounts.addresses import is_local
from heedweb.accounts.models import User

_REFUSED = ("too_many_login_attempts", "rate_limited")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, nothing leads off the site, tries are counted an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: people come by invitation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether one may be led there after signing in: to a path of this site alone."""
        return is_local(url)

    def validation_error(self, code: str, *args: object) -> ValidationError:
        """Return what a form says. Raises `TooManyTries` in place of saying so within a page."""
        if code in _REFUSED:
            raise tries.TooManyTries
        error: ValidationError = super().validation_error(code, *args)
        return error

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Count a try for the address that was typed, by whatever name the site is visited."""
        key = str(credentials.get("email", ""))
        self._login_failed_rl_usage = tries.count(request, "login_failed", key)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Say that an account is closed; only who could sign in comes here."""
        messages.error(request, _("This account is closed. Ask who invited you."))
        return HttpResponseRedirect(reverse("accounts:sign-in"))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead who signs in for the first time to the page that says how to do it from now on."""
        user = request.user
        if isinstance(user, User) and settings.SECOND_STEP == "required":
            first = user.links.exclude(used=None).count() == 1
            if first and not second_step.has_one(user):
                return f"{reverse('mfa_index')}?first=1"
        home: str = super().get_login_redirect_url(request)
        return home


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second steps under the installation's key."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it is. Raises `InvalidToken` under another installation's key."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def _get_site_name(self) -> str:
        return "heed"


def _box() -> Fernet:
    kdf = HKDF(hashes.SHA256(), length=32, salt=None, info=b"heed second steps")
    return Fernet(base64.urlsafe_b64encode(kdf.derive(settings.SECRET_KEY.encode())))
