"""Addresses of the installation, for administrators."""

from __future__ import annotations

from django.urls import path

from heedweb.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.health, name="health"),
    path("workspaces/", views.workspaces, name="workspaces"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/act/<slug:verb>/", views.act, name="account-act"),
    path("mail/", views.mail, name="mail"),
    path("mail/test/", views.test_mail, name="mail-test"),
    path("limits/", views.limits, name="limits"),
    path("storage/", views.storage, name="storage"),
]
