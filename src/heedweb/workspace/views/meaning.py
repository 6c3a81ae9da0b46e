"""Search by meaning, in one workspace or in all that a person belongs to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.queries import similar

_LONGEST = 1_000
ALL = "all"


@login_required
@require_safe
def search(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what is nearest in meaning to what was typed."""
    held = access.workspace(request, workspace)
    mine = list(access.workspaces(access.person(request)))
    typed = request.GET.get("q", "").strip()[:_LONGEST]
    everywhere = request.GET.get("in") == ALL
    context = {
        "workspace": held,
        "typed": typed,
        "everywhere": everywhere,
        "several": len(mine) > 1,
        "found": similar.by_meaning(mine if everywhere else [held], typed) if typed else [],
    }
    return render(request, "workspace/meaning.html", context)
