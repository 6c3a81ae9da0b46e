"""Permanent addresses by the UN's own keys."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heedweb.workspace import access
from heedweb.workspace.queries import keys


@login_required
def by_key(request: HttpRequest, workspace: str, key: str) -> HttpResponse:
    """Go to the recommendation with this key, or let the person choose between several."""
    held = access.workspace(request, workspace)
    rows = keys.rows_at(held, key)
    if not rows:
        raise Http404
    if len(rows) == 1:
        return redirect("workspace:recommendation", workspace=held.slug, pk=rows[0].pk)
    return render(request, "workspace/key.html", {"workspace": held, "key": key, "rows": rows})
