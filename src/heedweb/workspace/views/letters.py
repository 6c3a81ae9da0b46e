"""Communications received, with the replies that are due and given."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.queries import letters
from heedweb.workspace.roles import Act
from heedweb.workspace.views.downloads import given


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the letters received, those without a reply first."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": letters.listing(seat, request.GET.dict())}
    return render(request, "workspace/letters.html", context)


@login_required
@require_POST
def table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give the letters as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    return given(request, seat, "letters", letters.lines(seat, request.GET.dict()))
