"""Addresses within a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import (
    bulk,
    documents,
    imports,
    keys,
    lists,
    recommendations,
    reviews,
    start,
)

app_name = "workspace"
urlpatterns = [
    path("<slug:workspace>/", start.today, name="today"),
    path("<slug:workspace>/imports/", imports.listing, name="imports"),
    path("<slug:workspace>/imports/<int:pk>/", imports.progress, name="import"),
    path("<slug:workspace>/reviews/", reviews.listing, name="reviews"),
    path("<slug:workspace>/reviews/<int:pk>/", reviews.detail, name="review"),
    path("<slug:workspace>/recommendations/", recommendations.listing, name="recommendations"),
    path(
        "<slug:workspace>/recommendations/<int:pk>/", recommendations.detail, name="recommendation"
    ),
    path("<slug:workspace>/recommendations/export/", lists.take, name="export"),
    path("<slug:workspace>/recommendations/bulk/", bulk.preview, name="bulk"),
    path("<slug:workspace>/recommendations/bulk/do/", bulk.carry_out, name="bulk-do"),
    path("<slug:workspace>/steps/<int:pk>/undo/", bulk.undo, name="undo-step"),
    path("<slug:workspace>/views/", lists.saved, name="views"),
    path("<slug:workspace>/views/<int:pk>/rename/", lists.rename, name="rename-view"),
    path("<slug:workspace>/views/<int:pk>/delete/", lists.delete, name="delete-view"),
    path("<slug:workspace>/key/<path:key>", keys.by_key, name="key"),
    path("<slug:workspace>/documents/", documents.listing, name="documents"),
    path("<slug:workspace>/documents/<int:pk>/", documents.detail, name="document"),
    path("<slug:workspace>/documents/<int:pk>/original/", documents.original, name="original"),
    path("<slug:workspace>/documents/<int:pk>/pages/<int:number>.png", documents.page, name="page"),
]
