"""Documents, their leaves with what was taken, and the originals."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import heed
from heed.errors import InputProblem
from heedweb.workspace import access
from heedweb.workspace.domain import blobs, originals, parsers
from heedweb.workspace.domain import documents as domain
from heedweb.workspace.models import SourceDocument
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import family, leaves, reviews
from heedweb.workspace.roles import Act
from heedweb.workspace.views import downloads

_SCALE = 2.0


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the documents of a workspace."""
    held = access.workspace(request, workspace)
    context = {"workspace": held, "documents": reviews.documents(held)}
    return render(request, "workspace/documents.html", context)


@login_required
def detail(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show what a document is, why, its versions, and what was taken from each page."""
    held = access.workspace(request, workspace)
    document = access.document(held, pk)
    context = {
        "workspace": held,
        "document": document,
        "taken": leaves.taken(document),
        "versions": leaves.versions(document),
        "choices": family.choices(document) if document.review is None else [],
    }
    return render(request, "workspace/document.html", context)


@login_required
def leaf(request: HttpRequest, workspace: str, pk: int, number: int) -> HttpResponse:
    """Show one page of a document with what was taken from it and what was not."""
    held = access.workspace(request, workspace)
    document = access.document(held, pk)
    wanted = number_of(request.GET.get("page"))
    if wanted and leaves.leaf(document, wanted):
        return redirect("workspace:leaf", workspace=held.slug, pk=pk, number=wanted)
    one = leaves.leaf(document, number)
    if one is None:
        raise Http404
    context = {
        "workspace": held,
        "document": document,
        "leaf": one,
        "count": len(leaves.leaves(document)),
        "lines": leaves.lines(document, one.start, one.end),
        "marked": leaves.marked(document, number),
    }
    return render(request, "workspace/leaf.html", context)


@login_required
def at(request: HttpRequest, workspace: str, pk: int, offset: int) -> HttpResponse:
    """Go to the page on which the character at `offset` stands."""
    held = access.workspace(request, workspace)
    number = leaves.leaf_at(access.document(held, pk), offset).number
    return redirect("workspace:leaf", workspace=held.slug, pk=pk, number=number)


@login_required
@require_POST
def make_current(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Let the list be read from this version."""
    held = access.workspace(request, workspace, Act.IMPORT)
    document = access.document(held, pk)
    if document.review is None:
        raise Http404
    try:
        domain.make_current(document=document, by=access.person(request))
    except InputProblem as problem:
        messages.error(request, str(problem))
        return redirect("workspace:document", workspace=held.slug, pk=pk)
    messages.success(request, _("The list is read from this version now."))
    return redirect("workspace:readings", workspace=held.slug, pk=document.review.pk)


@login_required
@require_POST
def attach(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say to which review a paper belongs."""
    held = access.workspace(request, workspace, Act.IMPORT)
    document = access.document(held, pk)
    wanted = request.POST.get("review", "")
    allowed = {str(review.pk): review for review in family.choices(document)}
    if document.review is not None or wanted not in allowed:
        raise Http404
    try:
        domain.attach(document=document, review=allowed[wanted], by=access.person(request))
    except InputProblem as problem:
        messages.error(request, str(problem))
        return redirect("workspace:document", workspace=held.slug, pk=pk)
    return redirect("workspace:review", workspace=held.slug, pk=int(wanted))


@login_required
@require_safe
def original(request: HttpRequest, workspace: str, pk: int) -> HttpResponse | FileResponse:
    """Give the original as a download that no browser runs."""
    seat = access.seat(request, workspace)
    document = access.document(seat.workspace, pk)
    tag = f'"{document.blob.sha256}"'
    if _has(request, tag):
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        file = originals.opened(document.blob.sha256)
    except originals.Damaged:
        back = reverse("workspace:document", args=[workspace, pk])
        return downloads.damaged(request, seat, document.symbol, back)
    if request.method == "GET":
        room = access.room_of_acts(seat)
        originals.note_opened(document=document, room=room, by=seat.user)
    response = downloads.kept(file, document.name, "document")
    response["ETag"] = tag
    return response


def _has(request: HttpRequest, tag: str) -> bool:
    """Return whether the browser has this already (RFC 9110, section 13.1.2)."""
    held = request.headers.get("If-None-Match", "")
    return tag in {one.strip().removeprefix("W/") for one in held.split(",")}


@login_required
@require_safe
def page(request: HttpRequest, workspace: str, pk: int, number: int) -> HttpResponse:
    """Give one page of a PDF as a picture, drawn once."""
    document = access.document(access.workspace(request, workspace), pk)
    if document.format != "pdf":
        raise Http404
    tag = f'"{document.blob.sha256}-{number}-{heed.__version__}"'
    if _has(request, tag):
        return HttpResponseNotModified(headers={"ETag": tag})
    response = HttpResponse(_picture(document, number), content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["ETag"] = tag
    return response


def _picture(document: SourceDocument, number: int) -> bytes:
    cached = Path(settings.DATA) / "cache" / document.blob.sha256 / f"{number}.png"
    with contextlib.suppress(OSError):
        return cached.read_bytes()
    try:
        drawn = parsers.page_picture(blobs.path_of(document.blob.sha256), number, scale=_SCALE)
    except InputProblem as problem:
        raise Http404 from problem
    partial = cached.with_suffix(f".{uuid.uuid4().hex}")
    try:
        cached.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial.write_bytes(drawn)
        partial.replace(cached)
    except OSError:
        # A full disk costs the cache, not the page.
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return drawn
