"""Addresses within a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import (
    bulk,
    decide,
    documents,
    imports,
    keys,
    lists,
    mechanisms,
    missed,
    recommendations,
    reviews,
    sheets,
    sources,
    start,
    taxonomies,
    teaching,
)

app_name = "workspace"
urlpatterns = [
    path("<slug:workspace>/", start.today, name="today"),
    path("<slug:workspace>/imports/", imports.listing, name="imports"),
    path("<slug:workspace>/imports/fetch/", imports.fetch, name="fetch"),
    path("<slug:workspace>/imports/<int:pk>/", imports.progress, name="import"),
    path("<slug:workspace>/imports/<int:pk>/cancel/", imports.cancel, name="import-cancel"),
    path("<slug:workspace>/imports/<int:pk>/again/", imports.again, name="import-again"),
    path("<slug:workspace>/sheets/<int:pk>/", sheets.match, name="sheet"),
    path("<slug:workspace>/sources/", sources.listing, name="sources"),
    path("<slug:workspace>/sources/all/", sources.act_on_all, name="sources-all"),
    path("<slug:workspace>/sources/<int:pk>/<slug:verb>/", sources.act, name="source-act"),
    path("<slug:workspace>/mechanisms/", mechanisms.listing, name="mechanisms"),
    path("<slug:workspace>/mechanisms/<slug:code>/", mechanisms.detail, name="mechanism"),
    path("<slug:workspace>/reviews/", reviews.listing, name="reviews"),
    path("<slug:workspace>/reviews/<int:pk>/", reviews.detail, name="review"),
    path("<slug:workspace>/reviews/<int:pk>/matrix/", reviews.matrix, name="matrix"),
    path("<slug:workspace>/reviews/<int:pk>/readings/", reviews.readings, name="readings"),
    path("<slug:workspace>/reviews/<int:pk>/again/", reviews.read_again, name="read-again"),
    path("<slug:workspace>/recommendations/", recommendations.listing, name="recommendations"),
    path(
        "<slug:workspace>/recommendations/<int:pk>/", recommendations.detail, name="recommendation"
    ),
    path("<slug:workspace>/decide/", decide.queue, name="decide"),
    path("<slug:workspace>/decide/undo/", decide.undo, name="undo"),
    path("<slug:workspace>/decide/<int:pk>/", decide.one, name="decide-one"),
    path("<slug:workspace>/decide/<int:pk>/merge/<int:other>/", decide.merge, name="merge"),
    path("<slug:workspace>/decide/<int:pk>/<slug:verb>/", decide.act, name="decide-act"),
    path("<slug:workspace>/recommendations/export/", lists.take, name="export"),
    path("<slug:workspace>/recommendations/bulk/", bulk.preview, name="bulk"),
    path("<slug:workspace>/recommendations/bulk/do/", bulk.carry_out, name="bulk-do"),
    path("<slug:workspace>/steps/<int:pk>/undo/", bulk.undo, name="undo-step"),
    path("<slug:workspace>/taxonomies/", taxonomies.listing, name="taxonomies"),
    path("<slug:workspace>/taxonomies/new/", taxonomies.new, name="taxonomy-new"),
    path("<slug:workspace>/taxonomies/file/", taxonomies.from_file, name="taxonomy-file"),
    path("<slug:workspace>/taxonomies/<str:code>/", taxonomies.detail, name="taxonomy"),
    path("<slug:workspace>/taxonomies/<str:code>/edit/", taxonomies.edit, name="taxonomy-edit"),
    path(
        "<slug:workspace>/taxonomies/<str:code>/labels/", taxonomies.add_labels, name="labels-add"
    ),
    path(
        "<slug:workspace>/taxonomies/<str:code>/labels/<int:pk>/",
        taxonomies.label,
        name="own-label",
    ),
    path(
        "<slug:workspace>/taxonomies/<str:code>/remove/", taxonomies.remove, name="taxonomy-remove"
    ),
    path(
        "<slug:workspace>/taxonomies/<str:code>/export/", taxonomies.export, name="taxonomy-export"
    ),
    path("<slug:workspace>/taxonomies/<str:code>/teach/", teaching.teach, name="teach"),
    path("<slug:workspace>/taxonomies/<str:code>/texts/", teaching.texts, name="texts"),
    path(
        "<slug:workspace>/taxonomies/<str:code>/texts/<int:pk>/",
        teaching.remove_text,
        name="text-remove",
    ),
    path("<slug:workspace>/taxonomies/<str:code>/train/", teaching.train, name="train"),
    path(
        "<slug:workspace>/taxonomies/<str:code>/versions/<int:number>/",
        teaching.version,
        name="version",
    ),
    path(
        "<slug:workspace>/taxonomies/<str:code>/versions/<int:number>/act/",
        teaching.act_on_version,
        name="version-act",
    ),
    path("<slug:workspace>/views/", lists.saved, name="views"),
    path("<slug:workspace>/views/<int:pk>/rename/", lists.rename, name="rename-view"),
    path("<slug:workspace>/views/<int:pk>/delete/", lists.delete, name="delete-view"),
    path("<slug:workspace>/key/<path:key>", keys.by_key, name="key"),
    path("<slug:workspace>/documents/", documents.listing, name="documents"),
    path("<slug:workspace>/documents/<int:pk>/", documents.detail, name="document"),
    path("<slug:workspace>/documents/<int:pk>/at/<int:offset>/", documents.at, name="at"),
    path("<slug:workspace>/documents/<int:pk>/attach/", documents.attach, name="attach"),
    path("<slug:workspace>/documents/<int:pk>/current/", documents.make_current, name="current"),
    path("<slug:workspace>/documents/<int:pk>/pages/<int:number>/", documents.leaf, name="leaf"),
    path("<slug:workspace>/documents/<int:pk>/pages/<int:number>/add/", missed.add, name="missed"),
    path("<slug:workspace>/documents/<int:pk>/original/", documents.original, name="original"),
    path("<slug:workspace>/documents/<int:pk>/pages/<int:number>.png", documents.page, name="page"),
]
