"""The parts of the person's institution, those that wait for its answer first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.queries import assignments
from heedweb.workspace.roles import Act


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the parts that wait for the institution's answer, or all of its parts."""
    seat = access.seat(request, workspace, Act.ANSWER)
    context = {
        "workspace": seat.workspace, "listing": assignments.listing(seat, request.GET.dict())
    }  # fmt: skip
    return render(request, "workspace/assignments.html", context)
