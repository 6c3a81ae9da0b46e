"""Addresses of requests, progress reports, what is due, and what people are told of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from heedweb.workspace.views import calendars, evidence, notices, report_writing, reports, requests

urlpatterns: list[URLPattern] = [
    path("due/", reports.due_list, name="due"),
    path("due/<int:pk>/", report_writing.answer, name="due-answer"),
    path("requests/", requests.listing, name="requests"),
    path("requests/new/", requests.new, name="request-new"),
    path("requests/<int:pk>/", requests.one, name="request"),
    path("requests/<int:pk>/do/<slug:verb>/", requests.act, name="request-act"),
    path("reports/", reports.listing, name="reports"),
    path("reports/discarded/", reports.discarded, name="reports-discarded"),
    path("reports/<int:pk>/", reports.one, name="report"),
    path("reports/<int:pk>/write/", report_writing.write, name="report-write"),
    path("reports/<int:pk>/do/<slug:verb>/", reports.act, name="report-act"),
    path("reports/<int:pk>/evidence/", evidence.add_to_report, name="evidence-add"),
    path("assessments/<int:pk>/evidence/", evidence.add_to_assessment, name="assessment-evidence"),
    path("evidence/<int:pk>/", evidence.take, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="evidence-remove"),
    path("measures/<int:pk>/report/", report_writing.on_measure, name="report-on-measure"),
    path("recommendations/<int:pk>/report/", report_writing.on_row, name="report-on-row"),
    path("notices/", notices.listing, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/wishes/", notices.wishes, name="notice-wishes"),
    path("notices/calendar/<slug:verb>/", calendars.act, name="notice-calendar"),
    path("notices/<int:pk>/", notices.follow, name="notice"),
]
