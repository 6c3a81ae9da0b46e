"""Addresses of signing in."""

from __future__ import annotations

from django.urls import path

from heedweb.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.sign_in, name="sign-in"),
    path("out/", views.sign_out, name="sign-out"),
    path("<str:token>/", views.use, name="use"),
]
