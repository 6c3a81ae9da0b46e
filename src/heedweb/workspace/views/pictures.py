"""Pictures of the plan, each with its table: timeline, coverage matrix, heat map."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import coverage as matrix
from heedweb.workspace.queries import heat as map_
from heedweb.workspace.queries import timeline as bars
from heedweb.workspace.roles import Act
from heedweb.workspace.views.downloads import given


@login_required
@require_safe
def timeline(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show the measures of a plan as bars from their first to their last day."""
    seat = access.seat(request, workspace)
    plan = plan_access.plan(seat, pk)
    held = bars.timeline(seat, plan, request.GET.dict(), mirrored=get_language_bidi())
    context = {"workspace": seat.workspace, "plan": plan, "timeline": held}
    return render(request, "workspace/timeline.html", context)


@login_required
@require_POST
def timeline_table(request: HttpRequest, workspace: str, pk: int) -> StreamingHttpResponse:
    """Give the whole timeline as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    plan = plan_access.plan(seat, pk)
    return given(request, seat, "timeline", bars.lines(seat, plan, request.GET.dict()))


@login_required
@require_safe
def coverage(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show which measure answers which recommendation, folded by theme or cluster or whole."""
    seat = access.seat(request, workspace)
    held = matrix.coverage(seat, request.GET, mirrored=get_language_bidi())
    return render(
        request, "workspace/coverage.html", {"workspace": seat.workspace, "coverage": held}
    )


@login_required
@require_POST
def coverage_table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give the whole matrix as CSV, a line for each recommendation."""
    seat = access.seat(request, workspace, Act.EXPORT)
    count, rows = matrix.lines(seat, request.GET)
    return given(request, seat, "coverage", rows, count)


@login_required
@require_safe
def heat(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show how much is asked in which theme and cycle, and how many measures answer it."""
    seat = access.seat(request, workspace)
    page = number_of(request.GET.get("page"))
    held = map_.heat(seat, request.GET, page, mirrored=get_language_bidi())
    return render(request, "workspace/heat.html", {"workspace": seat.workspace, "heat": held})


@login_required
@require_POST
def heat_table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give the whole heat map as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    return given(request, seat, "heat", map_.lines(seat, request.GET))
