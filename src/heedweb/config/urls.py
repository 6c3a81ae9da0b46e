"""All addresses."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from heedweb.workspace.views import start, support

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.home, name="home"),
    path("sign-in/", include("heedweb.accounts.step_urls")),
    path("sign-in/", include("heedweb.accounts.urls")),
    path("support/", support.listing, name="support"),
    path("support/<int:pk>/end/", support.end_own, name="support-end"),
    path("calendar/", include("heedweb.workspace.calendar_urls")),
    path("public/", include("heedweb.workspace.public_urls")),
    path("administration/", include("heedweb.administration.urls")),
    path("w/", include("heedweb.workspace.urls")),
]
if settings.OIDC_URL:
    urlpatterns.insert(0, path("sign-in/", include("heedweb.accounts.oidc_urls")))
handler403 = "heedweb.workspace.views.errors.not_allowed"
handler404 = "heedweb.workspace.views.errors.not_found"
handler500 = "heedweb.workspace.views.errors.failed"
