"""Addresses of signing in that allauth knows by its own names; nothing else of allauth is here."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from heedweb.accounts import mine, views

View = Callable[..., HttpResponseBase]


def own(view: View) -> View:
    """Return a page of the person's own: for who is signed in, and kept by no cache."""
    return login_required(never_cache(view))


urlpatterns = [
    path("password/", views.PasswordSignIn.as_view(), name="account_login"),
    path("password/again/", own(account.reauthenticate), name="account_reauthenticate"),
    path("passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "passkey/again/", own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("code/again/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("mine/", own(mine.Mine.as_view()), name="mfa_index"),
    path("mine/password/", own(mine.Password.as_view()), name="account_set_password"),
    path("mine/sessions/", own(mine.Sessions.as_view()), name="usersessions_list"),
    path("mine/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("mine/app/off/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("mine/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("mine/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "mine/codes/file/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path(
        "mine/passkeys/",
        own(RedirectView.as_view(pattern_name="mfa_index")),
        name="mfa_list_webauthn",
    ),
    path("mine/passkeys/add/", own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "mine/passkeys/<int:pk>/remove/",
        own(mine.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("mine/passkeys/<int:pk>/", own(mine.RenamePasskey.as_view()), name="mfa_edit_webauthn"),
]
