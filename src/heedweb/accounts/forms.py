"""What people type to sign in."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

from heedweb.accounts import tries


class LinkForm(forms.Form):
    """The address that a link is sent to."""

    email = forms.EmailField(label=_("E-mail address"))


class PasswordForm(LoginForm):
    """An address and a password. The same address serves to ask for a link."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, label, fills in (
            ("login", _("E-mail address"), "username webauthn"),
            ("password", _("Password"), "current-password"),
        ):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs = {"autocomplete": fills}
        self.fields["password"].error_messages["required"] = _(
            "Type your password, or let a link be sent to you."
        )
        self.fields["login"].error_messages["required"] = _("Type your e-mail address.")


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, with which one can sign in alone unless one says otherwise."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].initial = self.initial["name"] = self._name()
        self.fields["passwordless"].label = _("Also sign in with it alone")
        self.fields["passwordless"].help_text = _(
            "The device then asks for your finger, face or PIN. "
            "Without it, it is a second step after your password or link."
        )
        self.fields["passwordless"].initial = True

    def _name(self) -> str:
        kind = Authenticator.Type.WEBAUTHN
        held = Authenticator.objects.filter(user=self.user, type=kind).count()
        return str(_("Passkey {n}")).format(n=held + 1)


class PasskeySignInForm(LoginWebAuthnForm):
    """A passkey alone. What is tried in vain for an account is counted, as passwords are."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey. Raises `TooManyTries`, and `ValidationError` where it is none."""
        credential = self.cleaned_data["credential"]
        auth.parse_authentication_response(credential)
        user = auth.extract_user_from_response(credential)
        usage = tries.count(context.request, "login_failed", f"passkey of {user.pk}")
        held = super().clean_credential()
        usage.rollback()
        return held
