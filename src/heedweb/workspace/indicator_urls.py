"""Addresses of indicators and their values."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import indicator_ties, indicators, value_tables, values

urlpatterns = [
    path("indicators/", indicators.listing, name="indicators"),
    path("indicators/new/", indicators.new, name="indicator-new"),
    path("indicators/new/from/<str:listed>/", indicators.new, name="indicator-new-from"),
    path("indicators/<int:pk>/", indicators.one, name="indicator"),
    path("indicators/<int:pk>/write/", indicators.edit, name="indicator-write"),
    path("indicators/<int:pk>/delete/", indicators.delete, name="indicator-delete"),
    path("indicators/<int:pk>/bring-back/", indicators.bring_back, name="indicator-bring-back"),
    path("indicators/<int:pk>/do/<slug:verb>/", indicators.act, name="indicator-act"),
    path("indicators/<int:pk>/ties/", indicator_ties.of_indicator, name="indicator-ties"),
    path("indicators/<int:pk>/values/new/", values.new, name="value-new"),
    path("indicators/<int:pk>/values/table/", value_tables.table, name="value-table"),
    path("measures/<int:pk>/indicators/", indicator_ties.of_measure, name="indicators-of-measure"),
    path(
        "recommendations/<int:pk>/indicators/", indicator_ties.of_recommendation,
        name="indicators-of-recommendation",
    ),
    path("clusters/<int:pk>/indicators/", indicator_ties.of_cluster, name="indicators-of-cluster"),
    path("values/", values.waiting, name="values"),
    path("values/export/", values.take, name="values-export"),
    path("values/<int:pk>/", values.one, name="value"),
    path("values/<int:pk>/replace/", values.replace, name="value-replace"),
    path("values/<int:pk>/evidence/", values.evidence, name="value-evidence"),
    path("values/<int:pk>/<slug:verb>/", values.act, name="value-act"),
]  # fmt: skip
