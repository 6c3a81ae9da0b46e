"""Addresses of the dialogue: items, what was found in them, and the register."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import findings, items, letters, promises, register, visits

urlpatterns = [
    path("items/", items.listing, name="items"),
    path("items/new/", items.new, name="item-new"),
    path("items/deleted/", items.deleted, name="items-deleted"),
    path("items/<int:pk>/", items.one, name="item"),
    path("items/<int:pk>/write/", items.edit, name="item-write"),
    path("items/<int:pk>/original/", items.original, name="item-original"),
    path("items/<int:pk>/do/<slug:verb>/", items.act, name="item-act"),
    path("found/<int:pk>/write/", findings.edit, name="finding-write"),
    path("found/<int:pk>/do/<slug:verb>/", findings.act, name="finding-act"),
    path("events/", register.event_list, name="events"),
    path("events/new/", register.event_new, name="event-new"),
    path("events/<int:pk>/", register.event, name="event"),
    path("events/<int:pk>/write/", register.event_write, name="event-write"),
    path("events/<int:pk>/about/", register.event_bears, name="event-bears"),
    path("events/<int:pk>/delete/", register.event_delete, name="event-delete"),
    path("officials/", register.official_list, name="officials"),
    path("officials/<int:pk>/", register.official, name="official"),
    path("officials/<int:pk>/write/", register.official_write, name="official-write"),
    path("officials/<int:pk>/same/", register.official_same, name="official-same"),
    path("statements/", register.statement_list, name="statements"),
    path("promises/", promises.listing, name="promises"),
    path("promises/new/", promises.new, name="promise-new"),
    path("promises/<int:pk>/", promises.one, name="promise"),
    path("promises/<int:pk>/write/", promises.edit, name="promise-write"),
    path("promises/<int:pk>/about/", promises.bears, name="promise-bears"),
    path("promises/<int:pk>/delete/", promises.delete, name="promise-delete"),
    path("visits/", visits.listing, name="visits"),
    path("visits/table/", visits.table, name="visits-table"),
    path("visits/new/", visits.new, name="visit-new"),
    path("visits/<int:pk>/", visits.one, name="visit"),
    path("visits/<int:pk>/write/", visits.edit, name="visit-write"),
    path("visits/<int:pk>/about/", visits.bears, name="visit-bears"),
    path("visits/<int:pk>/sources/", visits.rests, name="visit-rests"),
    path("visits/<int:pk>/delete/", visits.delete, name="visit-delete"),
    path("invitations/new/", visits.invitation_new, name="invitation-new"),
    path("invitations/<int:pk>/", visits.invitation, name="invitation"),
    path("invitations/<int:pk>/write/", visits.invitation_write, name="invitation-write"),
    path("invitations/<int:pk>/delete/", visits.invitation_delete, name="invitation-delete"),
    path("letters/", letters.listing, name="letters"),
    path("letters/table/", letters.table, name="letters-table"),
    path("briefing/", promises.sheet, name="briefing"),
    path("briefing/file/", promises.sheet_file, name="briefing-file"),
]
