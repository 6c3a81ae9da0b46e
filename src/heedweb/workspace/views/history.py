"""The history of a workspace: read, taken along, and one's own steps undone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, gone_access
from heedweb.workspace.queries import history
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act, Role
from heedweb.workspace.views.downloads import given
from heedweb.workspace.views.steps import act_undone, undone


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what happened, a page at a time, and the seals of the last days."""
    seat = access.seat(request, workspace, Act.AUDIT)
    context = {
        "workspace": seat.workspace,
        "listing": history.listing(names_for(request), request.GET),
        "heads": history.heads(seat.workspace, 7),
        "auditor": seat.role == Role.AUDITOR,
    }
    return render(request, "workspace/history.html", context)


@login_required
@require_POST
def table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give all of what is asked for as CSV."""
    seat = access.seat(request, workspace, Act.AUDIT)
    shown = history.every(names_for(request), request.GET)
    return given(request, seat, "history", history.lines(shown))


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Undo one of the person's steps; the page says what came of it."""
    held = undone(request, workspace, pk)
    return _back(request, held.slug)


@login_required
@require_POST
def undo_act(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Undo a deletion or an act on many rows; the page says what came of it."""
    seat = access.seat(request, workspace, Act.KEEP)
    act_undone(request, seat, gone_access.undoable(seat, pk))
    if request.POST.get("back") == "views" or not seat.may(Act.AUDIT):
        return redirect("workspace:views", workspace=workspace)
    return _back(request, workspace)


def _back(request: HttpRequest, workspace: str) -> HttpResponse:
    asked = QueryDict(str(request.POST.get("query", ""))).urlencode()
    address = reverse("workspace:history", args=[workspace])
    return redirect(f"{address}?{asked}" if asked else address)
