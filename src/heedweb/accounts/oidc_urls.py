"""Addresses of signing in with an OpenID Connect provider, where there is one."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views
from django.urls import path

from heedweb.accounts import oidc

urlpatterns = [
    path("with/<slug:provider_id>/", views.login, name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", views.callback, name="openid_connect_callback"),
    path("with/nobody/known/", oidc.refused, name="socialaccount_signup"),
    path("with/nobody/error/", oidc.refused, name="socialaccount_login_error"),
    path("with/nobody/cancelled/", oidc.refused, name="socialaccount_login_cancelled"),
    path("with/nobody/ties/", oidc.refused, name="socialaccount_connections"),
]
