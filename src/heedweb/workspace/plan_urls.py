"""Addresses of plans and measures."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import plans

urlpatterns = [
    path("plans/", plans.listing, name="plans"),
    path("plans/new/", plans.new, name="plan-new"),
    path("plans/<int:pk>/", plans.one, name="plan"),
    path("plans/<int:pk>/write/", plans.edit, name="plan-write"),
]
