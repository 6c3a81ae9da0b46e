"""Evidence: taking it, adding it to a report or an assessment, and taking it away."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import evidence as domain
from heedweb.workspace.domain import originals, room_rules
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.reports import PieceForm
from heedweb.workspace.models import Assessment, Evidence, ProgressReport
from heedweb.workspace.queries.evidence import values_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views import assessments, downloads, reports, roomed
from heedweb.workspace.views.roomed import Kind, View

Claimed = TypeVar("Claimed", ProgressReport, Assessment)


@login_required
@require_safe
def take(request: HttpRequest, workspace: str, pk: int) -> HttpResponse | FileResponse:
    """Give a file, or the copy of what was at an address, as a download that no browser runs."""
    seat = access.seat(request, workspace)
    held = plan_access.evidence(seat, pk)
    if held.blob is None:
        raise Http404
    try:
        file = originals.opened(held.blob.sha256)
    except originals.Damaged:
        kind = reports.KIND if held.report is not None else assessments.KIND
        back = kind.address(seat, domain.claim_of(held))
        return downloads.damaged(request, seat, held.file or held.title, back)
    name = held.file or f"copy-{held.pk}.{held.fetch.get('type_sniffed', 'bin')}"
    return downloads.kept(file, name, "evidence")


def _add(kind: Kind[Claimed]) -> View:
    """Return the view that adds a piece of evidence to a record that is in its room."""

    @login_required
    @require_POST
    def view(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
        seat = access.seat(request, workspace, Act.WRITE)
        held = kind.get(seat, pk)
        form = PieceForm(request.POST, request.FILES, values=values_for(seat, held.about))
        try:
            refused = room_rules.refusal("write", held, seat)
            if refused is not None:
                raise refused
            if form.errors_said:
                raise Lacking(form.errors_said)
            domain.add(held, words=form.cleaned_data, by=seat)
        except Refused as refused:
            return roomed.page(kind, request, seat, held, refused)
        messages.success(request, _("Added."))
        return redirect(kind.address(seat, held))

    return view


@login_required
@require_POST
def remove(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Take a piece of evidence away from a record that is in its room."""
    seat = access.seat(request, workspace, Act.WRITE)
    piece = plan_access.evidence(seat, pk)
    if piece.report is not None:
        return _remove(reports.KIND, request, seat, piece, piece.report.pk)
    return _remove(assessments.KIND, request, seat, piece, domain.claim_of(piece).pk)


def _remove(
    kind: Kind[Claimed], request: HttpRequest, seat: Seat, piece: Evidence, pk: int
) -> HttpResponse:
    held = kind.get(seat, pk)
    try:
        domain.remove(piece, by=seat)
    except Refused as refused:
        return roomed.page(kind, request, seat, held, refused)
    messages.success(request, _("Taken away."))
    return redirect(kind.address(seat, held))


add_to_report, add_to_assessment = _add(reports.KIND), _add(assessments.KIND)
