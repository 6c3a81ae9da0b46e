"""Pages for what cannot be shown."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from heedweb.workspace import access
from heedweb.workspace.storage import line_of


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, whether or not there is something one may not see."""
    return render(request, "404.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which role the person has here, and that it does not reach."""
    context = {"workspace": seat.workspace, "seat": seat} if (seat := access.here(request)) else {}
    return render(request, "403.html", context, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with the disk, if it is that, else that the fault is ours."""
    line = line_of(sys.exc_info()[1])
    if line is not None:
        # Signed in or not, and which workspace, may be what cannot be read: a page of its own.
        return HttpResponse(render_to_string("storage.html", {"line": line}), status=503)
    return render(request, "500.html", status=500)
