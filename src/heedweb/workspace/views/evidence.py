"""Evidence: taking it, adding it to a report, and taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.domain import evidence as domain
from heedweb.workspace.domain import originals
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.reports import EvidenceForm
from heedweb.workspace.queries import reports
from heedweb.workspace.roles import Act
from heedweb.workspace.views import downloads
from heedweb.workspace.views.reports import page


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
        context = {"workspace": seat.workspace}
        return render(request, "workspace/damaged_evidence.html", context, status=500)
    name = held.file or f"copy-{held.pk}.{held.fetch.get('type_sniffed', 'bin')}"
    return downloads.kept(file, name, "evidence")


@login_required
@require_POST
def add(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Add a piece of evidence to a report that is in its room."""
    seat = access.seat(request, workspace, Act.WRITE)
    report = plan_access.report(seat, pk)
    about = report.measure or report.recommendation
    values = reports.values_for(seat, about) if about is not None else None
    form = EvidenceForm(request.POST, request.FILES, values=values)
    try:
        if not form.is_valid() or not any(form.cleaned_data.values()):
            errors = [str(error) for held in form.errors.values() for error in held]
            raise Lacking(" ".join(errors) or _("Give an address, a file or a value."))
        domain.add(report, words=form.cleaned_data, by=seat)
    except Refused as refused:
        return page(request, seat, report, refused)
    messages.success(request, _("Added."))
    return redirect("workspace:report", workspace=seat.workspace.slug, pk=report.pk)


@login_required
@require_POST
def remove(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Take a piece of evidence away from a report that is in its room."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = plan_access.evidence(seat, pk)
    report = held.report
    if report is None or report.home_id not in seat.rooms:
        raise Http404
    try:
        domain.remove(held, by=seat)
    except Refused as refused:
        return page(request, seat, plan_access.report(seat, report.pk), refused)
    messages.success(request, _("Taken away."))
    return redirect("workspace:report", workspace=seat.workspace.slug, pk=report.pk)
