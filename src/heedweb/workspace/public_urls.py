"""Addresses of what everybody reads, outside of the workspaces."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import public

app_name = "public"
urlpatterns = [
    path("<slug:slug>/", public.front, name="front"),
    path("<slug:slug>/reviews/<int:pk>/", public.review, name="review"),
    path("<slug:slug>/recommendations/<int:pk>/", public.recommendation, name="recommendation"),
    path("<slug:slug>/notes/", public.published, name="notes"),
    path("<slug:slug>/measures/", public.measures, name="measures"),
    path("<slug:slug>/indicators/", public.indicators, name="indicators"),
    path("<slug:slug>/reports/", public.reports, name="reports"),
    path("<slug:slug>/answers/", public.answers, name="answers"),
    path("<slug:slug>/history/", public.history, name="history"),
]
