"""The address of calendars, which is outside of sign-in: the secret lets in."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import calendars

urlpatterns = [path("<str:secret>.ics", calendars.feed, name="calendar")]
