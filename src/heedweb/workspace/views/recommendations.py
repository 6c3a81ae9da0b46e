"""The list of recommendations and the page of one, with its source beside it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heedweb.workspace import access
from heedweb.workspace.queries import recommendations, source


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what the address asks for."""
    held = access.workspace(request, workspace)
    found = recommendations.listing(held, request.GET.dict())
    context = {"workspace": held, "listing": found}
    return render(request, "workspace/recommendations.html", context)


@login_required
def detail(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show one recommendation and the passage it was read from."""
    held = access.workspace(request, workspace)
    row = access.recommendation(held, pk)
    before, after = recommendations.neighbours(row)
    context = {
        "workspace": held,
        "row": row,
        "review": row.review,
        "before": before,
        "after": after,
        "passages": source.passages(row),
        "surroundings": source.surroundings(row),
    }
    return render(request, "workspace/recommendation.html", context)
