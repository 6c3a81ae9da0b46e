"""Addresses of the board and of pictures of the plan."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import board, pictures

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/<slug:what>/", board.listing, name="board-list"),
    path("board/<slug:what>/table/", board.table, name="board-table"),
    path("plans/<int:pk>/timeline/", pictures.timeline, name="timeline"),
    path("plans/<int:pk>/timeline/table/", pictures.timeline_table, name="timeline-table"),
    path("coverage/", pictures.coverage, name="coverage"),
    path("coverage/table/", pictures.coverage_table, name="coverage-table"),
    path("heat/", pictures.heat, name="heat"),
    path("heat/table/", pictures.heat_table, name="heat-table"),
]
