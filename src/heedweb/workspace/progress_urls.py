"""Addresses of requests, progress reports, what is due, and what people are told of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from heedweb.workspace.views import notices

urlpatterns: list[URLPattern] = [
    path("notices/", notices.listing, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/wishes/", notices.wishes, name="notice-wishes"),
    path("notices/<int:pk>/", notices.follow, name="notice"),
]
