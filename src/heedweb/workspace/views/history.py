"""The history of a workspace: read, taken along, and one's own steps undone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from heed.exchange.delimited import escaped
from heedweb.workspace import access, gone_access
from heedweb.workspace.queries import history
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act, Role
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
@require_safe
def table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give all of what is asked for as CSV."""
    seat = access.seat(request, workspace, Act.AUDIT)
    name = f"{seat.workspace.slug}-history-{timezone.now():%Y-%m-%d}.csv"
    response = StreamingHttpResponse(_lines(request), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def _lines(request: HttpRequest) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for cells in history.lines(history.every(names_for(request), request.GET)):
        writer.writerow([escaped(cell) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


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
