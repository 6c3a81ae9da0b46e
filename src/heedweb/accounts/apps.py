"""The accounts as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save


class AccountsConfig(AppConfig):
    """Listens to who signs in."""

    name = "heedweb.accounts"

    def ready(self) -> None:
        """Ask to be told of sign-ins, of sessions, and of second steps that are set up."""
        from allauth.account.signals import user_logged_in as let_in
        from allauth.mfa.signals import authenticator_added
        from allauth.usersessions.models import UserSession

        from heedweb.accounts import signals

        user_logged_in.connect(signals.begin)
        let_in.connect(signals.lead)
        pre_save.connect(signals.shorten, sender=UserSession)
        authenticator_added.connect(signals.end_others)
