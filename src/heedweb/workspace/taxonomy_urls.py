"""Addresses of taxonomies, their texts and what is taught, within a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import taxonomies, teaching

urlpatterns = [
    path("", taxonomies.listing, name="taxonomies"),
    path("new/", taxonomies.new, name="taxonomy-new"),
    path("file/", taxonomies.from_file, name="taxonomy-file"),
    path("<str:code>/", taxonomies.detail, name="taxonomy"),
    path("<str:code>/edit/", taxonomies.edit, name="taxonomy-edit"),
    path("<str:code>/labels/", taxonomies.add_labels, name="labels-add"),
    path("<str:code>/labels/<int:pk>/", taxonomies.label, name="own-label"),
    path("<str:code>/remove/", taxonomies.remove, name="taxonomy-remove"),
    path("<str:code>/export/", taxonomies.export, name="taxonomy-export"),
    path("<str:code>/teach/", teaching.teach, name="teach"),
    path("<str:code>/texts/", teaching.texts, name="texts"),
    path("<str:code>/texts/<int:pk>/", teaching.remove_text, name="text-remove"),
    path("<str:code>/train/", teaching.train, name="train"),
    path("<str:code>/versions/<int:number>/", teaching.version, name="version"),
    path("<str:code>/versions/<int:number>/act/", teaching.act_on_version, name="version-act"),
]
