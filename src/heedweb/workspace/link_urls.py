"""Addresses of links, lineages and what changed, within a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import changes, lineages, links, meaning

LINKS = [
    path("", links.overview, name="links"),
    path("queue/", links.queue, name="link-queue"),
    path("undo/", links.undo, name="link-undo"),
    path("record/", links.record, name="link-record"),
    path("<int:later>/<int:earlier>/", links.pair, name="link"),
    path("<int:later>/<int:earlier>/do/", links.act, name="link-act"),
]
CHANGES = [
    path("<slug:workspace>/changes/", changes.changes, name="changes"),
    path("<slug:workspace>/states/", changes.states, name="states"),
    path("<slug:workspace>/states/<slug:iso3>/", changes.state, name="state"),
]
LINEAGE = path("<slug:workspace>/clusters/<int:pk>/lineage/", lineages.lineage, name="lineage")
MEANING = path("<slug:workspace>/recommendations/meaning/", meaning.search, name="meaning")
