"""The mechanisms: what each asked, and what comes next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heedweb.workspace import access
from heedweb.workspace.queries import mechanisms


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the mechanisms by family, and everything that is due."""
    held = access.workspace(request, workspace)
    context = {"workspace": held, "overview": mechanisms.overview(held, timezone.localdate())}
    return render(request, "workspace/mechanisms.html", context)


@login_required
def detail(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Show one mechanism: its words, its examinations, what comes next."""
    held = access.workspace(request, workspace)
    body = mechanisms.body(held, code, timezone.localdate())
    if body is None:
        raise Http404
    context = {"workspace": held, "body": body, "mechanism": body.mechanism}
    return render(request, "workspace/mechanism.html", context)
