"""Addresses of what lives in rooms, within a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import fixes, notes, public, support

urlpatterns = [
    path("notes/", notes.listing, name="notes"),
    path("notes/discarded/", notes.discarded, name="notes-discarded"),
    path("notes/<int:pk>/", notes.one, name="note"),
    path("notes/<int:pk>/write/", notes.edit, name="note-write"),
    path("notes/<int:pk>/do/<slug:verb>/", notes.act, name="note-act"),
    path("recommendations/<int:pk>/note/", notes.new, name="note-new"),
    path("recommendations/<int:pk>/propose/", fixes.propose, name="fix-new"),
    path("fixes/", fixes.listing, name="fixes"),
    path("fixes/<int:pk>/", fixes.one, name="fix"),
    path("fixes/<int:pk>/<slug:verb>/", fixes.answer, name="fix-answer"),
    path("public/", public.door, name="opening"),
    path("support/<int:pk>/end/", support.end, name="support-end"),
]
