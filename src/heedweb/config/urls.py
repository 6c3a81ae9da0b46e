"""All addresses."""

from __future__ import annotations

from django.urls import include, path

from heedweb.workspace.views import start

urlpatterns = [
    path("", start.home, name="home"),
    path("sign-in/", include("heedweb.accounts.urls")),
    path("administration/", include("heedweb.administration.urls")),
    path("w/", include("heedweb.workspace.urls")),
]
handler403 = "heedweb.workspace.views.errors.not_allowed"
handler404 = "heedweb.workspace.views.errors.not_found"
handler500 = "heedweb.workspace.views.errors.failed"
