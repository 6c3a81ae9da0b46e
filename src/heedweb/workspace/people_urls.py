"""Addresses of people and organisations, within a workspace."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import organisations, people

urlpatterns = [
    path("", people.listing, name="people"),
    path("invite/", people.invite, name="invite"),
    path("list/", people.many, name="people-list"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/act/<slug:verb>/", people.act, name="person-act"),
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/<int:pk>/", organisations.detail, name="organisation"),
    path("organisations/<int:pk>/act/<slug:verb>/", organisations.act, name="organisation-act"),
    path("organisations/<int:pk>/invite/", people.invite, name="invite-into"),
]
