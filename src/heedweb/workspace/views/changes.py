"""What changed from review to review: per theme and cluster, and per recommending State."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.queries import change_pages
from heedweb.workspace.queries.change_pages import Question


@login_required
@require_safe
def changes(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what is new, repeated, stronger, weaker or dropped at a review."""
    held = access.workspace(request, workspace)
    page = change_pages.page(held, Question.read(request.GET.dict()))
    return render(request, "workspace/changes.html", {"workspace": held, "page": page})


@login_required
@require_safe
def states(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the recommending States with how much each asked when."""
    held = access.workspace(request, workspace)
    reviews, found = change_pages.by_state(held)
    context = {"workspace": held, "reviews": reviews, "states": found}
    return render(request, "workspace/states.html", context)


@login_required
@require_safe
def state(request: HttpRequest, workspace: str, iso3: str) -> HttpResponse:
    """Show what one State asked each time, and what it was answered."""
    held = access.workspace(request, workspace)
    asked = change_pages.of_state(held, iso3)
    if asked is None:
        raise Http404
    return render(request, "workspace/state.html", {"workspace": held, "asked": asked})
