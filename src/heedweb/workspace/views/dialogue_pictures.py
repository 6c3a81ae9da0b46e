"""The dialogue over time, as a picture with its table."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.queries import dialogue_timeline as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.views.downloads import given


@login_required
@require_safe
def timeline(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show events, visits and promises over time, by counterpart."""
    seat = access.seat(request, workspace)
    held = queries.timeline(seat, request.GET.dict(), mirrored=get_language_bidi())
    context = {"workspace": seat.workspace, "timeline": held, "forms": queries.legend()}
    return render(request, "workspace/dialogue_timeline.html", context)


@login_required
@require_POST
def table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give the days of the dialogue as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    return given(request, seat, "dialogue", queries.lines(seat, request.GET.dict()))
