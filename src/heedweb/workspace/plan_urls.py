"""Addresses of plans and measures."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import (
    aiming,
    assignments,
    chapters,
    measure_acts,
    measure_ties,
    measures,
    measures_at_once,
    milestones,
    plans,
)

urlpatterns = [
    path("plans/", plans.listing, name="plans"),
    path("plans/new/", plans.new, name="plan-new"),
    path("plans/<int:pk>/", plans.one, name="plan"),
    path("plans/<int:pk>/write/", plans.edit, name="plan-write"),
    path("plans/<int:pk>/delete/", plans.delete, name="plan-delete"),
    path("plans/<int:pk>/chapters/", chapters.listing, name="chapters"),
    path("plans/<int:pk>/chapters/new/", chapters.new, name="chapter-new"),
    path("plans/<int:pk>/measures/new/", measures.new, name="measure-new"),
    path("plans/deleted/", measures.deleted, name="plans-deleted"),
    path("chapters/<int:pk>/write/", chapters.edit, name="chapter-write"),
    path("chapters/<int:pk>/do/<slug:verb>/", chapters.act, name="chapter-act"),
    path("measures/", measures.listing, name="measures"),
    path("measures/table/", measures.table, name="measures-table"),
    path("measures/many/", measures_at_once.look, name="measures-many"),
    path("measures/many/do/", measures_at_once.carry_out, name="measures-many-do"),
    path("measures/answering/", aiming.aim, name="aim"),
    path("measures/<int:pk>/", measures.one, name="measure"),
    path("measures/<int:pk>/write/", measures.edit, name="measure-write"),
    path("measures/<int:pk>/add/<slug:verb>/", measure_ties.add, name="measure-add"),
    path("measures/<int:pk>/do/<slug:verb>/", measure_acts.act, name="measure-act"),
    path("measures/<int:pk>/milestones/new/", milestones.new, name="milestone-new"),
    path("milestones/<int:pk>/write/", milestones.edit, name="milestone-write"),
    path("milestones/<int:pk>/do/<slug:verb>/", milestones.act, name="milestone-act"),
    path("parts/", assignments.listing, name="assignments"),
    path("parts/<int:pk>/do/<slug:verb>/", measure_acts.answer, name="assignment-act"),
]
