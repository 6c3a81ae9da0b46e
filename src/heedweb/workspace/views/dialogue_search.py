"""Searching the dialogue of one's own room."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.numbers import one_line
from heedweb.workspace.queries import dialogue_search


@login_required
@require_safe
def search(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what is found by words in the items and the register of the person's room."""
    seat = access.seat(request, workspace)
    found = dialogue_search.found(seat, one_line(request.GET.get("q")))
    context = {"workspace": seat.workspace, "found": found}
    return render(request, "workspace/dialogue_search.html", context)
