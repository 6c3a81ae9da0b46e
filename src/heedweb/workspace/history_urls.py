"""Addresses of the history of a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import history

urlpatterns = [
    path("", history.listing, name="history"),
    path("table/", history.table, name="history-table"),
    path("steps/<int:pk>/undo/", history.undo, name="history-undo"),
    path("acts/<int:pk>/undo/", history.undo_act, name="history-undo-act"),
]
