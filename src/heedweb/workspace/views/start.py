"""The first page: what needs me, what changed, where do we stand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.forms.imports import ImportForm
from heedweb.workspace.models import Workspace
from heedweb.workspace.queries import (
    assignments,
    clusters,
    fixes,
    label_overview,
    mechanisms,
    notes,
)
from heedweb.workspace.queries.mechanisms import Overview
from heedweb.workspace.roles import Act

# More examinations are shown by body, a line for each.
_MOST_SHOWN = 6
_MOST_TOLD = 8


def home(request: HttpRequest) -> HttpResponse:
    """Go to the person's workspace, or let the person choose one; show others what is public."""
    if not request.user.is_authenticated:
        return render(request, "public/home.html", {"workspaces": access.public_workspaces()})
    held = list(access.workspaces(access.person(request)))
    if len(held) == 1:
        return redirect("workspace:today", workspace=held[0].slug)
    if not held and access.person(request).administrator:
        return redirect("administration:health")
    return render(request, "workspace/choose.html", {"workspaces": held})


@login_required
@require_safe
def today(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show where a workspace stands; who may not read it, as auditors, begins at the history."""
    try:
        seat = access.seat(request, workspace)
    except PermissionDenied:
        seat = access.seat(request, workspace, Act.AUDIT)
        return redirect("workspace:history", workspace=seat.workspace.slug)
    held = seat.workspace
    overview = mechanisms.overview(held, timezone.localdate())
    context = {
        "workspace": held,
        "overview": overview,
        "summaries": overview.summaries,
        "brief": len(overview.summaries) > _MOST_SHOWN,
        "notes_waiting": notes.waiting(seat),
        "parts_waiting": assignments.waiting(seat),
        "fixes_waiting": fixes.waiting(seat),
        # What is kept while somebody types is history, not news.
        "activities": access.activities(seat).exclude(verb="draft_written")[:_MOST_TOLD],
        "views": access.views(seat),
        **(_to_decide(held, overview) if seat.may(Act.DECIDE) else {}),
    }
    return render(request, "workspace/today.html", context)


def _to_decide(held: Workspace, overview: Overview) -> dict[str, object]:
    """Return what those who decide see besides: what waits for them, and the box for files."""
    return {
        "form": ImportForm(),
        "doubtful": sum(one.doubtful for one in overview.summaries),
        "to_label": label_overview.waiting(held),
        "to_group": clusters.waiting(held),
    }
