"""Documents, their pages as pictures, and the originals."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from heed.errors import InputProblem
from heedweb.workspace import access
from heedweb.workspace.domain import blobs, parsers
from heedweb.workspace.models import SourceDocument
from heedweb.workspace.queries import reviews

_SCALE = 2.0


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the documents of a workspace."""
    held = access.workspace(request, workspace)
    context = {"workspace": held, "documents": reviews.documents(held)}
    return render(request, "workspace/documents.html", context)


@login_required
def detail(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show what a document is, why, and what was taken from each page."""
    held = access.workspace(request, workspace)
    document = access.document(held, pk)
    context = {
        "workspace": held,
        "document": document,
        "pages": reviews.taken_by_page(document),
    }
    return render(request, "workspace/document.html", context)


@login_required
def original(request: HttpRequest, workspace: str, pk: int) -> FileResponse:
    """Give the original as a download that no browser runs."""
    document = access.document(access.workspace(request, workspace), pk)
    response = FileResponse(
        blobs.path_of(document.blob.sha256).open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_required
def page(request: HttpRequest, workspace: str, pk: int, number: int) -> HttpResponse:
    """Give one page of a PDF as a picture, drawn once."""
    document = access.document(access.workspace(request, workspace), pk)
    if document.format != "pdf":
        raise Http404
    response = HttpResponse(_picture(document, number), content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def _picture(document: SourceDocument, number: int) -> bytes:
    cached = Path(settings.DATA) / "cache" / document.blob.sha256 / f"{number}.png"
    if cached.exists():
        return cached.read_bytes()
    try:
        drawn = parsers.page_picture(blobs.path_of(document.blob.sha256), number, scale=_SCALE)
    except InputProblem as problem:
        raise Http404 from problem
    cached.parent.mkdir(parents=True, exist_ok=True)
    partial = cached.with_suffix(f".{uuid.uuid4().hex}")
    partial.write_bytes(drawn)
    partial.replace(cached)
    return drawn
